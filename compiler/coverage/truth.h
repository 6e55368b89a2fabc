// What the conditions of a decision say on one row.
#pragma once

#include "compiler/coverage/tables.h"
#include "runtime/eval/eval.h"

namespace msd::coverage {

/// Open: the facts do not tell, or it cannot be judged.
enum class Truth : std::uint8_t { No, Yes, Open };

/// Reads conditions over one row of an evaluated design.
class Reader {
 public:
  /// `field`: whose rule the conditions belong to; kNone for those of requirements.
  Reader(eval::Evaluator& evaluator, eval::RowIndex row, std::uint32_t field)
      : evaluator_(evaluator), row_(row), field_(field) {}

  /// Exact for one condition, within the evaluator's budget.
  Truth node(std::uint32_t node) const;
  std::vector<Truth> atoms(const Decision& decision) const;

 private:
  eval::Outcome outcome(std::uint32_t node) const;
  Truth atom(const Atom& atom) const;

  eval::Evaluator& evaluator_;
  eval::RowIndex row_;
  std::uint32_t field_;
};

/// A term by the truth of the decision's atoms. O(terms).
Truth value(const Decision& decision, const std::vector<Truth>& atoms, std::uint32_t term);
/// The whole decision; Yes if it has no condition.
Truth value(const Decision& decision, const std::vector<Truth>& atoms);
/// Whether the decision would turn if this one atom did. O(terms).
bool decides(const Decision& decision, std::vector<Truth> atoms, std::uint32_t atom);

}  // namespace msd::coverage
