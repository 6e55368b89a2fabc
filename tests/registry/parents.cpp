// What a parent may be, and what it resolves to.
#include "tests/registry/build.h"

using namespace msd;
using namespace msd::test;

namespace {

const std::string kRows = R"(row desk single
row order
row line in order as lines back order
row item
field desk.open : bool given
field desk.limit : int 0 .. 9 given
field order.paid : bool given
field order.open : bool given
field line.count : int 0 .. 9 given
field line.item : item given inverse used_in
field item.heavy : bool given
)";

std::unique_ptr<Built> on(const std::string& row, const std::string& parents) {
  return build(kRows + "field " + row + ".x : bool derived stated from " + parents + "\n");
}

/// Each parent as `what is written = fields through relations`.
Findings parents(const std::string& row, const std::string& text) {
  const auto b = on(row, text);
  INFO(text);
  CHECK(b->found().empty());
  Findings out;
  for (const tir::Parent& parent : b->field(row + ".x").parents) {
    std::string one = parent.quoted ? "\"" + parent.written + "\"" : parent.written;
    if (parent.external) one += " external";
    for (const std::string& name : b->names(parent.fields)) one += " " + name;
    if (!parent.via.empty()) one += " through";
    for (const std::string& name : b->names(parent.via)) one += " " + name;
    out.push_back(one);
  }
  return out;
}

}  // namespace

TEST_CASE("a bare parent is a field of the row, else of a single row") {
  CHECK(parents("order", "paid") == Findings{"paid order.paid"});
  CHECK(parents("order", "limit") == Findings{"limit desk.limit"});
  CHECK(parents("order", "open") == Findings{"open order.open"});
  CHECK(parents("line", "open") == Findings{"open desk.open"});
  CHECK(parents("order", "desk.open") == Findings{"desk.open desk.open"});
  CHECK(parents("order", "item.heavy") == Findings{"item.heavy item.heavy"});
}

TEST_CASE("a path of parents walks over relations") {
  CHECK(parents("order", "lines") == Findings{"lines order.lines"});
  CHECK(parents("order", "lines.count") == Findings{"lines.count line.count through order.lines"});
  CHECK(parents("order", "lines.item.heavy") == Findings{"lines.item.heavy item.heavy through order.lines line.item"});
  CHECK(parents("line", "order.paid") == Findings{"order.paid order.paid through line.order"});
  CHECK(parents("item", "used_in.order.paid") ==
        Findings{"used_in.order.paid order.paid through item.used_in line.order"});
}

TEST_CASE("quoted text stands for a field, for several, or for nothing in the registry") {
  CHECK(parents("order", R"("the mood" as paid, "all of it" as (open, lines.count), "the talk" as external)") ==
        Findings{"\"the mood\" order.paid", "\"all of it\" order.open line.count through order.lines",
                 "\"the talk\" external"});
  CHECK(on("order", R"("x" as external)")->found() == Findings{"M0313 13:13"});
  CHECK(on("order", R"(paid, "x" as nothing)")->found() == Findings{"M0308 13:55"});
}

TEST_CASE("a parent that is no field is reported at the word that is wrong") {
  CHECK(on("order", "payd")->found() == Findings{"M0308 13:42"});
  CHECK(on("order", "payd")->sink.all()[0].help == "did you mean `paid`?");
  CHECK(on("order", "lines.cuont")->found() == Findings{"M0308 13:48"});
  CHECK(on("order", "lines.cuont")->sink.all()[0].label == "`line` has no field `cuont`");
  CHECK(on("order", "item.havy")->found() == Findings{"M0308 13:47"});
  CHECK(on("order", "paid.x")->sink.all()[0].label == "`order.paid` is yes or no and leads to no row");
  CHECK(on("order", "item")->sink.all()[0].label == "a kind of row");
  CHECK(on("order", "external")->found() == Findings{"M0308 13:42"});
}

TEST_CASE("a bare parent of two single rows is ambiguous") {
  const std::string rows = "row a single\nrow b single\nrow c\nfield a.n : bool given\nfield b.n : bool given\n";
  const auto b = build(rows + "field c.x : bool derived stated from n\n");
  CHECK(b->found() == Findings{"M0310 7:38"});
  CHECK(b->notes(b->sink.all()[0]) == Findings{"5:9 one of them", "6:9 another one"});
  CHECK(build(rows + "field c.x : bool derived stated from b.n\n")->found().empty());
  CHECK(build(rows + "field a.x : bool derived stated from n\n")->found().empty());
}

TEST_CASE("a name that is a relation and another row is ambiguous where a path goes on") {
  const std::string rows = "row a\nrow y in a as ys back b\nrow b\nfield a.n : bool given\nfield b.n : bool given\n";
  CHECK(build(rows + "field y.x : bool derived stated from b.n\n")->found() == Findings{"M0310 7:38"});
  CHECK(build(rows + "field y.x : bool derived stated from b\n")->found().empty());
  // A relation to the row of its own name is no question.
  CHECK(build("row a\nrow y in a as ys back a\nfield a.n : bool given\nfield y.x : bool derived stated from a.n\n")
            ->found()
            .empty());
}

TEST_CASE("a parent twice is a warning, a text beside its field is none") {
  CHECK(on("order", "paid, open, paid")->found() == Findings{"M0309 13:54"});
  CHECK(on("order", "paid, \"the mood\" as paid")->found().empty());
  CHECK(on("order", "\"m\" as paid, \"m\" as open")->found() == Findings{"M0309 13:55"});
}

TEST_CASE("a parent on a named single row goes through what names it, from the rows below") {
  const std::string rows = R"(row c single named by p.in
row p
row q in p as qs back p
row o
field c.m : bool given
field p.in : optional c given
)";
  const auto b = build(rows + "field p.x : bool derived stated from m\nfield q.x : bool derived stated from c.m\n"
                              "field o.x : bool derived stated from m\nfield c.x : bool derived stated from m\n");
  CHECK(b->found().empty());
  CHECK(b->names(b->field("p.x").parents[0].via) == Findings{"p.in"});
  CHECK(b->names(b->field("q.x").parents[0].via) == Findings{"p.in"});
  CHECK(b->field("o.x").parents[0].via.empty());
  CHECK(b->field("c.x").parents[0].via.empty());
}

TEST_CASE("the dump lists values with labels, and each parent as it is written and as it resolves") {
  const auto b = build(R"(enum mood "Mood" { good, very_bad "Awful" }
row r "Thing"
row s in r as ss back r
field r.a "Alpha" : mood given default good
field s.b : bool "Ja" "Nein" derived judged from "the mood" as r.a, "a talk" as external, r.a
)");
  CHECK(b->found().empty());
  CHECK(registry::dump(b->program()) == R"(framework t 1.0

row r "Thing"
  a : `mood` given default good
    value good "good"
    value very_bad "Awful"

row s "s"
  b : bool derived judged
    value yes "Ja"
    value no "Nein"
    from "the mood" = r.a through s.r
    from "a talk" (external)
    from r.a = r.a through s.r
)");
  const std::string json = registry::dump_json(b->program());
  CHECK(json.find(R"("label": "Awful")") != std::string::npos);
  CHECK(json.find(R"("written": "a talk")") != std::string::npos);
  CHECK(json.find(R"("external": true)") != std::string::npos);
}

TEST_CASE("names of the language, and one name for row, field, enum value and relation") {
  const auto b = checked(R"(enum when { step, field, row, given, from, default, allow }
row field
row step in field as steps back field
row need single
field field.field : when given
field field.step : bool given
field step.step : when given
field need.default : bool given default yes
field step.given : bool derived from step, default
derive step.given = step == step and default
field field.from : set of when given default {from, allow}
field field.row : bool derived from from
derive field.row = from has row
field field.because : bool derived from step
derive field.because = step
)");
  CHECK(b->found().empty());
}

TEST_CASE("words that build expressions are names as well") {
  const auto b = checked(R"(enum first { first, when, count, some, no, not, every, if, distinct }
row field
row count single
row step in field as first back when
row some in field as no back every
field field.all : optional field given inverse count
field field.field : first given
field step.step : first given
field field.given : bool derived from field, first.step
derive field.given = field == if and (some first where step == when)
field field.not : bool given
field field.if : bool derived from not
derive field.if = not
field some.x : bool derived from every.not
derive some.x = not every.not
field count.first : int 0 .. 5 given
field count.some : bool derived from first
derive count.some = first > 3
)");
  CHECK(b->found().empty());
}
