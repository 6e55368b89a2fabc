#include "compiler/driver/fix_run.h"

#include "compiler/fix/choose.h"
#include "compiler/fix/proof.h"
#include "compiler/parse/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace msd::driver {

namespace {

using diag::Id;

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// Nothing but an `allow` that silences nothing is wrong with it.
bool mendable(const diag::Sink& sink) {
  return std::all_of(sink.all().begin(), sink.all().end(), [](const diag::Diagnostic& d) {
    return d.severity != diag::Severity::Error || d.id == Id::AllowUnused;
  });
}

std::string first_error(const diag::Sink& sink) {
  for (const diag::Diagnostic& d : sink.all()) {
    if (d.severity == diag::Severity::Error) return d.message;
  }
  return "it would not compile";
}

bool assumes(const tir::Program& p) {
  return std::any_of(p.requires_.begin(), p.requires_.end(), [](const tir::Require& r) { return r.assumed; });
}

}  // namespace

// ---- frameworks ----------------------------------------------------------------------------------------------------

bool FixRun::add(const std::string& name, const std::string& entry, const LoadOptions& load, bool asked) {
  for (Framework& known : frameworks_) {
    if (files_.canonical(known.entry) == files_.canonical(entry)) return known.asked = known.asked || asked, true;
  }
  Framework made{name, entry, load, asked, {}, {}};
  diag::Sink aside;
  const Overlay files = files_.noting();
  made.old = compile_from(files, entry, load, session_.sources, aside);
  made.files = files.noted();
  for (std::uint32_t i = 0; i < session_.sources.size(); ++i) {
    const std::string& path = session_.sources.file(source::FileId{i}).path;
    shown_.emplace(files_.canonical(path), path);
  }
  frameworks_.push_back(std::move(made));
  return true;
}

/// A base is changed by an edit of its files, so it must stay the same as well.
bool FixRun::add_bases(std::size_t variant) {
  std::vector<std::string> entries;
  for (const auto& unit : frameworks_[variant].old.loaded.units) {
    const std::string& path = session_.sources.file(unit->file).path;
    if (!frameworks_[variant].files.contains(files_.canonical(path))) continue;  // the program carries it
    diag::Sink aside;
    parse::Options rules;
    rules.kind = parse::FileKind::Rules;
    const ast::Unit raw = parse::parse_file(session_.sources, unit->file, rules, aside);
    if (!raw.frameworks.empty() || !raw.variants.empty()) entries.push_back(path);
  }
  for (const std::string& entry : entries) {
    LoadOptions load = session_.load_options();
    namespace fs = std::filesystem;
    if (fs::path(entry).parent_path() != fs::path(frameworks_[variant].entry).parent_path()) load.root = "";
    if (!add(entry, entry, load, false)) return false;
  }
  return true;
}

bool FixRun::run() {
  diag::Sink sink;
  for (const std::string& name : session_.options.files) {
    const auto found = locate(name, session_.load_options(), sink);
    if (!found) break;
    if (found->carried) {
      sink.report(diag::kind::NotInPlace, {}, name, "msdc carries it")
          .help("`msdc lint` says what there is to mend; `--fix` works on files: on a copy, or on a variant of it");
      break;
    }
    add(name, found->entry, session_.load_options(), true);
  }
  if (!sink.all().empty()) return complain(session_, sink), false;
  for (std::size_t i = 0; i < frameworks_.size(); ++i) {
    if (!frameworks_[i].old.loaded.bases.empty() && !add_bases(i)) return false;
  }
  while (round()) {}
  return true;
}

// ---- a round -------------------------------------------------------------------------------------------------------

void FixRun::look() {
  rest_.clear();
  repairs_.clear();
  first_.clear();
  for (const Framework& one : frameworks_) {
    if (!one.asked) continue;
    Rest rest{one.name, {}, {}};
    Compiled compiled = compile_from(files_, one.entry, one.load, session_.sources, rest.sink);
    rest.linted = analyze(std::move(compiled), lint_, session_, rest.sink);
    rest.sink.finish();
    gather(one, rest);
    rest_.push_back(std::move(rest));
  }
}

void FixRun::gather(const Framework& framework, const Rest& rest) {
  const Compiled& compiled = rest.linted.compiled;
  if (!compiled.usable && !(compiled.checked && mendable(rest.sink))) return;
  std::vector<diag::Diagnostic> found = rest.sink.all();
  report_.hide_known(compiled.program.name, found);
  for (fix::Repair& repair : fix::repairs_of(found, session_.sources)) {
    repair.span.file = first_.emplace(real(repair.span.file), repair.span.file).first->second;
    const bool known = std::any_of(repairs_.begin(), repairs_.end(), [&](const fix::Repair& o) {
      return o.id == repair.id && o.span == repair.span && o.names == repair.names;
    });
    if (known) continue;
    std::string reason = obstacle(framework, repair);
    if (reason.empty())
      repairs_.push_back(std::move(repair));
    else
      leave(repair, std::move(reason));
  }
}

std::string FixRun::obstacle(const Framework& framework, const fix::Repair& repair) const {
  if (!framework.files.contains(real(repair.span.file)))
    return "it stands in what msdc carries; a variant can leave it out";
  if (repair.id == Id::DeadRule || repair.id == Id::IdleAddition)
    return named_by_test(repair.names[0], std::string(last_part(repair.names[1])));
  return {};
}

/// A test that expects the rule would fail.
std::string FixRun::named_by_test(const std::string& rule, const std::string& field) const {
  for (const Framework& framework : frameworks_) {
    for (const auto& unit : framework.old.loaded.units) {
      for (const ast::TestDecl& test : unit->tests) {
        for (const ast::Expectation& e : test.expectations) {
          if (e.kind != ast::Expectation::Kind::By || e.name.text != rule || e.field.text != field) continue;
          const report::Location at = location(e.span, session_.sources);
          return fmt::format("a test names it ({}:{})", at.file, at.line);
        }
      }
    }
  }
  return {};
}

std::string FixRun::place(const fix::Repair& repair) const {
  const report::Location at = location(repair.span, session_.sources);
  // Lines of texts that were edited before are no lines of the file.
  return rounds_ == 1 ? fmt::format("{}:{}", at.file, at.line) : at.file;
}

void FixRun::leave(const fix::Repair& repair, std::string reason) {
  for (Left& known : left_) {
    if (known.edit != repair.edit) continue;
    known.reason = std::move(reason);
    known.round = rounds_;
    return;
  }
  left_.push_back({place(repair), repair.edit, std::move(reason), rounds_});
}

/// False once no more can be made.
bool FixRun::round() {
  ++rounds_;
  look();
  if (repairs_.empty()) return false;
  // Of two that cannot both be made it is the later one that a reader would take out.
  std::reverse(repairs_.begin(), repairs_.end());
  const fix::Choice choice =
      fix::choose(repairs_.size(), [&](const std::vector<std::size_t>& chosen) { return refuse(chosen); });
  for (auto it = choice.left.rbegin(); it != choice.left.rend(); ++it) leave(repairs_[it->edit], it->reason);
  if (choice.taken.empty()) return false;
  Overlay after;
  make(choice.taken, after);
  files_ = after;
  for (auto it = choice.taken.rbegin(); it != choice.taken.rend(); ++it) {
    const std::size_t i = *it;
    made_.push_back(fmt::format("{}: {}", place(repairs_[i]), repairs_[i].edit));
    std::erase_if(left_, [&](const Left& l) { return l.edit == repairs_[i].edit; });
  }
  return true;
}

// ---- a set of edits ------------------------------------------------------------------------------------------------

/// The files with these edits in them. A reason why that cannot be, if so.
std::string FixRun::make(const std::vector<std::size_t>& chosen, Overlay& out) {
  const fix::Applied applied = fix::apply(repairs_, chosen, session_.sources);
  if (!applied.refused.empty()) {
    return repairs_[applied.refused.front()].id == Id::RedundantCondition
               ? "it is all that is left of its condition, or no part of its own"
               : "it cannot be taken out alone";
  }
  Overlay::Texts texts;
  for (const auto& [file, text] : applied.texts) texts[real(source::FileId{file})] = text;
  out = files_.with(texts);
  for (const Framework& framework : frameworks_) {
    const bool touched =
        std::any_of(texts.begin(), texts.end(), [&](const auto& one) { return framework.files.contains(one.first); });
    Compiled made;
    if (!touched) continue;
    if (std::string reason = settle(framework, out, made); !reason.empty()) return reason;
  }
  return {};
}

/// Compiles a framework. Where an `allow` then silences nothing it goes, too.
std::string FixRun::settle(const Framework& framework, Overlay& out, Compiled& made) const {
  for (;;) {
    source::SourceMap sources;
    diag::Sink sink;
    made = compile_from(out, framework.entry, framework.load, sources, sink);
    if (made.usable) return {};
    if (!made.checked || !mendable(sink)) return fmt::format("then {}", first_error(sink));
    std::vector<diag::Diagnostic> idle;
    for (const diag::Diagnostic& d : sink.all()) {
      if (d.id == Id::AllowUnused && framework.files.contains(files_.canonical(sources.file(d.span.file).path)))
        idle.push_back(d);
    }
    const std::vector<fix::Repair> repairs = fix::repairs_of(idle, sources);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < repairs.size(); ++i) all.push_back(i);
    const fix::Applied applied = fix::apply(repairs, all, sources);
    // What was not usable before may stay so.
    if (applied.texts.empty()) return framework.old.usable ? fmt::format("then {}", first_error(sink)) : std::string();
    Overlay::Texts texts;
    for (const auto& [file, text] : applied.texts) texts[files_.canonical(sources.file({file}).path)] = text;
    out = out.with(texts);
  }
}

std::string FixRun::refuse(const std::vector<std::size_t>& chosen) {
  Overlay files;
  if (std::string reason = make(chosen, files); !reason.empty()) return reason;
  diff::Options options;
  options.rows = lint_.rows;
  options.max_nodes = lint_.budget;
  for (const Framework& framework : frameworks_) {
    const bool touched = std::any_of(files.texts().begin(), files.texts().end(),
                                     [&](const auto& one) { return framework.files.contains(one.first); });
    if (!touched) continue;
    Compiled made;
    if (std::string reason = settle(framework, files, made); !reason.empty()) return reason;
    if (!framework.old.checked) return fmt::format("`{}` has errors, so nothing is proved of it", framework.name);
    std::string reason = fix::difference({framework.old.program, made.program}, options);
    if (reason.empty()) continue;
    if (assumes(framework.old.program)) reason += "; assumptions are not taken for granted here";
    return frameworks_.size() == 1 ? reason : fmt::format("in `{}`, {}", framework.name, reason);
  }
  return {};
}

}  // namespace msd::driver
