// A variant on its base, on the base of that, and so on.
#include "compiler/driver/pipeline.h"
#include "compiler/driver/places.h"
#include "compiler/variants/variants.h"

#include <algorithm>
#include <filesystem>

namespace msd::driver {

namespace {

constexpr std::size_t kMaxVariants = 64;

class Layers {
 public:
  Layers(const LoadOptions& options, source::SourceMap& sources, diag::Sink& sink)
      : options_(options), places_(options.path), sources_(sources), sink_(sink) {}

  bool load(const std::string& entry, const std::string& root, const FileSystem& files, LoadedFramework& out) {
    LoadOptions options = options_;
    options.root = root;
    out = load_framework(entry, options, files, sources_, sink_);
    if (out.units.empty()) return false;
    // A file that was not read to its end would make all that it declares look missing.
    for (const auto& unit : out.units) {
      if (!unit->whole) return false;
    }
    const ast::VariantDecl* variant = only_variant(out);
    if (variant == nullptr) {
      variants::refuse(out.units, sink_);
      return true;
    }
    chain_.push_back({files.canonical(entry), std::string(variant->name.text)});
    return on_base(*variant, entry, files, out);
  }

 private:
  struct Link {
    std::string file, name;
  };

  /// The variant that the files declare. A second one, or a framework beside it, is reported.
  const ast::VariantDecl* only_variant(LoadedFramework& loaded) {
    const ast::VariantDecl* first = nullptr;
    for (auto& unit : loaded.units) {
      for (const ast::VariantDecl& one : unit->variants) {
        if (first == nullptr) {
          first = &one;
        } else {
          several(*first, one.name);
        }
      }
    }
    if (first == nullptr) return nullptr;
    for (auto& unit : loaded.units) {
      for (const ast::FrameworkDecl& one : unit->frameworks) several(*first, one.name);
      unit->frameworks.clear();
      if (!unit->variants.empty() && &unit->variants[0] != first) unit->variants.clear();
    }
    return first;
  }
  void several(const ast::VariantDecl& first, const ast::Name& other) {
    sink_.report(diag::kind::SeveralFrameworks, other.span, first.name.text, other.text)
        .note(first.name.span, "the first one");
  }

  bool on_base(const ast::VariantDecl& variant, const std::string& entry, const FileSystem& files,
               LoadedFramework& out) {
    if (chain_.size() > kMaxVariants) {
      sink_.report(diag::kind::TooManyVariants, variant.base.span, kMaxVariants)
          .help("write the changes of several of them into one");
      return false;
    }
    const auto base = find(variant, entry, files);
    if (!base) return false;
    const auto base_files = base->carried ? carried() : files.elsewhere();
    const std::string base_entry = base->carried ? *carried_entry(base->path) : base->path;
    const bool near = base->beside;
    LoadedFramework below;
    if (!load(base_entry, near ? options_.root : "", near ? files : *base_files, below)) return false;
    variants::Options options;
    options.base = fmt::format("`{} {}`", variant.base.text, print(base->version));
    options.variant = variant.name.text;
    const std::string name = fmt::format("{} {}", variant.base.text, print(base->version));
    out.units = variants::apply(std::move(below.units), std::move(out.units), options, below.removed, sink_);
    out.removed = std::move(below.removed);
    out.bases = {name};
    out.bases.insert(out.bases.end(), below.bases.begin(), below.bases.end());
    return true;
  }

  std::optional<Place> find(const ast::VariantDecl& variant, const std::string& entry, const FileSystem& files) {
    Places::Wanted wanted{std::string(variant.base.text), read_version(variant.base_version.digits), variant.base.span};
    Places::Beside beside{entry, &files, {}};
    for (const Link& link : chain_) beside.without.push_back(link.file);
    const std::size_t before = sink_.errors();
    auto found = places_.find(wanted, beside, sink_);
    if (sink_.errors() != before) return std::nullopt;
    if (found && found->fits && !found->image) return found;
    if (cycle(variant, wanted, beside)) return std::nullopt;
    if (!found) {
      std::vector<std::string> folders = options_.path;
      folders.push_back(std::filesystem::path(entry).parent_path().string());
      const std::vector<std::string> names = Places(std::move(folders)).names();
      const std::vector<std::string_view> views(names.begin(), names.end());
      const std::string near = diag::did_you_mean(variant.base.text, views);
      sink_.report(diag::kind::UnknownBase, variant.base.span, variant.base.text)
          .help(near.empty() ? "put its entry file beside the variant's, or name its folder with --path" : near);
    } else if (!found->fits) {
      sink_
          .report(diag::kind::BaseVersion, variant.base_version.span, variant.base.text, variant.base_version.digits,
                  print(found->version))
          .help("a base has the same major version, and at least the minor one");
    } else {
      sink_.report(diag::kind::BaseIsImage, variant.base.span, variant.base.text, print(found->version))
          .label("found at `" + found->path + "`")
          .help("a variant is made of the text of its base: put the entry file where the image is");
    }
    return std::nullopt;
  }

  /// Whether only a variant that is being made already would do.
  bool cycle(const ast::VariantDecl& variant, const Places::Wanted& wanted, Places::Beside beside) {
    beside.without.clear();
    diag::Sink aside;
    const auto found = places_.find(wanted, beside, aside);
    if (!found || !found->fits || found->image) return false;
    std::string names;
    bool on = false;
    for (const Link& link : chain_) {
      on = on || link.name == variant.base.text;
      if (on) names += "`" + link.name + "`, ";
    }
    if (!on) return false;
    sink_.report(diag::kind::VariantCycle, variant.base.span, names + "`" + std::string(variant.base.text) + "`")
        .label("this one closes the cycle")
        .help("one of them has to be made of a framework");
    return true;
  }

  const LoadOptions& options_;
  Places places_;
  source::SourceMap& sources_;
  diag::Sink& sink_;
  std::vector<Link> chain_;
};

}  // namespace

bool load_whole(const std::string& entry, const LoadOptions& options, const FileSystem& files,
                source::SourceMap& sources, diag::Sink& sink, LoadedFramework& out) {
  return Layers(options, sources, sink).load(entry, options.root, files, out);
}

}  // namespace msd::driver
