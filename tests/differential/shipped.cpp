// Random designs of the shipped framework: the table runtime and the slow evaluator agree.
#include "tests/support/catch.h"
#include "tests/support/compare.h"
#include "tests/support/compile.h"
#include "tests/support/settings.h"
#include "tests/support/shrink.h"

#include <fmt/format.h>

using namespace msd::testing;

TEST_CASE("the runtime agrees with the slow evaluator on random rows of the shipped framework") {
  const Compiled compiled = compile_file(MSD_SOURCE_DIR "/stdlib/interview.msd");
  INFO(compiled.errors);
  REQUIRE(compiled.image);
  Random seeds(settings().seed);
  Coverage coverage;
  std::size_t rows = 0;
  std::size_t designs = 0;
  CompareOptions options;
  options.limit = settings().completions / 8;
  while (rows < settings().rows) {
    options.order = seeds.seed();
    Random random(options.order);
    DesignOptions shape;
    // Half of the designs are complete; the others leave some facts open.
    shape.unknown = random.chance(50) ? 0 : random.chance(50) ? 3 : 10;
    shape.asserted = random.chance(20) ? 5 : 0;
    shape.max_rows = 1 + random.below(4);
    shape.limit = options.limit;
    const Design design = random_design(compiled.program, *compiled.image, shape, random);
    const msd::eval::Facts made = facts(design, compiled.program, *compiled.image);
    rows += made.rows().size();
    ++designs;
    const std::string found = compare(compiled.program, made, options, coverage);
    if (found.empty()) continue;
    std::string difference = found;
    const Design small = shrink(design, [&](const Design& candidate) {
      Coverage ignored;
      std::string now =
          compare(compiled.program, facts(candidate, compiled.program, *compiled.image), options, ignored);
      if (now.empty() || now == "too many completions\n") return false;
      difference = std::move(now);
      return true;
    });
    fmt::print("{}\n{}", print(small, compiled.program), difference);
    FAIL("seed " << settings().seed << ": design " << options.order << "; made smaller above");
  }
  fmt::print("seed {}: {} random rows of the shipped framework in {} designs\n{}", settings().seed, rows, designs,
             coverage.print());
  for (const char* feature :
       {"cell value", "cell unknown", "cell absent", "cell rejected", "cell defaulted", "computed cell undecided",
        "assertion holds", "assertion contradicted", "assertion stands in", "verdict held", "verdict broken",
        "verdict open", "verdict does not apply"}) {
    INFO("feature " << feature);
    CHECK((settings().rows < 10'000 || coverage.count(feature) != 0));
  }
}
