// Snippets: lines with marks, drawn as a person would draw them.
#include "compiler/source/source.h"
#include "runtime/report/display.h"
#include "runtime/report/reporter.h"
#include "runtime/report/snippet.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <random>

using namespace msd::report;

namespace {

Mark mark(std::uint32_t line, std::uint32_t from, std::uint32_t to, std::string label, char sign = '-') {
  return {{"f", line, from, line, to}, std::move(label), sign, ""};
}

/// A text with its index.
class Indexed {
 public:
  explicit Indexed(std::string text) { sources_.add("f", std::move(text)); }
  SourceText text() const {
    const msd::source::File& file = sources_.file({0});
    return {file.text, file.line_starts, file.blocks, msd::source::File::kBlock};
  }

 private:
  msd::source::SourceMap sources_;
};

std::string draw(std::vector<Mark> marks, const std::string& text, std::size_t columns = 100) {
  const Indexed indexed(text);
  return "\n" + render_marks(std::move(marks), indexed.text(), {1, columns, {}});
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("one mark, with and without words") {
  CHECK(draw({mark(1, 5, 8, "here", '^')}, "abc def ghi\n") == R"(
  |
1 | abc def ghi
  |     ^^^ here
)");
  CHECK(draw({mark(1, 5, 5, "", '^')}, "abc def") == R"(
  |
1 | abc def
  |     ^
)");
}

TEST_CASE("several labels of a line stand below it, the line is there once") {
  CHECK(draw({mark(1, 9, 12, "third"), mark(1, 1, 4, "first"), mark(1, 5, 8, "second", '^')}, "abc def ghi") == R"(
  |
1 | abc def ghi
  | --- ^^^ --- third
  | |   |
  | |   second
  | first
)");
}

TEST_CASE("labels of one place, and marks inside of each other") {
  CHECK(draw({mark(1, 1, 4, "one"), mark(1, 1, 4, "two")}, "abc") == R"(
  |
1 | abc
  | ---
  | |
  | two
  | one
)");
  CHECK(draw({mark(1, 1, 12, "around"), mark(1, 5, 8, "inside", '^')}, "abc def ghi") == R"(
  |
1 | abc def ghi
  | ----^^^----
  | |   |
  | |   inside
  | around
)");
}

TEST_CASE("lines in the order of the file; a gap of one line is shown, a longer one is not") {
  CHECK(draw({mark(7, 1, 2, "last"), mark(1, 1, 2, "first"), mark(3, 1, 2, "", '^')}, "a\nb\nc\nd\ne\nf\ng\n") == R"(
  |
1 | a
  | - first
2 | b
3 | c
  | ^
...
7 | g
  | - last
)");
}

TEST_CASE("wide characters, marks without width, tabs, controls") {
  CHECK(draw({mark(1, 4, 5, "x", '^')}, "烏e\u0301x") == "\n  |\n1 | 烏e\u0301x\n  |    ^ x\n");
  CHECK(draw({mark(1, 2, 3, "", '^')}, "\tx") == "\n  |\n1 |     x\n  |     ^\n");
  CHECK(draw({mark(1, 2, 3, "", '^')}, "\x1bx") == "\n  |\n1 | <U+001B>x\n  |         ^\n");
}

TEST_CASE("carriage returns and a byte order mark are no part of a line") {
  CHECK(draw({mark(1, 1, 2, "", '^')}, "\xEF\xBB\xBFx\r\ny") == "\n  |\n1 | x\n  | ^\n");
}

TEST_CASE("a place of several lines is marked on its first one; a place past the text does no harm") {
  CHECK(draw({{{"f", 1, 3, 2, 1}, "", '^', ""}}, "abcd\nef") == "\n  |\n1 | abcd\n  |   ^^\n");
  CHECK(draw({mark(9, 4, 7, "", '^')}, "abc") == "\n  |\n9 | \n  | ^\n");
  CHECK(draw({mark(1, 40, 50, "", '^')}, "abc") == "\n  |\n1 | abc\n  |    ^\n");
}

TEST_CASE("a long line is cut around its marks, and never wider than the page") {
  std::string text;
  for (int i = 0; i < 60; ++i) text += std::to_string(1000 + i) + " ";
  for (std::uint32_t column = 1; column < text.size(); column += 7) {
    for (std::size_t page : {30U, 60U, 100U}) {
      const auto out = lines(draw({mark(1, column, column + 3, "", '^')}, text, page));
      CAPTURE(column, page);
      REQUIRE(out.size() == 4);
      REQUIRE(width(out[2]) <= page);
      // What is marked is what the source has there.
      const std::size_t at = out[3].find('^');
      std::size_t byte = 0;
      for (std::size_t i = 0; i < at; ++i) byte += out[2].compare(byte, 3, "…") == 0 ? 3 : 1;
      REQUIRE(out[3].substr(at) == std::string(std::min<std::size_t>(3, text.size() - column + 1), '^'));
      REQUIRE(out[2].substr(byte, out[3].size() - at) == text.substr(column - 1, out[3].size() - at));
    }
  }
}

TEST_CASE("marks that do not fit on one page get the line to themselves") {
  const std::string text = "first " + std::string(200, '.') + " last";
  const auto out = lines(draw({mark(1, 1, 6, "a"), mark(1, 208, 212, "b", '^')}, text, 60));
  CHECK(std::count_if(out.begin(), out.end(), [](const std::string& l) { return l.starts_with("1 | "); }) == 2);
  CHECK(out[out.size() - 2].ends_with("^^^^"));
  CHECK(out.back().ends_with(" b"));
}

TEST_CASE("labels stay on the page: behind their mark where there is room, else below it, and in several lines") {
  const std::string label = "this is a rather long label of twelve words that says something useful";
  const std::string text = "begin " + std::string(40, 'x') + " end";
  for (std::size_t page = 30; page <= 160; ++page) {
    const auto out = lines(draw({mark(1, 1, 6, "first", '-'), mark(1, 7, 47, label, '^')}, text, page));
    CAPTURE(page);
    std::string words;
    for (const std::string& line : out) {
      REQUIRE(width(line) <= page);
      for (std::size_t at = 0; at < line.size();
           at = line.find(' ', at) == std::string::npos ? line.size() : line.find(' ', at) + 1) {
        const std::string word = line.substr(at, line.find(' ', at) - at);
        if (!word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwyz") == std::string::npos)
          words += word + " ";
      }
    }
    REQUIRE(words.find("this is a rather long label of twelve words that says something useful") != std::string::npos);
    REQUIRE(words.find("first") != std::string::npos);
    if (page >= 130) REQUIRE(out[3].ends_with("^ " + label));
  }
}

TEST_CASE("how much there is of a line further away makes no difference") {
  static const std::vector<std::string> kPieces = {"a", "烏", "e\u0301", "\t", "\x1b", " ", "xyz"};
  std::mt19937 random(7);
  const auto pieces = [&](std::size_t count) {
    std::vector<std::string> out;
    while (out.size() < count) out.push_back(kPieces[random() % kPieces.size()]);
    return out;
  };
  const auto joined = [](const std::vector<std::string>& of, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += of[i];
    return out;
  };
  const auto points = [](std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  };
  for (std::uint32_t round = 0; round < 40; ++round) {
    const auto left = pieces(20'000), right = pieces(20'000);
    const std::string middle = joined(pieces(40), 0, 40);
    std::vector<std::string> drawn;
    for (std::size_t kept : {400U, 20'000U}) {
      const std::string before = joined(left, left.size() - kept, left.size());
      const std::uint32_t at = points(before);
      const std::uint32_t one = 1 + round % 7, two = 20 + round % 5;
      const std::string text = before + middle + joined(right, 0, kept) + "\nlast";
      drawn.push_back(draw({mark(1, at + one, at + one + 3, "one", '^'), mark(1, at + two, at + two + 2, "two")}, text,
                           60 + std::size_t{round}));
    }
    REQUIRE(drawn[0] == drawn[1]);
    REQUIRE(drawn[0].find("…") != std::string::npos);
  }
}

TEST_CASE("a finding: its own file first, then others, then what has no place") {
  Finding f;
  f.code = "M0001";
  f.severity = msd::Severity::Error;
  f.message = "no \x1b";
  f.place = {"a.msd", 2, 1, 2, 4};
  f.label = "this";
  f.notes = {{{"b.msd", 1, 1, 1, 2}, "there"},
             {{}, "because"},
             {{"a.msd", 1, 1, 1, 4}, "before"},
             {{"c.msd", 3, 1, 3, 2}, "gone"}};
  f.help = "mend it";
  ReportOptions options;
  const Indexed a("one\ntwo"), b("b");
  options.source = [&](const std::string& file) {
    return file == "a.msd" ? a.text() : file == "b.msd" ? b.text() : SourceText();
  };
  CHECK(render_finding(f, options) == R"(error[M0001]: no <U+001B>
 --> a.msd:2:1
  |
1 | one
  | --- before
2 | two
  | ^^^ this
  |
 ::: b.msd:1:1
  |
1 | b
  | - there
  = note: because
  = note: gone (c.msd:3:1)
  = help: mend it
)");
  options.color = true;
  std::string colored = render_finding(f, options);
  while (colored.find("\x1b[") != std::string::npos) {
    const std::size_t at = colored.find("\x1b[");
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  options.color = false;
  CHECK(colored == render_finding(f, options));
}
