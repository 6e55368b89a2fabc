// Counts over what a table itself reads.
#include "tests/support/catch.h"
#include "tests/support/compile.h"

#include "compiler/analysis/directly.h"

using namespace msd;
using namespace msd::testing;

namespace {

struct Shares {
  std::uint64_t here, all;
  bool operator==(const Shares&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Shares& f) { return out << f.here << " of " << f.all; }

Shares gap_of(const std::string& rules) {
  const std::string head = "framework f 1\n"
                           "enum size { small, middle, large }\n"
                           "enum way { bike, van }\n"
                           "row parcel \"Parcel\"\n"
                           "row item \"Item\" in parcel as items back parcel\n"
                           "field item.heavy : bool given from \"x\" as external\n"
                           "field parcel.size : size given from \"x\" as external\n"
                           "field parcel.urgent : bool given from \"x\" as external\n"
                           "field parcel.weight : int 0 .. 100 given from \"x\" as external\n"
                           "field parcel.quick : bool derived from urgent\n"
                           "field parcel.loaded : bool derived from item.heavy\n"
                           "derive parcel.quick = urgent and urgent\n"
                           "derive parcel.loaded = some items where heavy\n"
                           "field parcel.way : way classified from size, urgent, quick, weight, loaded, item.heavy\n";
  const Compiled compiled = compile(head + rules);
  INFO(compiled.errors);
  REQUIRE(compiled.image);
  const tir::Program& p = compiled.program;
  const analysis::Workspace workspace(p, {});
  tir::FieldId way;
  for (std::uint32_t i = 0; i < p.fields.size(); ++i) {
    if (p.fields[i].name == "way") way = {i};
  }
  const auto last = static_cast<std::uint32_t>(p[p[way].rule].lines.size() - 1);
  const auto found = analysis::combinations(workspace, way, last);
  REQUIRE(found);
  return {found->here.getZExtValue(), found->all.getZExtValue()};
}

}  // namespace

TEST_CASE("combinations of what a table reads are counted") {
  // Large or not, urgent or not.
  CHECK(gap_of("classify parcel.way {\n  a when urgent => bike\n  b when size == large => van\n  otherwise reject "
               "\"no\"\n}\n") == Shares{1, 4});
  // What is computed is a fact here: `quick` and `urgent` are told apart although no design does.
  CHECK(gap_of("classify parcel.way {\n  a when quick => bike\n  b when not urgent => van\n  otherwise reject "
               "\"no\"\n}\n") == Shares{1, 4});
  // What only `where` reads is no part.
  CHECK(gap_of("classify parcel.way where size in {small, large} {\n  a when urgent => bike\n  otherwise reject "
               "\"no\"\n}\n") == Shares{1, 2});
  // What both read is.
  CHECK(gap_of("classify parcel.way where size in {small, large} {\n  a when size == small => bike\n"
               "  otherwise reject \"no\"\n}\n") == Shares{1, 2});
  // Numbers count as what they are compared with tells them apart: under 5, from 5 to under 20, from 20 on.
  CHECK(gap_of("classify parcel.way {\n  a when weight >= 20 => van\n  b when weight < 5 => bike\n  otherwise reject "
               "\"no\"\n}\n") == Shares{1, 3});
  // An aggregate over rows of any number is one question.
  CHECK(gap_of("classify parcel.way {\n  a when some items where heavy => van\n  b when urgent => bike\n"
               "  otherwise reject \"no\"\n}\n") == Shares{1, 4});
}
