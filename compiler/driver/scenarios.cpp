#include "compiler/driver/scenarios.h"

#include "compiler/bind/bind.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace msd::driver {

namespace {

using eval::Outcome;
using image::kNone;
using report::DesignReport;
using report::Finding;

/// Rows of two versions of a design are the same if they have the same name; rows without one, if they are of one kind
/// and have the same place among their kind in the same row.
std::map<std::string, eval::RowIndex> by_key(const eval::Facts& facts) {
  std::map<std::string, eval::RowIndex> out;
  std::vector<std::string> keys;
  std::map<std::string, std::size_t> numbers;
  for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
    const eval::RowFact& fact = facts.rows()[row];
    const std::string around = fact.parent == kNone ? "" : keys[fact.parent] + "/";
    std::string key =
        fact.named ? "=" + std::string(facts.symbols.text(fact.name)) : fmt::format("{}{}", around, fact.kind);
    if (!fact.named) key += fmt::format("#{}", numbers[key]++);
    keys.push_back(key);
    out.emplace(key, row);
  }
  return out;
}

bool is_same(const Finding& a, const Finding& b) {
  return a.slug == b.slug && a.row == b.row && a.field == b.field && a.message == b.message;
}

std::vector<Finding> only_in(const std::vector<Finding>& all, const std::vector<Finding>& others) {
  std::vector<Finding> out;
  for (const Finding& f : all) {
    if (f.code == diag::info(diag::Id::Unanswered).code) continue;
    if (std::none_of(others.begin(), others.end(), [&](const Finding& other) { return is_same(f, other); }))
      out.push_back(f);
  }
  return out;
}

class Comparison {
 public:
  Comparison(DesignReport& baseline, DesignReport& scenario)
      : baseline_(baseline), scenario_(scenario), image_(baseline.evaluator->facts().image()) {}

  void run(report::ScenarioReport& out) {
    const auto before = by_key(baseline_.evaluator->facts());
    const auto after = by_key(scenario_.evaluator->facts());
    const eval::Facts& facts = scenario_.evaluator->facts();
    for (const auto& [key, row] : before) {
      if (!after.contains(key)) out.left_out.push_back(report::row_name(baseline_.evaluator->facts(), row));
    }
    std::vector<std::pair<eval::RowIndex, eval::RowIndex>> pairs;  // of the scenario, of the baseline
    for (const auto& [key, row] : after) {
      const auto old = before.find(key);
      pairs.emplace_back(row, old == before.end() ? kNone : old->second);
    }
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [row, old] : pairs) {
      if (old == kNone) {
        out.added.push_back(report::row_name(facts, row));
      } else {
        cells(row, old, out);
      }
    }
    out.come = only_in(scenario_.findings, baseline_.findings);
    out.gone = only_in(baseline_.findings, scenario_.findings);
    out.questions = scenario_.questions.size();
    out.checklists = scenario_.checklists;
  }

 private:
  static std::string shown(const eval::Facts& facts, std::uint32_t field, const Outcome& outcome) {
    return outcome.state == Outcome::State::Unknown
               ? report::show_possible(facts, field, outcome.possible)
               : report::show_outcome(facts, field, outcome, report::Style::Identifier);
  }

  void cells(eval::RowIndex row, eval::RowIndex old, report::ScenarioReport& out) {
    const eval::Facts& facts = scenario_.evaluator->facts();
    const image::RowRecord& kind = image_.rows()[facts.rows()[row].kind];
    for (std::uint32_t field = kind.field_first; field < kind.field_first + kind.field_count; ++field) {
      if (image_.fields()[field].rule == kNone) continue;
      const Outcome& now = scenario_.evaluator->cell(row, field);
      const std::string after = shown(facts, field, now);
      const std::string before = shown(baseline_.evaluator->facts(), field, baseline_.evaluator->cell(old, field));
      const std::string cell = report::cell_name(facts, {row, field});
      if (before != after) {
        out.changes.push_back({cell, before, after, rule(now)});
      } else if (const Outcome& was = baseline_.evaluator->cell(old, field); rule(was) != rule(now)) {
        out.other_rules.push_back({cell, rule(was), rule(now), {}});
      }
    }
  }

  /// The name of the rule that gives a value; empty if no single one does.
  std::string rule(const Outcome& outcome) const {
    const bool ruled = outcome.state == Outcome::State::Value && outcome.line != kNone;
    return ruled ? std::string(image_.text(image_.lines()[outcome.line].name)) : std::string();
  }

  DesignReport& baseline_;
  DesignReport& scenario_;
  const image::Image& image_;
};

bool reported(const diag::Diagnostic& one, const std::vector<diag::Diagnostic>& before) {
  return std::any_of(before.begin(), before.end(), [&](const diag::Diagnostic& other) {
    return one.id == other.id && one.message == other.message && one.span.file == other.span.file &&
           one.span.begin == other.span.begin && one.span.end == other.span.end;
  });
}

}  // namespace

void hold_against(DesignReport& baseline, DesignReport& other, report::ScenarioReport& out) {
  Comparison(baseline, other).run(out);
}

void run_scenarios(const ast::Unit& unit, const ast::Design& design, const Session& session, DesignReport& baseline,
                   diag::Sink& sink) {
  const image::Image& image = baseline.evaluator->facts().image();
  bind::Options options;
  options.last_wins = true;
  const std::size_t errors = sink.errors();
  for (const bind::Scenario& scenario : bind::scenarios(design.body, image, sink)) {
    diag::Sink faults;
    const eval::Facts facts =
        bind::bind_design(design, scenario.body, image, session.sources, unit.file, options, faults);
    for (const diag::Diagnostic& fault : faults.take()) {
      if (!reported(fault, sink.all())) sink.put(fault);
    }
    eval::Evaluator evaluator(facts, {});
    DesignReport report = report::summarize(evaluator);
    evaluation_findings(report, {});
    report::ScenarioReport out;
    out.name = scenario.name;
    out.label = scenario.label;
    out.place = location(scenario.span, session.sources);
    Comparison(baseline, report).run(out);
    const bool nothing = out.changes.empty() && out.added.empty() && out.left_out.empty() && out.come.empty() &&
                         out.gone.empty() && out.questions == baseline.questions.size();
    if (nothing && sink.errors() == errors) {
      sink.report(diag::kind::ScenarioChangesNothing, scenario.span, scenario.name)
          .help("its facts are those of the design, or nothing is computed from them");
    }
    baseline.scenarios.push_back(std::move(out));
  }
}

}  // namespace msd::driver
