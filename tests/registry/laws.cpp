// Categories, rules, origins, allows: each law is a finding of its own.
#include "tests/registry/build.h"

#include <algorithm>

using namespace msd;
using namespace msd::test;

TEST_CASE("a field has exactly one category") {
  CHECK(build("row r\nfield r.a : bool\n")->found() == Findings{"M0305 3:9"});
  CHECK(build("row r\nfield r.a : bool given chosen\n")->found() == Findings{"M0306 3:24"});
  CHECK(build("row r\nfield r.a : bool given given\n")->found() == Findings{"M0306 3:24"});
  CHECK(build("row r\nfield r.a : bool given\nfield r.a : bool given\n")->found() == Findings{"M0301 4:9"});
}

TEST_CASE("only computed fields are readings") {
  CHECK(build("row r\nfield r.a : bool given stated\n")->found() == Findings{"M0307 3:18"});
  CHECK(build("row r\nfield r.z : bool given\nfield r.a : bool chosen judged from z\n")->found() ==
        Findings{"M0307 4:18"});
  CHECK(build("row r\nfield r.z : bool given\nfield r.a : bool output judged from z\n")->found().empty());
}

TEST_CASE("each category against each category of a parent") {
  struct Case {
    std::string child, parent, code;  ///< no code: fine
  };
  const std::vector<Case> cases = {
      {"given", "given", ""},
      {"given", "chosen", ""},
      {"given", "derived stated", ""},
      {"given", "output", "M0312"},
      {"chosen", "given", ""},
      {"chosen", "chosen", ""},
      {"chosen", "output", "M0311"},
      {"chosen", "derived stated", "M0311"},
      {"chosen", "classified stated", "M0311"},
      {"derived stated", "given", ""},
      {"derived stated", "chosen", ""},
      {"derived stated", "classified judged", ""},
      {"derived stated", "output", "M0312"},
      {"classified stated", "output", "M0312"},
      {"classified stated", "derived judged", ""},
      {"output", "output", ""},
      {"output", "derived stated", ""},
  };
  const Findings ways = {"p", "\"words\" as p", "\"words\" as (z, p)", "s.p", "to.z", "ways.z"};
  for (const Case& c : cases) {
    for (const std::string& way : ways) {
      // Directly, by quoted text, on another row, over a relation of that category, over its reverse.
      const auto b = build("row s\nrow r\nfield s.z : bool given\nfield r.z : bool given\nfield s.p : bool " +
                           c.parent + " from z\nfield r.p : bool " + c.parent + " from z\nfield r.to : optional s " +
                           c.parent + " from z\nfield s.back : optional r " + c.parent +
                           " from z inverse ways\nfield r.x : bool " + c.child + " from " + way + "\n");
      INFO(c.child << " from " << way << ", which is " << c.parent);
      const std::string place =
          "10:" + std::to_string(std::string("field r.x : bool  from ").size() + c.child.size() + 1);
      CHECK(b->found() == (c.code.empty() ? Findings{} : Findings{c.code + " " + place}));
    }
  }
}

TEST_CASE("who needs a rule and who must not have one") {
  const std::string head = "row r\nfield r.z : bool given\nfield r.x : bool ";
  CHECK(build(head + "derived from z\n")->found() == Findings{"M0316 4:9"});
  CHECK(build(head + "classified from z\n")->found() == Findings{"M0316 4:9"});
  CHECK(build(head + "derived stated from z\n")->found().empty());
  CHECK(build(head + "classified judged from z\n")->found().empty());
  CHECK(build(head + "output from z\n")->found().empty());
  CHECK(build(head + "chosen from z\n")->found().empty());
  const std::string rule = "derive r.x = z\n";
  CHECK(build(head + "derived from z\n" + rule)->found().empty());
  CHECK(build(head + "output from z\n" + rule)->found().empty());
  CHECK(build(head + "given\n" + rule)->found() == Findings{"M0317 5:8"});
  CHECK(build(head + "chosen from z\n" + rule)->found() == Findings{"M0315 5:8"});
  CHECK(build(head + "derived judged from z\n" + rule)->found() == Findings{"M0338 5:8"});
  CHECK(build(head + "derived from z\n" + rule + rule)->found() == Findings{"M0318 6:8"});
  CHECK(build(head + "derived from z\n" + rule + "classify r.x { otherwise yes }\n")->found() ==
        Findings{"M0318 6:10"});
}

TEST_CASE("a rule for what is not declared, or comes by itself") {
  const std::string head =
      "row r\nrow s in r as ss back r\nfield r.zed : bool given\nfield r.xed : bool derived from zed\n";
  // The rule was meant for the field whose name is near, so that it is not missing there.
  CHECK(build(head + "derive r.xde = zed\n")->found() == Findings{"M0319 6:8"});
  CHECK(build(head + "derive q.xed = zed\nderive r.xed = zed\n")->found() == Findings{"M0319 6:8"});
  for (const std::string name : {"r.name", "r.id", "r.ss", "s.r"})
    CHECK(build(head + "derive r.xed = zed\nderive " + name + " = zed\n")->found() == Findings{"M0339 7:8"});
}

TEST_CASE("a chain without ground is reported where it begins, once") {
  const auto b = build(R"(row r
field r.z : bool given
field r.c : bool derived stated from b
field r.a : bool derived stated from "x" as external
field r.b : bool chosen from a
field r.d : bool derived stated from b, z
field r.e : bool chosen
)");
  CHECK(b->found() == Findings{"M0313 5:9", "M0311 6:30", "M0313 8:9"});
  CHECK(b->notes(b->sink.all()[0]) == Findings{"5:38 \"x\" stands for no field",
                                               "6:9 `r.b` rests on it, and on nothing given",
                                               "4:9 `r.c` rests on it, and on nothing given"});
}

TEST_CASE("a given relation is ground, and so are the rows of a kind by their name") {
  CHECK(build("row r\nrow s in r as ss back r\nfield r.n : bool derived stated from ss\n")->found().empty());
  CHECK(build("row r\nrow s single\nfield s.n : bool derived stated from r.name\n")->found().empty());
  // Walking over a given relation to what is not grounded is not enough.
  CHECK(build("row r\nrow s in r as ss back r\nfield s.a : bool derived stated\nfield r.n : bool derived stated from "
              "ss.a\n")
            ->found() == Findings{"M0313 4:9"});
}

TEST_CASE("an allow silences its finding beside the field or beside its rule") {
  CHECK(build("row r\nfield r.a : bool derived stated allow(hidden_assumption) because \"so\"\n")->found().empty());
  CHECK(build("row r\nfield r.a : bool derived stated allow(M0313) because \"so\"\n")->found().empty());
  const std::string head = "row r\nfield r.z : bool given\nfield r.x : bool chosen from z";
  CHECK(build(head + "\nderive r.x = z allow(chosen_has_rule) because \"so\"\n")->found().empty());
  CHECK(build(head + "\nclassify r.x allow(chosen_has_rule) because \"so\" { otherwise z }\n")->found().empty());
  CHECK(build(head + " allow(chosen_has_rule) because \"so\"\nderive r.x = z\n")->found().empty());
  // What follows an allowed root is not allowed with it.
  CHECK(build("row r\nfield r.a : bool derived stated allow(hidden_assumption) because \"so\"\n"
              "field r.b : bool derived stated from a\n")
            ->found() == Findings{"M0313 4:9"});
}

TEST_CASE("an allow needs a reason, a known finding, and one that may be allowed") {
  const std::string head = "row r\nfield r.a : bool derived stated ";
  CHECK(build(head + "allow(hidden_assumption)\n")->found() == Findings{"M0320 3:33"});
  CHECK(build(head + "allow(hidden_assumption) because \"\"\n")->found() == Findings{"M0320 3:66"});
  CHECK(build(head + "allow(hidden_assumption) because \" \"\n")->found() == Findings{"M0320 3:66"});
  const auto near = build(head + "allow(hiden_assumption) because \"so\"\n");
  CHECK(near->found() == Findings{"M0321 3:39"});
  CHECK(near->sink.all()[0].help == "did you mean `hidden_assumption`?");
  CHECK(build(head + "allow(nothing_of_the_kind, hidden_assumption) because \"so\"\n")->found() ==
        Findings{"M0321 3:39"});
  CHECK(build(head + "allow(hidden_assumption, declared_twice, M0316) because \"so\"\n")->found() ==
        Findings{"M0322 3:58", "M0322 3:74"});
}

TEST_CASE("every kind of the catalogue can be allowed, or is refused, as it says") {
  for (std::size_t i = 0; i < static_cast<std::size_t>(diag::Id::Count); ++i) {
    const diag::KindInfo& kind = diag::info(static_cast<diag::Id>(i));
    const auto b = checked("row r\nfield r.a : bool given allow(" + std::string(kind.slug) + ") because \"so\"\n");
    INFO(kind.slug);
    // What the analysis finds is not yet known here: `msdc lint` says whether something is silenced.
    const Findings needless = kind.code.starts_with("M10") ? Findings{} : Findings{"M0428 3:30"};
    CHECK(b->found() == (kind.allowable ? needless : Findings{"M0322 3:30"}));
  }
}

TEST_CASE("an allow that silences nothing is an error once its stage has run") {
  const std::string head = "row r\nfield r.z : bool given\nfield r.x : bool derived from z ";
  const std::string registry_kind = "allow(hidden_assumption) because \"so\"\n";
  const std::string check_kind = "allow(unread_parent) because \"so\"\n";
  const std::string good = "derive r.x = z\n";
  CHECK(build(head + registry_kind + good)->found() == Findings{"M0428 4:39"});
  CHECK(build(head + check_kind + good)->found().empty());
  CHECK(checked(head + check_kind + good)->found() == Findings{"M0428 4:39"});
  // A rule with a fault was not held against its parents: what is allowed there is not yet known to be needless.
  CHECK(checked(head + check_kind + "derive r.x = nope\n")->found() == Findings{"M0401 5:14"});
  CHECK(checked(head + registry_kind + "derive r.x = nope\n")->found() == Findings{"M0428 4:39", "M0401 5:14"});
  // Twice is once too much, and of several only those that are needless are named.
  CHECK(checked(head + "allow(unread_parent, unread_parent) because \"so\"\nderive r.x = yes\n")->found() ==
        Findings{"M0428 4:54"});
  CHECK(checked("enum e allow(unread_parent) because \"so\" { a }\n")->found() == Findings{"M0428 2:14"});
  CHECK(checked("enum e allow(dead_rule) because \"so\" { a }\n")->found() == Findings{"M0428 2:14"});
  CHECK(checked("row r\nfield r.z : bool given\nrequire q on r allow(unread_parent) because \"so\" "
                "{ z otherwise error \"x\" }\n")
            ->found() == Findings{"M0428 4:22"});
}

TEST_CASE("what a rule reads is declared, and what is declared is read") {
  const std::string head = "row r\nfield r.a : bool given\nfield r.b : bool given\n";
  CHECK(checked(head + "field r.x : bool derived from a\nderive r.x = a and b\n")->found() == Findings{"M0425 6:20"});
  CHECK(checked(head + "field r.x : bool derived from a, b\nderive r.x = a\n")->found() == Findings{"M0426 5:34"});
  CHECK(checked(head + "field r.x : bool derived from a, b\nderive r.x where a = b\n")->found().empty());
  CHECK(checked(head + "field r.x : bool derived from \"both\" as (a, b)\nderive r.x = a and b\n")->found().empty());
  CHECK(checked(head + "field r.x : bool derived from \"both\" as (a, b)\nderive r.x = a\n")->found() ==
        Findings{"M0426 5:31"});
  CHECK(checked(head + "field r.x : bool derived from a allow(undeclared_read) because \"so\"\nderive r.x = a and b\n")
            ->found()
            .empty());
  // One fault in one rule hides nothing about another.
  CHECK(checked(head + "field r.x : bool derived from a\nderive r.x = b and a\nfield r.y : bool derived from a\n"
                       "derive r.y = nope\n")
            ->found() == Findings{"M0425 6:14", "M0401 8:14"});
}

TEST_CASE("walking over a given relation needs no parent, asking where it leads does") {
  const std::string head = R"(row m
field m.to : optional m given
field m.all : list of m given default {}
field m.z : bool given
)";
  CHECK(checked(head + "field m.x : bool derived from z\nderive m.x = z and to.z\n")->found().empty());
  CHECK(checked(head + "field m.x : bool derived from z\nderive m.x = some all where z\n")->found().empty());
  CHECK(checked(head + "field m.x : bool derived from z\nderive m.x = z and to is absent\n")->found() ==
        Findings{"M0425 7:20"});
  CHECK(checked(head + "field m.x : bool derived from z\nderive m.x = z and some all\n")->found() ==
        Findings{"M0425 7:25"});
}

TEST_CASE("a choice rests on earlier choices") {
  const std::string head = "step 1 \"a\"\nstep 2.5 \"b\"\nrow r\nfield r.z : bool given step 2.5\n";
  const auto chosen = [&](const std::string& first, const std::string& second) {
    return build(head + "field r.a : bool chosen from z" + first + "\nfield r.b : bool chosen from z, a" + second +
                 "\n");
  };
  CHECK(chosen(" step 2.5", " step 1")->found() == Findings{"M0341 7:33"});
  CHECK(chosen(" step 2.5", " step 1")->sink.all()[0].message ==
        "the chosen field `r.b` of step 1 has the parent `r.a`, which is chosen in step 2.5");
  CHECK(chosen(" step 1", " step 2.5")->found().empty());
  CHECK(chosen(" step 1", " step 1")->found().empty());
  CHECK(chosen("", " step 1")->found().empty());
  CHECK(chosen(" step 2.5", "")->found().empty());
  CHECK(chosen(" step 2.5", " step 1 allow(chosen_from_later) because \"so\"")->found().empty());
}

TEST_CASE("declarations of one framework see each other, whatever file they are in") {
  const std::vector<std::string> texts = {"framework t 1\nrow r\nfield r.a : bool derived stated from b\n",
                                          "field r.b : bool derived stated from c\nfield r.z : bool given\n",
                                          "field r.c : bool derived stated from a, z\nfield r.z : bool given\n"};
  std::vector<std::size_t> order = {0, 1, 2};
  std::set<std::set<std::string>> all;
  do {
    source::SourceMap sources;
    diag::Sink sink;
    std::vector<std::unique_ptr<ast::Unit>> units;
    std::vector<const ast::Unit*> pointers;
    for (std::size_t i : order) {
      const source::FileId id = sources.add("file" + std::to_string(i), texts[i]);
      parse::Options options;
      options.kind = parse::FileKind::Rules;
      units.push_back(std::make_unique<ast::Unit>(parse::parse_file(sources, id, options, sink)));
      pointers.push_back(units.back().get());
    }
    registry::build(pointers, {&sources}, sink);
    std::set<std::string> edges;
    for (const auto& d : sink.all()) {
      CHECK((d.id == diag::Id::Cycle || d.id == diag::Id::DeclaredTwice));
      for (const diag::Label& note : d.notes) {
        if (d.id == diag::Id::Cycle) edges.insert(sources.file(note.span.file).path + ": " + note.text);
      }
    }
    CHECK(sink.all().size() == 2);
    all.insert(edges);
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(all == std::set<std::set<std::string>>{{"file0: `r.a` has the parent `r.b` here",
                                                "file1: `r.b` has the parent `r.c` here",
                                                "file2: `r.c` has the parent `r.a` here"}});
}
