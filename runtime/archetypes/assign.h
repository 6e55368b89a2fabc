// Which rows of a design fill the roles of an archetype that the design says it follows.
#pragma once

#include "runtime/archetypes/judge.h"

namespace msd::archetypes {

struct AssignOptions {
  std::uint64_t budget = 50'000;  ///< rows tried in one search
};

/// What was found for one `like`.
struct Assignment {
  enum class State : std::uint8_t {
    Fits,       ///< exactly one filling of the required roles meets every condition
    Open,       ///< none does for certain, but some may, once more facts are known
    Ambiguous,  ///< several do
    Unfilled,   ///< none can
    Undecided   ///< the budget ended
  } state{};
  std::vector<Filling> fillings;  ///< Fits, Open: one; Ambiguous: the first few, in the design's order
  std::vector<Condition> broken;  ///< between rows that the design itself named
  std::vector<Condition> open;    ///< Fits, Open: of the first filling
  /// Unfilled: the role that nobody fills, with the row that comes nearest (kNone: there is no row of the kind that is
  /// not taken) and the first condition that it breaks (not valid: every row is taken).
  std::uint32_t role = kNone;
  RowIndex nearest = kNone;
  Condition breaks;
  Filling partial;  ///< Unfilled: the rows of the other roles, as far as the search came
};

/// Searches with bounded backtracking. Roles that the design names are taken as they are. One row fills one role. An
/// optional role is filled by the first row that goes with the others. At most `budget` rows are tried.
Assignment assign(Judge& judge, const eval::LikeFact& like, const AssignOptions& options);

}  // namespace msd::archetypes
