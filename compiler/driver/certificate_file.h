// Files of certificates: what stands in front of the claims, and how they are written.
#pragma once

#include "compiler/certify/certify.h"
#include "compiler/driver/session.h"

namespace msd::driver {

/// Of rules as they are written, wherever their files are: other rules have another one. Compiles them anew.
std::string rules_hash(const tir::Program& program, const source::SourceMap& sources);
std::string text_hash(std::string_view text);

/// Collects certificates, and writes them.
class CertificateFile {
 public:
  CertificateFile(const Compiled& compiled, const source::SourceMap& sources);

  /// They are about this design.
  void of_design(const std::string& path, std::string_view text);
  void add(const certify::Certificate& certificate, const std::string& message);
  /// False after a complaint on standard error.
  bool write(const std::string& path) const;

 private:
  const image::Image& image_;
  std::string head_, body_;
  std::size_t claims_ = 0;
};

}  // namespace msd::driver
