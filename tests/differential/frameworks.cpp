// Random frameworks with random designs: the table runtime and the slow evaluator agree.
#include "tests/support/catch.h"
#include "tests/support/compare.h"
#include "tests/support/compile.h"
#include "tests/support/settings.h"
#include "tests/support/shrink.h"

#include <fmt/format.h>

using namespace msd::testing;

namespace {

DesignOptions design_options(Random& random) {
  DesignOptions options;
  static const std::vector<unsigned> kShares = {0, 0, 5, 15, 40};
  options.unknown = random.pick(kShares);
  options.asserted = random.chance(30) ? 25 : 0;
  options.max_rows = 1 + random.below(3);
  options.limit = settings().completions;
  return options;
}

std::string difference(const Framework& framework, const Design& design) {
  const Compiled compiled = compile(print(framework));
  if (!compiled.image) return {};
  const msd::eval::Facts made = facts(design, compiled.program, *compiled.image);
  Coverage ignored;
  CompareOptions options;
  options.limit = settings().completions;
  std::string out = compare(compiled.program, made, options, ignored);
  return out == "too many completions\n" ? "" : out;
}

/// Features that a run of the usual size must have met.
const std::vector<std::string> kFeatures = {"rule derive",
                                            "rule classify",
                                            "rule classify unique",
                                            "rule attach",
                                            "rule with where",
                                            "attach from",
                                            "line that rejects",
                                            "otherwise reject",
                                            "category given",
                                            "category chosen",
                                            "category classified",
                                            "category derived",
                                            "category output",
                                            "type optional",
                                            "field with default",
                                            "relation name",
                                            "relation id",
                                            "relation many",
                                            "relation back",
                                            "relation inverse",
                                            "row single",
                                            "row named by",
                                            "row inside another",
                                            "row with counted ids",
                                            "requirement",
                                            "design with unknowns",
                                            "design without unknowns",
                                            "cell value",
                                            "cell unknown",
                                            "cell absent",
                                            "cell rejected",
                                            "cell defaulted",
                                            "cell taken from the unnamed row",
                                            "computed cell undecided",
                                            "possible absent",
                                            "possible rejected",
                                            "possible open",
                                            "needs 1",
                                            "needs 2",
                                            "needs 3",
                                            "attach of several rounds",
                                            "unique overlap",
                                            "assertion holds",
                                            "assertion contradicted",
                                            "assertion stands in",
                                            "verdict does not apply",
                                            "verdict held",
                                            "verdict broken",
                                            "verdict open",
                                            "verdict rejected"};

}  // namespace

TEST_CASE("the runtime agrees with the slow evaluator on random frameworks") {
  Random seeds(settings().seed);
  Coverage coverage;
  std::size_t compiled_frameworks = 0;
  std::size_t refused = 0;
  std::size_t designs = 0;
  while (compiled_frameworks < settings().frameworks) {
    const std::uint64_t seed = seeds.seed();
    Random random(seed);
    const Framework framework = random_framework(random);
    const std::string text = print(framework);
    const Compiled compiled = compile(text);
    if (!compiled.image) {
      ++refused;
      // A unique table whose rules clash for certain is refused, and a role that no row can fill; nothing else may be.
      bool clash = true;
      for (std::size_t at = 0; at < compiled.errors.size(); at = compiled.errors.find('\n', at) + 1) {
        const std::string line = compiled.errors.substr(at, compiled.errors.find('\n', at) - at);
        clash = clash && (line.find("M0502") != std::string::npos || line.find("M0438") != std::string::npos);
      }
      if (!clash) fmt::print("{}\n{}", text, compiled.errors);
      INFO("the framework of seed " << seed << " does not compile; it is printed above");
      REQUIRE(clash);
      continue;
    }
    ++compiled_frameworks;
    coverage.framework(compiled.program);
    for (std::size_t i = 0; i < settings().designs; ++i) {
      const DesignOptions options = design_options(random);
      const Design design = random_design(compiled.program, *compiled.image, options, random);
      const msd::eval::Facts made = facts(design, compiled.program, *compiled.image);
      CompareOptions compare_options;
      compare_options.limit = settings().completions;
      compare_options.order = seed + i;
      const std::string found = compare(compiled.program, made, compare_options, coverage);
      ++designs;
      if (found.empty()) continue;
      const Failure small = shrink({framework, design, found}, difference, settings().shrinking);
      const std::string small_text = print(small.framework);
      fmt::print("{}\n{}\n{}", small_text, print(small.design, compile(small_text).program), small.difference);
      FAIL("seed " << settings().seed << ": framework " << seed << ", design " << i << "; made smaller above");
    }
  }
  fmt::print("seed {}: {} random frameworks, {} designs ({} frameworks refused for a clash in a unique table)\n{}",
             settings().seed, compiled_frameworks, designs, refused, coverage.print());
  if (settings().frameworks < 500) return;
  for (const std::string& feature : kFeatures) {
    INFO("feature " << feature);
    CHECK(coverage.count(feature) != 0);
  }
  for (std::uint32_t op = 0; op < msd::kOpCount; ++op) {
    const std::string feature = "operation " + std::string(msd::info(static_cast<msd::Op>(op)).name);
    INFO("feature " << feature);
    CHECK(coverage.count(feature) != 0);
  }
}
