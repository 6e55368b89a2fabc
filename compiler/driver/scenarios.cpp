#include "compiler/driver/scenarios.h"

#include "compiler/bind/bind.h"
#include "runtime/report/display.h"
#include "runtime/report/rankings.h"
#include "runtime/report/versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

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

/// What makes a finding the same in two versions of a design.
auto key_of(const Finding& f) { return std::tie(f.slug, f.row, f.field, f.message); }

/// The findings of one version that another does not have; questions aside.
std::vector<Finding> only_in(const std::vector<Finding>& all, const std::vector<Finding>& others) {
  std::set<decltype(key_of(all.front()))> known;
  for (const Finding& f : others) known.insert(key_of(f));
  std::vector<Finding> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [&](const Finding& f) { return !f.question && !known.contains(key_of(f)); });
  return out;
}

/// Rows of the design, in its order, with a cell that names a scenario.
std::vector<std::string> rows_that_name(std::string_view scenario, eval::Evaluator& evaluator) {
  const eval::Facts& facts = evaluator.facts();
  const image::Image& image = facts.image();
  std::vector<std::string> out;
  for (std::uint32_t field = 0; field < image.fields().size(); ++field) {
    if (image.fields()[field].of_scenario == 0) continue;
    for (eval::RowIndex row : facts.of_kind(image.fields()[field].row)) {
      const Outcome& cell = evaluator.cell(row, field);
      if (cell.state == Outcome::State::Value &&
          facts.symbols.text(static_cast<std::uint32_t>(cell.value.number)) == scenario)
        out.push_back(report::row_name(facts, row));
    }
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
        out.changes.push_back({cell, before, after, rule(now), {old, field}});
      } else if (const Outcome& was = baseline_.evaluator->cell(old, field); rule(was) != rule(now)) {
        out.other_rules.push_back({cell, rule(was), rule(now), {}, {old, field}});
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

std::size_t errors_in(const DesignReport& report) {
  return static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(),
                                                [](const Finding& f) { return f.severity == Severity::Error; }));
}

/// Which of the faults of a design were reported already, by what they say and where.
class Reported {
 public:
  explicit Reported(const std::vector<diag::Diagnostic>& before) {
    for (const diag::Diagnostic& one : before) known_.insert(key(one));
  }
  /// True the first time.
  bool add(const diag::Diagnostic& one) { return known_.insert(key(one)).second; }

 private:
  using Key = std::tuple<diag::Id, std::string, std::uint32_t, std::uint32_t, std::uint32_t>;
  static Key key(const diag::Diagnostic& one) {
    return {one.id, one.message, one.span.file.index, one.span.begin, one.span.end};
  }
  std::set<Key> known_;
};

}  // namespace

void hold_against(DesignReport& baseline, DesignReport& other, report::ScenarioReport& out) {
  Comparison(baseline, other).run(out);
}

void run_scenarios(const ast::Unit& unit, const ast::Design& design, const Session& session, std::size_t bound_errors,
                   DesignReport& baseline, diag::Sink& sink) {
  const image::Image& image = baseline.evaluator->facts().image();
  bind::Options options;
  options.last_wins = true;
  const std::size_t errors = sink.errors();
  std::vector<report::Candidate> versions;
  Reported reported(sink.all());
  for (const bind::Scenario& scenario : bind::scenarios(design.body, image, sink)) {
    diag::Sink faults;
    const eval::Facts facts =
        bind::bind_design(design, scenario.body, image, session.sources, unit.file, options, faults);
    const std::size_t bound = faults.errors();
    for (const diag::Diagnostic& fault : faults.take()) {
      if (reported.add(fault)) sink.put(fault);
    }
    eval::Evaluator evaluator(facts, {});
    DesignReport report = report::summarize(evaluator);
    evaluation_findings(report, {});
    if (versions.empty())
      versions.push_back(report::candidate(*baseline.evaluator, errors_in(baseline) + bound_errors));
    versions.push_back(report::candidate(evaluator, errors_in(report) + bound));
    report::ScenarioReport out;
    out.name = scenario.name;
    out.label = scenario.label;
    out.place = location(scenario.span, session.sources);
    out.named_by = rows_that_name(scenario.name, *baseline.evaluator);
    Comparison(baseline, report).run(out);
    if (report::changes_nothing(baseline, out) && sink.errors() == errors) {
      sink.report(diag::kind::ScenarioChangesNothing, scenario.span, scenario.name)
          .help("its facts are those of the design, or nothing is computed from them");
    }
    baseline.scenarios.push_back(std::move(out));
  }
  if (!baseline.scenarios.empty()) baseline.rankings = report::rank(image, versions);
}

}  // namespace msd::driver
