// Frameworks about which something wrong was once claimed, made as small as they get: random ones found them.
#include "tests/analysis/truths.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"

using namespace msd;
using namespace msd::testing;

namespace {

struct Case {
  const char* what;
  const char* text;
};

const Case kCases[] = {
    {"a fact that would matter beside rows that the witness does not have is left out of it", R"(framework made 1.0
enum e0 { red, green }
row item
row part in item as parts back owner
field item.a : bool given
field item.f : e0 classified from item.a, item.parts, part.owner
classify item.f {
  l0 when (count parts where owner.a) == 2 => red
  l1 when (count parts) <= 0               => red
  otherwise reject "no"
}
)"},
    {"a set that has its default costs a witness nothing", R"(framework made 1.0
enum e0 { red, green, blue }
enum e1 { red, green }
row item
field item.a : bool given
field item.s : optional set of e1 given default {red, green}
field item.b : bool given
field item.f : e0 classified from item.s, item.b
classify item.f {
  l0 when b         => green
  l1 when s has red => green
  otherwise red
}
field item.g : e0 classified from item.a, item.f
classify item.g {
  l0 when a        => red
  l1 when f != red => f
  otherwise red
}
)"},
    {"a witness need not fill in what only other rules ask for", R"(framework made 1.0
enum e0 { red, green }
row item
row part in item as parts back owner
field item.a : bool given
field item.f : e0 classified from item.a, item.parts
classify item.f unique {
  l0 when yes        => red
  l1 when a is given => red
  l2 when no parts   => red
  otherwise red
}
)"},
    {"parts of a condition that are the same wherever its table is not rejected", R"(framework made 1.0
enum e0 { red, green }
row item
row part in item as parts back owner
field item.a : bool given
field part.f : bool classified from item.a, part.owner
classify part.f unique {
  l0 when owner.a => reject "no"
  otherwise yes
}
field part.g : e0 classified from part.f
classify part.g {
  l0 when yes and f => red
  otherwise red
}
)"},
};

}  // namespace

TEST_CASE("what was once claimed wrongly is right") {
  for (const Case& one : kCases) {
    const Compiled compiled = compile(one.text);
    INFO(one.what << "\n" << one.text << compiled.errors);
    REQUIRE(compiled.image);
    Tally tally;
    const analysis::Analysis analysis = analysis::analyze(compiled.program, {});
    Truths truths(compiled.program, analysis, std::size_t{1} << 20U, tally);
    REQUIRE_FALSE(truths.too_many());
    CHECK(truths.judge() == "");
  }
}
