// What a name means where it stands, and what may be read.
#include "tests/support/catch.h"
#include "tests/support/compile.h"

#include <algorithm>

using namespace msd::test;
using Found = std::vector<std::string>;

namespace {
const std::string kHead = "framework post 1\n"
                          "row office \"Office\" single\n"
                          "field office.open \"Open\" : bool given from \"x\" as external\n"
                          "field office.weight \"Weight\" : int 0 .. 9 given from \"x\" as external\n"
                          "row letter \"Letter\"\n"
                          "field letter.open \"Open\" : bool given from \"x\" as external\n"
                          "field letter.urgent \"Urgent\" : bool given from \"x\" as external\n"
                          "row stamp in letter as stamps back letter\n"
                          "field stamp.open \"Open\" : bool given from \"x\" as external\n"
                          "field stamp.worth \"Worth\" : int 0 .. 9 given from \"x\" as external\n";

std::string field(const std::string& name, const std::string& from, const std::string& rule) {
  return "field " + name + " \"F\" : bool derived from " + from + "\nderive " + name + " = " + rule + "\n";
}
}  // namespace

TEST_CASE("a bare name is the nearest field: of the member, of the rows around it, of a single row") {
  auto made = compile(
      kHead + field("letter.a", "open", "open") + field("letter.b", "stamp.open", "some stamps where open") +
      field("letter.c", "urgent", "some stamps where urgent") +
      field("letter.d", "weight", "some stamps where weight > 3") + field("letter.e", "office.open", "office.open") +
      field("letter.f", "stamp.open, letter.open", "some stamps where (open and letter.open)") +
      field("stamp.g", "letter.urgent", "letter.urgent"));
  CHECK(made->findings() == Found{});
  CHECK(made->rule("letter.a") == "  value (Load letter.open (Here 0))\n");
  CHECK(made->rule("letter.b") == "  value (Some (Load letter.stamps (Here 0)) (Load stamp.open (Here 0)))\n");
  CHECK(made->rule("letter.c") == "  value (Some (Load letter.stamps (Here 0)) (Load letter.urgent (Here 1)))\n");
  CHECK(made->rule("letter.d") ==
        "  value (Some (Load letter.stamps (Here 0)) (Compare 4 (Load office.weight (Single office (Here 0))) (Const "
        "3000000)))\n");
  CHECK(made->rule("letter.e") == "  value (Load office.open (Single office (Here 0)))\n");
  CHECK(made->rule("letter.f") ==
        "  value (Some (Load letter.stamps (Here 0)) (And (Load stamp.open (Here 0)) (Load letter.open (Load "
        "stamp.letter (Here 0)))))\n");
  CHECK(made->rule("stamp.g") == "  value (Load letter.urgent (Load stamp.letter (Here 0)))\n");
}

TEST_CASE("a name that two single rows could mean is refused, and the row in front settles it") {
  const std::string two = kHead + "row depot \"Depot\" single\n"
                                  "field depot.weight \"Weight\" : int 0 .. 9 given from \"x\" as external\n";
  CHECK(compile(two + field("letter.a", "depot.weight", "weight > 3"))->findings() == Found{"M0403 weight"});
  CHECK(compile(two + field("letter.a", "depot.weight", "depot.weight > 3"))->findings() == Found{});
}

TEST_CASE("a name that is a row and a field of another kind is refused") {
  const std::string head = kHead + "row bag \"Bag\"\nfield bag.full \"Full\" : bool given from \"x\" as external\n";
  // A relation called like the rows that it leads to is that relation.
  CHECK(compile(head + "field letter.bag \"Bag\" : bag given from \"x\" as external\n" +
                field("letter.a", "bag.full", "bag.full"))
            ->findings() == Found{});
  // One that leads to others could be either.
  CHECK(compile(head + "field letter.bag \"Bag\" : stamp given from \"x\" as external\n" +
                field("letter.a", "stamp.open", "bag.open"))
            ->findings() == Found{"M0403 bag"});
  // So could a field of the single row.
  CHECK(compile(head + "field office.bag \"Bag\" : bag given from \"x\" as external\n" +
                field("letter.a", "bag.full", "bag.full"))
            ->findings() == Found{"M0403 bag"});
  // What is no relation cannot be followed, so only the row can be meant.
  CHECK(compile(head + "field letter.office \"Office\" : bool given from \"x\" as external\n" +
                field("letter.a", "office.open", "office.open"))
            ->rule("letter.a") == "  value (Load office.open (Single office (Here 0)))\n");
}

TEST_CASE("what a rule reads is held against its parents") {
  CHECK(compile(kHead + field("letter.a", "open", "open and urgent"))->findings() == Found{"M0425 urgent"});
  CHECK(compile(kHead + field("letter.a", "open, urgent", "open"))->findings() == Found{"M0426 urgent"});
  CHECK(compile(kHead + field("letter.a", "open", "open and name == \"x\""))->findings() == Found{});
  CHECK(compile(kHead + field("letter.a", "stamp.open", "some stamps where open"))->findings() == Found{});
  // Once for each field, wherever it is read.
  CHECK(compile(kHead + field("letter.a", "open", "open and (urgent or not urgent)"))->findings() ==
        Found{"M0425 urgent"});
}

TEST_CASE("rules that read each other are a cycle, shown where they read") {
  auto made = compile(kHead + field("letter.a", "open", "open and b") + field("letter.b", "open", "open and a"));
  Found found = made->findings();
  CHECK(std::count_if(found.begin(), found.end(), [](const auto& f) { return f.starts_with("M0427"); }) == 1);
  CHECK_FALSE(made->checked.usable);
}

TEST_CASE("the order of evaluation has what is read before what reads it") {
  auto made = compile(kHead + field("letter.a", "b", "b") + field("letter.b", "stamp.c", "some stamps where c") +
                      field("stamp.c", "worth", "worth > 3"));
  REQUIRE(made->findings() == Found{});
  REQUIRE(msd::check::verify(made->program()).empty());
  const auto& p = made->program();
  const auto rank = [&](const std::string& name) {
    for (std::size_t i = 0; i < p.order.size(); ++i) {
      if (p[p[p.order[i]].row].name + "." + p[p.order[i]].name == name) return i;
    }
    return p.order.size();
  };
  CHECK(rank("stamp.worth") < rank("stamp.c"));
  CHECK(rank("stamp.c") < rank("letter.b"));
  CHECK(rank("letter.b") < rank("letter.a"));
}
