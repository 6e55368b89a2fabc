// Enums, rows, relations, headers, ids, selectors, steps: what is declared is what stands in the registry.
#include "tests/registry/build.h"

using namespace msd;
using namespace msd::test;

TEST_CASE("an enum has its values in order, with labels and docs") {
  const auto b = build(R"(
enum shape "Form" {
  /// Round.
  full_circle, square "Quadrat"
}
)");
  CHECK(b->found().empty());
  const tir::Enum& e = b->program()[b->registry.enums.at("shape")];
  CHECK(e.label == "Form");
  REQUIRE(e.values.size() == 2);
  CHECK(e.values[0].name == "full_circle");
  CHECK(e.values[0].label == "full circle");
  CHECK(e.values[0].doc == "Round.");
  CHECK(e.values[1].label == "Quadrat");
}

namespace {
std::string enum_of(int count) {
  std::string out = "enum e {";
  for (int i = 0; i < count; ++i) out += " v" + std::to_string(i);
  return out + " }\nrow r\nfield r.last : e given default v" + std::to_string(count - 1) + "\n";
}
}  // namespace

TEST_CASE("an enum holds 62 values and not 63") {
  const auto good = build(enum_of(62));
  CHECK(good->found().empty());
  CHECK(good->field("r.last").default_value->mask == std::uint64_t{1} << 61U);
  const auto wide = build(enum_of(63));
  CHECK(wide->found() == Findings{"M0304 2:6", "M0324 4:32"});
  CHECK(wide->only(diag::Id::TooManyValues).message == "an enum has at most 62 values, and `e` has 63");
}

TEST_CASE("an enum without values is an error") { CHECK(build("enum e { }")->found() == Findings{"M0337 2:6"}); }

TEST_CASE("a value twice is an error at the second one") {
  const auto b = build("enum e { a, b, a }");
  CHECK(b->found() == Findings{"M0301 2:16"});
  CHECK(b->notes(b->only(diag::Id::DeclaredTwice)) == Findings{"2:10 first declared here"});
  CHECK(b->program().enums[0].values.size() == 2);
}

TEST_CASE("enums, rows and lexicons share one name space") {
  const auto b = build("enum a { x }\nrow a\nlexicon a { w }\nrow b\nrow b\n");
  CHECK(b->found() == Findings{"M0301 3:5", "M0301 4:9", "M0301 6:5"});
  // What was declared under a used name is kept for what refers to it, so that nothing else is reported.
  CHECK(build("enum a { x }\nrow a\nfield a.f : a given default x\n")->found() == Findings{"M0301 3:5"});
}

TEST_CASE("every row has a name and a display id") {
  const auto b = build(R"(row r "Thing" { id "R{n}" where f }
field r.f : bool given
)");
  CHECK(b->found().empty());
  CHECK(b->row("r").label == "Thing");
  CHECK(b->row("r").id_pattern == "R{n}");
  CHECK(b->field("r.name").builtin == tir::Builtin::Name);
  CHECK(b->field("r.name").type.cls == Class::Id);
  CHECK(b->field("r.id").builtin == tir::Builtin::Id);
  CHECK(b->field("r.id").type.optional);
  CHECK(build("row r\nfield r.name : text given\nfield r.id : text given\n")->found() ==
        Findings{"M0301 3:9", "M0301 4:9"});
}

TEST_CASE("a row in a row makes two given relations, each the reverse of the other") {
  const auto b = build("row order\nrow line in order as lines back order\nfield line.x : bool given\n");
  CHECK(b->found().empty());
  const tir::Field& many = b->field("order.lines");
  const tir::Field& back = b->field("line.order");
  CHECK(many.type.cls == Class::List);
  CHECK(b->program()[many.type.row].name == "line");
  CHECK(many.category == Category::Given);
  CHECK(back.type.cls == Class::Ref);
  CHECK(b->program()[back.type.row].name == "order");
  CHECK(b->name(many.inverse) == "line.order");
  CHECK(b->name(back.inverse_of) == "order.lines");
  CHECK(b->name(b->row("line").many) == "order.lines");
  CHECK(b->name(b->row("line").back) == "line.order");
}

TEST_CASE("an inverse is a list of the rows that lead here, of the category of its relation") {
  const auto b = build(R"(row a
row b
field a.z : bool given
field a.to : optional b chosen from z inverse users
field a.all : list of b given inverse members
)");
  CHECK(b->found().empty());
  const tir::Field& users = b->field("b.users");
  CHECK(users.builtin == tir::Builtin::Inverse);
  CHECK(users.type.cls == Class::List);
  CHECK(b->program()[users.type.row].name == "a");
  CHECK(users.category == Category::Chosen);
  CHECK(b->name(users.inverse_of) == "a.to");
  CHECK(b->name(b->field("a.to").inverse) == "b.users");
  CHECK(b->field("b.members").category == Category::Given);
  CHECK(build("row a\nfield a.t : text given inverse x\n")->found() == Findings{"M0335 3:32"});
  CHECK(build("row a\nrow b\nfield b.u : bool given\nfield a.t : b given inverse u\n")->found() ==
        Findings{"M0301 5:29"});
}

TEST_CASE("the fields of a row are neighbours, whatever order they are declared in") {
  const auto b = build("row a\nrow b\nfield b.x : bool given\nfield a.y : bool given\nfield b.z : bool given\n");
  for (const tir::Row& row : b->program().rows) {
    for (std::size_t i = 0; i < row.fields.size(); ++i) CHECK(row.fields[i].index == row.fields[0].index + i);
  }
  CHECK(b->names(b->row("b").fields) == Findings{"b.name", "b.id", "b.x", "b.z"});
}

TEST_CASE("rows inside themselves are reported once for each circle, with the way round") {
  const auto b =
      build("row a in b as x back p\nrow b in c as y back q\nrow c in a as z back r\nrow d in d as w back s\n");
  CHECK(b->found() == Findings{"M0330 2:10", "M0330 5:10"});
  CHECK(b->notes(b->sink.all()[0]) ==
        Findings{"2:10 `a` stands in `b`", "3:10 `b` stands in `c`", "4:10 `c` stands in `a`"});
  CHECK(b->notes(b->sink.all()[1]) == Findings{"5:10 `d` stands in `d`"});
  // A row that hangs on a circle is no further finding.
  CHECK(build("row a in b as x back p\nrow b in a as y back q\nrow c in a as z back r\n")->found() ==
        Findings{"M0330 2:10"});
}

TEST_CASE("a single row stands by itself") {
  CHECK(build("row a\nrow s in a as ss back a single\n")->found() == Findings{"M0340 3:10"});
}

TEST_CASE("a header is a fixed word and then words and fields") {
  const auto b = build(R"(row r { written "line {name} of {n}" }
field r.n : int 0 .. 9 given
)");
  CHECK(b->found().empty());
  const auto& header = b->row("r").header;
  REQUIRE(header.size() == 4);
  CHECK(header[0].word == "line");
  CHECK(header[1].kind == tir::HeaderPart::Kind::Name);
  CHECK(header[2].word == "of");
  CHECK(header[3].kind == tir::HeaderPart::Kind::Field);
  CHECK(b->name(header[3].field) == "r.n");
  CHECK(build("row thing")->row("thing").header[0].word == "thing");
}

TEST_CASE("each part of a header that does not fit is reported at its place") {
  const auto b = build(R"(row r { written "{name} {name} {x}{x} {x} {x} {id} {nope}" }
field r.x : bool given
)");
  CHECK(b->found() == Findings{"M0331 2:18", "M0331 2:32", "M0331 2:43", "M0331 2:47", "M0331 2:52"});
  CHECK(build("row r { written \"  \" }")->found() == Findings{"M0331 2:18"});
}

TEST_CASE("two rows of one place need different first words") {
  CHECK(build("row a { written \"w {name}\" }\nrow b { written \"w\" }\n")->found() == Findings{"M0332 3:17"});
  CHECK(build("row a { written \"b {name}\" }\nrow b\n")->found() == Findings{"M0332 3:5"});
  CHECK(build("row a { written \"w {name}\" }\nrow b in a as bs back a { written \"w {name}\" }\n")->found().empty());
}

TEST_CASE("a selector is an optional reference to a single row") {
  const auto b = build("row c single named by p.in\nrow p\nfield p.in : optional c given\n");
  CHECK(b->found().empty());
  CHECK(b->name(b->row("c").selector) == "p.in");
  CHECK(build("row c single named by p.in\nrow p\nfield p.in : c given\n")->found() == Findings{"M0329 2:23"});
  CHECK(build("row c single named by p.in\nrow p\nfield p.in : optional p given\n")->found() == Findings{"M0329 2:23"});
  CHECK(build("row c single named by p.into\nrow p\nfield p.in : optional c given\n")->found() ==
        Findings{"M0329 2:23"});
  CHECK(build("row c single named by q.in\n")->found() == Findings{"M0329 2:23"});
  CHECK(build("row c named by p.in\nrow p\nfield p.in : optional c given\n")->found() == Findings{"M0336 2:16"});
}

TEST_CASE("steps are numbers in ascending order, and each is declared once") {
  const auto b = build(R"(step 10 "last"
step 6.5 "middle" minutes 3 .. 5 "for the purpose"
step 2 "first"
row r
field r.a : bool given step 6.5
)");
  CHECK(b->found().empty());
  REQUIRE(b->program().steps.size() == 3);
  CHECK(b->program().steps[0].title == "first");
  CHECK(b->program().steps[1].number == 6'500'000);
  CHECK(*b->program().steps[1].minutes_low == 3'000'000);
  CHECK(b->program().steps[1].purpose == "for the purpose");
  CHECK(b->field("r.a").step.index == 1);
  CHECK(build("step 1 \"a\"\nstep 1.0 \"b\"\n")->found() == Findings{"M0301 3:6"});
  CHECK(build("step 1 \"a\" minutes 5 .. 4\n")->found() == Findings{"M0328 2:20"});
  CHECK(build("step 1 \"a\"\nrow r\nfield r.f : bool given step 1.5\n")->found() == Findings{"M0333 4:29"});
}

TEST_CASE("a second value goes to another field of the row") {
  const auto b = build("row r\nfield r.a : bool given with b\nfield r.b : text given\n");
  CHECK(b->found().empty());
  CHECK(b->name(b->field("r.a").with) == "r.b");
  CHECK(build("row r\nfield r.a : bool given with a\n")->found() == Findings{"M0334 3:29"});
  CHECK(build("row r\nfield r.a : bool given with name\n")->found() == Findings{"M0334 3:29"});
  CHECK(build("row r\nfield r.a : bool given with b\n")->found() == Findings{"M0334 3:29"});
}

TEST_CASE("a type is an enum, a row, a set of the one or a list of the other") {
  const auto b = build("enum e { a }\nrow r\nfield r.s : set of e given\nfield r.l : list of r given\n");
  CHECK(b->found().empty());
  CHECK(b->field("r.s").type.cls == Class::Set);
  CHECK(b->field("r.l").type.cls == Class::List);
  const auto wrong = build("enum tone { a }\nrow r\nfield r.s : set of r given\nfield r.l : list of tone given\n"
                           "field r.x : tune given\nfield r.t : list of tune given\n");
  CHECK(wrong->found() == Findings{"M0302 4:20", "M0302 5:21", "M0302 6:13", "M0302 7:21"});
  CHECK(wrong->sink.all()[0].message == "there is no enum `r`");
  CHECK(wrong->sink.all()[1].message == "there is no row `tone`");
  CHECK(wrong->sink.all()[2].help == "did you mean `tone`?");
}

TEST_CASE("a field of an unknown row is taken in by the row that was meant") {
  const auto b = checked(R"(row patient
field patiant.a : bool given
field patient.b : bool derived from a
derive patient.b = not a
)");
  CHECK(b->found() == Findings{"M0303 3:7"});
}

TEST_CASE("a field of an unknown type brings no further findings") {
  const auto b = checked(R"(row r
field r.n : int 0 .. 9 given
field r.c : colour classified from n
field r.d : bool derived from c
classify r.c { a when n > 3 => red  otherwise green }
derive r.d = c == red
)");
  CHECK(b->found() == Findings{"M0302 4:13"});
}

TEST_CASE("what a syntax error dropped is not missing") {
  CHECK(checked(R"(enum colour { red green "a" "b" }
row r
field r.n : bool given
field r.c : colour derived from n
derive r.c = if n then red else green
)")
            ->found() == Findings{"M0201 2:29"});
  CHECK(checked("row r\nfield r.a : bool given\nfield r.b : bool derived from a\nderive r.b =\nrow s\n")->found() ==
        Findings{"M0201 5:13"});
  // What does not hang on the dropped part is found all the same.
  CHECK(checked("row r\nfield r.a : bool given\nfield r.b : bool derived from a\nderive r.b =\nrow s\n"
                "field s.c : bool derived from q\nfield s.d : bool derived\n")
            ->found() == Findings{"M0201 5:13", "M0316 7:9", "M0308 7:31", "M0313 8:9", "M0316 8:9"});
}
