// Small random frameworks for the analysis: one row, perhaps rows in it, few facts, so that every input can be tried.
#pragma once

#include "tests/support/framework.h"

namespace msd::testing {

struct SmallOptions {
  std::size_t inputs = 4'096;     ///< at most about so many, counted over the facts of the one row
  std::size_t facts = 6;          ///< at most so many
  std::size_t tables = 5;         ///< computed fields: at least 2, at most so many
  unsigned rows_inside = 15;      ///< of a hundred frameworks, so many have rows in the row
  std::size_t inside_inputs = 4;  ///< of one of these
};

/// Deterministic from the state of `random`. Not each of them compiles: tables may overlap.
Framework small_framework(Random& random, const SmallOptions& options);

}  // namespace msd::testing
