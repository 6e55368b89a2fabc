// Which archetypes a design looks like, best first. What the design says of itself (`like`, names, labels, texts) is
// not looked at: only closed values and how rows lead to each other count.
#pragma once

#include "runtime/archetypes/judge.h"

namespace msd::archetypes {

/// Weight of evidence in thousandths of a bit.
using Weight = std::int64_t;

struct RankOptions {
  std::uint64_t budget = 20'000;  ///< rows tried for one archetype at one place of the ranking
};

/// A condition that speaks for an archetype (weight above 0) or against it.
struct Reason {
  Condition condition;
  Weight weight = 0;
};

struct Match {
  std::uint32_t archetype = kNone;
  std::uint32_t rank = 0;  ///< from 1; of several that tie, the worst
  std::uint32_t tied = 1;  ///< how many share this rank
  Weight score = 0;        ///< what speaks for it beyond the archetypes ranked before it
  Weight alone = 0;        ///< the same without regard to those
  Filling filling;
  std::vector<std::uint32_t> missing;  ///< required roles that nobody fills
  std::vector<Reason> reasons;         ///< strongest first; those that count beyond the archetypes before
  bool settled = true;                 ///< false: the budget ended, and a better filling may have been missed
};

struct Ranking {
  std::vector<Match> matches;  ///< all archetypes of the framework
  std::size_t composed = 0;    ///< so many of them, from the first, make up the design together
  std::size_t covered = 0;     ///< rows that these put into a role
  std::size_t rows = 0;        ///< rows of the kinds that roles of the framework range over
};

/// Ranks all archetypes of the design's framework (docs/decisions/0010). Deterministic. At most `budget` rows are tried
/// for each pair of archetype and place.
Ranking rank(Judge& judge, const RankOptions& options);

/// The share of all ways to fill in its cells under which a condition holds, if every value of a closed type is as
/// likely as any other and a default is likelier than the rest; from 0 to 1. Linear in its nodes.
double share(const image::Image& image, std::uint32_t node);

}  // namespace msd::archetypes
