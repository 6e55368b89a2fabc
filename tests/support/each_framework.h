// Random frameworks that compile, one after the other.
#pragma once

#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/framework.h"
#include "tests/support/random.h"

namespace msd::testing {

/// Calls `body(compiled, random)` for `count` random frameworks that compile, with what made each to go on with. The
/// same seed gives the same ones. What fails inside says the framework's own seed and its text.
template <class Body> void each_framework(std::size_t count, std::uint64_t seed, Body body) {
  Random seeds(seed);
  while (count != 0) {
    const std::uint64_t own = seeds.seed();
    Random random(own);
    const std::string text = print(random_framework(random));
    const Compiled compiled = compile(text);
    if (!compiled.image) continue;
    --count;
    INFO("seed " << own << '\n' << text);
    body(compiled, random);
  }
}

}  // namespace msd::testing
