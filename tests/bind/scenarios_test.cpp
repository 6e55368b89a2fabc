// Scenarios: what they put in place of what, and what is wrong in them.
#include "compiler/bind/scenarios.h"
#include "tests/bind/support.h"

using namespace msd;
using namespace msd::test;

namespace {

const char* const kRules = R"(framework f 1
enum hue { red, green, blue }
row place "Place" single
row cup "Cup" { written "cup {name} {label}" }
row drop "Drop" in cup as drops back cup { written "drop {size}" }
field place.warm "Warm" : bool given from "x" as external
field place.far "Far" : bool given from "x" as external
field cup.label "Label" : text given from "x" as external
field cup.hue "Hue" : hue given from "x" as external with tint
field cup.tint "Tint" : text given from "x" as external default ""
field drop.size "Size" : int 0 .. 9 given from "x" as external
)";

struct Case {
  Framework framework{kRules};
  source::SourceMap sources;
  diag::Sink sink;
  ast::Unit unit;
  source::FileId file;
  std::vector<bind::Scenario> found;

  explicit Case(const std::string& body) : file(sources.add("d.msd", "design d uses f {\n" + body + "\n}\n")) {
    parse::Options options;
    options.kind = parse::FileKind::Design;
    unit = parse::parse_file(sources, file, options, sink);
    REQUIRE(unit.designs.size() == 1);
    found = bind::scenarios(unit.designs[0].body, *framework.image, sink);
  }

  /// Every row of a scenario with what is stated in it: `cup a: label=A hue=red`.
  std::string rows(std::size_t scenario) {
    bind::Options options;
    options.last_wins = true;
    const eval::Facts facts = bind::bind(found[scenario].body, *framework.image, sources, file, options, sink);
    const image::Image& image = facts.image();
    std::string out;
    for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
      const image::RowRecord& kind = image.rows()[facts.rows()[row].kind];
      out += std::string(image.text(kind.name)) + " " + std::string(facts.symbols.text(facts.rows()[row].name)) + ":";
      for (std::uint32_t f = kind.field_first; f < kind.field_first + kind.field_count; ++f) {
        const eval::CellFact& cell = facts.cell(row, f);
        if (cell.state != eval::CellFact::State::Stated) continue;
        out += " " + std::string(image.text(image.fields()[f].name)) + "=";
        const auto cls = static_cast<Class>(image.types()[image.fields()[f].type].cls);
        if (cls == Class::Text) out += facts.symbols.text(static_cast<std::uint32_t>(cell.value.number));
        if (cls == Class::Bool || cls == Class::Enum) out += std::to_string(cell.value.mask);
        if (cls == Class::Number) out += std::to_string(cell.value.number / 1'000'000);
      }
      out += "\n";
    }
    return out;
  }
  std::string codes() {
    sink.finish();
    std::string out;
    for (const diag::Diagnostic& d : sink.all()) out += (out.empty() ? "" : " ") + std::string(diag::info(d.id).code);
    return out;
  }
};

}  // namespace

TEST_CASE("a scenario is the design with its own entries in place of others") {
  Case c(R"(
  place { warm: yes  far: no }
  cup a "A" { hue: red "dark"; drop 1; drop 2 }
  cup b "B" { hue: blue }
  scenario cold { place { warm: no } }
  scenario other { cup a { tint: "light" } }
  scenario renamed { cup a "Anna" { hue: green } }
  scenario fewer { cup a { drop 7 } }
  scenario gone { without b; cup c "C" { drop 3 } }
)");
  CHECK(c.codes().empty());
  REQUIRE(c.found.size() == 5);
  const std::string b = "cup b: label=B hue=4\n";
  CHECK(c.rows(0) ==
        "place place: warm=1 far=1\ncup a: label=A hue=1 tint=dark\ndrop drop_1: size=1\ndrop drop_2: size=2\n" + b);
  CHECK(c.rows(1) ==
        "place place: warm=2 far=1\ncup a: label=A hue=1 tint=light\ndrop drop_1: size=1\ndrop drop_2: size=2\n" + b);
  CHECK(c.rows(2) ==
        "place place: warm=2 far=1\ncup a: label=Anna hue=2 tint=dark\ndrop drop_1: size=1\ndrop drop_2: size=2\n" + b);
  CHECK(c.rows(3) == "place place: warm=2 far=1\ncup a: label=A hue=1 tint=dark\ndrop drop_1: size=7\n" + b);
  CHECK(c.rows(4) ==
        "place place: warm=2 far=1\ncup a: label=A hue=1 tint=dark\ndrop drop_1: size=1\ndrop drop_2: size=2\n"
        "cup c: label=C\ndrop drop_3: size=3\n");
  CHECK(c.codes().empty());
}

TEST_CASE("the baseline passes its scenarios over") {
  Case c("  cup a \"A\" { hue: red }\n  scenario s { cup x \"X\" { hue: green } }\n");
  const eval::Facts facts = bind::bind(c.unit.designs[0].body, *c.framework.image, c.sources, c.file, {}, c.sink);
  CHECK(facts.rows().size() == 2);  // the cup, and the single row that is always there
  CHECK(c.codes().empty());
}

TEST_CASE("what is wrong in a scenario is reported at its place") {
  const std::pair<const char*, const char*> cases[] = {
      {"scenario { cup a }", "M0640"},
      {"scenario s", "M0640"},
      {"scenario s \"l\" more { cup a }", "M0640"},
      {"scenario s { cup a }\nscenario s { cup b }", "M0641"},
      {"scenario s { scenario t { } }", "M0642"},
      {"scenario s { without }", "M0640"},
      {"cup a\nscenario s { without b }", "M0643"},
      {"scenario s { place { warm: yes  warm: no } }", "M0606"},
  };
  for (const auto& [text, codes] : cases) {
    INFO(text);
    CHECK(Case(text).codes() == codes);
  }
}
