// Tokens: every kind, exact spans, nothing lost between them.
#include "compiler/parse/lexer.h"
#include "tests/parse/support.h"
#include "tests/support/catch.h"

#include <random>
#include <set>

using namespace msd;
using parse::Lexed;
using parse::Tok;
using parse::Token;

namespace {

struct Read {
  source::SourceMap sources;
  diag::Sink sink;
  source::FileId file;
  Lexed lexed;

  explicit Read(std::string text, bool design = false) {
    file = sources.add("test.msd", std::move(text));
    lexed = parse::lex(sources, file, {}, sink);
    lexed.design = design;
    if (lexed.usable) parse::classify_words(lexed, sources.file(file).text);
  }
  std::string_view text() const { return sources.file(file).text; }
  std::string_view text(const Token& token) const { return text().substr(token.begin, token.end - token.begin); }
  std::string kinds() const {
    std::string out;
    for (const Token& token : lexed.tokens) out += (out.empty() ? "" : " ") + std::string(parse::describe(token.kind));
    return out;
  }
};

/// Tokens and comments in order, with nothing but white space between them, are the whole file.
void check_gapless(const Read& read) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parts;
  for (const Token& token : read.lexed.tokens) parts.emplace_back(token.begin, token.end);
  for (const ast::Comment& comment : read.lexed.comments) parts.emplace_back(comment.span.begin, comment.span.end);
  for (source::Span stray : read.lexed.strays) parts.emplace_back(stray.begin, stray.end);
  std::sort(parts.begin(), parts.end());
  std::uint32_t at = read.text().starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const auto& [begin, end] : parts) {
    REQUIRE(begin >= at);
    REQUIRE(read.text().substr(at, begin - at).find_first_not_of(" \t\r\n") == std::string_view::npos);
    at = end;
  }
  CHECK(at == read.text().size());
}

/// Depths of braces: each closing one stands where its opening one stood, and all are closed.
void check_balance(const Lexed& lexed) {
  std::vector<std::uint32_t> open;
  for (const Token& token : lexed.tokens) {
    if (token.kind == Tok::RBRACE) {
      REQUIRE(!open.empty());
      REQUIRE(token.depth == open.back());
      open.pop_back();
    }
    REQUIRE(token.depth == open.size());
    if (token.kind == Tok::LBRACE) open.push_back(token.depth);
  }
  CHECK(open.empty());
}

}  // namespace

TEST_CASE("every token is read from its text") {
  const std::pair<const char*, Tok> signs[] = {
      {"word_1", Tok::WORD},  {"\"a text\"", Tok::TEXT}, {"12", Tok::NUMBER},    {"-0.5", Tok::NUMBER},
      {"1.0.2", Tok::NUMBER}, {"10 ms", Tok::NUMBER},    {"5 k/s", Tok::NUMBER}, {"99.9 %", Tok::NUMBER},
      {"2MiB", Tok::NUMBER},  {"?", Tok::UNKNOWN},       {":", Tok::COLON},      {",", Tok::COMMA},
      {";", Tok::SEMI},       {"(", Tok::LPAREN},        {")", Tok::RPAREN},     {"[", Tok::LBRACK},
      {"]", Tok::RBRACK},     {".", Tok::DOT},           {"..", Tok::DOTDOT},    {"*", Tok::STAR},
      {"=>", Tok::ARROW},     {"=", Tok::ASSIGN},        {"==", Tok::EQ},        {"!=", Tok::NE},
      {"<", Tok::LT},         {"<=", Tok::LE},           {">", Tok::GT},         {">=", Tok::GE}};
  std::set<Tok> seen;
  for (const auto& [text, kind] : signs) {
    const Read read(std::string("  ") + text + "\n");
    INFO(text);
    REQUIRE(read.lexed.tokens.size() == 2);
    CHECK(read.lexed.tokens[0].kind == kind);
    CHECK(read.text(read.lexed.tokens[0]) == text);
    CHECK(read.lexed.tokens[0].line_start);
    CHECK(read.lexed.tokens[1].kind == Tok::END);
    CHECK(read.sink.all().empty());
    seen.insert(kind);
  }
  const Read braces("{}");
  CHECK(braces.kinds() == "`{` `}` the end of the file");
  seen.insert({Tok::LBRACE, Tok::RBRACE});
  // The others are made of words, by where they stand, and of what has no meaning.
  for (int i = static_cast<int>(Tok::WORD); i < static_cast<int>(Tok::STRAY); ++i) {
    const Tok kind = static_cast<Tok>(i);
    INFO(parse::describe(kind));
    CHECK((seen.count(kind) == 1 || kind == Tok::KEY || kind == Tok::HEAD || kind == Tok::RULE));
  }
}

TEST_CASE("units are part of their number only where they are units") {
  const Read read("10 ms 10ms 10 msx 5 k/s 3 min_wait 4 h: 7 d. 8 %x 1 MB 1ms..2s");
  std::vector<std::string> numbers;
  for (const Token& token : read.lexed.tokens) {
    if (token.kind == Tok::NUMBER) numbers.emplace_back(read.text(token));
  }
  CHECK(numbers == std::vector<std::string>{"10 ms", "10ms", "10", "5 k/s", "3", "4", "7", "8 %", "1 MB", "1ms", "2s"});
}

TEST_CASE("words are special only in their places") {
  CHECK(Read("field step.first : bool given").kinds() ==
        "`field` a name `.` a name `:` `bool` `given` the end of the file");
  CHECK(Read("enum gate { and, or not test field }").kinds() ==
        "`enum` a name `{` a name `,` a name a name a name a name `}` the end of the file");
  CHECK(Read("derive a.b = some rs where x and not y").kinds() ==
        "`derive` a name `.` a name `=` `some` a name `where` a name `and` `not` a name the end of the file");
  CHECK(Read("derive a.b = first == no").kinds() ==
        "`derive` a name `.` a name `=` a name `==` a name the end of the file");
  CHECK(Read("derive a.b = distinct note of c > count error.d").kinds() ==
        "`derive` a name `.` a name `=` `distinct` `note` `of` a name `>` `count` `error` `.` a name the end of the "
        "file");
  CHECK(Read("derive a.b = x == or or and == x").kinds() ==
        "`derive` a name `.` a name `=` a name `==` a name `or` a name `==` a name the end of the file");
  CHECK(Read("design d uses f { a b { c: d because \"e\" when: first } }", true).kinds() ==
        "`design` a name `uses` a name `{` a row a name `{` a field name with `:` `:` a name `because` a quoted text a "
        "field name with `:` `:` a name `}` `}` the end of the file");
  CHECK(
      Read("classify a.b {\n first when when == or => x when when y => external\n otherwise z }").kinds() ==
      "`classify` a name `.` a name `{` the name of a rule `when` a name `==` a name `=>` the name of a rule `when` a "
      "name a name `=>` a name `otherwise` a name `}` the end of the file");
  CHECK(
      Read("test \"t\" {\n a { b: c }\n expect a.b == c\n}").kinds() ==
      "`test` a quoted text `{` a row `{` a field name with `:` `:` a name `}` `expect` a name `.` a name `==` a name "
      "`}` the end of the file");
}

TEST_CASE("comments are kept with their spans") {
  const Read read("// one\r\na /// two\nb //// three\n//\n///\n\"// no\" c//four");
  std::vector<std::pair<std::string, bool>> found;
  for (const ast::Comment& c : read.lexed.comments) found.emplace_back(std::string(read.sources.text(c.span)), c.doc);
  CHECK(found == std::vector<std::pair<std::string, bool>>{{"// one", false},
                                                           {"/// two", true},
                                                           {"//// three", false},
                                                           {"//", false},
                                                           {"///", true},
                                                           {"//four", false}});
  check_gapless(read);
}

TEST_CASE("tokens, comments and white space are the whole file, in all files of the repository") {
  const auto files = test::good_files();
  REQUIRE(files.size() > 50);
  for (const auto& path : files) {
    INFO(path);
    const Read read(test::slurp(path));
    CHECK(read.sink.all().empty());
    check_gapless(read);
    check_balance(read.lexed);
  }
}

TEST_CASE("tokens, comments and white space are the whole file, whatever the file") {
  std::mt19937 random(7);
  const char* const parts[] = {"{",      "}",   "(",     ")",     "\"",     "\"text\"", "word",   "\n",
                               "\n  ",   " ",   "//c\n", "12 ms", "==",     "=>",       "@",      "'a'",
                               "é",      "\\",  ":",     ",",     "design", "\ntest x", "..",     "-",
                               "enum e", "“q”", "\t",    "\r\n",  "???",    "5x",       "\"a\\q", "\xE2\x80\xAE"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (auto n = random() % 60; n > 0; --n) text += parts[random() % std::size(parts)];
    INFO(text);
    const Read read(text, i % 2 == 0);
    if (!read.lexed.usable) continue;
    check_gapless(read);
    check_balance(read.lexed);
  }
}

TEST_CASE("a file whose braces balance is left as it is, however it is written") {
  const std::string text = "design a uses b {\ntest x {\nfield y {\n z: {1, 2}\n    }}\n  enum q { }\n}\n";
  const Read read(text, true);
  CHECK(read.sink.all().empty());
  for (const Token& token : read.lexed.tokens) CHECK((!token.made()));
}
