#include "tests/support/formatted.h"

#include "compiler/format/format.h"
#include "compiler/parse/lexer.h"

#include <algorithm>
#include <exception>
#include <vector>

namespace msd::testing {

namespace {

struct Words {
  std::vector<std::string> tokens;  ///< role and text, without separators
  std::vector<std::string> comments;
  std::string tree;
  std::size_t errors = 0;
};

std::string trimmed(std::string_view text) { return std::string(text.substr(0, text.find_last_not_of(" \t\r") + 1)); }

Words words_of(std::string_view text) {
  Words out;
  source::SourceMap sources;
  diag::Sink sink, ignored;
  const source::FileId file = sources.add("text", std::string(text));
  const ast::Unit unit = parse::parse_file(sources, file, {}, sink);
  out.errors = sink.errors();
  if (out.errors != 0) return out;
  out.tree = without_places(parse::dump(unit, sources));
  const parse::Lexed lexed = parse::read_words(sources, file, {}, ignored);
  for (const parse::Token& token : lexed.tokens) {
    if (token.kind == parse::Tok::COMMA || token.kind == parse::Tok::SEMI) continue;
    std::string own(sources.text({file, token.begin, token.end}));
    if (token.kind == parse::Tok::NUMBER) own.erase(std::remove(own.begin(), own.end(), ' '), own.end());
    out.tokens.push_back(std::to_string(static_cast<int>(token.kind)) + " " + own);
  }
  for (const ast::Comment& comment : lexed.comments) out.comments.push_back(trimmed(sources.text(comment.span)));
  return out;
}

/// Blanks that nobody sees, outside of texts in quotes.
std::string unseen(const std::string& text) {
  if (text.empty()) return {};
  if (text.back() != '\n') return "the last line does not end";
  if (text.front() == '\n') return "it begins with a blank line";
  if (text.find("\n\n\n") != text.npos) return "two blank lines in a row";
  if (text.find(" \n") != text.npos) return "blanks at the end of a line";
  if (text.ends_with("\n\n")) return "it ends in a blank line";
  if (text.starts_with("\xEF\xBB\xBF")) return "a byte order mark";
  return {};
}

}  // namespace

std::string without_places(std::string_view dump) {
  const auto in_place = [](char c) { return (c >= '0' && c <= '9') || c == ':' || c == '-'; };
  std::string out;
  for (std::size_t i = 0; i < dump.size(); ++i) {
    if (dump[i] == ' ') {
      std::size_t end = i + 1;
      while (end < dump.size() && in_place(dump[end])) ++end;
      const std::string_view word = dump.substr(i + 1, end - i - 1);
      if (std::count(word.begin(), word.end(), ':') == 2 && std::count(word.begin(), word.end(), '-') == 1) i = end;
      if (i == dump.size()) break;
    }
    out += dump[i];
  }
  return out;
}

std::optional<std::string> formatted(std::string_view text) {
  source::SourceMap sources;
  diag::Sink sink;
  return format::format(sources, sources.add("text", std::string(text)), {}, sink);
}

std::string format_fault(std::string_view text) try {
  const Words before = words_of(text);
  if (before.errors != 0) return {};
  const std::optional<std::string> once = formatted(text);
  if (!once) return "it is refused";
  const Words after = words_of(*once);
  if (after.errors != 0) return "it has errors now:\n" + *once;
  if (before.tokens != after.tokens) return "its tokens are others:\n" + *once;
  if (before.comments != after.comments) return "its comments are others:\n" + *once;
  if (before.tree != after.tree) return "its tree is another:\n" + *once;
  if (const std::string found = unseen(*once); !found.empty()) return found + ":\n" + *once;
  const std::optional<std::string> twice = formatted(*once);
  if (!twice || *twice != *once) return "it is no fixed point:\n" + *once + "---\n" + twice.value_or("");
  return {};
} catch (const std::exception& fault) {
  return fault.what();
}

}  // namespace msd::testing
