// Small random frameworks, every input of which is tried: the analysis claims what is so, and all of it.
#include "tests/analysis/small_frameworks.h"
#include "tests/analysis/truths.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/settings.h"

#include <fmt/format.h>

#include <cstdio>

using namespace msd;
using namespace msd::testing;

namespace {

constexpr std::size_t kMostInputs = std::size_t{1} << 20;

struct Sums {
  std::size_t frameworks = 0, refused = 0, wide = 0, inputs = 0, most = 0;
  Tally tally;
};

/// What is wrong with what the analysis says of a framework; empty if nothing is, or if it does not compile.
std::string difference(const Framework& framework, Sums& sums) {
  const Compiled compiled = compile(print(framework));
  if (!compiled.image || compiled.program.rows.empty()) return ++sums.refused, "";
  const analysis::Analysis analysis = analysis::analyze(compiled.program, {});
  Truths truths(compiled.program, analysis, kMostInputs, sums.tally);
  if (truths.too_many()) return ++sums.wide, "";
  ++sums.frameworks;
  sums.inputs += truths.inputs();
  sums.most = std::max(sums.most, truths.inputs());
  return truths.judge();
}

SmallOptions options_of(Random& random) {
  SmallOptions out;
  const std::size_t n = random.below(400);
  if (n < 100) out.inputs = 64;
  if (n >= 100 && n < 250) out.inputs = 512;
  if (n == 398) out = {1U << 16U, 2, 12, 2, 6, 0, 4};
  if (n == 399) out = {1U << 20U, 2, 14, 2, 4, 0, 4};
  return out;
}

void print(const Sums& sums) {
  fmt::print("seed {}: {} small frameworks, {} refused, {} too wide; {} inputs tried, {} at most of one\n",
             settings().seed, sums.frameworks, sums.refused, sums.wide, sums.inputs, sums.most);
  for (const auto& [what, number] : sums.tally) fmt::print("  {:<32}{:>9}\n", what, number);
  std::fflush(stdout);
}

}  // namespace

TEST_CASE("claims about small frameworks are what every input says") {
  Random random(settings().seed);
  Sums sums;
  std::size_t failures = 0;
  while (sums.frameworks < settings().frameworks / 2 && failures < 5) {
    const std::uint64_t seed = random.seed();
    Random own(seed);
    const SmallOptions options = options_of(own);
    const Framework framework = small_framework(own, options);
    const std::string found = difference(framework, sums);
    if (found.empty()) continue;
    ++failures;
    Sums none;
    const Framework less = smallest(framework, found, [&](const Framework& f) { return difference(f, none); });
    // At once: a long run is looked at before it ends.
    fmt::print("seed {}\n{}{}\n", seed, print(less), difference(less, none));
    std::fflush(stdout);
    CHECK(found == "");
  }
  print(sums);
  for (const char* kind : {"dead_rule",
                           "gap",
                           "masked_rule",
                           "overlap",
                           "unproduced_value",
                           "constant_field",
                           "equivalent_fields",
                           "redundant_condition",
                           "redundant_after_earlier_rules",
                           "fact_changes_nothing",
                           "contradictory_requirement",
                           "requirement_always_holds",
                           "requirement_never_applies",
                           "read_without_effect",
                           "idle_addition",
                           "witnesses",
                           "covers of dead lines",
                           "counts of gap",
                           "counts of overlap",
                           "counts of masked_rule"}) {
    INFO(kind);
    CHECK(sums.tally[kind] > 0);
  }
}
