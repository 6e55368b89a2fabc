// Small random frameworks of one row, one after the other, with all their inputs.
#pragma once

#include "tests/analysis/columns.h"
#include "tests/support/compile.h"
#include "tests/support/random.h"

#include <functional>

namespace msd::testing {

/// Calls `look` with so many frameworks that compile, mostly of few inputs, now and then of up to 2^20; with what
/// makes each of them random. What fails in it names the framework.
void each_small(std::size_t frameworks, Random& random,
                const std::function<void(const Compiled&, Inputs&, Random&)>& look);

}  // namespace msd::testing
