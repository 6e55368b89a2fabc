// Two versions of a small random framework of one row: facts, and fields that are computed from them and from each
// other.
#pragma once

#include "tests/support/random.h"

#include <string>
#include <vector>

namespace msd::testing {

/// A fact, or a computed field.
struct Small {
  enum class Type : std::uint8_t { Bool, Enum, Int, Set } type{};
  std::string name;
};

/// Values of the one enum, and the range of every int.
inline const std::vector<std::string> kValues{"red", "green", "blue"};
inline constexpr int kHighest = 9;

/// The second has some rules written otherwise: lines moved, dropped, rewritten, new ones.
struct TwoVersions {
  std::string before, after;
  std::vector<Small> facts;  ///< of both
};
TwoVersions random_versions(Random& random);

}  // namespace msd::testing
