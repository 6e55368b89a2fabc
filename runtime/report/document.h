// What a run of `msdc check` found, in the form that every output format reads.
#pragma once

#include "runtime/eval/eval.h"
#include "runtime/report/finding.h"

#include <optional>
#include <string>
#include <vector>

namespace msd::report {

/// One condition of a checklist on one design.
struct ItemState {
  enum class State : std::uint8_t { Closed, Open, Broken } state{};
  std::uint32_t item = image::kNone;      ///< checklist item record
  std::vector<std::string> broken, open;  ///< requirements, as `name on row`
};

struct ChecklistState {
  std::uint32_t checklist = image::kNone;
  std::vector<ItemState> items;
};

/// A fact that is not answered yet, and what waits for it.
struct Question {
  eval::CellRef cell;
  std::string text;                  ///< in words; never empty
  std::vector<std::string> choices;  ///< identifiers, if the type is closed
  std::vector<std::string> waiting;  ///< cells and requirements that need it
};

/// A computed cell that a scenario changes, in the words of a file.
struct CellChange {
  std::string cell;           ///< `row.field`
  std::string before, after;  ///< as display.h shows outcomes; unknown ones as their possible sets
  std::string rule;           ///< that gives `after`; empty if no single one does
  eval::CellRef in_baseline;  ///< the same cell of the design itself
};

/// A design under other facts, beside its baseline.
struct ScenarioReport {
  std::string name, label;
  Location place;                            ///< of its name
  std::vector<std::string> named_by;         ///< rows of the design that say its name
  std::vector<std::string> added, left_out;  ///< rows
  std::vector<CellChange> changes;           ///< in the order of the scenario's rows and of their fields
  std::vector<CellChange> other_rules;       ///< cells whose value is the same by another rule: the names of the rules
  std::vector<Finding> come, gone;           ///< findings that only it has, or only the baseline; questions aside
  std::size_t questions = 0;                 ///< how many facts are open under it
  std::vector<ChecklistState> checklists;
};

/// How much one version of a design has of what its framework prefers few of, and where that puts it among the others.
struct Contender {
  std::size_t version = 0;         ///< 0: the design itself; else its scenario of that number, counted from one
  std::size_t errors = 0;          ///< of this version; one that has errors comes behind all that have none
  eval::Outcome amount;            ///< a number; of another state: it may be several, or there is none to compare
  std::vector<std::string> needs;  ///< cells that would decide the amount, if it is not
  /// The places that it can have, the first is 1; the same if that is certain, 0 if its amount cannot be compared.
  std::size_t best = 0, worst = 0;
  std::size_t tied = 0;  ///< how many share its place, if that is certain; itself counts, so 1 is no tie
};

/// The versions of a design, those that a preference of the framework puts first before the others.
struct Ranking {
  std::uint32_t preference = image::kNone;
  std::vector<Contender> contenders;
};

/// An archetype that the design says it follows.
struct LikeReport {
  enum class State : std::uint8_t { Fits, Open, Ambiguous, Unfilled, Undecided, Broken } state{};
  std::uint32_t archetype = image::kNone;
  std::vector<eval::RowIndex> rows;  ///< by role; kNone: nobody fills it; empty: no choice was found
};

/// One design after evaluation. The evaluator and its facts live as long as the report is being written.
struct DesignReport {
  eval::Evaluator* evaluator = nullptr;
  std::vector<ChecklistState> checklists;
  std::vector<Question> questions;  ///< in the order of work: the first is the next to answer
  std::size_t open_requirements = 0;
  std::vector<LikeReport> likes;  ///< in the design's order
  std::vector<Finding> findings;
  std::vector<ScenarioReport> scenarios;  ///< in the design's order; they never change what is above
  std::vector<Ranking> rankings;          ///< of the design and its scenarios, if it has any; one a preference
};

/// Evaluates everything that a report needs: checklists, open requirements, questions. Findings are left to the caller.
DesignReport summarize(eval::Evaluator& evaluator);

}  // namespace msd::report
