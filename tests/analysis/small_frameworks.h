// Small random frameworks for the analysis: one row, perhaps rows in it, few facts, so that every input can be tried.
#pragma once

#include "tests/support/framework.h"

#include <functional>

namespace msd::testing {

struct SmallOptions {
  std::size_t inputs = 4'096;                ///< at most about so many, counted over the facts of the one row
  std::size_t least_facts = 2, facts = 6;    ///< of the one row: between the two, as far as the inputs allow
  std::size_t least_tables = 2, tables = 5;  ///< computed fields
  unsigned rows_inside = 15;                 ///< of a hundred frameworks, so many have rows in the row
  std::size_t inside_inputs = 4;             ///< of one of these
};

/// Deterministic from the state of `random`. Not each of them compiles: tables may overlap.
Framework small_framework(Random& random, const SmallOptions& options);

/// Smaller and smaller as long as `difference` finds something that begins like `found`, up to the first colon.
Framework smallest(Framework framework, const std::string& found,
                   const std::function<std::string(const Framework&)>& difference);

}  // namespace msd::testing
