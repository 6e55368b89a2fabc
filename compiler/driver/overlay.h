// The disk with other texts in some files: what a framework would be, before anything is written.
#pragma once

#include "compiler/driver/load.h"

#include <map>
#include <memory>
#include <set>

namespace msd::driver {

class Overlay final : public FileSystem {
 public:
  using Texts = std::map<std::string, std::string>;  ///< by canonical path

  Overlay();
  /// The same disk, as it was first read, with these texts on top of those that are there.
  Overlay with(const Texts& more) const;
  /// The same, which notes what is read through it and through what it gives.
  Overlay noting() const;
  const std::set<std::string>& noted() const { return *noted_; }

  Kind kind(const std::string& path) const override { return disk_->kind(path); }
  std::optional<std::string> read(const std::string& path, source::ReadError& error) const override;
  std::vector<std::string> list(const std::string& folder) const override { return disk_->list(folder); }
  std::string canonical(const std::string& path) const override { return disk_->canonical(path); }
  std::string root_of(const std::string& entry) const override { return disk_->root_of(entry); }
  std::unique_ptr<FileSystem> elsewhere() const override { return std::make_unique<Overlay>(*this); }

  const Texts& texts() const { return texts_; }
  /// What the disk held when a file was first read; none of a file that was never read here.
  const std::string* original(const std::string& path) const;

 private:
  std::shared_ptr<FileSystem> disk_;
  std::shared_ptr<Texts> read_;                   ///< shared by all that were made of this one
  std::shared_ptr<std::set<std::string>> noted_;  ///< canonical paths
  Texts texts_;
};

}  // namespace msd::driver
