// Limits: size of words, depth, number of errors. Whatever the text, reading ends with few reports.
#include "tests/parse/support.h"
#include "tests/support/catch.h"

#include <map>

using msd::test::Parsed;

namespace {

std::string times(int n, const std::string& text) {
  std::string out;
  for (int i = 0; i < n; ++i) out += text;
  return out;
}

std::map<std::string, int> codes(const std::string& text) {
  std::map<std::string, int> out;
  for (const std::string& one : Parsed(text).findings()) ++out[one.substr(0, 5)];
  return out;
}

using Codes = std::map<std::string, int>;

}  // namespace

TEST_CASE("nesting up to the limit is read, one more is not") {
  const auto brackets = [](int n) { return "derive a.b = " + times(n, "(") + "x" + times(n, ")") + "\n"; };
  CHECK(codes(brackets(200)).empty());
  CHECK(codes(brackets(201)) == Codes{{"M0116", 1}});
  const auto rows = [](int n) { return "design d uses f {" + times(n, " r {") + times(n, "}") + "}\n"; };
  CHECK(codes(rows(199)).empty());
  CHECK(codes(rows(200)) == Codes{{"M0116", 1}});
  const auto sets = [](int n) { return "design d uses f { r { k: " + times(n, "{") + times(n, "}") + " } }\n"; };
  CHECK(codes(sets(198)).empty());
  CHECK(codes(sets(199)) == Codes{{"M0116", 1}});
}

TEST_CASE("nesting without brackets is limited too, and long chains are not nested") {
  CHECK(codes("derive a.b = " + times(200, "if x then y else ") + "z\n").empty());
  CHECK(codes("derive a.b = " + times(100'000, "if x then y else ") + "z\n") == Codes{{"M0116", 1}});
  CHECK(codes("derive a.b = " + times(100'000, "2 * ") + "z\n") == Codes{{"M0116", 1}});
  CHECK(codes("derive a.b = " + times(200, "some r where (") + "x" + times(200, ")") + "\n").empty());
  CHECK(codes("derive a.b = " + times(20'000, "x or ") + "y\n").empty());
  CHECK(codes("derive a.b = " + times(20'000, "not ") + "y\n").empty());
  CHECK(codes("enum e { " + times(50'000, "v ") + "}\n").empty());
}

TEST_CASE("errors of one file are limited, of whatever kind") {
  for (const std::string& wrong :
       {std::string("enum e = a\n"), std::string("@ \n"), std::string("\"open\n"), std::string("feild x\n"),
        std::string("test \"t\" {\n"), std::string("}\n"), std::string("derive a.b = 5x\n"), std::string("\"\\q\"\n"),
        std::string("variant x {}\n")}) {
    INFO(wrong);
    Parsed parsed(times(5000, wrong));
    const auto found = parsed.findings();
    CHECK(found.size() <= 103);
    CHECK(std::count_if(found.begin(), found.end(), [](const auto& f) { return f.substr(0, 5) == "M0210"; }) == 1);
  }
}

TEST_CASE("long words do not make long reports") {
  const std::string word(1'000'000, 'w');
  for (const std::string& text :
       {word + " x\n", "enum " + word + " = 3\n", "derive a.b = " + word + " " + word + "\n",
        "enum e { a = " + word + " }\n", "\"" + word + "\n", std::string(1'000'000, '@') + "\n",
        "derive a.b = '" + word + "'\n", "field a.b : int 0 .. " + std::string(1'000'000, '9') + "\n"}) {
    const Parsed parsed(text);
    REQUIRE(!parsed.sink.all().empty());
    for (const auto& d : parsed.sink.all()) CHECK(d.message.size() + d.help.size() + d.label.size() < 1000);
  }
}

TEST_CASE("what is no text is one report") {
  CHECK(codes(std::string("enum e { a }\0\0\0", 15)) == Codes{{"M0112", 1}});
  CHECK(codes("enum e { \xff\xfe }\xff") == Codes{{"M0111", 1}});
  CHECK(codes("enum e { \"\xc3\x28\" }") == Codes{{"M0111", 1}});
  CHECK(codes("\xed\xa0\x80") == Codes{{"M0111", 1}});      // half of a surrogate pair
  CHECK(codes("\xf4\x90\x80\x80") == Codes{{"M0111", 1}});  // past the last code point
  CHECK(codes("\xc0\xaf") == Codes{{"M0111", 1}});          // an overlong form
  CHECK(codes("") == Codes{{"M0110", 1}});
  CHECK(codes("\xEF\xBB\xBF") == Codes{{"M0110", 1}});
  CHECK(codes("// only this\n") == Codes{{"M0110", 1}});
}

TEST_CASE("marks that turn the direction of a line are refused in texts and comments") {
  CHECK(codes("enum e { a \"x \u202e y\" }\n") == Codes{{"M0119", 1}});
  CHECK(codes("// \u2066 hidden \u2069\nenum e { a }\n") == Codes{{"M0119", 1}});
  CHECK(codes("enum e\u202e { a }\n") == Codes{{"M0115", 1}});
  CHECK(codes("enum e { a \"שלום مرحبا\" }\n").empty());
}
