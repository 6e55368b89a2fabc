// Which of the contents that a fact could have make an outcome another one.
#pragma once

#include "runtime/reason/ground.h"

#include <optional>

namespace msd::reason {

/// How many alternatives a fact has, as in Lever. O(values of a name).
std::uint64_t count_alternatives(const eval::Facts& facts, eval::CellRef cell);

/// Under how many of them the aim of `cases`, in which the fact was free, comes to something else than in `now`, where
/// it was not. None if the cases do not say: the budget ended, or more members of a set bear on it than are tried.
std::optional<std::uint64_t> count_changes(const eval::Facts& facts, eval::CellRef cell, const eval::Cases& now,
                                           const eval::Cases& cases);

}  // namespace msd::reason
