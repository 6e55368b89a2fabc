#include "compiler/driver/diff_designs.h"

#include "compiler/bind/bind.h"
#include "compiler/driver/findings.h"
#include "compiler/parse/parse.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::driver {

namespace {

using diff::Side;
using eval::Outcome;

/// One design, judged by one side.
class Judged {
 public:
  Judged(const ast::Unit& unit, const ast::Design& design, const image::Image& image, Session& session)
      : image_(image), facts_(bind::bind_design(design, design.body, image, session.sources, unit.file, {}, bound_)),
        evaluator_(facts_, {}), report_(report::summarize(evaluator_)) {
    evaluation_findings(report_, {});
    for (const report::Finding& f : findings(bound_, session.sources)) add(f);
    for (const report::Finding& f : report_.findings) add(f);
    for (eval::RowIndex r = 0; r < facts_.rows().size(); ++r) rows_.emplace(path(r), r);
  }

  const std::map<std::string, eval::RowIndex>& rows() const { return rows_; }
  const std::multimap<std::string, int>& found() const { return found_; }
  std::uint32_t kind(eval::RowIndex row) const { return facts_.rows()[row].kind; }
  const Outcome& cell(eval::RowIndex row, std::uint32_t field) { return evaluator_.cell(row, field); }
  std::string name(eval::RowIndex row, std::uint32_t field) const { return report::cell_name(facts_, {row, field}); }

  std::string shown(eval::RowIndex row, std::uint32_t field) {
    const Outcome& out = cell(row, field);
    return out.state == Outcome::State::Unknown ? report::show_possible(facts_, field, out.possible)
                                                : report::show_outcome(facts_, field, out, report::Style::Identifier);
  }
  std::string rule(eval::RowIndex row, std::uint32_t field) {
    const Outcome& out = cell(row, field);
    const std::uint32_t line =
        out.assertion == Outcome::Assertion::None ? out.line : evaluator_.computed(row, field).line;
    return line == image::kNone ? std::string() : std::string(image_.text(image_.lines()[line].name));
  }

  /// The state of each item, by `checklist: item`.
  std::map<std::string, std::string> checks() const {
    static constexpr const char* kStates[] = {"closed", "open", "broken"};
    std::map<std::string, std::string> out;
    for (const report::ChecklistState& c : report_.checklists) {
      const std::string name(image_.text(image_.checklists()[c.checklist].name));
      for (const report::ItemState& i : c.items)
        out[fmt::format("{}: `{}`", name, image_.text(image_.checklist_items()[i.item].name))] =
            kStates[static_cast<int>(i.state)];
    }
    return out;
  }

 private:
  void add(const report::Finding& f) {
    found_.emplace(fmt::format("{}[{}] {}{}", msd::name(f.severity), f.code, f.message,
                               f.place.given() ? fmt::format(" ({}:{})", f.place.file, f.place.line) : ""),
                   0);
  }
  std::string path(eval::RowIndex row) const {
    std::string out;
    for (; row != eval::kNone; row = facts_.rows()[row].parent)
      out = std::string(facts_.symbols.text(facts_.rows()[row].name)) + "/" + out;
    return out;
  }

  const image::Image& image_;
  diag::Sink bound_;
  eval::Facts facts_;
  eval::Evaluator evaluator_;
  report::DesignReport report_;
  std::map<std::string, eval::RowIndex> rows_;
  std::multimap<std::string, int> found_;
};

class DesignRun {
 public:
  DesignRun(const diff::Sides& sides, const diff::Matching& matching, const BothImages& images, Session& session)
      : s_(sides), m_(matching), images_(images), session_(session) {}

  diff::Designs run(const std::string& path, diag::Sink& sink) {
    out_.looked_at = true;
    for_each_file(path, sink, [&](const std::string& file) {
      one(file, sink);
      return true;
    });
    return std::move(out_);
  }

 private:
  void one(const std::string& path, diag::Sink& sink) {
    source::ReadError error;
    auto text = source::read_file(path, source::kMaxFileBytes, error);
    if (!text) {
      sink.report(diag::kind::CannotRead, {}, path, error.reason);
      return;
    }
    const source::FileId id = session_.sources.add(path, std::move(*text));
    diag::Sink parsed;
    parse::Options options;
    options.kind = parse::FileKind::Auto;
    const ast::Unit unit = parse::parse_file(session_.sources, id, options, parsed);
    if (unit.designs.empty()) {
      if (unit.order.empty() && unit.variants.empty()) out_.left_out.push_back(path + " holds no design");
      return;
    }
    const ast::Design& design = unit.designs[0];
    if (parsed.errors() != 0) {
      out_.left_out.push_back(path + " has errors of its own");
    } else if (diag::Sink aside;
               !Session::judges(images_.a, design, aside) && !Session::judges(images_.b, design, aside)) {
      out_.left_out.push_back(path + " is for another framework, or another version");
    } else {
      ++out_.count;
      Judged a(unit, design, images_.a, session_);
      Judged b(unit, design, images_.b, session_);
      diff::DesignChange change{std::string(design.name.text), path, {}, {}, {}, {}};
      cells(a, b, change);
      found(a, b, change);
      checks(a, b, change);
      if (!change.same()) out_.changes.push_back(std::move(change));
    }
  }

  void cells(Judged& a, Judged& b, diff::DesignChange& out) {
    for (const auto& [path, row] : b.rows()) {
      const auto there = a.rows().find(path);
      if (there == a.rows().end()) continue;
      for (tir::FieldId f : s_.b.rows[b.kind(row)].fields) {
        const std::uint32_t old_index = m_.fields.of(Side::New, f.index);
        if (old_index == diff::kNone || s_.b[f].builtin != tir::Builtin::None) continue;
        if (!(s_.a.fields[old_index].row.index == a.kind(there->second))) continue;
        const std::string was = renamed(f, a.shown(there->second, old_index));
        const std::string is = b.shown(row, f.index);
        if (was == is) continue;
        out.cells.push_back({b.name(row, f.index), was, is, {a.rule(there->second, old_index), b.rule(row, f.index)}});
      }
    }
  }

  /// A value that has a new name is the same one.
  std::string renamed(tir::FieldId field, const std::string& was) const {
    const tir::Type& type = s_.b[field].type;
    if (type.cls != Class::Enum) return was;
    const std::uint32_t old_enum = m_.enums.of(Side::New, type.enum_.index);
    if (old_enum == diff::kNone) return was;
    const auto& values = s_.a.enums[old_enum].values;
    for (std::uint32_t v = 0; v < values.size(); ++v) {
      const std::uint32_t to = m_.values[old_enum].of(Side::Old, v);
      if (values[v].name == was && to != diff::kNone) return s_.b[type.enum_].values[to].name;
    }
    return was;
  }

  static void found(const Judged& a, const Judged& b, diff::DesignChange& out) {
    const auto less = [](const Judged& x, const Judged& y, std::vector<std::string>& only) {
      for (auto it = x.found().begin(); it != x.found().end(); it = x.found().upper_bound(it->first)) {
        const std::size_t here = x.found().count(it->first);
        for (std::size_t n = y.found().count(it->first); n < here; ++n) only.push_back(it->first);
      }
    };
    less(a, b, out.gone);
    less(b, a, out.come);
  }

  static void checks(const Judged& a, const Judged& b, diff::DesignChange& out) {
    const auto before = a.checks();
    for (const auto& [item, state] : b.checks()) {
      const auto was = before.find(item);
      if (was != before.end() && was->second != state)
        out.checks.push_back(fmt::format("{} was {} and is {}", item, was->second, state));
    }
  }

  const diff::Sides& s_;
  const diff::Matching& m_;
  const BothImages& images_;
  Session& session_;
  diff::Designs out_;
};

}  // namespace

diff::Designs compare_designs(const std::string& path, const diff::Sides& sides, const diff::Matching& matching,
                              const BothImages& images, Session& session, diag::Sink& sink) {
  return DesignRun(sides, matching, images, session).run(path, sink);
}

}  // namespace msd::driver
