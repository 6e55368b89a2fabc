// Tables: aligned, nested, wide, narrow.
#include "runtime/report/display.h"
#include "runtime/report/sheets.h"
#include "tests/support/catch.h"

#include <random>
#include <sstream>

using namespace msd::report;

namespace {
std::string table(const std::vector<std::string>& heads, const std::vector<std::vector<SheetCell>>& rows,
                  std::size_t columns = 80) {
  return "\n" + layout_table(heads, rows, columns);
}
}  // namespace

TEST_CASE("columns are as wide as their widest cell") {
  CHECK(table({"A", "Long head"}, {{{{"one"}}, {{"1"}}}, {{{"three"}}, {{"2"}}}}) == R"(
A      Long head
─────  ─────────
one    1
three  2
)");
}

TEST_CASE("nested cells take a line for each part, and the other columns wait") {
  CHECK(table({"A", "B", "C"}, {{{{"a", "b"}}, {{"1", "2", "3"}}, {{}}}, {{{"x"}}, {{}}, {{"y"}}}}) == R"(
A  B  C
─  ─  ─
a  1
b  2
   3
x     y
)");
}

TEST_CASE("wide characters and marks without width are counted as a terminal shows them") {
  CHECK(table({"名前", "B"}, {{{{"烏龍茶"}}, {{"1"}}}, {{{"e\u0301"}}, {{"2"}}}}) ==
        "\n名前    B\n──────  ─\n烏龍茶  1\ne\u0301       2\n");
}

TEST_CASE("controls are made visible before they are measured") {
  CHECK(table({"A", "B"}, {{{{"\x1b"}}, {{"1"}}}}) == "\nA         B\n────────  ─\n<U+001B>  1\n");
}

TEST_CASE("a table that is too wide folds its widest columns at blanks") {
  const std::string out = table({"A", "Text"}, {{{{"key"}}, {{"a long text that has to be folded to fit"}}}}, 24);
  CHECK(out == R"(
A    Text
───  ───────────────────
key  a long text that
     has to be folded to
     fit
)");
}

TEST_CASE("no cell, no row, no column") {
  CHECK(layout_table({}, {}, 80).empty());
  CHECK(table({"A"}, {}) == "\nA\n─\n");
  CHECK(table({"A", "B"}, {{}}) == "\nA  B\n─  ─\n\n");
}

TEST_CASE("folding") {
  CHECK(fold("a bb ccc", 4) == std::vector<std::string>{"a bb", "ccc"});
  CHECK(fold("abcdef gh", 3) == std::vector<std::string>{"abcdef", "gh"});
  CHECK(fold("  a   b ", 80) == std::vector<std::string>{"a b"});
  CHECK(fold("", 5) == std::vector<std::string>{""});
}

TEST_CASE("random tables: no word is lost, no line is wider than the page if its words are not") {
  std::mt19937 random(11);
  auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  for (int round = 0; round < 500; ++round) {
    const std::size_t columns = 1 + below(4);
    std::vector<std::string> heads(columns, "h");
    std::vector<std::vector<SheetCell>> rows(below(4));
    std::size_t words = 0;
    for (auto& row : rows) {
      row.resize(columns);
      for (SheetCell& cell : row) {
        for (std::size_t l = below(3); l > 0; --l) {
          std::string line;
          for (std::size_t w = 1 + below(12); w > 0; --w)
            line += (line.empty() ? "w" : " w") + std::to_string(below(999)), ++words;
          cell.lines.push_back(line);
        }
      }
    }
    const std::string out = layout_table(heads, rows, 64);
    std::istringstream stream(out);
    std::string line;
    std::size_t found = 0;
    while (std::getline(stream, line)) {
      REQUIRE(width(line) <= 64);
      REQUIRE((line.empty() || line.back() != ' '));
      std::istringstream parts(line);
      for (std::string word; parts >> word;) found += word[0] == 'w' ? 1 : 0;
    }
    CAPTURE(round, out);
    REQUIRE(found == words);
  }
}
