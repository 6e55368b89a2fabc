// From a random failure to the smallest one nearby.
#pragma once

#include "tests/support/design.h"
#include "tests/support/framework.h"

#include <functional>
#include <string>

namespace msd::testing {

/// A framework and a design on which the two evaluators differ.
struct Failure {
  Framework framework;
  Design design;
  std::string difference;
};

/// The difference that a framework and a design show; empty if they agree or do not compile.
using Check = std::function<std::string(const Framework&, const Design&)>;

/// Takes away declarations, expressions, rows and facts as long as `check` still finds a difference. At most
/// `max_checks` calls of it.
Failure shrink(Failure failure, const Check& check, std::size_t max_checks);
/// Rows and facts only.
Design shrink(Design design, const std::function<bool(const Design&)>& fails);

}  // namespace msd::testing
