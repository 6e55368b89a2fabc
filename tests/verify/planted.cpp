// Planted falsehoods: a certificate that says something else than what it shows is refused.
#include "tests/support/catch.h"
#include "tests/verify/certified.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace msd;
using namespace msd::testing;
using certificates::Certificate;

namespace {

constexpr const char* kParcels = R"(framework parcels 1
enum size { small, middle, large, huge }
enum way { bike, van, truck }
row parcel "Parcel"
field parcel.size  : size given from "label" as external
field parcel.glass : bool given from "label" as external
field parcel.days  : int 0 .. 30 given from "label" as external
field parcel.late  : bool derived from days
field parcel.way   : way classified from size, glass, late, days
field parcel.shown : optional bool given from "label" as external
derive parcel.late = days > 7
classify parcel.way {
  quick  when late and days > 3                   => bike
  soft   when glass and size in {small, middle}   => bike
  small  when size == small                       => bike
  never  when glass and size == small             => van
  rest   when size in {middle, large}             => van
  otherwise reject "no way"
}
require brought on parcel { late or days <= 7 otherwise error "x" }
always fast on parcel where late { days > 2 }
never slow on parcel { late and days < 5 }
never wrong on parcel { glass and way == bike }
monotone parcel.late in parcel.days
independent parcel.late of parcel.glass
independent parcel.way of parcel.glass
sheet s "S" for parcel { "Size" = size  "Way" = way }
)";

Certified& parcels() {
  static Compiled compiled = compile(kParcels);
  INFO(compiled.errors);
  REQUIRE(compiled.image);
  static Certified out(compiled);
  return out;
}

Certificate with(const Certificate& of, const std::string& key, const std::string& value) {
  Certificate out = of;
  for (auto& [word, said] : out.about) {
    if (word == key) said = value;
  }
  return out;
}

/// Each case that has none inside of it is taken out in turn.
std::size_t without_each(Certified& of, const Certificate& made) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < made.cases.size(); ++i) {
    if (i + 1 < made.cases.size() && made.cases[i + 1].depth > made.cases[i].depth) continue;
    Certificate less = made;
    less.cases.erase(less.cases.begin() + static_cast<std::ptrdiff_t>(i));
    INFO(certificates::write(made, {}) << "without case " << i);
    CHECK_FALSE(of.accepts(less));
    ++count;
  }
  return count;
}

/// Each value is taken out of each case in turn.
std::size_t without_values(Certified& of, const Certificate& made) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < made.cases.size(); ++i) {
    for (std::size_t v = 0; made.cases[i].values.size() > 1 && v < made.cases[i].values.size(); ++v) {
      Certificate less = made;
      less.cases[i].values.erase(less.cases[i].values.begin() + static_cast<std::ptrdiff_t>(v));
      INFO(certificates::write(made, {}) << "without value " << v << " of case " << i);
      CHECK_FALSE(of.accepts(less));
      ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("all that is claimed of a small framework has a certificate, and each is accepted") {
  Certified& of = parcels();
  std::string claims;
  for (const Certificate& made : of.all()) {
    INFO(certificates::write(made, {}));
    CHECK(made.kind != Certificate::Kind::None);
    CHECK(of.checker().fault(made).value_or("") == "");
    claims += made.words() + "\n";
  }
  for (const char* claim :
       {"dead_rule field parcel.way line 4", "property_holds property fast", "property_holds property slow",
        "monotone field parcel.late with parcel.days", "independent field parcel.late with parcel.glass",
        "requirement_always_holds requirement brought", "unread_field field parcel.shown"}) {
    INFO(claims);
    CHECK(claims.find(std::string(claim) + "\n") != std::string::npos);
  }
  for (const char* claim : {"gap field parcel.way line 6", "masked_rule field parcel.way", "redundant_condition field",
                            "property_refuted property wrong", "not_independent field parcel.way"}) {
    INFO(claims);
    CHECK(claims.find(claim) != std::string::npos);
  }
}

TEST_CASE("a case or a value that is left out is noticed") {
  std::size_t cases = 0, values = 0;
  for (const Certificate& made : parcels().all()) {
    cases += without_each(parcels(), made);
    values += without_values(parcels(), made);
  }
  CHECK(cases > 5);
  CHECK(values > 0);
}

TEST_CASE("cases show the claim that they were made for, and no other") {
  Certified& of = parcels();
  const Certificate dead = of.of("dead_rule field parcel.way line 4");
  REQUIRE(of.accepts(dead));
  for (const char* line : {"1", "2", "3", "5", "6", "7", "0", "x"}) CHECK_FALSE(of.accepts(with(dead, "line", line)));
  CHECK_FALSE(of.accepts(with(dead, "field", "parcel.late")));
  CHECK_FALSE(of.accepts(with(dead, "field", "parcel.nothing")));
  Certificate other = of.of("property_holds property fast");
  REQUIRE(of.accepts(other));
  CHECK_FALSE(of.accepts(with(other, "property", "wrong")));
  Certificate rises = of.of("monotone field parcel.late with parcel.days");
  REQUIRE(of.accepts(rises));
  rises.about.emplace_back("opposite", "yes");
  CHECK_FALSE(of.accepts(rises));
  CHECK_FALSE(of.accepts(with(of.of("independent field parcel.late with parcel.glass"), "with", "parcel.days")));
  CHECK_FALSE(of.accepts(with(of.of("unread_field field parcel.shown"), "field", "parcel.glass")));
}

TEST_CASE("a claim has the words of its kind, and no others") {
  Certified& of = parcels();
  Certificate dead = of.of("dead_rule field parcel.way line 4");
  for (const auto& more :
       {std::pair("part", "3"), {"opposite", "yes"}, {"with", "parcel.size"}, {"line", "1"}, {"x", "y"}}) {
    Certificate made = dead;
    made.about.emplace_back(more.first, more.second);
    CHECK_FALSE(of.accepts(made));
  }
  dead.claim = "dead_rules";
  CHECK_FALSE(of.accepts(dead));
  dead.claim = "gap";
  CHECK_FALSE(of.accepts(dead));
  // What is said to happen is not shown by cases.
  Certificate holds = of.of("property_holds property fast");
  holds.claim = "property_refuted";
  CHECK_FALSE(of.accepts(holds));
  holds.about.emplace_back("at", "parcel_1");
  CHECK_FALSE(of.accepts(holds));
  Certificate cell{Certificate::Kind::Cases, "forbidden", {{"cell", "parcel.late"}, {"value", "yes"}}, {}, {}, {}, 0};
  CHECK_FALSE(of.accepts(cell));
}

TEST_CASE("a part that matters is not called redundant, wherever it stands") {
  Certified& of = parcels();
  std::size_t refused = 0;
  for (const Certificate& made : of.all()) {
    if (made.claim != "redundant_condition") continue;
    REQUIRE(of.accepts(made));
    for (std::uint32_t node = 0; node < of.program().exprs.size(); ++node) {
      const Certificate other = with(made, "part", std::to_string(node));
      const bool claimed = std::any_of(of.all().begin(), of.all().end(), [&](const Certificate& c) {
        return c.claim.starts_with("redundant") && c.word("part") == std::to_string(node);
      });
      if (claimed) continue;
      INFO(node);
      CHECK_FALSE(of.accepts(other));
      ++refused;
    }
  }
  CHECK(refused > 10);
}

TEST_CASE("a witness shows what it is said to show") {
  Certified& of = parcels();
  std::size_t changed = 0;
  for (const Certificate& made : of.all()) {
    if (made.kind != Certificate::Kind::Witness) continue;
    INFO(certificates::write(made, {}));
    REQUIRE(of.accepts(made));
    CHECK_FALSE(of.accepts(with(made, "at", "nobody")));
    Certificate none = made;
    none.test.clear();
    CHECK_FALSE(of.accepts(none));
    // Another claim's witness.
    for (const Certificate& other : of.all()) {
      if (other.kind != Certificate::Kind::Witness || other.claim == made.claim) continue;
      if (made.claim == "property_refuted") continue;  // which other inputs may refute as well
      Certificate swapped = made;
      swapped.test = other.test;
      CHECK_FALSE(of.accepts(swapped));
      ++changed;
    }
    // Other facts.
    for (const auto& [from, to] : {std::pair("size: huge", "size: small"), {"glass: yes", "glass: no"}}) {
      Certificate facts = made;
      const std::size_t at = facts.test.find(from);
      if (at == std::string::npos) continue;
      facts.test.replace(at, std::string(from).size(), to);
      CHECK_FALSE(of.accepts(facts));
      ++changed;
    }
  }
  CHECK(changed > 3);
  const auto gap =
      std::find_if(of.all().begin(), of.all().end(), [](const Certificate& c) { return c.claim == "gap"; });
  REQUIRE(gap != of.all().end());
  CHECK_FALSE(of.accepts(with(*gap, "line", "5")));
}

TEST_CASE("a certificate of other rules does not hold for these") {
  std::string text = kParcels;
  const std::string from = "small  when size == small";
  text.replace(text.find(from), from.size(), "small  when size == large");
  Compiled compiled = compile(text);
  REQUIRE(compiled.image);
  Certified other(std::move(compiled));
  CHECK_FALSE(other.accepts(parcels().of("dead_rule field parcel.way line 4")));
}

TEST_CASE("cases as text: what is no line of them is named with its place") {
  const std::string head = std::string(certificates::kFirstLine) + "\n";
  const auto fault = [&](const std::string& text) {
    const certificates::Certificates read = certificates::read(text);
    return fmt::format("{} {}", read.line, read.fault);
  };
  CHECK(fault("") == "0 this is no file of certificates: it is empty");
  CHECK(fault("msd certificates 2\n") == "0 this is no file of certificates: its first line says so");
  CHECK(fault(head + "rules\n") == "1 in front of the claims, a line is a word with a value, each once");
  CHECK(fault(head + "rules 1\nrules 2\n") == "2 in front of the claims, a line is a word with a value, each once");
  CHECK(fault(head + "claim\n") == "1 a claim is of some kind");
  CHECK(fault(head + "claim x\ncases\n. a.b\n") == "3 a case is of something, with its values");
  CHECK(fault(head + "claim x\ncases\n, a.b c\n") == "3 there is no line that begins with `,`");
  CHECK(fault(head + "claim x\n" + std::string(1'001, '.') + " a b\n") == "2 there are too many cases in each other");
  CHECK(fault(head + "\n# a word\nclaim x\ncases\n. a.b c d\n").ends_with(" "));
}

TEST_CASE("the checker is small, and has nothing of the analysis") {
  std::size_t lines = 0;
  for (const auto& entry : std::filesystem::directory_iterator(MSD_SOURCE_DIR "/compiler/verify")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::size_t text = line.find_first_not_of(' ');
      INFO(entry.path() << ": " << line);
      CHECK(line.find("compiler/analysis") == std::string::npos);
      CHECK(line.find("compiler/certify") == std::string::npos);
      lines += text != std::string::npos && line.compare(text, 2, "//") != 0 ? 1 : 0;
    }
  }
  CHECK(lines <= 400);
  CHECK(lines > 100);
}
