// msdc what-if: the design once more with some facts in place of others, and everything that differs.
#include "compiler/driver/fact_words.h"
#include "compiler/driver/inquiry.h"
#include "compiler/driver/scenarios.h"
#include "runtime/report/display.h"
#include "runtime/report/tally.h"

#include <fmt/format.h>

namespace msd::driver {

namespace {

using eval::CellRef;
using image::kNone;

/// `CELL`, `=` and `VALUE` may come as three arguments.
std::vector<std::string> together(const std::vector<std::string>& arguments) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool parted = i + 2 < arguments.size() && arguments[i + 1] == "=";
    out.push_back(parted ? arguments[i] + "=" + arguments[i + 2] : arguments[i]);
    i += parted ? 2 : 0;
  }
  return out;
}

class WhatIf {
 public:
  explicit WhatIf(const Common& options) : inquiry_(options), options_(options) {}

  int run(const std::vector<std::string>& changes) {
    if (!inquiry_.open(options_.files.front())) return inquiry_.status();
    std::vector<std::pair<CellRef, std::string>> cells;
    for (const std::string& change : together(changes)) {
      const std::size_t is = change.find('=');
      if (is == std::string::npos) return inquiry_.misread(change, "ROW.FIELD=VALUE");
      const auto cell = inquiry_.fact(trimmed(change.substr(0, is)));
      if (!cell) return inquiry_.status();
      cells.emplace_back(*cell, as_written(inquiry_.image(), cell->field, trimmed(change.substr(is + 1))));
    }
    const auto restated = inquiry_.restated(cells);
    if (!restated) return inquiry_.status();
    const eval::Facts* now = &restated->facts;
    eval::Evaluator before(inquiry_.facts(), {});
    eval::Evaluator after(*now, {});
    report::DesignReport baseline = report::summarize(before);
    report::DesignReport other = report::summarize(after);
    evaluation_findings(baseline, {});
    evaluation_findings(other, {});
    report::ScenarioReport out;
    hold_against(baseline, other, out);
    out.come.insert(out.come.begin(), restated->faults.begin(), restated->faults.end());
    options_.json ? print_json(cells, *now, baseline, out) : print_text(cells, *now, before, baseline, out);
    return inquiry_.end();
  }

 private:
  void print_text(const std::vector<std::pair<CellRef, std::string>>& cells, const eval::Facts& now,
                  eval::Evaluator& before, const report::DesignReport& baseline, const report::ScenarioReport& out) {
    const reason::Ground ground(before);
    FactWords words(ground, inquiry_.session().output);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const CellRef cell = cells[i].first;
      words.line(i == 0 ? 0 : 2,
                 fmt::format("{}{} were {} in place of {}", i == 0 ? "if " : "and ",
                             report::cell_name(inquiry_.facts(), cell), shown_after(now, cell), shown(before, cell)));
    }
    for (const report::CellChange& change : out.changes)
      words.line(2, fmt::format("{}: {} → {}{}", change.cell, change.before, change.after,
                                change.rule.empty() ? "" : fmt::format("  by rule `{}`", change.rule)));
    for (const report::CellChange& change : out.other_rules)
      words.line(2, fmt::format("{}: the same {}", change.cell, rules(change)));
    for (const auto& [mark, findings] : {std::pair("+", &out.come), std::pair("-", &out.gone)}) {
      for (const report::Finding& f : *findings)
        words.line(2, fmt::format("{} {}: {}", mark, msd::name(f.severity), f.message));
    }
    if (out.questions != baseline.questions.size())
      words.line(2, fmt::format("open questions: {} → {}", baseline.questions.size(), out.questions));
    if (out.changes.empty() && out.other_rules.empty() && out.come.empty() && out.gone.empty() &&
        out.questions == baseline.questions.size())
      words.line(2, "nothing would change");
  }

  static std::string rules(const report::CellChange& change) {
    if (change.after.empty()) return fmt::format("by more than rule `{}`", change.before);
    return fmt::format("by rule `{}`{}", change.after,
                       change.before.empty() ? "" : fmt::format(" in place of `{}`", change.before));
  }

  static std::string shown(eval::Evaluator& evaluator, CellRef cell) {
    const eval::Outcome& outcome = evaluator.cell(cell.row, cell.field);
    if (outcome.state == eval::Outcome::State::Unknown) return "what is open";
    return report::show_outcome(evaluator.facts(), cell.field, outcome, report::Style::Identifier);
  }

  std::string shown_after(const eval::Facts& now, CellRef cell) const {
    diag::Sink none;
    const auto at = find_cell(now, report::cell_name(inquiry_.facts(), cell), none);
    if (!at) return "?";
    eval::Evaluator evaluator(now, {});
    const eval::Outcome& outcome = evaluator.cell(at->row, at->field);
    return outcome.state == eval::Outcome::State::Unknown
               ? "?"
               : report::show_outcome(now, at->field, outcome, report::Style::Identifier);
  }

  void print_json(const std::vector<std::pair<CellRef, std::string>>& cells, const eval::Facts& now,
                  const report::DesignReport& baseline, const report::ScenarioReport& out) {
    report::JsonWriter json(inquiry_.session().output);
    json.open_object();
    write_head(json, "msd-what-if-1", inquiry_.facts(), options_.report.version);
    json.key("facts");
    json.open_array();
    for (const auto& [cell, value] : cells) {
      json.open_object();
      json.member("fact", report::cell_name(inquiry_.facts(), cell));
      json.member("from", shown(*baseline.evaluator, cell));
      json.member("to", shown_after(now, cell));
      json.close_object();
    }
    json.close_array();
    write_changes(json, "changes", out.changes);
    write_changes(json, "other_rules", out.other_rules);
    write_findings(json, "come", out.come);
    write_findings(json, "gone", out.gone);
    json.key("questions");
    json.open_object();
    json.member("before", static_cast<std::int64_t>(baseline.questions.size()));
    json.member("after", static_cast<std::int64_t>(out.questions));
    json.close_object();
    json.close_object();
    json.newline();
  }

  static void write_changes(report::JsonWriter& json, std::string_view key,
                            const std::vector<report::CellChange>& changes) {
    json.key(key);
    json.open_array();
    for (const report::CellChange& change : changes) {
      json.open_object();
      json.member("cell", change.cell);
      json.member("before", change.before);
      json.member("after", change.after);
      if (!change.rule.empty()) json.member("rule", change.rule);
      json.close_object();
    }
    json.close_array();
  }

  static void write_findings(report::JsonWriter& json, std::string_view key,
                             const std::vector<report::Finding>& findings) {
    json.key(key);
    json.open_array();
    for (const report::Finding& f : findings) {
      json.open_object();
      json.member("code", f.code);
      json.member("name", f.slug);
      json.member("severity", msd::name(f.severity));
      json.member("message", f.message);
      if (!f.row.empty()) json.member("row", f.row);
      if (!f.field.empty()) json.member("field", f.field);
      json.close_object();
    }
    json.close_array();
  }

  Inquiry inquiry_;
  const Common& options_;
};

}  // namespace

int what_if(const std::vector<std::string>& changes, const Common& options) { return WhatIf(options).run(changes); }

}  // namespace msd::driver
