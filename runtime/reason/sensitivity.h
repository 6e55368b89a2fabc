// What each choice of a design can still change: exact shares of its alternatives, and how far each outcome is from
// being another one.
#pragma once

#include "runtime/reason/ground.h"

namespace msd::reason {

/// How one fact bears on one outcome.
struct Influence {
  eval::Aim outcome;          ///< a computed cell, or a requirement on a row
  std::uint64_t changes = 0;  ///< alternatives under which it is another one, or may be others than it may be now
  bool settled = true;        ///< false: the budget ended before that was clear
};

struct Lever {
  Fact fact;
  /// Contents that the fact could have besides its own (an open one: all); UINT64_MAX: so many or more. Numbers: steps
  /// of their range. 0 for names and texts, which are not counted: `changes` then counts those that rules tell apart.
  std::uint64_t alternatives = 0;
  std::vector<Influence> influences;  ///< those that it has, in the order of rows and fields, then requirements
};

/// How far an outcome is from another one.
struct Distance {
  eval::Aim outcome;
  enum class State : std::uint8_t {
    Found,     ///< changing the facts of `nearest` makes it another one, and no fewer do
    Fixed,     ///< no choice and no judgement makes it another one
    Undecided  ///< the budget ended
  } state{};
  std::vector<eval::CellRef> nearest;  ///< in the order of rows and fields
};

struct Sensitivity {
  std::vector<Lever> levers;        ///< chosen facts, then judged ones; each in the order of rows and fields
  std::vector<Distance> distances;  ///< outcomes that are decided now, in the order of influences
};

struct SensitivityOptions {
  std::uint64_t per_pair = 200'000;     ///< steps for one fact and one outcome
  std::uint64_t per_outcome = 500'000;  ///< steps for the distance of one outcome
  std::vector<eval::CellRef> only;      ///< outcomes to look at; empty: all
};

/// Searches one fact at a time: its cone is evaluated once for each part of its values that makes a difference.
/// Requirements that do not apply count as held.
Sensitivity sensitivity(const Ground& ground, const SensitivityOptions& options);

}  // namespace msd::reason
