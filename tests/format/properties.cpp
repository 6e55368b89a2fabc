// Formatting is a fixed point that keeps what a text means: on the files of the repository, on random ones, with white
// space and comments wherever they may stand.
#include "compiler/parse/lexer.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/design.h"
#include "tests/support/formatted.h"
#include "tests/support/framework.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

using namespace msd;
using namespace msd::testing;

namespace {

std::vector<std::string> texts_below(const std::vector<std::string>& folders) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& folder : folders) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(MSD_SOURCE_DIR) / folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const auto& path : paths) {
    if (path.extension() != ".msd" && path.string().find("corpus") == std::string::npos) continue;
    std::ifstream in(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

std::vector<std::string> all_texts() { return texts_below({"stdlib", "rules", "docs", "tests"}); }

bool parses(const std::string& text) {
  source::SourceMap sources;
  diag::Sink sink;
  parse::parse_file(sources, sources.add("text", text), {}, sink);
  return sink.errors() == 0;
}

/// The text with `between` instead of what stands between two tokens; it is given that, the index of the first of the
/// two tokens, and the second.
using Between = std::function<std::string(std::string_view, std::size_t, const parse::Token&)>;

std::string rewritten(const std::string& text, const Between& between) {
  source::SourceMap sources;
  diag::Sink sink;
  const parse::Lexed lexed = parse::read_words(sources, sources.add("text", text), {}, sink);
  std::string out;
  std::size_t end = 0;
  for (std::size_t i = 0; i < lexed.tokens.size(); ++i) {
    const parse::Token& token = lexed.tokens[i];
    out += between(std::string_view(text).substr(end, token.begin - end), i, token);
    out += text.substr(token.begin, token.end - token.begin);
    end = token.end;
  }
  return out;
}

/// Other white space: any amount where there was some, none where none is needed, other line ends.
std::string mangled(const std::string& text, Random& random, unsigned breaks) {
  const bool carriage = random.chance(20);
  const std::string newline = carriage ? "\r\n" : "\n";
  return rewritten(text, [&](std::string_view old, std::size_t i, const parse::Token& token) {
    std::string out;
    const auto blanks = [&] { return std::string(random.below(4), random.chance(80) ? ' ' : '\t'); };
    if (i == 0) return std::string(old);
    bool broken = false;
    for (const char c : old) {
      if (c == '\n') out += blanks() + newline, broken = true;
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return std::string(old);  // a comment
    }
    const bool starts = token.kind == parse::Tok::KEY || token.kind == parse::Tok::RBRACE ||
                        token.kind == parse::Tok::RULE || token.kind == parse::Tok::K_BECAUSE;
    if (!broken && random.chance(starts ? 3 * breaks : breaks))
      for (std::size_t n = 1 + random.below(3); n > 0; --n) out += newline;
    out += blanks();
    if (out.empty() && !old.empty()) out = old;
    return out;
  });
}

std::string meaning(const image::Image& image) {
  std::string out;
  bool places = false;
  std::string line;
  for (const char c : image::dump(image) + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (!line.starts_with(" ")) places = line.starts_with("places ") || line.starts_with("image ");
    for (std::size_t at; (at = line.find(" place=")) != std::string::npos;)
      line.erase(at, line.find(' ', at + 1) == std::string::npos ? std::string::npos : line.find(' ', at + 1) - at);
    if (!places) out += line + "\n";
    line.clear();
  }
  return out;
}

void check(const std::string& text) {
  const std::string fault = format_fault(text);
  if (fault.empty()) return;
  INFO(text);
  INFO(fault);
  FAIL("formatting is wrong");
}

}  // namespace

TEST_CASE("files of the repository keep what they mean and are a fixed point") {
  std::size_t good = 0;
  for (const std::string& text : all_texts()) {
    check(text);
    if (parses(text)) ++good;
  }
  CHECK(good > 80);
}

TEST_CASE("files with other white space format to a fixed point") {
  Random random(5);
  std::size_t good = 0;
  for (const std::string& text : all_texts()) {
    if (text.size() > 20'000 || !parses(text)) continue;
    for (int i = 0; i < 12; ++i) {
      const std::string other = mangled(text, random, i < 4 ? 0 : i < 8 ? 1 : 10);
      check(other);
      if (parses(other)) ++good;
    }
  }
  CHECK(good > 400);
}

TEST_CASE("a comment survives wherever it stands") {
  // Between any two kinds of words, in so many places each.
  constexpr std::size_t kPlaces = 6;
  std::map<std::tuple<std::string, parse::Tok, parse::Tok>, std::size_t> seen;
  std::size_t good = 0;
  for (const std::string& text : all_texts()) {
    if (text.size() > 2'500 || !parses(text)) continue;
    source::SourceMap sources;
    diag::Sink sink;
    const std::vector<parse::Token> words = parse::read_words(sources, sources.add("text", text), {}, sink).tokens;
    for (const char* comment : {" // here\n", "\n// here\n", "\n\n/// here  \n\n"}) {
      for (std::size_t at = 0; at < words.size(); ++at) {
        const parse::Tok before = at == 0 ? parse::Tok::END : words[at - 1].kind;
        if (seen[{comment, before, words[at].kind}]++ >= kPlaces) continue;
        const std::string other = rewritten(text, [&](std::string_view old, std::size_t i, const parse::Token&) {
          return i == at ? std::string(old) + comment : std::string(old);
        });
        check(other);
        if (parses(other)) ++good;
      }
    }
  }
  CHECK(seen.size() > 1'000);
  CHECK(good > 5'000);
}

TEST_CASE("comments at random places survive together") {
  Random random(6);
  std::size_t good = 0;
  for (const std::string& text : all_texts()) {
    if (text.size() > 20'000 || !parses(text)) continue;
    for (int i = 0; i < 10; ++i) {
      int number = 0;
      const std::string other = rewritten(text, [&](std::string_view old, std::size_t, const parse::Token& token) {
        const bool may = token.kind == parse::Tok::KEY || token.line_start || random.chance(1);
        if (!may || !random.chance(15)) return std::string(old);
        std::string out(old);
        for (std::size_t n = 1 + random.below(2); n > 0; --n)
          out += (random.chance(50) ? "\n" : " ") + std::string(random.chance(30) ? "///" : "//") + " comment " +
                 std::to_string(++number) + "\n";
        return out;
      });
      check(other);
      if (parses(other)) ++good;
    }
  }
  CHECK(good > 200);
}

TEST_CASE("random frameworks and designs, badly written, mean the same when formatted") {
  Random random(7);
  std::size_t images = 0, designs = 0;
  for (int i = 0; i < 150; ++i) {
    const std::string plain = print(random_framework(random));
    const std::string text = mangled(plain, random, i % 3 == 0 ? 0 : 5);
    check(text);
    const std::optional<std::string> good = formatted(text);
    if (!good) continue;
    const Compiled before = compile(text);
    const Compiled after = compile(*good);
    REQUIRE(before.image.has_value() == after.image.has_value());
    if (!before.image) continue;
    ++images;
    INFO(text);
    INFO(*good);
    REQUIRE(meaning(*before.image) == meaning(*after.image));
    for (int j = 0; j < 4; ++j) {
      DesignOptions options;
      options.unknown = 20;
      const std::string design = print(random_design(before.program, *before.image, options, random), before.program);
      check(design);
      check(mangled(design, random, 0));
      check(mangled(design, random, 2));
      if (parses(design)) ++designs;
    }
  }
  CHECK(images > 80);
  CHECK(designs > 200);
}

TEST_CASE("shipped frameworks, formatted file by file, give the same image") {
  for (const std::string folder : {"tests/frameworks/triage", "."}) {
    namespace fs = std::filesystem;
    const fs::path root = fs::path(MSD_SOURCE_DIR) / folder;
    const fs::path copy =
        fs::temp_directory_path() / ("msd-format-" + std::to_string(std::hash<std::string>()(folder)));
    fs::remove_all(copy);
    const std::vector<const char*> parts =
        folder == "." ? std::vector<const char*>{"stdlib", "rules"} : std::vector<const char*>{"."};
    Random random(8);
    for (const char* part : parts) {
      for (const auto& entry : fs::recursive_directory_iterator(root / part)) {
        if (entry.path().extension() != ".msd") continue;
        const fs::path to = copy / entry.path().lexically_relative(root);
        fs::create_directories(to.parent_path());
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        const std::optional<std::string> good = formatted(mangled(text, random, 0));
        REQUIRE(good.has_value());
        std::ofstream(to, std::ios::binary) << *good;
      }
    }
    std::ofstream root_mark(copy / ".msdroot");
    root_mark.close();
    const std::string entry = folder == "." ? "stdlib/interview.msd" : "triage.msd";
    const Compiled before = compile_file((root / entry).string());
    const Compiled after = compile_file((copy / entry).string());
    REQUIRE(before.image.has_value());
    REQUIRE(after.image.has_value());
    const std::string a = meaning(*before.image), b = meaning(*after.image);
    // The files have other paths; everything behind them is compared.
    CHECK(a.substr(a.find("\nenums (")) == b.substr(b.find("\nenums (")));
    fs::remove_all(copy);
  }
}
