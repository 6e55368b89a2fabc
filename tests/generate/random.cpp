// On random frameworks: generated tests pass, reach what random designs reach, and what is called impossible is reached
// by none.
#include "compiler/generate/proof.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/framework.h"
#include "tests/support/settings.h"
#include "tests/support/tested.h"

#include <fmt/format.h>

using namespace msd;
using namespace msd::testing;
using coverage::Claim;
using coverage::Goal;

namespace {

constexpr std::size_t kDesigns = 60;

struct Counts {
  std::size_t frameworks = 0, tests = 0, goals = 0, met = 0, impossible = 0, open = 0, missed = 0;
};

std::string described(const coverage::Coverage& of, const coverage::TableCoverage& t, const Goal& g) {
  return fmt::format("table {} of row {}, measure {}, line {}, part {}, {}", t.table.subject,
                     of.image.text(of.image.rows()[t.table.row].name), static_cast<int>(g.measure), g.line, g.part,
                     g.holds ? "holds" : "fails");
}

/// What many random designs show.
coverage::Coverage searched(const Compiled& compiled, Random& random) {
  coverage::Coverage out = coverage::begin(*compiled.image, "random");
  for (std::size_t i = 0; i < kDesigns; ++i) {
    const Design design = random_design(compiled.program, *compiled.image, {}, random);
    const eval::Facts of = facts(design, compiled.program, *compiled.image);
    eval::Evaluator evaluator(of, {});
    coverage::add(out, {coverage::Case::Kind::Design, "d", "", 0}, evaluator);
  }
  return out;
}

void compare(const std::string& text, Random& random, Counts& counts) {
  const auto of = Tested::text(text);
  const generate::Generated made = of->generated(100'000);
  of->only_text("generated", made.text);
  const coverage::Coverage covered = of->covered();  // throws if a test fails
  const coverage::Coverage found = searched(compile(text), random);
  ++counts.frameworks;
  counts.tests += made.tests;
  for (std::size_t t = 0; t < covered.tables.size(); ++t) {
    for (std::size_t g = 0; g < covered.tables[t].goals.size(); ++g) {
      const Goal& mine = covered.tables[t].goals[g];
      const Goal& theirs = found.tables[t].goals[g];
      const Claim::Answer claim = made.coverage.tables[t].goals[g].claim.answer;
      INFO(described(covered, covered.tables[t], mine));
      ++counts.goals;
      CHECK(mine.met() == made.coverage.tables[t].goals[g].met());
      if (mine.met()) {
        ++counts.met;
      } else if (claim == Claim::Answer::Impossible) {
        ++counts.impossible;
        CHECK_FALSE(theirs.met());
      } else {
        ++counts.open;
        if (theirs.met()) ++counts.missed;
      }
    }
  }
}

}  // namespace

TEST_CASE("generated tests pass, and nothing that a design shows is called impossible") {
  Counts counts;
  const std::uint64_t first = settings().seed * 1000;
  for (std::uint64_t seed = first; counts.frameworks < settings().frameworks / 40; ++seed) {
    Random random(seed);
    const std::string text = print(random_framework(random));
    if (!compile(text).image) continue;
    INFO("seed " << seed << "\n" << text);
    REQUIRE_NOTHROW(compare(text, random, counts));
  }
  const std::string sum = fmt::format("{} frameworks, {} tests; of {} goals {} met, {} proved impossible, {} open, of "
                                      "which random designs meet {}",
                                      counts.frameworks, counts.tests, counts.goals, counts.met, counts.impossible,
                                      counts.open, counts.missed);
  fmt::print("{}\n", sum);
  INFO(sum);
  CHECK(counts.met > 10 * counts.frameworks);
  CHECK(counts.impossible > counts.frameworks);
  CHECK(counts.missed * 50 < counts.met);  // a proposal that the runtime does not confirm is no test
}
