#include "compiler/driver/load.h"

#include "compiler/parse/parse.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace msd::driver {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kExtension = ".msd";
constexpr const char* kRootMark = ".msdroot";

std::string parent_of(const std::string& path) { return fs::path(path).parent_path().string(); }

std::string joined(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : (fs::path(folder) / name).string();
}

class Disk final : public FileSystem {
 public:
  Kind kind(const std::string& path) const override {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return Kind::Missing;
    if (fs::is_directory(status)) return Kind::Folder;
    return fs::is_regular_file(status) ? Kind::File : Kind::Other;
  }
  std::optional<std::string> read(const std::string& path, source::ReadError& error) const override {
    return source::read_file(path, source::kMaxFileBytes, error);
  }
  std::vector<std::string> list(const std::string& folder) const override {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      names.push_back(it->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string canonical(const std::string& path) const override {
    // Made absolute first: of a relative path that leads nowhere, the library makes no absolute one.
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    const fs::path real = fs::weakly_canonical(whole, error);
    return error ? whole.lexically_normal().string() : real.string();
  }
  /// The nearest folder from the entry upward that holds the mark, else the entry's own.
  std::string root_of(const std::string& entry) const override {
    std::string own = parent_of(entry);
    std::string folder = canonical(own.empty() ? "." : own);
    const std::string start = folder;
    for (;;) {
      if (kind(joined(folder, kRootMark)) == Kind::File) break;
      const std::string above = parent_of(folder);
      if (above.empty() || above == folder) return own;
      folder = above;
    }
    // Shown paths stay as the user wrote them wherever that is possible.
    if (folder == start) return own;
    std::error_code error;
    const std::string near = fs::path(folder).lexically_proximate(fs::current_path(error)).string();
    return near == "." ? std::string() : near;
  }
};

bool inside(const std::string& path, const std::string& root) {
  return path == root || path.starts_with(root.ends_with('/') ? root : root + "/");
}

class Loader {
 public:
  Loader(const LoadOptions& options, const FileSystem& files, source::SourceMap& sources, diag::Sink& sink)
      : options_(options), files_(files), sources_(sources), sink_(sink) {}

  LoadedFramework run(const std::string& entry) {
    LoadedFramework out;
    out.root = options_.root.empty() ? files_.root_of(entry) : options_.root;
    real_root_ = files_.canonical(out.root.empty() ? "." : out.root);
    root_ = out.root;
    file(entry, {});
    out.units = std::move(units_);
    if (!out.units.empty()) out.entry = out.units[0]->file;
    return out;
  }

 private:
  enum class Mark : std::uint8_t { Open, Done };

  void file(const std::string& path, source::Span from) {
    const std::string real = files_.canonical(path);
    if (const auto known = marks_.find(real); known != marks_.end()) {
      if (known->second == Mark::Open) cycle(path, from);
      return;
    }
    if (units_.size() >= options_.max_files) {
      if (!full_)
        sink_.report(diag::kind::TooManyFiles, from, options_.max_files)
            .help("import the folders of the framework one by one, not one that holds other things as well");
      full_ = true;
      return;
    }
    source::ReadError error;
    std::optional<std::string> text = files_.read(path, error);
    if (!text) {
      sink_.report(diag::kind::CannotRead, from, path, error.reason).help(near(path));
      return;
    }
    marks_[real] = Mark::Open;
    const source::FileId id = sources_.add(path, std::move(*text), name_of(path, real));
    parse::Options options;
    options.kind = parse::FileKind::Rules;
    units_.push_back(std::make_unique<ast::Unit>(parse::parse_file(sources_, id, options, sink_)));
    ast::Unit& unit = *units_.back();
    if (!unit.designs.empty() && unit.order.size() == unit.designs.size()) only_design(unit, path, from);
    for (const ast::ImportDecl& import : unit.imports) {
      stack_.push_back({import.path.span, path});
      follow(import);
      stack_.pop_back();
    }
    marks_[real] = Mark::Done;
  }

  /// The path from the root: the same wherever the root lies, and from wherever msdc is called. A link keeps its name.
  std::string name_of(const std::string& path, const std::string& real) const {
    const fs::path written = fs::path(path).lexically_relative(root_.empty() ? "." : root_).lexically_normal();
    if (!written.empty() && *written.begin() != ".." && !written.is_absolute()) return written.generic_string();
    if (inside(real, real_root_)) return fs::path(real).lexically_relative(real_root_).generic_string();
    return fs::path(path).filename().string();
  }

  /// The file is a sound one, but no part of a framework.
  void only_design(ast::Unit& unit, const std::string& path, source::Span from) {
    unit.whole = false;
    if (from.valid()) {
      sink_.report(diag::kind::MixedFile, from).note(unit.designs[0].name.span, "a design").help("take the import out");
    } else {
      sink_.report(diag::kind::NoFramework, unit.designs[0].name.span, path)
          .help("it holds a design: `msdc check` judges it");
    }
  }

  /// `from` leads to a file that is still being taken in: the last imports of the stack are the cycle.
  void cycle(const std::string& path, source::Span from) {
    const std::string real = files_.canonical(path);
    std::size_t first = stack_.size() - 1;
    while (first > 0 && files_.canonical(stack_[first].second) != real) --first;
    if (first + 1 == stack_.size()) {
      sink_.report(diag::kind::ImportsItself, from, path).help("take the import out");
      return;
    }
    std::string files;
    for (std::size_t i = first; i < stack_.size(); ++i) files += "`" + stack_[i].second + "`, ";
    auto report = sink_.report(diag::kind::ImportCycle, from, files + "`" + path + "`");
    report.label("this import closes the cycle");
    for (std::size_t i = first; i + 1 < stack_.size(); ++i) report.note(stack_[i].first, "imported from here");
    report.help("take one of the imports out: declarations of a framework see each other whatever file they are in");
  }

  /// A name in the folder of a path that leads nowhere which was probably meant.
  std::string near(const std::string& path) const {
    const std::string folder = parent_of(path);
    const std::vector<std::string> names = files_.list(folder.empty() ? "." : folder);
    const std::string wanted = fs::path(path).filename().string();
    const std::string_view found = diag::nearest(wanted, {names.begin(), names.end()});
    return found.empty() || found == wanted ? std::string() : "did you mean `" + joined(folder, found) + "`?";
  }

  void follow(const ast::ImportDecl& import) {
    if (!import.path.given()) return;
    const std::string written(import.path.value);
    const std::string path = joined(root_, written);
    if (written.empty() || written.front() == '/' || !inside(files_.canonical(path), real_root_)) {
      sink_.report(diag::kind::ImportOutsideRoot, import.path.span, written, root_.empty() ? "." : root_)
          .help("imports stay below the root; `--root FOLDER`, or a file `.msdroot`, names another one");
      return;
    }
    switch (files_.kind(path)) {
    case FileSystem::Kind::File: return file(path, import.path.span);
    case FileSystem::Kind::Folder:
      if (!folder(path, import.path.span)) sink_.report(diag::kind::ImportEmptyFolder, import.path.span, written);
      return;
    case FileSystem::Kind::Missing:
    case FileSystem::Kind::Other:
      sink_.report(diag::kind::ImportNotFound, import.path.span, written, root_.empty() ? "." : root_)
          .help(!near(path).empty() ? near(path) : "an import is a path from the root to a file or a folder");
    }
  }

  /// Takes in every file below a folder; a link that leads back into a folder on the way is not followed twice.
  bool folder(const std::string& path, source::Span from) {
    if (!folders_.insert(files_.canonical(path)).second) return true;
    bool any = false;
    for (const std::string& name : files_.list(path)) {
      const std::string below = joined(path, name);
      const FileSystem::Kind kind = files_.kind(below);
      if (kind != FileSystem::Kind::Folder && !name.ends_with(kExtension)) continue;
      if (name.starts_with('.')) continue;
      if (!inside(files_.canonical(below), real_root_)) {
        sink_.report(diag::kind::ImportOutsideRoot, from, below, root_.empty() ? "." : root_)
            .label("through a link")
            .help("imports stay below the root, links included");
        continue;
      }
      if (kind == FileSystem::Kind::Folder) {
        any = folder(below, from) || any;
      } else {
        any = true;
        // A folder takes in what lies in it; that a file of it is the one that imports the folder is no cycle.
        if (!marks_.contains(files_.canonical(below))) file(below, from);
      }
    }
    return any;
  }

  const LoadOptions& options_;
  const FileSystem& files_;
  source::SourceMap& sources_;
  diag::Sink& sink_;
  std::string root_, real_root_;
  std::vector<std::unique_ptr<ast::Unit>> units_;
  std::map<std::string, Mark> marks_;
  std::set<std::string> folders_;
  std::vector<std::pair<source::Span, std::string>> stack_;
  bool full_ = false;
};

}  // namespace

std::unique_ptr<FileSystem> FileSystem::elsewhere() const { return disk(); }

std::unique_ptr<FileSystem> disk() { return std::make_unique<Disk>(); }

LoadedFramework load_framework(const std::string& entry, const LoadOptions& options, const FileSystem& files,
                               source::SourceMap& sources, diag::Sink& sink) {
  return Loader(options, files, sources, sink).run(entry);
}

namespace {

using Visit = std::function<bool(const std::string&)>;

/// False: the visitor wants no more.
bool below(const std::string& folder, const Visit& visit, std::size_t& found, int depth) {
  if (depth > 64) return true;
  struct Entry {
    std::string name;
    bool folder;
  };
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code unknown;
    const bool is_folder = it->is_directory(unknown) && !it->is_symlink(unknown);
    std::string name = it->path().filename().string();
    if (!name.starts_with('.') && (is_folder || name.ends_with(kExtension)))
      entries.push_back({std::move(name), is_folder});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  for (const Entry& entry : entries) {
    const std::string path = joined(folder, entry.name);
    if (!entry.folder) ++found;
    if (!(entry.folder ? below(path, visit, found, depth + 1) : visit(path))) return false;
  }
  return true;
}

}  // namespace

void for_each_file(const std::string& argument, diag::Sink& sink, const Visit& visit) {
  std::error_code error;
  if (argument == "-" || !fs::is_directory(argument, error)) {
    visit(argument);
    return;
  }
  std::size_t found = 0;
  below(argument, visit, found, 0);
  if (found == 0) sink.report(diag::kind::ImportEmptyFolder, {}, argument);
}

}  // namespace msd::driver
