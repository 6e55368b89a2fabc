// The smallest change of a design after which a cell comes out as wished.
#pragma once

#include "runtime/reason/force.h"

namespace msd::reason {

/// One fact under a change.
struct Edit {
  eval::CellRef cell;
  Owner owner{};
  bool answer = false;     ///< the design leaves it open; this answers it
  eval::CellFact to;       ///< Stated or Absent
  bool described = false;  ///< `to` holds a text that stands for any that fits, or does not
};

struct Change {
  enum class State : std::uint8_t {
    Found,
    Impossible,  ///< whatever is chosen, judged and answered, the wish does not come true
    Undecided    ///< the budget ended
  } state{};
  bool smallest = false;    ///< Found: no change is smaller
  std::vector<Edit> edits;  ///< in the order of rows and fields
};

/// Given facts stay as they are. Of two changes, the one with fewer judged facts is smaller, then the one with fewer
/// chosen ones. Open facts may be answered as it takes; no answer can be spared. Searches with a growing bound on what
/// may be changed, paid from the budget.
Change smallest_change(const Ground& ground, const eval::Aim& aim, const eval::Wish& wish, Budget& budget);

/// The facts with the edits made. Statements about computed cells are not among them.
eval::Facts changed(const Ground& ground, const std::vector<Edit>& edits);

}  // namespace msd::reason
