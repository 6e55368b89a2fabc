// Renames everything that a file of a framework or of designs declares or uses: `x` becomes `q_x`, a label "L" becomes
// "q L". Only words that the language itself knows, its keywords among them, keep their name. Reads a file, prints the
// renamed text. A second file lists the names to rename inside the texts of designs and tests, where a sentence gives
// the values of its slots.
#include "compiler/parse/lexer.h"

#include <cctype>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

namespace {

using msd::parse::Tok;
using msd::parse::Token;

const std::set<std::string_view> kLanguage{
    "yes", "no", "true", "false", "absent", "name", "n", "scenario",
#define MSD_TOKEN(NAME, words)
#define MSD_KEYWORD(NAME, word) word,
#include "compiler/parse/tokens.def"
};

std::string renamed(std::string_view word) {
  bool slug = false;  // `allow(FINDING)` and `expect error FINDING` name findings of the compiler
  for (std::size_t i = 0; i < static_cast<std::size_t>(msd::diag::Id::Count); ++i)
    slug = slug || msd::diag::info(static_cast<msd::diag::Id>(i)).slug == word;
  return slug || kLanguage.contains(word) ? std::string(word) : "q_" + std::string(word);
}

/// Renames the words in the slots of a text, and outside of them too if `all`; if there is `only`, those in it.
std::string text_renamed(std::string_view text, bool all, const std::set<std::string>* only = nullptr) {
  std::string out;
  bool slot = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '{' || c == '}') slot = c == '{';
    if ((slot || all) && (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_')) {
      std::size_t end = i;
      while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) ++end;
      const std::string_view word = text.substr(i, end - i);
      out += only == nullptr || only->contains(std::string(word)) ? renamed(word) : std::string(word);
      i = end;
      continue;
    }
    out += c;
    ++i;
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::set<std::string> values;
  if (argc > 2) {
    std::ifstream list(argv[2]);
    for (std::string name; std::getline(list, name);) values.insert(name);
  }
  msd::source::SourceMap sources;
  msd::source::ReadError error;
  auto read = msd::source::read_file(argv[1], msd::source::kMaxFileBytes, error);
  if (!read) return 2;
  const auto file = sources.add(argv[1], std::move(*read));
  msd::diag::Sink sink;
  msd::parse::Lexed lexed = msd::parse::lex(sources, file, {}, sink);
  const std::string& text = sources.file(file).text;
  msd::parse::classify_words(lexed, text);
  std::set<std::string_view> used;  // names, which a test may also quote
  for (const Token& token : lexed.tokens) {
    if (token.kind == Tok::WORD || token.kind == Tok::HEAD)
      used.insert(std::string_view(text).substr(token.begin, token.end - token.begin));
  }
  std::string out;
  std::uint32_t done = 0;
  Tok declaration = Tok::END;
  for (std::size_t i = 0; i < lexed.tokens.size(); ++i) {
    const Token& token = lexed.tokens[i];
    const Tok before = i == 0 ? Tok::END : lexed.tokens[i - 1].kind;
    const Tok after = i + 1 < lexed.tokens.size() ? lexed.tokens[i + 1].kind : Tok::END;
    if (token.depth == 0 &&
        ((token.kind >= Tok::K_FRAMEWORK && token.kind <= Tok::K_TEST) || token.kind == Tok::K_DESIGN))
      declaration = token.kind;
    out += text.substr(done, token.begin - done);
    const std::string_view own = std::string_view(text).substr(token.begin, token.end - token.begin);
    done = token.end;
    const bool word =
        token.kind == Tok::WORD || token.kind == Tok::KEY || token.kind == Tok::HEAD || token.kind == Tok::RULE;
    const bool of_the_language = token.kind == Tok::HEAD && (own == "like" || own == "scenario" || own == "without");
    if (of_the_language) {
      out += own;
    } else if (word && declaration != Tok::K_LEXICON) {
      out += renamed(own);
    } else if (word && before == Tok::K_LEXICON) {
      out += renamed(own);
    } else if (declaration == Tok::K_LEXICON && (word || token.kind == Tok::TEXT)) {
      out += text_renamed(own, true, &values);  // as in the texts of designs, in which these words are looked for
    } else if (token.kind == Tok::TEXT && (before == Tok::K_WRITTEN)) {
      out += text_renamed(own, true);
    } else if (token.kind == Tok::TEXT && declaration != Tok::K_TEST && declaration != Tok::K_DESIGN) {
      const bool label = own.find('{') == std::string_view::npos && before == Tok::WORD && after != Tok::ASSIGN &&
                         declaration != Tok::K_TEMPLATE;
      out += label ? "\"q " + std::string(own.substr(1)) : text_renamed(own, false);
    } else if (token.kind == Tok::TEXT && used.contains(own.substr(1, own.size() - 2))) {
      out += "\"" + renamed(own.substr(1, own.size() - 2)) + "\"";
    } else if (token.kind == Tok::TEXT && (declaration == Tok::K_TEST || declaration == Tok::K_DESIGN)) {
      out += text_renamed(own, true, &values);
    } else {
      out += own;
    }
  }
  out += text.substr(done);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
