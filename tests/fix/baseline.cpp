// Known findings: the text, and what of it is found again.
#include "compiler/baseline/baseline.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace msd::baseline;

namespace {

Entry dead(const std::string& rule, const std::string& content) {
  return {"kiosk", "dead_rule", "the rule `" + rule + "` of `parcel.way` can never fire", content};
}
Entry part(const std::string& rule, const std::string& content) {
  return {"kiosk", "redundant_condition",
          "this part of the condition of the rule `" + rule + "` of `parcel.way` changes nothing", content};
}
Entry constant(const std::string& field) { return {"kiosk", "constant_field", "`" + field + "` is always `no`", {}}; }

std::vector<std::size_t> fresh(const Matched& matched) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < matched.now.size(); ++i) {
    if (matched.now[i].entry == SIZE_MAX) out.push_back(i);
  }
  return out;
}

using Numbers = std::vector<std::size_t>;
Matched matched(const std::vector<Entry>& entries, const std::vector<Entry>& findings) {
  return match(entries, findings, {"dead_rule"});
}

}  // namespace

TEST_CASE("a baseline is read as it was written, in one order") {
  std::vector<Entry> all{part("heavy", "bulky"),
                         constant("parcel.bulky"),
                         dead("never", "when bulky => van"),
                         {"depot", "gap", "no rule of `box.way` takes this input: it is rejected", "2 of 8"},
                         constant("parcel.bulky")};
  const std::string text = write(all);
  std::reverse(all.begin(), all.end());
  CHECK(write(all) == text);
  const Read read = msd::baseline::read(text);
  REQUIRE_FALSE(read.fault);
  CHECK(read.entries.size() == 5);
  CHECK(write(read.entries) == text);
  for (const Entry& e : read.entries) CHECK(text.substr(e.begin, e.end - e.begin) == e.slug + ": " + e.message);
}

TEST_CASE("comments and blank lines of people are passed over, all else is a fault with its place") {
  CHECK_FALSE(read("# hello\n\nbaseline 1\r\n\nframework kiosk\n# why\ndead_rule: `a` of `b.c`\n  x\n").fault);
  const auto fault = [](const std::string& text) {
    const auto found = read(text).fault;
    return found ? found->reason + ": " + text.substr(found->begin, found->end - found->begin) : "";
  };
  CHECK(fault("") == "it is empty: ");
  CHECK(fault("baseline 2\n") == "its first line is not `baseline 1`: baseline 2");
  CHECK(fault("baseline 1\ndead_rule: `a`\n") == "no `framework` stands before this finding: dead_rule: `a`");
  CHECK(fault("baseline 1\nframework k\nwhat is this\n").ends_with("what is this"));
  CHECK(fault("baseline 1\nframework k\n  lost\n") == "no finding stands before this line:   lost");
}

TEST_CASE("a finding is known by its names and its content, not by the words around them") {
  const std::vector<Entry> old{dead("never", "when bulky => van"), part("heavy", "bulky")};
  Entry other = dead("never", "when bulky => van");
  other.message = "`never`, a rule of `parcel.way`, is dead";
  CHECK(fresh(matched(old, {part("heavy", "bulky"), other})).empty());
  CHECK(fresh(matched(old, {part("heavy", "size == large")})) == Numbers{0});
  CHECK(matched(old, {part("heavy", "size == large")}).now[0].other == 1);
  CHECK(matched(old, {part("heavy", "size == large")}).stale == Numbers{0, 1});
}

TEST_CASE("each entry is one finding") {
  const std::vector<Entry> old{part("heavy", "bulky"), part("heavy", "bulky")};
  const Matched found = matched(old, {part("heavy", "bulky"), part("heavy", "bulky"), part("heavy", "bulky")});
  CHECK(fresh(found) == Numbers{2});
  CHECK(found.stale.empty());
  CHECK(matched(old, {part("heavy", "bulky")}).stale.size() == 1);
  Entry elsewhere = part("heavy", "bulky");
  elsewhere.framework = "depot";
  CHECK(fresh(matched(old, {elsewhere})) == Numbers{0});
}

TEST_CASE("a rule with another name is known by what it says, a part of a condition is not") {
  const Matched found = matched({dead("never", "when bulky => van")}, {dead("odd", "when bulky => van")});
  CHECK(found.now[0].renamed);
  CHECK(found.stale.empty());
  CHECK(fresh(matched({part("heavy", "bulky")}, {part("odd", "bulky")})) == Numbers{0});
  // Which of the two it is nobody knows.
  CHECK(fresh(matched({dead("never", "x"), dead("more", "x")}, {dead("odd", "x")})) == Numbers{0});
  Entry far = dead("odd", "when bulky => van");
  far.message = "the rule `odd` of `box.way` can never fire";
  CHECK(fresh(matched({dead("never", "when bulky => van")}, {far})) == Numbers{0});
}

TEST_CASE("renames that are said reach names and contents, and only whole words") {
  std::vector<Entry> old{dead("never", "when bulky and bulky_too and parcel.bulky => van"), constant("parcel.bulky")};
  CHECK(rename(old, {{"parcel.bulky", "parcel.heavy"}}).empty());
  CHECK(old[0].content == "when heavy and bulky_too and parcel.heavy => van");
  CHECK(old[1].message == "`parcel.heavy` is always `no`");
  CHECK(rename(old, {{"parcel", "box"}}).empty());
  CHECK(old[1].message == "`box.heavy` is always `no`");
  CHECK(old[0].message == "the rule `never` of `box.way` can never fire");
  CHECK(rename(old, {{"never", "odd"}}).empty());
  CHECK(old[0].message == "the rule `odd` of `box.way` can never fire");
  CHECK(rename(old, {{"kiosk", "shop"}}).empty());
  CHECK(old[0].framework == "shop");
  const auto idle = rename(old, {{"parcel.size", "parcel.bulk"}});
  REQUIRE(idle.size() == 1);
  CHECK(idle[0].from == "parcel.size");
}
