// Sentences of the language about unknown facts.
#include "tests/support/catch.h"
#include "tests/support/scene.h"

using msd::testing::Scene;

namespace {

const char* const kParcel = R"(
enum service { van, bike, drone }
row depot single
row parcel
field depot.flying_allowed : bool given
field parcel.heavy : bool given
field parcel.fragile : bool given
field parcel.insured : optional bool given
field parcel.weight : int 0 .. 40 given
field parcel.limit : decimal 0 ms .. 10 s given
field parcel.note : text given
)";

Scene parcel(const std::string& rules, const std::string& facts, const msd::eval::Options& options = {}) {
  return Scene(kParcel + rules, facts, options);
}

}  // namespace

TEST_CASE("what holds in every completion is decided") {
  Scene s = parcel(R"(
field parcel.always : bool derived from heavy
derive parcel.always = heavy or not heavy
field parcel.never : bool derived from heavy, fragile
derive parcel.never = (heavy and fragile) and not fragile
)",
                   "parcel a { heavy: ?  fragile: ?  insured: no  weight: 1  limit: 1 s  note: \"x\" }");
  CHECK(s.cell("a.always") == "yes");
  CHECK(s.needs("a.always").empty());
  CHECK(s.cell("a.never") == "no");
  CHECK(s.difference().empty());
}

TEST_CASE("what is possible holds absent and rejected") {
  Scene s = parcel(R"(
field parcel.service : service classified from heavy, fragile, insured
classify parcel.service where insured {
  by_van    when heavy   => van
  too_risky when fragile => reject "nobody carries it"
  otherwise bike
}
)",
                   "parcel a { insured: ?  weight: 1  limit: 1 s  note: \"x\" }\n"
                   "parcel b { insured: yes  heavy: no  weight: 1  limit: 1 s  note: \"x\" }");
  CHECK(s.cell("a.service") == "{van, bike, absent, rejected}");
  CHECK(s.needs("a.service") == "a.heavy a.fragile a.insured");
  CHECK(s.cell("b.service") == "{bike, rejected}");
  CHECK(s.needs("b.service") == "b.fragile");
  CHECK(s.difference().empty());
}

TEST_CASE("the facts that are needed are a smallest set") {
  Scene s = parcel(R"(
field parcel.careful : bool derived from heavy, fragile
derive parcel.careful = (heavy and fragile) or (not heavy and fragile)
field parcel.weighed : bool derived from weight, heavy
derive parcel.weighed = weight > 20 or (heavy and weight > 20)
)",
                   "parcel a { }");
  CHECK(s.needs("a.careful") == "a.fragile");
  CHECK(s.needs("a.weighed") == "a.weight");
}

TEST_CASE("the line that fires in all completions is named, also where the value was clear before") {
  Scene s = parcel(R"(
field parcel.service : service classified from heavy, fragile
classify parcel.service {
  any       when heavy or not heavy => van
  otherwise van
}
field parcel.other : service classified from heavy
classify parcel.other {
  one       when heavy => van
  otherwise van
}
)",
                   "parcel a { }");
  CHECK(s.cell("a.service") == "van");
  CHECK(s.rule("a.service") == "any");
  CHECK(s.cell("a.other") == "van");
  CHECK(s.rule("a.other") == "-");
}

TEST_CASE("an unknown text is any text, and what copies it needs it") {
  Scene s = parcel(R"(
field parcel.shown : text derived from heavy, note
derive parcel.shown = if heavy then "heavy" else note
)",
                   "parcel a { }  parcel b { heavy: yes }");
  CHECK(s.cell("a.note") == "{…}");
  CHECK(s.needs("a.note") == "a.note");
  CHECK(s.cell("a.shown") == "{\"heavy\", …}");
  CHECK(s.needs("a.shown") == "a.heavy a.note");
  CHECK(s.cell("b.shown") == "\"heavy\"");
}

TEST_CASE("numbers between those that were tried are possible too") {
  Scene s = parcel(R"(
field parcel.copy : decimal 0 ms .. 10 s derived from limit
derive parcel.copy = limit
field parcel.class_of_limit : int 0 .. 9 derived from limit
derive parcel.class_of_limit = if limit < 1 s then 1 else 2
)",
                   "parcel a { }");
  CHECK(s.outcome("a.copy").possible.open);
  CHECK(s.cell("a.class_of_limit") == "{1, 2}");
}

TEST_CASE("numbers that are only compared leave a closed set") {
  Scene s(R"(
row lane
row swimmer
field lane.record : decimal 0 ms .. 4 ms given
field swimmer.lane : lane given
field swimmer.time : decimal 0 ms .. 4 ms given
field swimmer.points : int 0 .. 9 classified from swimmer.lane, lane.record, time
classify swimmer.points {
  even      when lane.record == 1 ms => 1
  other     when 2 * time != 1 ms    => 1
  otherwise 0
}
)",
          "lane one { }  lane two { }  swimmer a { }");
  CHECK(s.cell("a.points") == "{0, 1}");
}

TEST_CASE("an unknown optional set may be absent") {
  Scene s(R"(
enum tag { cold, wet }
row box
field box.tags : optional set of tag given
field box.untagged : bool derived from tags
derive box.untagged = tags is absent
)",
          "box a { tags: ? }  box b { }  box c { tags: {} }");
  CHECK(s.cell("a.untagged") == "{no, yes}");
  CHECK(s.cell("b.untagged") == "yes");
  CHECK(s.cell("c.untagged") == "no");
  CHECK(s.difference().empty());
}

TEST_CASE("a list that may be absent has no certain member") {
  Scene s(R"(
row box
field box.stacked : bool given
field box.on : list of box given default {}
field box.load : list of box derived from on, stacked
derive box.load where stacked = on
field box.loaded : bool derived from load
derive box.loaded = some load
)",
          "box a { on: b  stacked: ? }  box b { stacked: no }");
  CHECK(s.cell("a.loaded") == "{no, yes}");
  CHECK(s.needs("a.loaded") == "a.stacked");
  CHECK(s.cell("b.load") == "absent");
  CHECK(s.difference().empty());
}

TEST_CASE("a row that is certain to be collected may be so from a later place only") {
  Scene s(R"(
enum hue { red, green, blue }
row item
field item.next : list of item given
field item.hue : hue given
field item.best : hue derived from next, hue
derive item.best = first hue of next.next otherwise blue
field item.reached : list of item derived from next
derive item.reached = next.next
field item.many : int 0 .. 9 derived from next
derive item.many = count next.next
)",
          "item a { next: {b, a}  hue: red }\nitem b { next: ?  hue: green }\nitem c { next: {b, b}  hue: red }");
  // Where b leads to a, a comes first; where it leads to nothing, b does, since a names it first.
  CHECK(s.cell("a.best") == "{red, green}");
  CHECK(s.needs("a.best") == "b.next");
  CHECK(s.cell("a.reached") == "{{a, b}, {a, b, c}, {a, c, b}, {b, a}, {b, c, a}, {c, b, a}}");
  CHECK(s.cell("a.many") == "{2, 3}");
  CHECK(s.difference().empty());
}

TEST_CASE("past the budget an answer is not settled, and never a wrong one") {
  std::string rules;
  std::string odd = "no";
  for (int i = 0; i < 12; ++i) {
    const std::string name = "b" + std::to_string(i);
    rules += "field parcel." + name + " : bool given\n";
    odd = "(if " + name + " then (not " + odd + ") else " + odd + ")";
    if (i == 5) break;  // the expression doubles with each step
  }
  rules += "field parcel.odd : bool derived from b0, b1, b2, b3, b4, b5\nderive parcel.odd = " + odd + "\n";
  rules += "field parcel.sure : bool derived from b0, b1\nderive parcel.sure = (b0 or b1) or not (b0 or b1)\n";
  rules += "require is_odd on parcel { odd otherwise error \"even\" }\n";
  msd::eval::Options tiny;
  tiny.budget = 4;
  Scene s = parcel(rules, "parcel a { }", tiny);
  CHECK(s.cell("a.odd") == "{no, yes}");
  CHECK_FALSE(s.outcome("a.odd").settled);
  CHECK(s.cell("a.sure") == "{no, yes}");
  CHECK_FALSE(s.outcome("a.sure").settled);
  CHECK(s.verdict("is_odd", "a") == "open");
  Scene enough = parcel(rules, "parcel a { }");
  CHECK(enough.outcome("a.odd").settled);
  CHECK(enough.cell("a.sure") == "yes");
}

TEST_CASE("a requirement is open only where a completion breaks it") {
  Scene s = parcel(R"(
require insured_if_heavy on parcel where heavy { insured otherwise error "no" }
require flying on parcel where fragile or heavy { depot.flying_allowed or not heavy otherwise error "no" }
)",
                   "parcel a { heavy: no }  parcel b { }  parcel c { heavy: yes  insured: no }");
  CHECK(s.verdict("insured_if_heavy", "a") == "not applicable");
  CHECK(s.verdict("insured_if_heavy", "b") == "open");
  CHECK(s.verdict_needs("insured_if_heavy", "b") == "b.heavy");
  CHECK(s.verdict("insured_if_heavy", "c") == "broken");
  CHECK(s.verdict("flying", "a") == "held");
  // Whether it applies to a light parcel does not matter: it holds there.
  CHECK(s.verdict_needs("flying", "b") == "b.heavy depot.flying_allowed");
}

TEST_CASE("answers do not depend on what was asked before") {
  const std::string rules = R"(
field parcel.first : bool derived from heavy, fragile
derive parcel.first = if heavy then yes else yes
field parcel.second : bool derived from first, fragile, heavy, note
derive parcel.second = first and (fragile or heavy)
)";
  Scene a = parcel(rules, "parcel a { }");
  a.cell("a.first");
  Scene b = parcel(rules, "parcel a { }");
  CHECK(a.needs("a.second") == b.needs("a.second"));
}

TEST_CASE("a reference that can lead nowhere yet leaves open what reads it") {
  Scene s(R"(
row van
row parcel
field van.cooled : bool given
field parcel.by : van given
field parcel.cold : bool derived from by, van.cooled
derive parcel.cold = by.cooled
require cooled on parcel { by.cooled otherwise error "warm" }
)",
          "parcel a { }");
  CHECK(s.cell("a.cold") == "{no, yes}");
  CHECK(s.needs("a.cold") == "a.by");
  CHECK_FALSE(s.outcome("a.cold").settled);  // all that a row may hold, which may be more than is possible
  CHECK_FALSE(s.outcome("a.cold").exhausted);
  CHECK(s.verdict("cooled", "a") == "open");
  CHECK(s.verdict_needs("cooled", "a") == "a.by");
}

TEST_CASE("texts and lists have no identity to count by") {
  const std::string head = "row box\nfield box.memo : text given\nfield box.on : list of box given\n";
  const auto errors = [&](const std::string& rest) {
    return msd::testing::compile("framework boxes 1.0\n" + head + "field box.n : int 0 .. 9 " + rest + "\n").errors;
  };
  CHECK(errors("derived from memo\nderive box.n = distinct memo of box").find("M0411") != std::string::npos);
  CHECK(errors("derived from on\nderive box.n = distinct on of box").find("M0408") != std::string::npos);
  CHECK(errors("derived from on\nderive box.n = count on").find("M04") == std::string::npos);
}

TEST_CASE("an unknown number may be the default of another one") {
  Scene s(R"(
row box
field box.size : int 0 .. 900 given default 50
field box.hole : int 0 .. 900 given
field box.fits : bool derived from size, hole
derive box.fits = size == hole
)",
          "box a { hole: ? }");
  CHECK(s.cell("a.fits") == "{no, yes}");
  CHECK(s.needs("a.fits") == "a.hole");
}
