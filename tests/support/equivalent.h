// Mutants that change nothing: proved by the analysis, in one model of the original and the mutant.
#pragma once

#include "tests/support/mutants.h"

namespace msd::testing {

/// What the analysis says of a mutant. Same: in every design the changed rule gives what it gave, by the line of the
/// same name. Differs: some facts tell the two apart. Unknown: neither was shown.
enum class Equivalence : std::uint8_t { Same, Differs, Unknown };

/// O(the diagrams of the changed rule, twice).
Equivalence equivalence(const tir::Program& program, const Mutation& mutation);

}  // namespace msd::testing
