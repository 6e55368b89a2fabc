// Single sentences about reasons, on frameworks of a few lines.
#include "runtime/reason/change.h"
#include "runtime/reason/nearest.h"
#include "runtime/reason/sensitivity.h"
#include "tests/support/catch.h"
#include "tests/support/scene.h"

#include "runtime/report/display.h"

#include <fmt/format.h>

using namespace msd;
using msd::testing::Scene;
using reason::Change;
using reason::Forcing;

namespace {

const char* const kDoors = R"(
enum lock { none, key, code }
row door
field door.outside : bool given
field door.lock    : lock chosen from outside
field door.watched : bool derived judged from outside
field door.alarm   : bool chosen from outside default no
field door.safe    : bool classified from outside, lock, watched, alarm
classify door.safe {
  inner   when not outside                        => yes
  guarded when lock != none and (watched or alarm) => yes
  otherwise no
}
)";

/// A scene with what its reasons rest on.
struct Reasons {
  Scene scene;
  reason::Ground ground;
  Reasons(const std::string& framework, const std::string& design)
      : scene(framework, design), ground(scene.evaluator()) {}

  eval::Aim aim(const std::string& cell) const {
    eval::Aim out;
    out.cell = scene.find(cell);
    return out;
  }

  Forcing forcing(const std::string& cell, std::uint64_t steps = 1'000'000) {
    reason::ForceOptions options;
    for (const reason::Fact& fact : ground.all()) {
      if (!fact.open) options.candidates.push_back(fact.cell);
    }
    options.likely = reason::explaining(ground, aim(cell));
    reason::Budget budget(steps);
    const eval::CellRef ref = scene.find(cell);
    const Class cls = reason::class_of(ground.facts().image(), ref.field);
    return reason::smallest_forcing(
        ground, aim(cell), reason::wish_against(ground.evaluator().computed(ref.row, ref.field), cls), options, budget);
  }

  std::string why(const std::string& cell) {
    std::string out;
    for (eval::CellRef fact : forcing(cell).facts) out += report::cell_name(ground.facts(), fact) + " ";
    return out;
  }

  Change change(const std::string& cell, std::uint64_t mask, std::uint64_t steps = 1'000'000) {
    reason::Budget budget(steps);
    return reason::smallest_change(ground, aim(cell), {eval::Wish::Kind::None, mask, {}}, budget);
  }

  std::string edits(const Change& change) const {
    std::string out;
    for (const reason::Edit& edit : change.edits) {
      out += fmt::format("{}{}={} ", edit.answer ? "?" : "", report::cell_name(ground.facts(), edit.cell),
                         report::show_value(ground.facts(), ground.facts().image().fields()[edit.cell.field].type,
                                            edit.to.value, report::Style::Identifier));
    }
    return out;
  }
};

constexpr std::uint64_t kNo = 1, kYes = 2;

}  // namespace

TEST_CASE("the fewest facts force a value, whatever the others are") {
  Reasons inside(kDoors, "door a { outside: no  lock: code  watched: yes  alarm: yes }");
  CHECK(inside.why("a.safe") == "a.outside ");
  Reasons outside(kDoors, "door a { outside: yes  lock: none  watched: no  alarm: no }");
  CHECK(outside.why("a.safe") == "a.outside a.lock ");
  CHECK(outside.forcing("a.safe").proof == Forcing::Proof::Smallest);
}

TEST_CASE("a minimum may be smaller than a set of which nothing can be spared") {
  // Read first: three facts that do it together. One that is read last does it alone.
  Reasons r(R"(
row x
field x.a : bool given
field x.b : bool given
field x.c : bool given
field x.d : bool given
field x.out : bool derived from a, b, c, d
derive x.out = (a and b and c) or d
)",
            "x i { a: yes  b: yes  c: yes  d: yes }");
  CHECK(r.why("i.out") == "i.d ");
}

TEST_CASE("a value that nothing can change needs no fact") {
  Reasons r(R"(
row x
field x.a : bool given
field x.out : bool derived from a
derive x.out = a or not a
)",
            "x i { a: yes }");
  CHECK(r.why("i.out").empty());
  CHECK(r.forcing("i.out").proof == Forcing::Proof::Smallest);
}

TEST_CASE("choices change before judgements, and judgements before nothing given") {
  Reasons r(kDoors, "door a { outside: yes  lock: none  watched: no  alarm: no }");
  const Change change = r.change("a.safe", kYes);
  REQUIRE(change.state == Change::State::Found);
  CHECK(change.smallest);
  CHECK(r.edits(change) == "a.lock=key a.alarm=yes ");  // two choices, rather than one choice and one judgement
}

TEST_CASE("a judgement changes where no choice does it") {
  Reasons r(R"(
row x
field x.a : bool given
field x.sound : bool derived judged from a
field x.paid : bool chosen from a
field x.out : bool derived from sound, paid
derive x.out = sound and paid
)",
            "x i { a: yes  sound: no  paid: no }");
  const Change change = r.change("i.out", kYes);
  CHECK(r.edits(change) == "i.sound=yes i.paid=yes ");
  CHECK(change.edits.front().owner == reason::Owner::Judged);
}

TEST_CASE("what the design leaves open is answered, and no more than it takes") {
  Reasons r(kDoors, "door a { outside: ?  lock: ?  watched: ?  alarm: yes }");
  CHECK(r.edits(r.change("a.safe", kNo)) == "?a.outside=yes ?a.lock=none ");
  CHECK(r.edits(r.change("a.safe", kYes)) == "?a.lock=key ");  // then it does not matter where the door is
}

TEST_CASE("given facts that forbid a value are a proof") {
  Reasons r(kDoors, "door a { outside: no  lock: none  watched: no  alarm: no }");
  CHECK(r.change("a.safe", kNo).state == Change::State::Impossible);
  reason::ForceOptions options;
  options.whole = true;
  for (const reason::Fact& fact : r.ground.all()) {
    if (fact.owner == reason::Owner::Given) options.candidates.push_back(fact.cell);
  }
  reason::Budget budget(1'000'000);
  const Forcing proof =
      reason::smallest_forcing(r.ground, r.aim("a.safe"), {eval::Wish::Kind::None, kNo, {}}, options, budget);
  REQUIRE(proof.proof == Forcing::Proof::Smallest);
  REQUIRE(proof.facts.size() == 1);
  CHECK(proof.facts.front() == r.scene.find("a.outside"));
}

TEST_CASE("the nearest rule comes first, with each part of its condition that is false") {
  Reasons r(R"(
enum way { van, bike, foot }
row x
field x.heavy : bool given
field x.far : bool given
field x.wet : bool given
field x.way : way classified from heavy, far, wet
classify x.way {
  far_off when far and heavy and wet => van
  load    when heavy                 => van
  wheels  when far                   => bike
  otherwise foot
}
)",
            "x i { heavy: no  far: no  wet: yes }");
  reason::Budget budget(1'000'000);
  const auto nearest =
      reason::nearest_rules(r.ground, r.scene.find("i.way"), {eval::Wish::Kind::None, 1, {}}, 5, budget);
  REQUIRE(nearest.rules.size() == 2);
  CHECK(r.scene.line(nearest.rules[0].line) == "load");
  CHECK(r.scene.line(nearest.rules[1].line) == "far_off");
  REQUIRE(nearest.rules[1].failed.size() == 2);
  CHECK(nearest.rules[1].failed[0].facts.facts.front() == r.scene.find("i.far"));
  CHECK(nearest.rules[1].failed[1].facts.facts.front() == r.scene.find("i.heavy"));
}

TEST_CASE("shares count all alternatives of a number and of a set") {
  Reasons r(R"(
enum colour { red, green, blue, white }
row x
field x.size : int 0 .. 900 chosen from given_size
field x.given_size : bool given
field x.paint : set of colour chosen from given_size
field x.big : bool derived from size
derive x.big = size > 300
field x.loud : bool derived from paint
derive x.loud = paint has red and paint has green
)",
            "x i { given_size: yes  size: 10  paint: {red} }");
  const auto all = reason::sensitivity(r.ground, {});
  REQUIRE(all.levers.size() == 2);
  CHECK(all.levers[0].alternatives == 900);
  REQUIRE(all.levers[0].influences.size() == 1);
  CHECK(all.levers[0].influences[0].changes == 600);
  CHECK(all.levers[1].alternatives == 15);
  REQUIRE(all.levers[1].influences.size() == 1);
  CHECK(all.levers[1].influences[0].changes == 4);
}

TEST_CASE("the distance of an outcome is the fewest facts that make it another one") {
  Reasons r(kDoors, "door a { outside: yes  lock: none  watched: no  alarm: no }");
  const auto all = reason::sensitivity(r.ground, {});
  REQUIRE(all.distances.size() == 1);
  CHECK(all.distances[0].state == reason::Distance::State::Found);
  CHECK(all.distances[0].nearest.size() == 2);
  Reasons inside(kDoors, "door a { outside: no  lock: none  watched: no  alarm: no }");
  CHECK(reason::sensitivity(inside.ground, {}).distances[0].state == reason::Distance::State::Fixed);
}

TEST_CASE("a statement that stands in for an open rule is a fact") {
  const char* const framework = R"(
row x
field x.a : bool given
field x.b : bool derived from a
derive x.b = not a
field x.c : bool derived from b
derive x.c = b
)";
  Reasons stands(framework, "x i { a: ?  b: yes }");
  CHECK(stands.why("i.c") == "i.b ");
  Reasons decided(framework, "x i { a: no  b: yes }");
  CHECK(decided.why("i.c") == "i.a ");
}

TEST_CASE("past the budget an answer says what it leaves open") {
  Reasons r(kDoors, "door a { outside: yes  lock: code  watched: yes  alarm: yes }");
  CHECK(r.forcing("a.safe", 1).proof == Forcing::Proof::Undecided);
  CHECK(r.change("a.safe", kNo, 1).state == Change::State::Undecided);
  bool enough = false;
  for (std::uint64_t steps = 1; steps < 2'000; steps += 7) {
    const Forcing forcing = r.forcing("a.safe", steps);
    enough = enough || forcing.proof == Forcing::Proof::Enough;
    if (forcing.proof == Forcing::Proof::Smallest) CHECK(forcing.facts.size() == 2);
  }
  CHECK(enough);
}
