// Rules files: what is read again decides as what was written, and what is not sound is refused.
#include "tests/records/tables.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/each_framework.h"
#include "tests/support/settings.h"

#include "runtime/records/batch.h"
#include "runtime/records/sound.h"
#include "runtime/records/store.h"

#include <fmt/format.h>

#include <cstring>
#include <map>

namespace rules_files {

using namespace msd;
using namespace msd::testing;
using namespace msd::records;

namespace {

using Block = std::vector<std::uint64_t>;

std::optional<Stored> read(const Block& block, std::string* why = nullptr) {
  image::Refusal refusal;
  auto out = stored(std::as_bytes(std::span(block)), refusal);
  CHECK(out.has_value() == refusal.reason.empty());
  if (why != nullptr) *why = refusal.reason;
  return out;
}

void seal(Block& block) {
  const std::uint64_t sum = rules_checksum(std::as_bytes(std::span(block)));
  std::memcpy(reinterpret_cast<char*>(block.data()) + offsetof(RulesHeader, checksum), &sum, sizeof sum);
}

std::vector<Content> any_record(const Plan& plan, std::size_t columns, Random& random) {
  std::vector<Content> out;
  for (std::size_t i = 0; i < columns; ++i) {
    const Coding& c = plan.codings[i];
    if (c.can_be_absent && random.chance(15))
      out.emplace_back();
    else if (c.can_be_rejected && random.chance(5))
      out.push_back({Content::State::Rejected, 0});
    else if (c.cls == Class::Number && !c.cuts.empty() && random.chance(70))
      out.push_back({Content::State::Value,
                     std::clamp(c.cuts[random.below(c.cuts.size())] - static_cast<std::int64_t>(random.below(2)), c.low,
                                c.high)});
    else
      out.push_back({Content::State::Value,
                     c.low + static_cast<std::int64_t>(random.below(static_cast<std::size_t>(c.high - c.low) + 1))});
  }
  return out;
}

struct Seen {
  std::map<Table::Form, std::size_t> forms;
  std::size_t aside = 0, held = 0, batches = 0;
};

/// What was read decides as the letter of what was written does.
void same(const Rules& written, const Rules& got, Random& random, Seen& seen) {
  const Program& p = written.program;
  REQUIRE(got.program.name == p.name);
  REQUIRE(got.letter() != nullptr);
  REQUIRE(dump(*got.letter(), got.plan) == dump(p, written.plan));
  REQUIRE(unsound(p).empty());
  REQUIRE(unsound(p, written.plan).empty());
  for (const Table& table : got.plan.tables) ++seen.forms[table.form];
  seen.aside += got.aside != nullptr ? 1 : 0;
  // What stands aside is not in the program that decides.
  if (got.aside != nullptr) REQUIRE(got.program.exprs.size() < p.exprs.size());
  Decider slow(p);
  Kernel fast(got.program, got.plan), of_letter(*got.letter(), got.plan);
  std::vector<std::uint32_t> all;
  for (std::uint32_t d = 0; d < p.decisions.size(); ++d) all.push_back(d);
  for (int i = 0; i < 30; ++i) {
    const std::vector<Content> record = any_record(written.plan, p.columns.size(), random);
    const auto wanted = slow.decide(record);
    const auto found = fast.decide(record);
    const auto again = of_letter.decide(record);
    for (std::size_t d = 0; d < wanted.size(); ++d) {
      REQUIRE(again[d].content == wanted[d].content);
      INFO(p.decisions[d].name << ": " << got.plan.tables[d].why);
      REQUIRE(found[d].content == wanted[d].content);
      // Lines are counted anew: their names are the same.
      const auto name = [](const Program& of, std::uint32_t line) {
        return line == kNone ? std::string_view() : of.image.text(of.image.lines()[line].name);
      };
      REQUIRE(name(got.program, found[d].line) == name(p, wanted[d].line));
      for (std::size_t line = 0; line < p.decisions[d].lines.size(); ++line, ++seen.held)
        REQUIRE(fast.held(d, line, *got.letter()) == slow.held(d, line));
    }
  }
  std::string why, other;
  const auto batch = Batch::make(*got.letter(), got.plan, all, why);
  REQUIRE((batch == nullptr) == (Batch::make(p, written.plan, all, other) == nullptr));
  REQUIRE(why == other);
  seen.batches += batch != nullptr ? 1 : 0;
  REQUIRE(of_letter.packing().has_value() == fast.packing().has_value());
}

}  // namespace

TEST_CASE("a set that begins with a column does so in whichever program decides") {
  Random random(settings().seed);
  Seen seen;
  const Compiled compiled =
      compile(wide_table(300, 12, random) + "field r.s : set of e given from \"form\" as external\n"
                                            "field r.g : set of e derived from s, x\n"
                                            "attach r.g from s {\n  one when x == a => b\n  two when d in g => c\n}\n");
  INFO(compiled.errors);
  REQUIRE(compiled.image.has_value());
  const auto all = lay_flat(*compiled.image);
  const auto got = read(store(*compiled.image, all));
  REQUIRE(got.has_value());
  REQUIRE(got->rules.size() == 1);
  REQUIRE(got->rules[0]->aside != nullptr);
  for (int i = 0; i < 20; ++i) same(*all[0], *got->rules[0], random, seen);
}

TEST_CASE("rules that are written and read again decide the same") {
  Seen seen;
  each_framework(settings().frameworks / 2, settings().seed, [&](const Compiled& compiled, Random& random) {
    Limits limits;
    // So that some of these small tables take the forms of large ones.
    if (random.chance(70)) limits.places = random.below(6);
    if (random.chance(40)) limits.numbers = random.below(60);
    std::vector<std::shared_ptr<const Rules>> all;
    for (std::uint32_t row = 0; row < compiled.image->rows().size(); ++row) {
      auto made = std::make_shared<Rules>();
      made->program = flatten(*compiled.image, row);
      made->plan = plan(made->program, limits);
      all.push_back(std::move(made));
    }
    const Block block = store(*compiled.image, all);
    REQUIRE(block == store(*compiled.image, all));
    std::string why;
    const auto got = read(block, &why);
    INFO(why);
    REQUIRE(got.has_value());
    REQUIRE(got->origin == compiled.image->hash());
    REQUIRE(got->rules.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) same(*all[i], *got->rules[i], random, seen);
  });
  fmt::print("{} by the letter, {} places, {} diagrams, {} rule sets; {} with conditions aside; {} held; {} batches\n",
             seen.forms[Table::Form::Letter], seen.forms[Table::Form::Places], seen.forms[Table::Form::Diagram],
             seen.forms[Table::Form::RuleSets], seen.aside, seen.held, seen.batches);
  for (const auto form : {Table::Form::Letter, Table::Form::Places, Table::Form::Diagram, Table::Form::RuleSets})
    CHECK(seen.forms[form] > 0);
  CHECK(seen.aside > 10);
  CHECK(seen.held > 1'000);
  CHECK(seen.batches > 10);
}

namespace {

const char* const kDoors = R"(framework doors 1.0
enum way { in, out }
row door "Door"
field door.open : bool given from "form" as external
field door.width : int 0 .. 9 given from "form" as external
field door.way : optional way classified from open, width
classify door.way {
  wide when open and width > 4 => in
  otherwise out
}
)";

Block doors() {
  const Compiled compiled = compile(kDoors);
  REQUIRE(compiled.image.has_value());
  return store(*compiled.image, lay_flat(*compiled.image));
}

/// Why the file is refused if one of its header's members is another number.
std::string changed(std::size_t offset, std::uint64_t by, std::size_t width, bool sealed) {
  Block block = doors();
  auto* const at = reinterpret_cast<unsigned char*>(block.data()) + offset;
  std::uint64_t number = 0;
  std::memcpy(&number, at, width);
  number += by;
  std::memcpy(at, &number, width);
  if (sealed) seal(block);
  std::string why;
  CHECK_FALSE(read(block, &why));
  return why;
}

}  // namespace

TEST_CASE("a rules file says why it is refused") {
  CHECK(read(doors()).has_value());
  CHECK(changed(0, 1, 1, true) == "it does not begin like one");
  CHECK(changed(offsetof(RulesHeader, byte_order), 1, 4, true) == "it was written for a machine of another byte order");
  CHECK(changed(offsetof(RulesHeader, version), 1, 4, true) ==
        fmt::format("it has version {}, and this program reads version {}", kRulesVersion + 1, kRulesVersion));
  CHECK(changed(offsetof(RulesHeader, size), 8, 8, true).starts_with("it says that it is "));
  CHECK(changed(offsetof(RulesHeader, checksum), 1, 8, false) == "its checksum does not fit its content");
  CHECK(changed(offsetof(RulesHeader, origin), 1, 8, false) == "its checksum does not fit its content");
  CHECK(changed(offsetof(RulesHeader, image_size), 8, 8, true) == "its parts do not lie where they should");
  CHECK(changed(offsetof(RulesHeader, word_count), 1, 8, true) == "its parts do not lie where they should");
  // The image in it has a header of its own.
  CHECK(changed(sizeof(RulesHeader), 1, 1, true) == "it does not begin like one");
  Block longer = doors();
  longer.insert(longer.end(), {0, 0});
  auto* const header = reinterpret_cast<RulesHeader*>(longer.data());
  header->size += 16;
  header->word_count += 4;
  seal(longer);
  std::string why;
  CHECK_FALSE(read(longer, &why));
  CHECK(why == "it goes on after its last number");
  for (std::size_t size = 0; size < doors().size(); ++size) {
    Block cut = doors();
    cut.resize(size);
    CHECK_FALSE(read(cut));
  }
}

namespace {

/// Changes a program that is sound, and says whether it still is.
template <class Change> bool sound_after(Change change) {
  const Compiled compiled = compile(kDoors);
  Program p = flatten(*compiled.image, 0);
  REQUIRE(unsound(p).empty());
  change(p);
  return unsound(p).empty();
}
template <class Change> bool plan_sound_after(std::size_t places, Change change) {
  const Compiled compiled = compile(kDoors);
  const Program p = flatten(*compiled.image, 0);
  Limits limits;
  limits.places = places;
  Plan made = plan(p, limits);
  REQUIRE(unsound(p, made).empty());
  change(made.tables[0]);
  return unsound(p, made).empty();
}
std::uint32_t find(const Program& p, Expr::Kind kind) {
  for (std::uint32_t i = 0; i < p.exprs.size(); ++i) {
    if (p.exprs[i].kind == kind) return i;
  }
  FAIL("there is no such expression");
  return kNone;
}

}  // namespace

TEST_CASE("what deciding relies on is asked of each program") {
  using Kind = Expr::Kind;
  const auto expr = [](Kind kind, auto change) {
    return sound_after([&](Program& p) { change(p.exprs[find(p, kind)], p); });
  };
  CHECK(sound_after([](Program&) {}));
  CHECK_FALSE(expr(Kind::And, [](Expr& e, Program& p) { e.a = find(p, Kind::And); }));  // no operand in front
  CHECK_FALSE(expr(Kind::And, [](Expr& e, Program&) { e.b = kNone; }));
  CHECK_FALSE(expr(Kind::And, [](Expr& e, Program&) { e.c = 0; }));
  CHECK_FALSE(expr(Kind::And, [](Expr& e, Program&) { e.cls = Class::Enum; }));
  CHECK_FALSE(expr(Kind::Column, [](Expr& e, Program& p) { e.x = static_cast<std::uint32_t>(p.columns.size()); }));
  CHECK_FALSE(expr(Kind::Column, [](Expr& e, Program&) { e.kind = Kind::Decision, e.x = 0; }));  // reads what reads it
  CHECK_FALSE(expr(Kind::Compare, [](Expr& e, Program&) { e.bottom = 0; }));
  CHECK_FALSE(expr(Kind::Compare, [](Expr& e, Program&) { e.other_top = INT64_MIN; }));
  CHECK_FALSE(expr(Kind::Compare, [](Expr& e, Program& p) { e.a = find(p, Kind::Column); }));
  CHECK_FALSE(sound_after([](Program& p) { p.decisions[0].lines[0].outcome = find(p, Kind::Compare); }));
  CHECK_FALSE(sound_after([](Program& p) { p.decisions[0].lines[0].condition = p.decisions[0].lines[0].outcome; }));
  CHECK_FALSE(sound_after([](Program& p) { p.exprs[p.decisions[0].lines[0].outcome].number = 2; }));
  CHECK_FALSE(sound_after([](Program& p) { p.exprs[p.decisions[0].lines[0].outcome].number = -1; }));
  CHECK_FALSE(sound_after([](Program& p) { p.decisions[0].lines[0].record = 2; }));
  CHECK_FALSE(sound_after([](Program& p) { p.decisions[0].kind = Decision::Kind::Attach; }));
  CHECK_FALSE(sound_after([](Program& p) { p.decisions[0].kind = Decision::Kind::Derive; }));
  CHECK_FALSE(sound_after([](Program& p) { p.decisions[0].type = 9'999; }));
  CHECK_FALSE(sound_after([](Program& p) {  // nested too deeply
    Expr e = p.exprs[find(p, Kind::And)];
    for (unsigned i = 0; i < kMaxNodeDepth; ++i) {
      e.a = e.b = i == 0 ? find(p, Kind::And) : static_cast<std::uint32_t>(p.exprs.size() - 1);
      p.exprs.push_back(e);
    }
  }));
  using Form = Table::Form;
  for (const std::size_t places : {100, 0}) {
    CHECK(plan_sound_after(places, [](Table&) {}));
    CHECK_FALSE(plan_sound_after(places, [](Table& t) { t.reads.push_back(2); }));  // itself
    CHECK_FALSE(plan_sound_after(places, [](Table& t) { t.adds = true; }));
  }
  const auto form_of = [](Form wanted, std::size_t places, auto change) {
    return plan_sound_after(places, [&](Table& t) {
      REQUIRE(t.form == wanted);
      change(t);
    });
  };
  CHECK_FALSE(form_of(Form::Places, 100, [](Table& t) { t.asked.push_back(0); }));
  CHECK_FALSE(form_of(Form::Places, 100, [](Table& t) { t.reads.assign(20, 0); }));  // too many places
  CHECK_FALSE(form_of(Form::Places, 100, [](Table& t) { t.form = Form::RuleSets; }));
  CHECK_FALSE(form_of(Form::Diagram, 0, [](Table& t) { t.diagram.root = 1; }));
  CHECK_FALSE(form_of(Form::Diagram, 0, [](Table& t) { t.diagram.nodes[0] = 2; }));
  CHECK_FALSE(form_of(Form::Diagram, 0, [](Table& t) { t.diagram.nodes.back() = Diagram::kLeaf | 2U; }));
  CHECK_FALSE(form_of(Form::Diagram, 0, [](Table& t) { t.diagram.nodes.back() = t.diagram.root; }));  // a circle
  CHECK_FALSE(form_of(Form::Diagram, 0, [](Table& t) { t.diagram.nodes.pop_back(); }));
}

}  // namespace rules_files
