// msdc diff: two frameworks side by side.
#include "compiler/diff/report.h"
#include "compiler/driver/diff_designs.h"
#include "compiler/driver/git_tree.h"
#include "compiler/driver/replay.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace msd::driver {

namespace {

namespace fs = std::filesystem;

class DiffRun {
 public:
  DiffRun(const DiffOptions& diff, const Common& options) : diff_(diff), session_(options) {}

  int run() {
    diag::Sink sink;
    diff::Options options;
    options.rows = diff_.rows;
    options.max_nodes = diff_.budget;
    Compiled a = compiled(diff_.old_side, sink);
    Compiled b = compiled(diff_.new_side, sink);
    if (!renames(options.renames, sink) || !a.usable || !b.usable) return refuse(sink);
    const diff::Sides sides{a.program, b.program};
    diff::Diff found = diff::compare(sides, options);
    for (const diff::Rename& r : found.unused) {
      sink.report(diag::kind::IdleRename, {}, r.from, r.to, "the old framework has no `" + r.from + "`")
          .help("fields are called ROW.FIELD, values ENUM.VALUE, requirements ROW.REQUIREMENT");
    }
    if (!found.unused.empty()) return refuse(sink);
    confirm(found, a, b);
    if (!diff_.designs.empty()) {
      found.designs = compare_designs(diff_.designs, sides, diff::match(sides, options.renames), {*a.image, *b.image},
                                      session_, sink);
      if (!sink.all().empty()) return refuse(sink);
    }
    print(found);
    return finish(session_, status(found.level));
  }

 private:
  int refuse(diag::Sink& sink) {
    complain(session_, sink);
    return finish(session_, 2);
  }

  bool renames(std::vector<diff::Rename>& out, diag::Sink& sink) const {
    for (const std::string& one : diff_.renames) {
      const std::size_t sign = one.find('=');
      if (sign == std::string::npos || sign == 0 || sign + 1 == one.size()) {
        sink.report(diag::kind::IdleRename, {}, one, "", "it has no old or no new name").help("say --rename OLD=NEW");
        return false;
      }
      out.push_back({one.substr(0, sign), one.substr(sign + 1)});
    }
    return true;
  }

  // ---- what is compared --------------------------------------------------------------------------------------------

  Compiled compiled(const std::string& argument, diag::Sink& sink) {
    if (const auto rev = revision(argument)) {
      const auto files = git_tree(*rev, sink);
      if (files == nullptr) return {};
      const std::string path = path_in_tree(*rev);
      if (files->kind(path) == FileSystem::Kind::Missing) {
        sink.report(diag::kind::NotInRevision, {}, rev->rev, rev->path)
            .help("a path is from the top of the repository, or begins with `./`");
        return {};
      }
      return from(*files, rev->rev + ":" + path, sink);
    }
    const auto files = disk();
    if (files->kind(argument) == FileSystem::Kind::Folder) return from(*files, argument, sink);
    return compile(argument, session_.load_options(), session_.sources, sink);
  }

  Compiled from(const FileSystem& files, const std::string& path, diag::Sink& sink) {
    if (files.kind(path) == FileSystem::Kind::File)
      return compile_from(files, path, session_.load_options(), session_.sources, sink);
    const std::string entry = entry_in(files, path, sink);
    if (entry.empty()) return {};
    return compile_from(files, entry, session_.load_options(), session_.sources, sink);
  }

  /// The one file of a folder that begins a framework. Empty after a report.
  std::string entry_in(const FileSystem& files, const std::string& folder, diag::Sink& sink) {
    std::vector<std::string> found;
    for (const std::string& name : files.list(folder)) {
      if (!name.ends_with(".msd")) continue;
      const std::string path = folder.ends_with(':') ? folder + name : (fs::path(folder) / name).string();
      source::ReadError error;
      std::optional<std::string> text = files.read(path, error);
      if (!text) continue;
      source::SourceMap sources;
      diag::Sink aside;
      parse::Options options;
      options.kind = parse::FileKind::Auto;
      const ast::Unit unit = parse::parse_file(sources, sources.add(path, std::move(*text)), options, aside);
      if (!unit.frameworks.empty() || !unit.variants.empty()) found.push_back(path);
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
      sink.report(diag::kind::NoEntry, {}, folder).help("give its entry file");
    } else {
      sink.report(diag::kind::SeveralEntries, {}, folder, fmt::format("`{}`", fmt::join(found, "`, `")))
          .help("give the one that is meant");
    }
    return {};
  }

  // ---- examples are replayed ---------------------------------------------------------------------------------------

  /// Takes out the examples that the runtime does not confirm on both sides, and says that the result was not decided.
  void confirm(diff::Diff& found, const Compiled& a, const Compiled& b) {
    for (diff::Computed& c : found.computed) {
      if (!c.facts) continue;
      for (diff::Move& move : c.facts->moves) {
        if (!move.example) continue;
        const std::string fault = first_fault(*move.example, a, b);
        if (fault.empty()) continue;
        move.example.reset();
        c.undecided = fault;
      }
    }
  }

  std::string first_fault(const diff::Example& example, const Compiled& a, const Compiled& b) {
    const auto wrong = [&](const std::string& test, const Compiled& side) -> std::string {
      const auto faults = replay(test, *side.image, session_);
      return faults.empty() ? "" : faults.front().message;
    };
    const std::string old_fault = wrong(example.test[0], a);
    return old_fault.empty() ? wrong(example.test[1], b) : old_fault;
  }

  // ---- output ------------------------------------------------------------------------------------------------------

  void print(const diff::Diff& found) {
    diff::View view;
    view.place = [this](source::Span span) {
      const report::Location at = location(span, session_.sources);
      if (!at.given()) return std::string();
      std::string file = at.file;
      // The top of a tree is written as a folder.
      if (const std::size_t top = file.find(":./"); top != std::string::npos) file.erase(top + 1, 2);
      return fmt::format("{}:{}", file, at.line);
    };
    switch (session_.options.report.format) {
    case report::Format::Json: return diff::print_json(found, view, session_.output);
    case report::Format::Markdown: return diff::print_markdown(found, view, session_.output);
    default: return diff::print_text(found, view, session_.output);
    }
  }

  int status(diff::Level level) const {
    using From = DiffOptions::FailFrom;
    switch (diff_.fail_from) {
    case From::Never: return 0;
    case From::Patch: return level >= diff::Level::Patch ? 1 : 0;
    case From::Minor: return level >= diff::Level::Minor ? 1 : 0;
    case From::Major: return level >= diff::Level::Major ? 1 : 0;
    }
    return 0;
  }

  DiffOptions diff_;
  Session session_;
};

}  // namespace

int diff(const DiffOptions& diff, const Common& options) { return DiffRun(diff, options).run(); }

}  // namespace msd::driver
