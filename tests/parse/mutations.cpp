// One token of a sound file taken out, doubled, misspelled or replaced: reading ends, and says little.
#include "compiler/parse/lexer.h"
#include "tests/parse/support.h"
#include "tests/support/catch.h"

#include <map>
#include <random>

using namespace msd;

namespace {

std::string mutated(const std::string& text, std::mt19937& random) {
  source::SourceMap sources;
  diag::Sink sink;
  const parse::Lexed lexed = parse::lex(sources, sources.add("a", text), {}, sink);
  const parse::Token& token = lexed.tokens[random() % (lexed.tokens.size() - 1)];
  const std::string before = text.substr(0, token.begin);
  const std::string own = text.substr(token.begin, token.end - token.begin);
  const std::string after = text.substr(token.end);
  static const char* const kOther[] = {"{", "}",  "(",    ")",    "=>", "=", "==",       ":",
                                       ",", "\"", "when", "word", "12", "@", "otherwise"};
  switch (random() % 4) {
  case 0: return before + after;
  case 1: return before + own + " " + own + after;
  case 2: return before + own.substr(0, own.size() / 2) + "q" + own.substr((own.size() + 1) / 2) + after;
  default: return before + kOther[random() % std::size(kOther)] + after;
  }
}

}  // namespace

TEST_CASE("a file with one wrong token gives one finding, seldom more") {
  std::mt19937 random(11);
  std::map<std::size_t, std::size_t> by_count;
  std::size_t all = 0;
  for (const auto& path : test::good_files()) {
    const std::string text = test::slurp(path);
    for (int i = 0; i < 40; ++i) {
      const std::string wrong = mutated(text, random);
      const test::Parsed parsed(wrong);
      const std::size_t found = parsed.findings().size();
      if (found > 4) UNSCOPED_INFO(wrong);
      CHECK(found <= 4);
      ++by_count[found];
      ++all;
    }
  }
  for (const auto& [count, times] : by_count)
    UNSCOPED_INFO(times << " of " << all << " files with " << count << " findings");
  CHECK((by_count[0] + by_count[1]) * 100 >= all * 97);
}
