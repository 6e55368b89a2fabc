#include "compiler/driver/places.h"

#include "compiler/driver/embedded.h"
#include "compiler/driver/pipeline.h"
#include "compiler/parse/parse.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace msd::driver {

namespace fs = std::filesystem;

Version read_version(std::string_view digits) {
  Version out;
  const char* at = digits.data();
  const char* end = at + digits.size();
  for (std::uint32_t* part : {&out.major, &out.minor, &out.patch}) {
    const auto [next, error] = std::from_chars(at, end, *part);
    if (error != std::errc()) break;
    at = next < end ? next + 1 : end;
  }
  return out;
}

std::string print(const Version& version) {
  return version.patch == 0 ? fmt::format("{}.{}", version.major, version.minor)
                            : fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
}

namespace {

struct Head {
  std::string name;
  Version version;
};

/// What an entry file declares. Its faults are found when it is compiled.
std::optional<Head> head_of_source(const std::string& path, const FileSystem& files) {
  source::ReadError error;
  std::optional<std::string> text = files.read(path, error);
  if (!text) return std::nullopt;
  source::SourceMap sources;
  diag::Sink sink;
  parse::Options options;
  options.kind = parse::FileKind::Rules;
  const ast::Unit unit = parse::parse_file(sources, sources.add(path, std::move(*text)), options, sink);
  if (!unit.variants.empty())
    return Head{std::string(unit.variants[0].name.text), read_version(unit.variants[0].version.digits)};
  if (unit.frameworks.empty()) return std::nullopt;
  return Head{std::string(unit.frameworks[0].name.text), read_version(unit.frameworks[0].version.digits)};
}

Head head_of(const image::Image& image) {
  const image::FrameworkRecord& record = image.framework();
  return {std::string(image.text(record.name)), {record.major, record.minor, record.patch}};
}

/// NAME.msd, NAME.msdi, and the same with a version or other words behind a hyphen.
bool named_like(const std::string& file, const std::string& name, std::string_view extension) {
  if (!file.ends_with(extension)) return false;
  const std::string_view stem = std::string_view(file).substr(0, file.size() - extension.size());
  return stem == name || (stem.starts_with(name) && stem[name.size()] == '-');
}

std::string in_folder(const std::string& folder, const std::string& file) {
  return folder.empty() ? file : (fs::path(folder) / file).string();
}

}  // namespace

void Places::add_folder(const std::string& folder, const std::string& name, const FileSystem& files,
                        std::vector<Place>& out) const {
  for (const std::string& file : files.list(folder.empty() ? "." : folder)) {
    const bool image = named_like(file, name, ".msdi");
    if (!image && !named_like(file, name, ".msd")) continue;
    const std::string path = in_folder(folder, file);
    if (files.kind(path) != FileSystem::Kind::File) continue;
    diag::Sink aside;  // an image that cannot be used is none
    auto opened = image ? open_image(path, aside) : std::nullopt;
    if (image && !opened) continue;
    const std::optional<Head> head = opened ? std::optional(head_of(*opened)) : head_of_source(path, files);
    if (!head || head->name != name) continue;
    out.push_back({path, head->version, false, image});
    out.back().opened = std::move(opened);
  }
}

std::optional<Place> Places::find(const Wanted& wanted, const Beside& beside, diag::Sink& sink) const {
  const auto fits = [&](const Place& place) { return !wanted.version || place.version.fits(*wanted.version); };
  const auto barred = [&](const FileSystem& files, const Place& place) {
    return std::find(beside.without.begin(), beside.without.end(), files.canonical(place.path)) != beside.without.end();
  };
  std::vector<Place> found;
  if (beside.files != nullptr) {
    add_folder(fs::path(beside.entry).parent_path().string(), wanted.name, *beside.files, found);
    std::erase_if(found, [&](const Place& p) { return barred(*beside.files, p); });
    for (Place& place : found) place.beside = true;
  }
  const auto usable = [&](const Place& place) { return fits(place) && !place.image; };
  if (std::any_of(found.begin(), found.end(), usable)) {
    std::erase_if(found, [&](const Place& place) { return !usable(place); });
  } else {
    if (const auto image = embedded(wanted.name, sink)) {
      const auto entry = carried_entry(wanted.name);
      const bool is_asking = entry && beside.files != nullptr && barred(*carried(), {*entry});
      if (!is_asking) found.push_back({wanted.name, head_of(*image).version, true});
      if (!is_asking) found.back().opened = image;
    }
    const auto on_disk = disk();
    for (const std::string& folder : folders_) add_folder(folder, wanted.name, *on_disk, found);
    std::erase_if(found, [&](const Place& p) { return !p.carried && barred(*on_disk, p); });
  }
  if (found.empty()) return std::nullopt;
  for (Place& place : found) place.fits = fits(place);
  std::stable_sort(found.begin(), found.end(),
                   [](const Place& a, const Place& b) { return a.fits != b.fits ? a.fits : a.version > b.version; });
  if (found.size() > 1 && found[0].fits && found[0].version == found[1].version && found[1].fits) {
    const auto shown = [](const Place& place) { return place.carried ? "carried by msdc" : place.path; };
    sink.report(diag::kind::FrameworkTwice, wanted.from, wanted.name, print(found[0].version), shown(found[0]),
                shown(found[1]))
        .help("take one of them away, or give the one that is meant with --framework FILE");
    return std::nullopt;
  }
  return found[0];
}

std::vector<std::string> Places::names() const {
  std::vector<std::string> out;
  for (std::string_view one : embedded_names()) out.emplace_back(one);
  const auto files = disk();
  for (const std::string& folder : folders_) {
    for (const std::string& file : files->list(folder.empty() ? "." : folder)) {
      for (std::string_view extension : {".msd", ".msdi"}) {
        if (file.ends_with(extension))
          out.push_back(file.substr(0, std::min(file.size() - extension.size(), file.find('-'))));
      }
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace msd::driver
