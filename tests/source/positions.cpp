// Lines and columns.
#include "compiler/source/source.h"
#include "tests/support/catch.h"

#include <random>

using msd::source::FileId;
using msd::source::LineColumn;
using msd::source::SourceMap;
using msd::source::Span;

namespace {

/// The position by the definition: count line ends, then code points since the last one; a byte order mark is none.
LineColumn counted(std::string_view text, std::size_t offset) {
  LineColumn at;
  for (std::size_t i = text.substr(0, 3) == "\xEF\xBB\xBF" ? std::min<std::size_t>(3, offset) : 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      ++at.column;
    }
  }
  return at;
}

void check_all(const std::string& text) {
  SourceMap sources;
  const FileId file = sources.add("a.msd", text);
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    const LineColumn found = sources.position(file, static_cast<std::uint32_t>(i));
    const LineColumn wanted = counted(text, i);
    if (found.line != wanted.line || found.column != wanted.column) {
      CAPTURE(i, found.line, found.column, wanted.line, wanted.column);
      FAIL("another position");
    }
  }
  SUCCEED();
}

}  // namespace

TEST_CASE("positions by hand") {
  SourceMap sources;
  const FileId file = sources.add("a.msd", "ab\nçé東🙂x\n\ty");
  const auto at = [&](std::uint32_t offset) {
    const LineColumn p = sources.position(file, offset);
    return std::pair(p.line, p.column);
  };
  CHECK(at(0) == std::pair(1U, 1U));
  CHECK(at(2) == std::pair(1U, 3U));    // the line end belongs to its line
  CHECK(at(3) == std::pair(2U, 1U));    // ç
  CHECK(at(5) == std::pair(2U, 2U));    // é
  CHECK(at(7) == std::pair(2U, 3U));    // a wide character counts one
  CHECK(at(10) == std::pair(2U, 4U));   // so does one of four bytes
  CHECK(at(14) == std::pair(2U, 5U));   // x
  CHECK(at(16) == std::pair(3U, 1U));   // a tab
  CHECK(at(17) == std::pair(3U, 2U));   // counts one
  CHECK(at(18) == std::pair(3U, 3U));   // the end
  CHECK(at(999) == std::pair(3U, 3U));  // past the end is the end
}

TEST_CASE("a byte order mark has no width") {
  SourceMap sources;
  const FileId file = sources.add("a.msd", "\xEF\xBB\xBFxy\n\xEF\xBB\xBFz");
  CHECK(sources.position(file, 0).column == 1);
  CHECK(sources.position(file, 3).column == 1);
  CHECK(sources.position(file, 4).column == 2);
  CHECK(sources.position(file, 9).column == 2);  // on a later line it is a character
}

TEST_CASE("line ends of another system") {
  SourceMap sources;
  const FileId file = sources.add("a.msd", "a\r\nb\r\n\r\nc");
  CHECK(sources.position(file, 3).line == 2);
  CHECK(sources.position(file, 3).column == 1);
  CHECK(sources.position(file, 8).line == 4);
}

TEST_CASE("every position of random texts") {
  std::mt19937 random(20240601);
  const char* const parts[] = {"a", "\n", "\r\n", "\t", "é", "東", "🙂", "\xEF\xBB\xBF", " ", "\"", "xyz"};
  for (int i = 0; i < 200; ++i) {
    std::string text = i % 3 == 0 ? "\xEF\xBB\xBF" : "";
    for (int n = 0; n < i * 3; ++n) text += parts[random() % std::size(parts)];
    check_all(text);
  }
  check_all("");
  check_all(std::string(3000, 'x') + "é" + std::string(3000, 'y') + "\n");
}

TEST_CASE("spans") {
  SourceMap sources;
  const FileId a = sources.add("a.msd", "hello world");
  const FileId b = sources.add("b.msd", "other");
  CHECK(sources.size() == 2);
  CHECK(sources.text({a, 6, 11}) == "world");
  CHECK(sources.text({}).empty());
  CHECK(sources.text({b, 9, 12}).empty());
  CHECK(msd::source::join({a, 3, 5}, {a, 1, 4}) == Span{a, 1, 5});
  CHECK(msd::source::join({a, 3, 5}, {b, 1, 4}) == Span{a, 3, 5});
  CHECK(msd::source::join({}, {b, 1, 4}) == Span{b, 1, 4});
  CHECK(msd::source::join({a, 3, 5}, {}) == Span{a, 3, 5});
  sources.release(a);
  CHECK(sources.text({a, 6, 11}).empty());
  CHECK(sources.position(a, 6).line == 1);
  CHECK(sources.text({b, 0, 5}) == "other");
}
