// The shipped framework: generated tests cover all that can be covered, and notice the faults that are planted in it.
#include "compiler/generate/proof.h"
#include "tests/support/catch.h"
#include "tests/support/equivalent.h"
#include "tests/support/tested.h"

#include <fmt/format.h>

using namespace msd;
using namespace msd::testing;
using coverage::Claim;

namespace {

/// What is not covered and not proved to be impossible, by the measures of the report.
std::size_t left(const coverage::Coverage& of) {
  std::size_t out = 0;
  for (coverage::Measure m : coverage::kMeasures) {
    const coverage::Count n = coverage::count(of, m);
    fmt::print("{}: {} of {}, {} proved impossible\n", coverage::counted(m), n.covered, n.all, n.impossible);
    out += n.all - n.covered;
  }
  return out;
}

struct Score {
  std::size_t killed = 0, survived = 0, equivalent = 0, undecided = 0;
};

/// One mutant in `every`, counted from the first.
Score score(const Tested& of, std::size_t every) {
  Score out;
  const auto all = mutations(of.program());
  for (std::size_t i = 0; i < all.size(); i += every) {
    if (of.fate(all[i]) != Tested::Fate::Survived) {
      ++out.killed;
      continue;
    }
    switch (equivalence(of.program(), all[i])) {
    case Equivalence::Same: ++out.equivalent; continue;
    case Equivalence::Unknown: ++out.undecided; [[fallthrough]];
    case Equivalence::Differs: ++out.survived;
    }
    UNSCOPED_INFO(all[i].name());
  }
  fmt::print("mutants: {} killed, {} not, of which {} are not decided; {} proved equivalent\n", out.killed,
             out.survived, out.undecided, out.equivalent);
  return out;
}

void holds(const std::string& entry, std::size_t every) {
  const auto of = Tested::file(entry);
  const generate::Generated made = of->generated();
  of->only_text("generated", made.text);
  coverage::Coverage covered = of->covered();  // throws if a test fails
  CHECK(covered.cases.size() == made.tests);
  generate::AnalysisProof proof(of->program(), generate::Options{}.analysis);
  coverage::prove(covered, proof);
  CHECK(left(covered) == 0);
  const Score s = score(*of, every);
  CHECK(s.killed >= 40);
  CHECK(s.killed * 100 >= (s.killed + s.survived) * 95);
}

}  // namespace

TEST_CASE("generated tests of the shipped framework reach all that can be, and notice its mutants") {
  holds(MSD_SOURCE_DIR "/stdlib/interview.msd", 11);
}
