// The fewest facts that rule something out: with these held, whatever all the others were, a wish does not come true.
#pragma once

#include "runtime/reason/ground.h"

namespace msd::reason {

struct Forcing {
  enum class Proof : std::uint8_t {
    Smallest,   ///< no smaller set does it
    Minimal,    ///< none of them can be spared; whether others would be fewer was not settled
    Enough,     ///< they do it; whether all of them are needed was not settled
    Undecided,  ///< the budget ended before any set was found: `facts` is what the value is explained by
    Impossible  ///< not even all candidates together do it
  } proof{};
  std::vector<eval::CellRef> facts;  ///< in the order of rows and fields
};

struct ForceOptions {
  std::vector<eval::CellRef> candidates;  ///< facts that may be held; all others are free
  std::vector<eval::CellRef> likely;      ///< those of them to begin with
  bool whole = false;                     ///< as in eval::Quest
};

/// A smallest set of candidates that makes the wish impossible. Every set that does it shares a fact with every way in
/// which the wish comes true; so ways are collected until a smallest set that hits them all does it. Each step is a
/// search, paid from the budget. Of several sets of one size the one that is found first is given; deterministic.
Forcing smallest_forcing(const Ground& ground, const eval::Aim& aim, const eval::Wish& wish,
                         const ForceOptions& options, Budget& budget);

/// A smallest set of numbers that has one in common with each of the (sorted, not empty) sets; empty if the budget
/// ends. Branch and bound; of several the first in the order of numbers.
std::vector<std::size_t> smallest_hitting(const std::vector<std::vector<std::size_t>>& sets, Budget& budget);

}  // namespace msd::reason
