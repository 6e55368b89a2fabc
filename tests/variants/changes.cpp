// Each change, beside the framework that it makes: both come to the same registry and the same rules.
#include "tests/support/catch.h"
#include "tests/variants/support.h"

using namespace msd;

namespace {

const std::string kBase = R"(
enum size "Size" { small "S", middle, large }
enum color { red, green }
step 1 "Intake" minutes 1 .. 2 "look"
step 2 "Judgement"
row crate "Crate" { id "C{n}" where heavy  written "crate {name} {size}" }
row shelf "Shelf" single
field crate.size "Size" : size
  given from "label" as external
  default middle
  step 1
  ask "how large is it?"
field crate.weight : decimal 0 .. 100 given from "scale" as external
field crate.other : optional crate given from "label" as external inverse others
field crate.heavy : bool derived from weight, size
field crate.paint : color classified from size, weight
field crate.marks : set of color derived from paint, heavy
field crate.note : text given from "label" as external
field crate.why : text given from "label" as external
field shelf.load : int 0 .. 9 given from "shelf" as external
derive crate.heavy where size != small = weight > 10
classify crate.paint where weight > 1 {
  big   when size == large  => red
  thick when weight > 50    => red
  otherwise green
}
attach crate.marks {
  first_mark when heavy         => red
  next_mark  when paint == red  => green
}
lexicon loud { asap, "right now" }
template crate.note for size == large "Mind the {why}."
template crate.note for size == small "Small {why}."
require weighed on crate where size != small step 1 {
  weight > 0
  otherwise error "{name} was not weighed" hint "use the scale" ask "how heavy is {name}?"
}
require calm on crate { not (note uses loud)  otherwise warning "loud" }
assume kept on crate where size == small step 1 {
  weight < 50
  otherwise error "{name} is too heavy" because "the belt is weak" hint "take two"
}
never red_small on crate where heavy { size == small and paint == red }
always marked on crate { not heavy or marks has red }
monotone crate.heavy in crate.weight
independent crate.paint of crate.size
checklist done "Done" {
  known "known" needs weighed, calm
  told  "told"  needs calm
}
sheet list "List" for crate where heavy { "Name" = name  "Size" = size  "Marks" = marks }
sheet facts for fields of crate { size, weight, heavy }
sheet talk prose { "One." "Two." }
test "a" { crate x small { weight: 1 }  expect x.size == small }
test "b" { crate y large { weight: 1 }  expect y.size == large }
)";

/// The base with one part of its text replaced; the part must be there.
std::string with(const std::string& part, const std::string& other) {
  const std::size_t at = kBase.find(part);
  REQUIRE(at != std::string::npos);
  return kBase.substr(0, at) + other + kBase.substr(at + part.size());
}

void same(const std::string& changes, const std::string& text) {
  INFO(changes);
  const test::Outcome made = test::vary(kBase, changes);
  const test::Outcome written = test::plain(text);
  CHECK(written.image);
  CHECK(made.image);
  CHECK(made.findings == written.findings);
  CHECK(made.forms == written.forms);
  CHECK(made.tests == written.tests);
}

}  // namespace

TEST_CASE("a variant without changes is its base") {
  same("", kBase);
  same("// only words\n", kBase);
}

TEST_CASE("whole declarations are removed") {
  same("remove require calm\nchange checklist done { remove told; remove known needs calm }\nremove test \"b\"", [] {
    std::string text = with("require calm on crate { not (note uses loud)  otherwise warning \"loud\" }\n", "");
    text.erase(text.find("test \"b\""), text.find('\n', text.find("test \"b\"")) - text.find("test \"b\""));
    const std::size_t known = text.find("needs weighed, calm");
    text.replace(known, 19, "needs weighed");
    const std::size_t told = text.find("  told  \"told\"  needs calm\n");
    return text.erase(told, 27);
  }());
  same("remove sheet facts", with("sheet facts for fields of crate { size, weight, heavy }\n", ""));
  same("remove template crate.note for size == small",
       with("template crate.note for size == small \"Small {why}.\"\n", ""));
  same("remove field shelf.load", with("field shelf.load : int 0 .. 9 given from \"shelf\" as external\n", ""));
  same("remove step 2", with("step 2 \"Judgement\"\n", ""));
}

TEST_CASE("whole declarations are replaced where they stand") {
  same("replace derive crate.heavy = weight > 20",
       with("derive crate.heavy where size != small = weight > 10", "derive crate.heavy = weight > 20"));
  same("replace template crate.note for size == large \"Take care: {why}.\"",
       with("\"Mind the {why}.\"", "\"Take care: {why}.\""));
  same("replace step 1 \"Look\"", with("step 1 \"Intake\" minutes 1 .. 2 \"look\"", "step 1 \"Look\""));
  same("replace enum color { red, blue, green }", with("enum color { red, green }", "enum color { red, blue, green }"));
  same("replace test \"a\" { crate z middle { weight: 3 } expect z.size == middle }",
       with("test \"a\" { crate x small { weight: 1 }  expect x.size == small }",
            "test \"a\" { crate z middle { weight: 3 } expect z.size == middle }"));
}

TEST_CASE("declarations are added at their place") {
  same("before require calm add require light on crate { weight < 90 otherwise note \"heavy\" }\n"
       "after require calm add require second on crate { weight < 91 otherwise note \"b\" }\n"
       "after require calm add require third on crate { weight < 92 otherwise note \"c\" }\n",
       [] {
         std::string text = with("require calm on",
                                 "require light on crate { weight < 90 otherwise note \"heavy\" }\nrequire calm on");
         const std::size_t at = text.find("assume kept");
         return text.insert(at, "require second on crate { weight < 91 otherwise note \"b\" }\n"
                                "require third on crate { weight < 92 otherwise note \"c\" }\n");
       }());
  same("add field crate.late : bool given from \"label\" as external",
       with("field shelf.load", "field crate.late : bool given from \"label\" as external\nfield shelf.load"));
}

TEST_CASE("members of enums, rows and lexicons") {
  same("change enum size \"How large\" { before middle add tiny \"XS\"; replace large \"XL\"; add huge }",
       with("enum size \"Size\" { small \"S\", middle, large }",
            "enum size \"How large\" { small \"S\", tiny \"XS\", middle, large \"XL\", huge }"));
  same("change enum color { after red add blue; after red add pink; remove blue }",
       with("{ red, green }", "{ red, pink, green }"));
  same("change row crate { replace id \"K{n}\"; replace written \"crate {name} of {size}\" }\n"
       "remove test \"a\"\nremove test \"b\"",
       [] {
         std::string text = with("{ id \"C{n}\" where heavy  written \"crate {name} {size}\" }",
                                 "{ id \"K{n}\"  written \"crate {name} of {size}\" }");
         return text.erase(text.find("test \"a\""));
       }());
  same("change row shelf \"Board\" { remove single; add in crate as shelves back crate }",
       with("row shelf \"Shelf\" single", "row shelf \"Board\" in crate as shelves back crate"));
  same("change row crate { remove id }", with("id \"C{n}\" where heavy  ", ""));
  same("change lexicon loud { remove asap; before \"right now\" add now; add \"at once\" }",
       with("{ asap, \"right now\" }", "{ now, \"right now\", \"at once\" }"));
}

TEST_CASE("members of fields") {
  same("change field crate.size \"Extent\" { replace default small; remove ask; replace step 2 }",
       with("field crate.size \"Size\" : size\n  given from \"label\" as external\n  default middle\n  step 1\n"
            "  ask \"how large is it?\"",
            "field crate.size \"Extent\" : size\n  given from \"label\" as external\n  default small\n  step 2"));
  same("change field crate.weight { replace : decimal 0 .. 120; add default 5; add ask \"how heavy?\" }",
       with("crate.weight : decimal 0 .. 100 given from \"scale\" as external",
            "crate.weight : decimal 0 .. 120 given from \"scale\" as external default 5 ask \"how heavy?\""));
  same("change field crate.other { replace inverse beside }", with("inverse others", "inverse beside"));
  same("change field crate.other { remove inverse; remove from \"label\"; add from \"list\" as external }",
       with("given from \"label\" as external inverse others", "given from \"list\" as external"));
  same("change field crate.paint { replace derived; before weight add from note; add allow(unread_parent) because "
       "\"a\" }",
       with("classified from size, weight\n", "derived from size, note, weight allow(unread_parent) because \"a\"\n"));
  same("change field crate.heavy { replace from size, weight, note; add allow(unread_parent) because \"b\" }",
       with("derived from weight, size\n", "derived from size, weight, note allow(unread_parent) because \"b\"\n"));
  same("change field crate.why { remove from; add step 1; add with note }",
       with("crate.why : text given from \"label\" as external", "crate.why : text given step 1 with note"));
}

TEST_CASE("members of rules") {
  same("change derive crate.heavy { remove where; replace = weight > 11 and size != small }",
       with("where size != small = weight > 10", "= weight > 11 and size != small"));
  same("change classify crate.paint { before thick add wide when weight > 70 => green; remove big; add last when "
       "size == small => red; replace otherwise red; replace where weight > 2 }",
       with("where weight > 1 {\n  big   when size == large  => red\n  thick when weight > 50    => red\n"
            "  otherwise green",
            "where weight > 2 {\n wide when weight > 70 => green\n thick when weight > 50 => red\n"
            " last when size == small => red\n otherwise red"));
  same("change classify crate.paint { remove where; add unique; remove thick }",
       with("where weight > 1 {\n  big   when size == large  => red\n  thick when weight > 50    => red\n",
            "unique {\n  big   when size == large  => red\n"));
  same("change attach crate.marks { add from {green}; replace next_mark when paint == green => red }",
       with("attach crate.marks {\n  first_mark when heavy         => red\n  next_mark  when paint == red  => green",
            "attach crate.marks from {green} {\n first_mark when heavy => red\n next_mark when paint == green => red"));
  same(
      "change require weighed { replace holds weight > 1; replace otherwise warning \"no\"; remove where; remove hint; "
      "replace step 2; replace ask \"well?\" }",
      with("where size != small step 1 {\n  weight > 0\n  otherwise error \"{name} was not weighed\" hint \"use the "
           "scale\" ask \"how heavy is {name}?\"",
           "step 2 {\n  weight > 1\n otherwise warning \"no\" ask \"well?\""));
}

TEST_CASE("assumptions, properties and how fields go with facts") {
  same("change assume kept { replace holds weight < 40; remove where; remove step; replace hint \"one by one\"; "
       "replace otherwise error \"no\"; replace because \"so it is\"; add ask \"well?\" }",
       with("where size == small step 1 {\n  weight < 50\n  otherwise error \"{name} is too heavy\" because \"the belt "
            "is "
            "weak\" hint \"take two\"",
            "{\n  weight < 40\n  otherwise error \"no\" because \"so it is\" hint \"one by one\" ask \"well?\""));
  same("change never red_small { remove where; replace holds paint == red }",
       with("where heavy { size == small and paint == red }", "{ paint == red }"));
  same("change always marked { add where size == large }",
       with("marked on crate {", "marked on crate where size == large {"));
  same("replace monotone crate.heavy in crate.weight down",
       with("monotone crate.heavy in crate.weight", "monotone crate.heavy in crate.weight down"));
  same("remove monotone crate.heavy in crate.weight\nadd monotone crate.heavy in crate.size",
       with("monotone crate.heavy in crate.weight\nindependent crate.paint of crate.size",
            "independent crate.paint of crate.size\nmonotone crate.heavy in crate.size"));
  same("before independent crate.paint of crate.size add independent crate.heavy of crate.other",
       with("independent crate.paint", "independent crate.heavy of crate.other\nindependent crate.paint"));
  same("remove assume kept\nremove never red_small\nremove always marked\nremove independent crate.paint of crate.size",
       with(kBase.substr(kBase.find("assume kept"), kBase.find("checklist done") - kBase.find("assume kept")),
            "monotone crate.heavy in crate.weight\n"));
}

TEST_CASE("members of checklists and sheets") {
  same("change checklist done \"Ready\" { replace told \"all told\" needs weighed; remove known needs calm; before "
       "known add "
       "asked \"asked\" needs calm; add told needs calm }",
       with("\"Done\" {\n  known \"known\" needs weighed, calm\n  told  \"told\"  needs calm",
            "\"Ready\" {\n asked \"asked\" needs calm\n known \"known\" needs weighed\n told \"all told\" needs "
            "weighed, calm"));
  same("change sheet list \"All\" { replace \"Size\" = [size, weight]; remove \"Marks\"; before \"Name\" add \"No\" = "
       "id; "
       "replace where not heavy }",
       with("\"List\" for crate where heavy { \"Name\" = name  \"Size\" = size  \"Marks\" = marks }",
            "\"All\" for crate where not heavy { \"No\" = id  \"Name\" = name  \"Size\" = [size, weight] }"));
  same("change sheet facts { after size add paint; remove weight }",
       with("{ size, weight, heavy }", "{ size, paint, heavy }"));
  same("change sheet talk { add \"{n} of them.\" with n = count crate where (heavy) }\nchange sheet list { add \"All\" "
       "= each others "
       "where heavy [size] }",
       [] {
         std::string text =
             with("{ \"One.\" \"Two.\" }", "{ \"One.\" \"Two.\" \"{n} of them.\" with n = count crate where (heavy) }");
         return text.replace(text.find("\"Marks\" = marks }"), 17,
                             "\"Marks\" = marks  \"All\" = each others where heavy [size] }");
       }());
  same("change sheet talk { replace \"One.\" with \"First.\"; after \"Two.\" add \"Three.\" }",
       with("{ \"One.\" \"Two.\" }", "{ \"First.\" \"Two.\" \"Three.\" }"));
}

TEST_CASE("archetypes, systems and preferences") {
  const std::string base = kBase + R"(
/// two crates on one shelf
archetype pair "Pair" in store {
  shape "two of a kind"
  role left "Left" : crate {
    must size == small
    usually heavy because "it stands better"
    expects noted (note is given) otherwise "{name} has no note" insert "note: \"x\""
  }
  role right : crate { must other == left }
  example "gloves"
}
archetype single_one in store { role one : crate { must heavy } }
system storage "Storage" { pair, single_one }
prefer fewest count crate "crates"
)";
  const auto same_as = [&](const std::string& changes, const std::string& part, const std::string& other) {
    INFO(changes);
    std::string text = base;
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    text.replace(at, part.size(), other);
    const test::Outcome made = test::vary(base, changes);
    const test::Outcome written = test::plain(text);
    CHECK(written.image);
    CHECK(made.image);
    CHECK(made.findings == written.findings);
    CHECK(made.catalogue == written.catalogue);
  };
  same_as("", "gloves", "gloves");
  same_as("remove prefer \"crates\"", "prefer fewest count crate \"crates\"\n", "");
  same_as("replace prefer fewest count crate where heavy \"crates\"", "count crate \"crates\"",
          "count crate where heavy \"crates\"");
  same_as("change system storage \"Store\" { remove single_one }", "\"Storage\" { pair, single_one }",
          "\"Store\" { pair }");
  same_as("remove archetype single_one\nchange system storage { remove single_one }",
          "archetype single_one in store { role one : crate { must heavy } }\nsystem storage \"Storage\" { pair, "
          "single_one }",
          "system storage \"Storage\" { pair }");
  same_as("change archetype pair \"Two\" { remove shape \"two of a kind\"; add shape \"a pair\"\n"
          "before \"gloves\" add example \"shoes\" }",
          "\"Pair\" in store {\n  shape \"two of a kind\"", "\"Two\" in store {\n  shape \"a pair\" example \"shoes\"");
  same_as("change archetype pair { remove example \"gloves\" }", "  example \"gloves\"\n", "");
  same_as("change archetype pair { after left add optional role middle : crate { must heavy }\n remove role right }",
          "role right : crate { must other == left }", "optional role middle : crate { must heavy }");
  same_as("change archetype pair { in left remove must size == small\n in left add must size != large\n"
          "in left replace expects noted (note is given and heavy) otherwise \"no\"\n in left replace usually heavy "
          "because \"so\" }",
          "    must size == small\n    usually heavy because \"it stands better\"\n    expects noted (note is given) "
          "otherwise "
          "\"{name} has no note\" insert \"note: \\\"x\\\"\"\n",
          "    usually heavy because \"so\"\n    expects noted (note is given and heavy) otherwise \"no\"\n    must "
          "size != large\n");
}

TEST_CASE("a variant of a variant") {
  const test::Outcome made =
      test::compile({{"base.msd", "framework base 1.0\n" + kBase},
                     {"other.msd", "variant other 1.0 of base 1.0\nchange enum color { add blue }\nremove sheet talk"},
                     {"third.msd", "variant third 1.0 of other 1.0\nchange enum color { after blue add pink }\n"
                                   "add sheet talk prose { \"Three.\" }"}},
                    "third.msd");
  std::string text = with("{ red, green }", "{ red, green, blue, pink }");
  text.replace(text.find("\"One.\" \"Two.\""), 13, "\"Three.\"");
  const test::Outcome written = test::plain(text);
  CHECK(made.findings.empty());
  CHECK(made.image);
  CHECK(made.forms == written.forms);
}

TEST_CASE("what was removed is missed at each use, with the place of its removal") {
  source::SourceMap sources;
  diag::Sink sink;
  const test::Texts texts({{"base.msd", "framework base 1.0\n" + kBase},
                           {"other.msd", "variant other 1.0 of base 1.0\nremove field crate.weight\n"
                                         "change enum size { remove large }\nremove step 1\nremove require calm"}});
  driver::compile_from(texts, "other.msd", {}, sources, sink);
  std::map<std::string, int> told;
  std::size_t errors = 0;
  for (const diag::Diagnostic& d : sink.all()) {
    if (d.severity != diag::Severity::Error) continue;
    ++errors;
    bool explained = false;
    for (const diag::Label& note : d.notes)
      explained = explained || (note.text == "the variant `other` removes it here" &&
                                sources.file(note.span.file).path == "other.msd");
    CHECK(explained);
    ++told[std::string(sources.text(d.span))];
  }
  CHECK(errors == sink.errors());
  // Parents and rules for `weight`; every `large`; both uses of the step; both needs.
  CHECK(told["weight"] >= 4);
  CHECK(told["large"] == 2);
  CHECK(told["1"] == 3);
  CHECK(told["calm"] == 2);
}
