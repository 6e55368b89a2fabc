#include "compiler/driver/embedded.h"
#include "compiler/driver/pipeline.h"

#include <algorithm>

namespace msd::driver {

namespace {

/// Paths are plain: the build gives them without `.` and `..`, and imports are joined from the root.
class Carried final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override {
    if (find(path) != nullptr) return Kind::File;
    return list(path).empty() ? Kind::Missing : Kind::Folder;
  }
  std::optional<std::string> read(const std::string& path, source::ReadError& error) const override {
    const EmbeddedSource* file = find(path);
    if (file != nullptr) return std::string(file->begin, file->end);
    error.reason = "msdc carries no such file";
    return std::nullopt;
  }
  std::vector<std::string> list(const std::string& folder) const override {
    std::vector<std::string> names;
    for (const EmbeddedSource& file : embedded_sources()) {
      if (!file.path.starts_with(folder) || file.path.size() <= folder.size() + 1 || file.path[folder.size()] != '/')
        continue;
      const std::string_view rest = file.path.substr(folder.size() + 1);
      names.emplace_back(rest.substr(0, rest.find('/')));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }
  std::string canonical(const std::string& path) const override { return path == "." ? "/" : "/" + path; }
  std::string root_of(const std::string&) const override { return {}; }

 private:
  static const EmbeddedSource* find(std::string_view path) {
    for (const EmbeddedSource& file : embedded_sources()) {
      if (file.path == path) return &file;
    }
    return nullptr;
  }
};

}  // namespace

std::unique_ptr<FileSystem> carried() { return std::make_unique<Carried>(); }

std::optional<std::string> carried_entry(const std::string& name) {
  const std::string entry = "stdlib/" + name + ".msd";
  if (Carried().kind(entry) == FileSystem::Kind::File) return entry;
  return std::nullopt;
}

std::optional<image::Image> embedded(std::string_view name, diag::Sink& sink) {
  for (const EmbeddedImage& one : embedded_images()) {
    if (one.name != name) continue;
    image::Refusal refusal;
    auto image = image::Image::open_static(one.block, refusal);
    if (!image) sink.report(diag::kind::BadImage, {}, name, refusal.reason);
    return image;
  }
  return std::nullopt;
}

std::string framework_help() {
  std::string names;
  for (std::string_view one : embedded_names()) names += (names.empty() ? "" : ", ") + std::string(one);
  return "carried along: " + names + "; others are given by their entry file";
}

std::vector<std::string_view> embedded_names() {
  std::vector<std::string_view> out;
  for (const EmbeddedImage& one : embedded_images()) out.push_back(one.name);
  return out;
}

}  // namespace msd::driver
