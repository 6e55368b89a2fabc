// The rules that would give a wished content, and what keeps each of them from it.
#pragma once

#include "runtime/reason/force.h"

namespace msd::reason {

/// A part of a condition that is false, with the facts that make it so.
struct Failed {
  std::uint32_t node = image::kNone;
  bool itself = false;  ///< it asks the set that is being attached to: no facts are told
  Forcing facts;
};

struct NearRule {
  std::uint32_t line = image::kNone;  ///< none: the rule's `where`, or the value of a `derive`
  bool where = false;                 ///< `failed` is of the rule's `where`, which stands before all lines
  std::vector<Failed> failed;         ///< in the order of the condition
  std::vector<std::uint32_t> open;    ///< parts of its condition that are not decided
  std::vector<std::uint32_t> before;  ///< lines before it that fire for certain
  std::size_t distance() const { return failed.size() + before.size(); }
};

struct Nearest {
  std::vector<NearRule> rules;  ///< nearest first, then in the order of the table
  std::size_t others = 0;       ///< further rules that could give it
  std::size_t giving = 0;       ///< rules that could give it, all together
};

/// The lines of the cell's rule whose outcome can be as wished, by how many parts of their conditions are false and how
/// many lines before them fire; at most `most` of them. A part is what `and` joins. Where a truth is derived and `yes`
/// is wished for, the parts are those of what it is derived from. The facts of each part are paid from the budget, a
/// sixteenth of what is left.
Nearest nearest_rules(const Ground& ground, eval::CellRef cell, const eval::Wish& wish, std::size_t most,
                      Budget& budget);

}  // namespace msd::reason
