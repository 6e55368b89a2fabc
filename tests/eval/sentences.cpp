// Sentences of the language about rules, rejections, defaults, single rows, attachments, statements.
#include "tests/support/catch.h"
#include "tests/support/scene.h"

using msd::eval::Origin;
using msd::testing::Scene;
using Assertion = msd::eval::Outcome::Assertion;

TEST_CASE("a rejection rejects what reads it, and only its root is its own") {
  Scene s(R"(
enum grade { low, high }
row claim
field claim.amount : int 0 .. 100 given
field claim.waved : bool given
field claim.grade : grade classified from amount
classify claim.grade {
  small when amount < 10 => low
  huge  when amount > 90 => reject "too much"
  otherwise high
}
field claim.urgent : bool derived from grade, waved
derive claim.urgent = waved or grade == high
field claim.lane : int 0 .. 9 classified from urgent, waved
classify claim.lane {
  fast when waved => 1
  otherwise if urgent then 2 else 3
}
field claim.skipped : grade classified from grade, waved
classify claim.skipped where not waved { only when grade == high => high  otherwise low }
)",
          "claim a { amount: 95  waved: yes }");
  CHECK(s.cell("a.grade") == "rejected");
  CHECK(s.rule("a.grade") == "huge");
  CHECK(s.outcome("a.grade").rejected_here);
  // No operand is skipped: the rule reads a rejected cell, though its value would not matter.
  CHECK(s.cell("a.urgent") == "rejected");
  CHECK_FALSE(s.outcome("a.urgent").rejected_here);
  CHECK(s.outcome("a.urgent").rejected_by == s.find("a.grade"));
  CHECK(s.cell("a.lane") == "rejected");
  CHECK(s.outcome("a.lane").rejected_by == s.find("a.urgent"));
  CHECK(s.rule("a.lane") == "-");
  // A table that does not apply to the row reads nothing.
  CHECK(s.cell("a.skipped") == "absent");
  CHECK(s.difference().empty());
}

TEST_CASE("a reverse relation is rejected by what it is made of") {
  Scene s(R"(
row shelf
row box
field box.wide : bool given
field box.place : optional shelf classified from wide inverse boxes
classify box.place { small when not wide => (first shelf otherwise absent)  otherwise reject "too wide" }
field shelf.used : bool derived from shelf.boxes
derive shelf.used = some boxes
)",
          "shelf top { }  box a { wide: no }  box b { wide: yes }");
  CHECK(s.cell("top.boxes") == "rejected");
  CHECK(s.outcome("top.boxes").rejected_by == s.find("b.place"));
  CHECK(s.outcome("top.used").rejected_by == s.find("top.boxes"));
}

TEST_CASE("what is left out is the default, and says so") {
  Scene s(R"(
row lamp
field lamp.bright : bool given default yes
field lamp.watts : int 0 .. 100 given default 40
field lamp.shade : optional id given
field lamp.room : id given
)",
          "lamp a { }  lamp b { bright: no  room: hall }  lamp c { watts: ? }");
  CHECK(s.cell("a.bright") == "yes");
  CHECK(s.outcome("a.bright").origin == Origin::Defaulted);
  CHECK(s.outcome("b.bright").origin == Origin::Stated);
  CHECK(s.cell("a.watts") == "40");
  CHECK(s.cell("a.shade") == "absent");
  CHECK(s.cell("a.room") == "{a, b, c, hall, …}");
  CHECK(s.outcome("c.watts").possible.open);
}

TEST_CASE("a named row of a single kind takes field by field what it leaves out") {
  Scene s(R"(
row season single named by trip.when_
row trip
field season.cold : bool given
field season.rain : bool given default no
field season.coat : bool derived from cold, rain
derive season.coat = cold or rain
field trip.when_ : optional season given
field trip.coat : bool derived from season.coat
derive trip.coat = season.coat
)",
          "season { cold: yes }  season summer { cold: no }  season odd { }\n"
          "trip a { }  trip b { when_: summer }  trip c { when_: odd }  trip d { when_: ? }");
  CHECK(s.cell("odd.cold") == "yes");
  CHECK(s.cell("odd.coat") == "yes");
  CHECK(s.cell("summer.coat") == "no");
  CHECK(s.cell("a.coat") == "yes");
  CHECK(s.cell("b.coat") == "no");
  CHECK(s.cell("c.coat") == "yes");
  CHECK(s.cell("d.coat") == "{no, yes}");
  CHECK(s.needs("d.coat") == "d.when_");
  CHECK(s.difference().empty());
}

TEST_CASE("an attachment is the least fixed point, and its rounds are named") {
  const std::string head = R"(
enum part { frame, wheel, tube, pump }
row kit
field kit.bought : set of part given
field kit.all : set of part derived from bought
attach kit.all from bought {
)";
  const std::string pump = "  pumped when all has tube => pump\n";
  const std::string tube = "  inside when all has wheel => tube\n";
  const std::string wheel = "  rolls when all has frame => wheel\n";
  for (const std::string& lines : {pump + tube + wheel, wheel + tube + pump, tube + pump + wheel}) {
    Scene s(head + lines + "}\n", "kit a { bought: frame }  kit b { bought: {} }  kit c { bought: {tube} }");
    CHECK(s.cell("a.all") == "{frame, wheel, tube, pump}");
    CHECK(s.cell("b.all") == "{}");
    CHECK(s.cell("c.all") == "{tube, pump}");
    CHECK(s.difference().empty());
    const auto rounds = s.explain("a.all").rounds;
    REQUIRE(rounds.size() == 3);
    CHECK(s.line(rounds[0].lines.at(0)) == "rolls");
    CHECK(s.line(rounds[1].lines.at(0)) == "inside");
    CHECK(s.line(rounds[2].lines.at(0)) == "pumped");
  }
}

TEST_CASE("two rules of a unique table that match reject the cell, and are both named") {
  Scene s(R"(
row guest
field guest.member : bool given
field guest.late : bool given
field guest.known : bool derived from member
derive guest.known = member
field guest.delayed : bool derived from late
derive guest.delayed = late
field guest.door : int 1 .. 3 classified from known, delayed
classify guest.door unique {
  main when known   => 1
  side when delayed => 2
  otherwise 3
}
)",
          "guest a { member: yes  late: yes }  guest b { member: no  late: yes }  guest c { member: ?  late: yes }");
  CHECK(s.cell("a.door") == "rejected");
  CHECK(s.outcome("a.door").overlap);
  CHECK(s.line(s.outcome("a.door").line) == "main");
  CHECK(s.line(s.outcome("a.door").line_2) == "side");
  CHECK(s.cell("b.door") == "2");
  CHECK(s.rule("b.door") == "side");
  CHECK(s.cell("c.door") == "{2, rejected}");
  CHECK(s.difference().empty());
}

TEST_CASE("a statement about a computed cell holds, fails, or stands in for a rule that is open") {
  Scene s(R"(
row ship
field ship.length_ : int 0 .. 400 given
field ship.crew : list of ship given default {}
field ship.large : bool derived from length_
derive ship.large = length_ > 200
field ship.pilot : bool derived from large
derive ship.pilot = large
field ship.fleet : list of ship derived from crew
derive ship.fleet = crew
field ship.alone : bool derived from fleet
derive ship.alone = no fleet
field ship.copy : int 0 .. 1000 derived from length_
derive ship.copy = length_
)",
          "ship a { length_: 300  large: yes }  ship b { length_: 300  large: no }  ship c { large: yes }\n"
          "ship d { length_: 1  crew: a  fleet: a }  ship e { copy: 300 }  ship f { copy: 900 }");
  CHECK(s.outcome("a.large").assertion == Assertion::Holds);
  CHECK(s.outcome("b.large").assertion == Assertion::Contradicted);
  CHECK(s.cell("b.pilot") == "yes");
  CHECK(s.outcome("c.large").assertion == Assertion::StandsIn);
  CHECK(s.cell("c.pilot") == "yes");
  CHECK(s.outcome("d.fleet").assertion == Assertion::Holds);
  CHECK(s.cell("d.alone") == "no");
  CHECK(s.outcome("e.copy").assertion == Assertion::StandsIn);
  CHECK(s.outcome("f.copy").assertion == Assertion::Contradicted);
}

TEST_CASE("a statement that cannot be so leaves the rule open for those who read it") {
  Scene s(R"(
enum hue { red, green, blue }
row flag
field flag.plain : bool given
field flag.hue : hue classified from plain
classify flag.hue { one when plain => red  otherwise green }
field flag.warm : bool derived from hue
derive flag.warm = hue == red
)",
          "flag a { plain: ?  hue: blue }");
  CHECK(s.outcome("a.hue").assertion == Assertion::Contradicted);
  CHECK(s.cell("a.warm") == "{no, yes}");
  CHECK(s.needs("a.warm") == "a.plain");
  CHECK(s.outcome("a.warm").settled);
}

TEST_CASE("absence: no comparison is true, sets and lists read as empty") {
  Scene s(R"(
enum hue { red, green }
row flag
field flag.base : optional hue given
field flag.other : optional hue given
field flag.spots : optional set of hue given
field flag.next_ : optional flag given
field flag.same : bool derived from base, other
derive flag.same = base == other
field flag.differ : bool derived from base, other
derive flag.differ = base != other
field flag.spotted : bool derived from spots
derive flag.spotted = spots has red
field flag.far : optional hue derived from next_, base
derive flag.far = next_.base
field flag.near_ : optional list of flag derived from next_, flag.back
derive flag.near_ = next_.back
field flag.back : list of flag derived from other
derive flag.back = flag.all_
field flag.all_ : list of flag given default {}
)",
          "flag a { }  flag b { base: red  next_: a }");
  CHECK(s.cell("a.same") == "no");
  CHECK(s.cell("a.differ") == "no");
  CHECK(s.cell("b.differ") == "no");
  CHECK(s.cell("a.spotted") == "no");
  CHECK(s.cell("a.far") == "absent");
  CHECK(s.cell("b.far") == "absent");
}

TEST_CASE("ids count the rows that count, and unknown ones leave the number open") {
  Scene s(R"(
row job { id "J{n}" where kept }
field job.kept : bool given
require numbered on job { id is given otherwise error "no" }
)",
          "job a { kept: yes }  job b { kept: no }  job c { kept: yes }  job d { }  job e { kept: yes }  job f { kept: "
          "no }");
  CHECK(s.cell("a.id") == "\"J1\"");
  CHECK(s.cell("b.id") == "absent");
  CHECK(s.cell("c.id") == "\"J2\"");
  CHECK(s.verdict("numbered", "d") == "open");
  CHECK(s.verdict("numbered", "e") == "held");
  CHECK(s.verdict("numbered", "f") == "broken");
  CHECK(s.cell("e.id") == "{\"J3\", \"J4\"}");
  CHECK(s.needs("e.id") == "d.kept");
}

TEST_CASE("a number in the branch of a condition has the range of itself") {
  Scene s(R"(
row item
field item.big : bool given
field item.price : int 0 .. 10 derived from big
derive item.price = if big then 10 else 1
field item.first_price : int 0 .. 10 derived from big, price
derive item.first_price = first price of item where big otherwise 3
)",
          "item a { big: no }");
  CHECK(s.cell("a.price") == "1");
}
