#include "compiler/driver/pipeline.h"

#include "compiler/driver/places.h"

#include <cstring>

namespace msd::driver {

namespace {
constexpr const char* kAnew = "compile it anew with `msdc compile`";
}

std::optional<Found> locate(const std::string& entry, const LoadOptions& options, diag::Sink& sink) {
  if (entry.ends_with(".msd") || disk()->kind(entry) == FileSystem::Kind::File) return Found{entry};
  const std::size_t before = sink.errors();
  const auto place = Places(options.path).find({entry, {}, {}}, sink);
  if (!place) {
    if (sink.errors() == before) sink.report(diag::kind::UnknownFramework, {}, entry).help(framework_help());
    return std::nullopt;
  }
  if (place->image) {
    sink.report(diag::kind::BaseIsImage, {}, entry, print(place->version))
        .help(fmt::format("`{}` holds no source; put the entry file beside it", place->path));
    return std::nullopt;
  }
  return Found{place->carried ? *carried_entry(entry) : place->path, place->carried};
}

Compiled compile(const std::string& entry, const LoadOptions& options, source::SourceMap& sources, diag::Sink& sink) {
  const auto found = locate(entry, options, sink);
  if (!found) return {};
  LoadOptions load = options;
  if (found->carried) load.root = "";
  return compile_from(found->carried ? *carried() : *disk(), found->entry, load, sources, sink);
}

Compiled compile_from(const FileSystem& files, const std::string& entry, const LoadOptions& options,
                      source::SourceMap& sources, diag::Sink& sink) {
  const std::size_t before = sink.errors();  // of a design that asks for the framework
  Compiled out;
  if (!load_whole(entry, options, files, sources, sink, out.loaded)) return out;

  std::vector<const ast::Unit*> units;
  for (const auto& unit : out.loaded.units) units.push_back(unit.get());
  registry::Registry registry = registry::build(units, {&sources, &out.loaded.removed}, sink);
  check::Result checked = check::check(std::move(registry), {}, sink);
  out.program = std::move(checked.program);
  out.program.bases = out.loaded.bases;
  out.checked = checked.usable;
  if (!checked.usable) return out;

  const image::Builder builder = lower::lower(out.program, sources, {}, sink);
  if (sink.errors() != before) return out;
  image::Refusal refusal;
  out.image = image::Image::open(builder.finish(), refusal);
  // An image that our own verifier refuses is a fault of the compiler, and is named as one.
  if (!out.image) sink.report(diag::kind::BadImage, {}, entry, refusal.reason);
  if (out.image) out.image->found_at(builder.found_at);
  out.usable = out.image.has_value();
  return out;
}

namespace {

/// The words of a file; none after a report.
std::optional<std::vector<std::uint64_t>> words_of(const std::string& path, diag::Sink& sink) {
  source::ReadError error;
  const auto bytes = source::read_file(path, std::size_t{256} << 20U, error);
  if (!bytes) {
    sink.report(diag::kind::CannotRead, {}, path, error.reason);
    return std::nullopt;
  }
  if (bytes->size() % 8 != 0) {
    sink.report(diag::kind::BadImage, {}, path, "it is cut off").help(kAnew);
    return std::nullopt;
  }
  std::vector<std::uint64_t> block(bytes->size() / 8);
  if (!bytes->empty()) std::memcpy(block.data(), bytes->data(), bytes->size());
  return block;
}

}  // namespace

std::optional<image::Image> open_image(const std::string& path, diag::Sink& sink) {
  auto block = words_of(path, sink);
  if (!block) return std::nullopt;
  image::Refusal refusal;
  const bool rules = records::begins_like_rules(std::as_bytes(std::span(*block)));
  auto image = rules ? std::nullopt : image::Image::open(std::move(*block), refusal);
  if (rules)
    sink.report(diag::kind::BadImage, {}, path, "it is a rules file, which holds what deciding records needs")
        .help("`msdc compile` without --records makes an image");
  else if (!image)
    sink.report(diag::kind::BadImage, {}, path, refusal.reason).help(kAnew);
  return image;
}

std::optional<records::Stored> open_rules(const std::string& path, diag::Sink& sink) {
  const auto block = words_of(path, sink);
  if (!block) return std::nullopt;
  image::Refusal refusal;
  auto rules = records::stored(std::as_bytes(std::span(*block)), refusal);
  if (!rules) sink.report(diag::kind::BadImage, {}, path, refusal.reason).help(kAnew);
  return rules;
}

}  // namespace msd::driver
