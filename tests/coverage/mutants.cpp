// Mutants: every kind of fault can be planted, each can be lowered, and tests kill those that change something.
#include "tests/support/catch.h"
#include "tests/support/tested.h"

#include <algorithm>
#include <set>

using namespace msd::testing;

namespace {

using Names = std::vector<std::string>;

/// The mutants that no test notices.
Names survivors(const Tested& of, const std::vector<Mutation>& all) {
  Names out;
  for (const Mutation& m : all) {
    if (of.fate(m) == Tested::Fate::Survived) out.push_back(m.name());
  }
  return out;
}

const std::string kClaims = R"(framework claims 1.0
enum grade { low, middle, high }
enum flag { slow, odd, dear }
row customer
row claim in customer as claims back customer
field claim.days   : int 0 .. 900 given from "receipt" as external
field claim.broken : bool given from "inspection" as external  default no
field claim.grade  : grade classified from days, broken
classify claim.grade {
  fresh    when days <= 14             => high
  warranty when days <= 730 and broken => middle
  otherwise low
}
field claim.flags : set of flag derived from days, grade
attach claim.flags where grade != low {
  late when days > 700 or days == 77 => slow, odd
  high when grade == high            => dear
}
field customer.good : bool derived from claims.grade
derive customer.good = (count claims where (grade in {middle, high})) >= 2
require welcome on customer where good {
  no claims where grade == middle
  otherwise warning "{name} has a claim of a middle grade"
}
)";

}  // namespace

TEST_CASE("every kind of mutant is there, and each has a name of its own") {
  const auto t = Tested::file(MSD_SOURCE_DIR "/tests/frameworks/triage/triage.msd");
  const auto all = mutations(t->program());
  std::set<std::string> kinds;
  std::set<std::pair<std::string, std::uint32_t>> names;
  for (const Mutation& m : all) {
    kinds.insert(m.kind);
    CHECK(m.span.valid());
    CHECK_FALSE(m.place.empty());
    names.emplace(m.name(), m.span.begin);
  }
  CHECK(kinds.size() >= 25);
  CHECK(all.size() >= 40);
}

TEST_CASE("all mutants of a small framework: what its tests do not notice changes nothing") {
  const auto t = Tested::text(kClaims + R"(
test "grades" {
  customer c {
    claim a { days: 14  broken: no }
    claim b { days: 15  broken: yes }
    claim d { days: 730  broken: yes }
    claim e { days: 731  broken: yes }
    claim f { days: 15 }
    claim g { days: 13  broken: yes }
  }
  expect a.grade by fresh
  expect a.grade == high
  expect b.grade by warranty
  expect b.grade == middle
  expect d.grade by warranty
  expect e.grade by otherwise
  expect e.grade == low
  expect f.grade by otherwise
  expect g.grade by fresh
}
test "flags" {
  customer c {
    claim a { days: 14 }
    claim b { days: 77  broken: yes }
    claim d { days: 700  broken: yes }
    claim e { days: 701  broken: yes }
    claim f { days: 800  broken: yes }
    claim g { days: 76  broken: yes }
    claim h { days: 78  broken: yes }
  }
  expect a.flags == {dear}
  expect b.flags == {slow, odd}
  expect d.flags == {}
  expect e.flags == {slow, odd}
  expect f.flags is absent
  expect g.flags == {}
  expect h.flags == {}
}
test "good" {
  customer one   { claim a { days: 3 }  claim b { days: 500 } }
  customer two   { claim c { days: 3 }  claim d { days: 4 }  claim h { days: 500 } }
  customer three { claim e { days: 3 }  claim f { days: 77  broken: yes }  claim g { days: 5 } }
  customer four  { claim i { days: 3 }  claim j { days: 77  broken: yes } }
  expect one.good == no
  expect four.good == yes
  expect two.good == yes
  expect three.good == yes
  expect held welcome on two
  expect broken welcome on three
  expect warning welcome on three
}
test "a customer with one claim is not judged" {
  customer c { claim a { days: 77  broken: yes } }
  expect no findings
}
)");
  const auto all = mutations(t->program());
  // Of claim.grade: eleven in fresh, fifteen in warranty, three in otherwise; and two of the default of claim.broken.
  CHECK(std::count_if(all.begin(), all.end(), [](const Mutation& m) { return m.place.starts_with("claim.grade"); }) ==
        29);
  CHECK(std::count_if(all.begin(), all.end(), [](const Mutation& m) { return m.place == "claim.broken"; }) == 2);
  // The table applies to no low grade, so the rule may ask for one.
  CHECK(survivors(*t, all) == Names{"widen_in of claim.flags rule high: low"});
}

TEST_CASE("a test less, and mutants live that only it killed") {
  const auto t = Tested::text(kClaims + R"(
test "the limit of a fresh one" { customer c { claim a { days: 14 } }  expect a.grade == high }
test "behind the limit" { customer c { claim a { days: 15 } }  expect a.grade == low }
)");
  const auto less = Tested::text(kClaims + R"(
test "the limit of a fresh one" { customer c { claim a { days: 14 } }  expect a.grade == high }
)");
  auto kills = [](const Tested& of) {
    std::set<std::string> out;
    for (const Mutation& m : mutations(of.program())) {
      if (of.fate(m) == Tested::Fate::Killed) out.insert(m.name());
    }
    return out;
  };
  const auto both = kills(*t), one = kills(*less);
  CHECK(std::includes(both.begin(), both.end(), one.begin(), one.end()));
  CHECK(one.contains("change_comparison of claim.grade rule fresh: <"));
  CHECK_FALSE(one.contains("always of claim.grade rule fresh"));
  CHECK(both.contains("always of claim.grade rule fresh"));
}

TEST_CASE("the mutants of a second framework can be lowered, and its tests notice most of them") {
  const auto t = Tested::file(MSD_SOURCE_DIR "/tests/frameworks/triage/triage.msd");
  const auto all = mutations(t->program());
  std::size_t killed = 0, survived = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].name());
    REQUIRE_NOTHROW(t->mutant(all[i]));
    if (i % 9 != 0) continue;  // a sample: each costs a run of all tests
    ++(t->fate(all[i]) == Tested::Fate::Survived ? survived : killed);
  }
  CAPTURE(all.size(), killed, survived);
  CHECK(killed + survived >= 40);
  CHECK(killed > 2 * survived);
}
