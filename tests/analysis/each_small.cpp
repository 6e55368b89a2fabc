#include "tests/analysis/each_small.h"

#include "tests/analysis/small_frameworks.h"
#include "tests/support/catch.h"

namespace msd::testing {

void each_small(std::size_t frameworks, Random& random,
                const std::function<void(const Compiled&, Inputs&, Random&)>& look) {
  for (std::size_t seen = 0; seen < frameworks;) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    SmallOptions options;
    const std::size_t n = own.below(2'000);
    options.inputs = n < 1'800 ? 256 : 4'096;
    if (n >= 1'995) options = {1U << 16U, 2, 12, 2, 6};
    if (n == 1'999) options = {1U << 20U, 2, 14, 2, 4};
    options.rows_inside = 0;
    const Framework framework = small_framework(own, options);
    const Compiled compiled = compile(print(framework));
    if (!compiled.image) continue;
    Inputs in(compiled.program, 0, std::size_t{1} << 20U);
    if (in.too_many()) continue;
    ++seen;
    INFO("seed " << seed << "\n" << print(framework));
    look(compiled, in, own);
  }
}

}  // namespace msd::testing
