// Each measure on small frameworks whose coverage was counted by hand.
#include "compiler/coverage/proof.h"
#include "compiler/coverage/words.h"
#include "tests/support/catch.h"
#include "tests/support/tested.h"

#include <fmt/format.h>

using namespace msd;
using coverage::Measure;
using testing::Tested;

namespace {

const coverage::TableCoverage& table(const coverage::Coverage& of, const std::string& name) {
  for (const coverage::TableCoverage& t : of.tables) {
    if (coverage::table_name(of.image, t.table) == name) return t;
  }
  throw std::runtime_error("no table " + name);
}

/// `rules values cells mcdc`, each `covered/all`.
std::string counts(const coverage::Coverage& of, const std::string& name) {
  std::string out;
  for (Measure m : coverage::kMeasures) {
    const coverage::Count c = coverage::count(table(of, name), m);
    out += fmt::format("{}{}/{}", out.empty() ? "" : " ", c.covered, c.all);
  }
  return out;
}

/// The goals of one measure that no case meets: `line: part yes`.
std::vector<std::string> missing(const coverage::Coverage& of, const std::string& name, Measure measure) {
  std::vector<std::string> out;
  const coverage::TableCoverage& t = table(of, name);
  for (const coverage::Goal& g : t.goals) {
    if (g.measure != measure || g.met()) continue;
    std::string line = coverage::line_name(of.image, t.table, g.line);
    const std::string part = coverage::part_name(of.image, t.table, g);
    if (!line.empty() && !part.empty()) line += ": ";
    out.push_back(line + part + (measure == Measure::Values ? "" : g.holds ? " yes" : " no"));
  }
  return out;
}

using Names = std::vector<std::string>;

const std::string kRefunds = R"(framework refunds 1.0
enum outcome { refund, exchange, no_claim }
row claim "Claim"
field claim.days    : int 0 .. 900 given from "receipt" as external
field claim.broken  : bool         given from "inspection" as external
field claim.outcome : outcome classified from days, broken
classify claim.outcome {
  fresh    when days <= 14              => refund
  warranty when days <= 730 and broken  => exchange
  otherwise no_claim
}
)";

}  // namespace

TEST_CASE("a first-match table without a case") {
  const auto t = Tested::text(kRefunds);
  // 3 lines, 3 values; one cell of fresh, two of warranty, each a smallest condition.
  CHECK(counts(t->covered(), "claim.outcome") == "0/3 0/3 0/3 0/3");
}

TEST_CASE("one case shows what it shows") {
  const auto t = Tested::text(kRefunds + R"(
test "broken after a year" { claim kettle { days: 365  broken: yes }  expect kettle.outcome by warranty }
)");
  const auto c = t->covered();
  // fresh failed by its only cell but never fired; warranty fired, and neither of its cells failed alone.
  CHECK(counts(c, "claim.outcome") == "1/3 1/3 0/3 0/3");
  CHECK(missing(c, "claim.outcome", Measure::Rules) == Names{"fresh yes", "otherwise yes"});
  CHECK(missing(c, "claim.outcome", Measure::Values) == Names{"refund", "no_claim"});
  CHECK(missing(c, "claim.outcome", Measure::Cells) ==
        Names{"fresh: days <= 14 yes", "warranty: days <= 730 no", "warranty: broken no"});
  CHECK(missing(c, "claim.outcome", Measure::Mcdc) == missing(c, "claim.outcome", Measure::Cells));
}

TEST_CASE("four cases show all of the refunds") {
  const auto t = Tested::text(kRefunds + R"(
test "all" {
  claim a { days: 3 }
  claim b { days: 365  broken: yes }
  claim c { days: 365  broken: no }
  claim d { days: 731  broken: yes }
  expect a.outcome == refund
}
)");
  CHECK(counts(t->covered(), "claim.outcome") == "3/3 3/3 3/3 3/3");
}

TEST_CASE("a case in which two cells fail shows neither") {
  const auto t = Tested::text(kRefunds + R"(
test "too late and whole" {
  claim a { days: 3  broken: no }
  claim b { days: 365  broken: yes }
  claim c { days: 900  broken: no }
  expect c.outcome == no_claim
}
)");
  const auto c = t->covered();
  CHECK(counts(c, "claim.outcome") == "3/3 3/3 1/3 1/3");
  CHECK(missing(c, "claim.outcome", Measure::Cells) == Names{"warranty: days <= 730 no", "warranty: broken no"});
}

TEST_CASE("the rules before it have to fail") {
  const auto t = Tested::text(R"(framework order 1.0
enum lane { left, right, none }
row car
field car.a : bool given from "x" as external
field car.b : bool given from "x" as external
field car.lane : lane classified from a, b
classify car.lane { one when a => left  two when b and a => right  otherwise none }
test "both" { car x { a: yes  b: yes }  car y { a: yes  b: no }  car z { a: no  b: yes }  expect x.lane == left }
)");
  const auto c = t->covered();
  // two never fires: what it asks besides b is what one has taken. y would show that b matters, were one not first.
  CHECK(counts(c, "car.lane") == "2/3 2/3 1/3 1/3");
  CHECK(missing(c, "car.lane", Measure::Cells) == Names{"two: b yes", "two: b no", "two: a yes"});
}

TEST_CASE("`or` inside a cell is one cell of several conditions") {
  const std::string rules = R"(framework gate 1.0
row car
field car.a : bool given from "x" as external
field car.b : bool given from "x" as external
field car.c : bool given from "x" as external
field car.open : bool classified from a, b, c
classify car.open { go when a and (b or c) => yes  otherwise no }
)";
  const auto some = Tested::text(rules + R"(
test "some" { car x { a: yes  b: yes  c: yes }  car y { a: yes  b: no  c: no }  car z { a: no  b: yes  c: no }
  expect x.open == yes }
)");
  auto c = some->covered();
  CHECK(counts(c, "car.open") == "2/2 2/2 2/2 1/3");
  // x has both, so neither decides; in y both would.
  CHECK(missing(c, "car.open", Measure::Mcdc) == Names{"go: b yes", "go: c yes"});
  const auto all = Tested::text(rules + R"(
test "all" { car x { a: yes  b: yes  c: no }  car w { a: yes  b: no  c: yes }  car y { a: yes  b: no  c: no }
  car z { a: no  b: yes  c: no }  expect x.open == yes }
)");
  CHECK(counts(all->covered(), "car.open") == "2/2 2/2 2/2 3/3");
}

TEST_CASE("membership asks for each value, what leaves out one asks for that one") {
  const auto t = Tested::text(R"(framework parcels 1.0
enum size { letter, small, large, huge }
row parcel
field parcel.size : size given from "tape" as external
field parcel.far  : bool given from "map" as external
field parcel.dear : bool classified from size, far
classify parcel.dear { big when size in {large, huge} => yes  odd when size != letter and far => yes  otherwise no }
test "one" { parcel p { size: large  far: no }  parcel q { size: small  far: no }  expect p.dear == yes }
)");
  const auto c = t->covered();
  CHECK(counts(c, "parcel.dear") == "2/3 2/2 1/3 1/4");
  CHECK(missing(c, "parcel.dear", Measure::Mcdc) == Names{"big: size == huge yes",
                                                          "odd: size in {small, large, huge} yes",
                                                          "odd: size in {small, large, huge} no", "odd: far yes"});
}

TEST_CASE("where is a decision of its own") {
  const auto t = Tested::text(R"(framework toll 1.0
row car
field car.paid    : bool given from "x" as external
field car.foreign : bool given from "x" as external
field car.stop    : bool classified from paid, foreign
classify car.stop where foreign { due when not paid => yes  otherwise no }
test "one" { car a { foreign: yes  paid: no }  expect a.stop == yes }
)");
  const auto c = t->covered();
  CHECK(counts(c, "car.stop") == "1/2 1/2 0/2 0/2");
  CHECK(missing(c, "car.stop", Measure::Cells) == Names{"where: foreign no", "due: not paid no"});
  // `not paid` holds where `paid` does not.
  CHECK(missing(c, "car.stop", Measure::Mcdc) == Names{"where: foreign no", "due: paid yes"});
}

TEST_CASE("unknown facts cover nothing, and what is decided without them does") {
  const auto t = Tested::text(kRefunds + R"(
test "half known" {
  claim a { days: 3   broken: ? }
  claim b { days: ?   broken: no }
  claim c { days: 20  broken: ? }
  expect a.outcome == refund
}
)");
  const auto c = t->covered();
  // b and c decide nothing; c shows that fresh fails.
  CHECK(counts(c, "claim.outcome") == "1/3 1/3 1/3 1/3");
}

TEST_CASE("an attach rule has no order, and its conditions see the set as it ends") {
  const auto t = Tested::text(R"(framework kit 1.0
enum part { lamp, cable, plug }
row kit
field kit.light : bool given from "x" as external
field kit.parts : set of part derived from light
attach kit.parts {
  plugs  when parts has cable => plug
  cables when parts has lamp  => cable
  lamps  when light           => lamp
}
test "light" { kit a { light: yes }  expect a.parts == {lamp, cable, plug} }
)");
  const auto c = t->covered();
  CHECK(counts(c, "kit.parts") == "3/3 3/3 0/3 0/3");
  CHECK(missing(c, "kit.parts", Measure::Cells) ==
        Names{"plugs: the set has cable no", "cables: the set has lamp no", "lamps: light no"});
}

TEST_CASE("a unique table: two rules that match show nothing") {
  const auto t = Tested::text(R"(framework one 1.0
row car
field car.a : int 0 .. 9 given from "x" as external
field car.b : int 0 .. 9 given from "x" as external
field car.c : bool classified from a, b
classify car.c unique { more when a > b => yes  less when b > a => no  otherwise no }
test "one" { car x { a: 3  b: 1 }  car y { a: 1  b: 3 }  expect x.c by more }
)");
  const auto c = t->covered();
  CHECK(counts(c, "car.c") == "2/3 2/2 2/2 2/2");
  CHECK(missing(c, "car.c", Measure::Rules) == Names{"otherwise yes"});
}

TEST_CASE("a truth value that is derived, and a requirement, are one decision") {
  const auto t = Tested::text(R"(framework ward 1.0
row bed
field bed.clean : bool given from "round" as external
field bed.near  : bool given from "plan" as external
field bed.ready : bool derived from clean, near
derive bed.ready = clean and near
field bed.number : int 0 .. 99 derived from clean
derive bed.number = if clean then 1 else 2
require used on bed where near { ready  otherwise warning "{name} stays empty" }
test "ready" { bed a { clean: yes  near: yes }  bed b { clean: no  near: yes }  expect a.ready == yes }
)");
  const auto c = t->covered();
  CHECK(counts(c, "bed.ready") == "1/1 2/2 1/2 1/2");
  CHECK(missing(c, "bed.ready", Measure::Cells) == Names{"near no"});
  CHECK(counts(c, "bed.number") == "1/1 0/0 0/0 0/0");
  CHECK(counts(c, "used") == "2/2 0/0 1/2 1/2");
  CHECK(missing(c, "used", Measure::Cells) == Names{"where: near no"});
}

TEST_CASE("what is rejected elsewhere shows nothing here, and a rejection of its own does") {
  const auto t = Tested::text(R"(framework pass 1.0
row claim
field claim.amount : int 0 .. 100 given from "x" as external
field claim.good   : bool classified from amount
classify claim.good { huge when amount > 90 => reject "too much"  otherwise yes }
field claim.paid   : bool derived from good
derive claim.paid = good
test "rejected" { claim a { amount: 95 }  expect a.good is rejected }
)");
  const auto c = t->covered();
  CHECK(counts(c, "claim.good") == "1/2 0/2 0/1 0/1");
  CHECK(counts(c, "claim.paid") == "0/1 0/2 0/1 0/1");
}

TEST_CASE("a stated value that stands in is not computed, and what follows from it is") {
  const auto t = Tested::text(R"(framework stand 1.0
row claim
field claim.old  : bool given from "x" as external
field claim.late : bool derived from old
derive claim.late = old
field claim.done : bool derived from late
derive claim.done = late
test "stated" { claim a { late: yes  old: ? }  expect a.done == yes }
)");
  const auto c = t->covered();
  CHECK(counts(c, "claim.late") == "0/1 0/2 0/1 0/1");
  CHECK(counts(c, "claim.done") == "1/1 1/2 0/1 0/1");
}

TEST_CASE("what is proved impossible leaves the denominator") {
  /// Says what the analysis would say of `otherwise` and of `broken`.
  class Stub final : public coverage::Proof {
   public:
    coverage::Claim about(const coverage::TableCoverage&, const coverage::Goal& g) override {
      const bool last = g.measure == Measure::Rules && g.line == 2;
      const bool redundant = g.measure == Measure::Cells && g.line == 1 && g.part == 1 && !g.holds;
      if (last || redundant) return {coverage::Claim::Answer::Impossible, "planted"};
      return {};
    }
  };
  const auto t = Tested::text(kRefunds + R"(
test "one" { claim a { days: 3 }  claim b { days: 365  broken: yes }  expect a.outcome == refund }
)");
  auto c = t->covered();
  Stub stub;
  coverage::prove(c, stub);
  CHECK(counts(c, "claim.outcome") == "2/2 2/3 1/2 1/3");
  CHECK(coverage::count(table(c, "claim.outcome"), Measure::Cells).impossible == 1);
}

TEST_CASE("a test less is exactly what only that test gave") {
  const auto t = Tested::text(kRefunds + R"(
test "fresh"  { claim a { days: 3   broken: no }   expect a.outcome == refund }
test "late"   { claim a { days: 365 broken: yes }  claim b { days: 365 broken: no }  expect a.outcome == exchange }
test "too late" { claim a { days: 900 broken: yes }  expect a.outcome == no_claim }
test "late again" { claim a { days: 400 broken: yes }  expect a.outcome == exchange }
)");
  const auto all = t->covered();
  CHECK(counts(all, "claim.outcome") == "3/3 3/3 3/3 3/3");
  const Names names = t->tests();
  for (std::uint32_t without = 0; without < names.size(); ++without) {
    CAPTURE(names[without]);
    const auto less = t->covered({names[without]});
    for (std::size_t i = 0; i < all.tables.size(); ++i) {
      for (std::size_t g = 0; g < all.tables[i].goals.size(); ++g) {
        const coverage::Goal& before = all.tables[i].goals[g];
        const bool only = before.cases == std::vector<std::uint32_t>{without};
        CHECK(less.tables[i].goals[g].met() == (before.met() && !only));
      }
    }
  }
  // By hand: only "fresh" fires fresh; only "too late" shows that the limit of warranty matters.
  CHECK(counts(t->covered({"fresh"}), "claim.outcome") == "2/3 2/3 2/3 2/3");
  CHECK(counts(t->covered({"too late"}), "claim.outcome") == "3/3 3/3 2/3 2/3");
  CHECK(counts(t->covered({"late again"}), "claim.outcome") == "3/3 3/3 3/3 3/3");
}
