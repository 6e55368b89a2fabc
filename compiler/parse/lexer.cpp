#include "compiler/parse/lexer.h"

#include "runtime/image/types.h"

#include <algorithm>
#include <array>
#include <utility>

namespace msd::parse {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }

/// Length of the well-formed UTF-8 sequence at `at` (RFC 3629), 0 if there is none.
std::size_t sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto more = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned a = byte(0);
  if (a < 0x80) return 1;
  if (a >= 0xC2 && a <= 0xDF) return more(1) ? 2 : 0;
  if (a >= 0xE0 && a <= 0xEF) {
    if (!more(1) || !more(2) || (a == 0xE0 && byte(1) < 0xA0) || (a == 0xED && byte(1) > 0x9F)) return 0;
    return 3;
  }
  if (a >= 0xF0 && a <= 0xF4) {
    if (!more(1) || !more(2) || !more(3) || (a == 0xF0 && byte(1) < 0x90) || (a == 0xF4 && byte(1) > 0x8F)) return 0;
    return 4;
  }
  return 0;
}

class Lexer {
 public:
  Lexer(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink)
      : text_(sources.file(file).text), file_(file), options_(options), sink_(sink) {}

  Lexed run() {
    if (!check_encoding()) {
      out_.usable = false;
    } else {
      if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
      const std::size_t before = sink_.all().size();
      while (!stopped_ && next()) {}
      out_.usable = !stopped_;
      push(Tok::END, at_);
      out_.faults = sink_.all().size() - before;
    }
    return std::move(out_);
  }

 private:
  source::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  /// Reports at the text from `begin` up to where reading is; past the limit, reading ends.
  template <class... Args>
  diag::Sink::Builder report(const diag::Kind<Args...>& kind, std::size_t begin, std::type_identity_t<Args>... args) {
    if (++reports_ >= options_.max_errors && !stopped_) {
      stopped_ = true;
      sink_.report(diag::kind::TooManyErrors, span(begin, at_), options_.max_errors);
    }
    return sink_.report(kind, span(begin, at_), args...);
  }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  /// The whole file is refused on the first byte that is not text: binary noise deserves one report, not a thousand.
  bool check_encoding() {
    for (std::size_t i = 0; i < text_.size();) {
      if (text_[i] == '\0') return sink_.report(diag::kind::NulByte, span(i, i + 1)), false;
      const std::size_t length = sequence(text_, i);
      if (length == 0) {
        sink_
            .report(diag::kind::InvalidUtf8, span(i, i + 1),
                    static_cast<unsigned>(static_cast<unsigned char>(text_[i])))
            .help("save the file as UTF-8");
        return false;
      }
      i += length;
    }
    return true;
  }

  void push(Tok kind, std::size_t begin, std::uint8_t unit = 0) {
    Token token;
    token.kind = kind;
    token.line_start = line_start_;
    token.unit = unit;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    out_.tokens.push_back(token);
    line_start_ = false;
  }

  bool next() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n')) {
      if (text_[at_] == '\n') line_start_ = true;
      ++at_;
    }
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    if (c == '/' && peek(1) == '/') return comment(), true;
    if (is_letter(c)) return word(), true;
    if (is_digit(c) || (c == '-' && is_digit(peek(1)))) return number(), true;
    if (c == '"') return quoted(), true;
    return punctuation(c), true;
  }

  void comment() {
    const std::size_t begin = at_;
    const bool doc = peek(2) == '/' && peek(3) != '/';
    at_ = std::min(text_.find('\n', at_), text_.size());
    std::size_t end = at_;
    if (end > begin && text_[end - 1] == '\r') --end;
    out_.comments.push_back({span(begin, end), doc});
    direction(begin, end);
  }

  /// A declaration word at the margin ends every block that is still open.
  void word() {
    const std::size_t begin = at_;
    while (is_word(peek())) ++at_;
    const bool margin =
        line_start_ && (begin == 0 || text_[begin - 1] == '\n') && opens(text_.substr(begin, at_ - begin));
    if (margin) nesting_.clear();
    push(Tok::WORD, begin);
    out_.tokens.back().margin = margin;
  }

  bool opens(std::string_view word) const {
    static constexpr std::array kWords = {
        "framework", "import",   "enum",    "row",       "field",  "derive",   "classify",   "attach",
        "require",   "template", "lexicon", "checklist", "sheet",  "test",     "design",     "archetype",
        "system",    "prefer",   "variant", "scenario",  "change", "remove",   "replace",    "add",
        "before",    "after",    "assume",  "never",     "always", "monotone", "independent"};
    if (std::find(kWords.begin(), kWords.end(), word) == kWords.end()) return false;
    std::size_t i = at_;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    if (i == at_ || i >= text_.size()) return false;
    return text_[i] == '"' || (is_letter(text_[i]) && !text_.substr(i).starts_with("when "));  // a line of a table
  }

  void number() {
    const std::size_t begin = at_;
    if (peek() == '-') ++at_;
    auto digits = [&] {
      while (is_digit(peek())) ++at_;
    };
    digits();
    for (int i = 0; i < 2 && peek() == '.' && is_digit(peek(1)); ++i) {
      ++at_;
      digits();
    }
    const std::size_t digits_end = at_;
    if (digits_end - begin > ast::kMaxDigits) {
      report(diag::kind::BadNumber, begin, std::string(text_.substr(begin, 20)) + "…").help("it has too many digits");
    }
    const std::size_t unit_end = unit(digits_end);
    if (is_letter(peek()) && unit_end == digits_end) {  // digits that run into a word
      while (is_word(peek())) ++at_;
      const std::string_view written = text_.substr(digits_end, at_ - digits_end);
      static const std::vector<std::string_view> kUnits = {"ns", "us", "ms",  "s",   "min", "h",   "d", "B", "kB", "MB",
                                                           "GB", "TB", "KiB", "MiB", "GiB", "TiB", "k", "M", "G"};
      const std::string near = diag::did_you_mean(written, kUnits);
      report(diag::kind::UnknownUnit, digits_end, written)
          .help(!near.empty() ? near
                              : "units are ns us ms s min h d, /s /min /h /d, %, B kB MB GB TB KiB MiB GiB TiB, k M G");
      push(Tok::STRAY, begin);
      return;
    }
    at_ = unit_end;
    push(Tok::NUMBER, begin, static_cast<std::uint8_t>(unit_end - digits_end));
  }

  /// Where the unit after a number ends; the same place if there is none. The unit's bytes include blanks before it.
  std::size_t unit(std::size_t from) const {
    std::size_t begin = from;
    while (begin < text_.size() && text_[begin] == ' ') ++begin;
    if (begin < text_.size() && text_[begin] == '%') return begin + 1;
    std::size_t end = begin;
    while (end < text_.size() && is_letter(text_[end]) && end - begin < 4) ++end;
    if (end < text_.size() && text_[end] == '/' && end + 1 < text_.size() && is_letter(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_letter(text_[end]) && end - begin < 8) ++end;
    }
    if (end == begin || end - from > 30 || (end < text_.size() && (is_word(text_[end]) || text_[end] == ':')) ||
        (end < text_.size() && text_[end] == '.' && !text_.substr(end).starts_with("..")))
      return from;
    return dimension_of(text_.substr(begin, end - begin)) ? end : from;
  }

  void quoted() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' && text_[at_ + 1] != '\r') escape();
      ++at_;
    }
    const bool closed = peek() == '"';
    if (closed) {
      ++at_;
    } else {
      unclosed(begin);
    }
    push(Tok::TEXT, begin);
    out_.tokens.back().unclosed = !closed;
    direction(begin, at_);
  }

  /// At a backslash; afterwards at the character behind it.
  void escape() {
    const std::size_t begin = at_++;
    const char c = text_[at_];
    if (c == '"' || c == '\\' || c == 'n' || c == 't') return;
    const std::size_t length = sequence(text_, at_);
    const std::size_t here = std::exchange(at_, at_ + length);
    report(diag::kind::BadEscape, begin, text_.substr(here, length))
        .help("the escapes are `\\\"` `\\\\` `\\n` `\\t`; a backslash itself is written `\\\\`");
    at_ = here + length - 1;
  }

  /// A text that was meant to go over several lines is one fault: it is read up to its closing quote, if that is near.
  void unclosed(std::size_t begin) {
    const std::size_t line_end = at_ > begin + 1 && text_[at_ - 1] == '\r' ? at_ - 1 : at_;
    at_ = std::min(line_end, begin + kShownText);
    report(diag::kind::UnterminatedText, begin)
        .label("opened here")
        .help("close it on the line it begins on; a line end inside is written `\\n`");
    at_ = line_end;
    if (const std::size_t end = closing_quote(line_end)) {
      at_ = end;
      return;
    }
    at_ = brackets_at_end(begin, line_end);
  }

  /// Where the brackets at the end of a line begin that are no slots of the text: they hold the file together, and were
  /// hardly meant to be part of it.
  std::size_t brackets_at_end(std::size_t begin, std::size_t end) const {
    std::size_t slots = 0;
    std::size_t cut = end;
    for (std::size_t i = begin + 1; i < end; ++i) {
      const char c = text_[i];
      const bool ours = c == '}' && slots != 0;
      if (c == '{' && text_.find_first_not_of(" \t", i + 1) < end) ++slots;
      if (ours) --slots;
      const bool bracket = !ours && std::string_view(" \t{}()[]").find(c) != std::string_view::npos && slots == 0;
      cut = bracket ? std::min(cut, i) : end;
    }
    return cut;
  }

  /// Behind the quote that closes a text of several lines; 0 if the next lines do not look like the rest of one.
  std::size_t closing_quote(std::size_t from) const {
    std::size_t at = text_.find('\n', from);
    for (int lines = 0; lines < 8 && at != std::string_view::npos; ++lines) {
      const std::string_view line = text_.substr(at + 1, text_.find('\n', at + 1) - at - 1);
      if (line.size() > 1000) return 0;
      const auto quotes = std::count(line.begin(), line.end(), '"');
      const bool only_words = line.find_first_of("{}:=") > line.find('"') || line.find_first_of("{}:=") == line.npos;
      if (!only_words || line.find_first_not_of(" \t\r") == line.npos) return 0;
      if (quotes % 2 == 1) return at + 1 + line.find('"') + 1;
      if (quotes != 0) return 0;
      at = text_.find('\n', at + 1);
    }
    return 0;
  }

  /// Marks that make editors show a line in another order than it is read (Boucher and Anderson, "Trojan source",
  /// 2021).
  void direction(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (text_[i] != '\xE2' && text_[i] != '\xD8') continue;
      const std::size_t length = sequence(text_, i);
      const unsigned code = direction_mark(text_.substr(i, length));
      if (code == 0) continue;
      const std::size_t here = std::exchange(at_, i + length);
      report(diag::kind::DirectionMark, i, code)
          .help("take it out: editors would show this line in another order than it is read");
      at_ = here;
      return;
    }
  }

  static unsigned direction_mark(std::string_view c) {
    if (c == "\xD8\x9C") return 0x61C;
    if (c.size() != 3 || c[0] != '\xE2') return 0;
    const unsigned code =
        0x2000U | ((static_cast<unsigned char>(c[1]) & 0x3FU) << 6U) | (static_cast<unsigned char>(c[2]) & 0x3FU);
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ? code : 0;
  }

  /// What cannot begin a token: beyond ASCII, or a control.
  static bool no_text(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x7F || (byte < 0x20 && c != '\n' && c != '\t' && c != '\r');
  }

  /// Behind a text in quotes that are not ours, on this line; 0 if there is none at `begin`.
  std::size_t foreign_quotes(std::size_t begin) const {
    const std::string_view line = text_.substr(begin, text_.find('\n', begin) - begin);
    const std::string_view close = line.starts_with("'")                            ? "'"
                                   : line.starts_with("“") || line.starts_with("„") ? "”"
                                                                                    : "";
    const std::size_t end = close.empty() ? line.npos : line.find(close, 1);
    return end == line.npos ? 0 : begin + end + close.size();
  }

  /// A character without a meaning; those that other programs put where we write another one say which.
  void stray(std::size_t begin, std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> kMeant[] = {
        {"'", "a text stands in double quotes: `\"…\"`"},
        {"“", "a text stands in straight double quotes: `\"…\"`"},
        {"”", "a text stands in straight double quotes: `\"…\"`"},
        {"„", "a text stands in straight double quotes: `\"…\"`"},
        {"’", "a text stands in double quotes: `\"…\"`"},
        {"≤", "write `<=`"},
        {"≥", "write `>=`"},
        {"≠", "write `!=`"},
        {"⇒", "write `=>`"},
        {"→", "write `=>`"},
        {"&", "write `and`"},
        {"|", "write `or`"},
        {"!", "write `not`"},
        {"#", "a comment begins with `//`"},
        {"/", "a comment begins with `//`"},
        {"\u00a0", "this is a space that does not break lines; write a plain one"},
        {"-", "names are written with `_`, numbers are not subtracted"},
        {"+", "numbers are not added"},
    };
    std::string help;
    for (const auto& [sign, words] : kMeant) {
      if (text.starts_with(sign)) {
        help = words;
        break;
      }
    }
    report(diag::kind::StrayCharacter, begin, text).help(std::move(help));
  }

  void punctuation(char c) {
    const std::size_t begin = at_;
    const char d = peek(1);
    auto two = [&](Tok kind) { at_ += 2, push(kind, begin); };
    auto one = [&](Tok kind) { at_ += 1, push(kind, begin); };
    switch (c) {
    case '{': return open(Tok::LBRACE);
    case '(': return open(Tok::LPAREN);
    case '[': return open(Tok::LBRACK);
    case '}': return close(Tok::RBRACE);
    case ')': return close(Tok::RPAREN);
    case ']': return close(Tok::RBRACK);
    case '?': return one(Tok::UNKNOWN);
    case ':': return one(Tok::COLON);
    case ',': return one(Tok::COMMA);
    case ';': return one(Tok::SEMI);
    case '*': return one(Tok::STAR);
    case '.': return d == '.' ? two(Tok::DOTDOT) : one(Tok::DOT);
    case '=': return d == '=' ? two(Tok::EQ) : d == '>' ? two(Tok::ARROW) : one(Tok::ASSIGN);
    case '!':
      if (d == '=') return two(Tok::NE);
      break;
    case '<': return d == '=' ? two(Tok::LE) : one(Tok::LT);
    case '>': return d == '=' ? two(Tok::GE) : one(Tok::GT);
    default: break;
    }
    at_ += sequence(text_, at_);
    while (at_ < text_.size() && (no_text(text_[at_]) || text_[at_] == c)) ++at_;
    if (const std::size_t end = foreign_quotes(begin)) at_ = end;
    stray(begin, text_.substr(begin, at_ - begin));
    push(Tok::STRAY, begin);
  }

  void open(Tok kind) {
    const std::size_t begin = at_++;
    push(kind, begin);
    if (nesting_.size() >= options_.max_depth) {
      report(diag::kind::TooDeep, begin, options_.max_depth).help("the rest of the file is not looked at");
      stopped_ = true;
      return;
    }
    nesting_.push_back(kind);
  }

  void close(Tok kind) {
    const std::size_t begin = at_++;
    push(kind, begin);
    const Tok opener = kind == Tok::RBRACE ? Tok::LBRACE : kind == Tok::RPAREN ? Tok::LPAREN : Tok::LBRACK;
    if (kind == Tok::RBRACE) {
      // Parentheses that are still open inside a block are the parser's to report; the brace closes them.
      while (!nesting_.empty() && nesting_.back() != Tok::LBRACE) nesting_.pop_back();
    }
    if (!nesting_.empty() && nesting_.back() == opener) nesting_.pop_back();
  }

  static constexpr std::size_t kShownText = 200;  // of a text that is never closed

  std::string_view text_;
  source::FileId file_;
  const Options& options_;
  diag::Sink& sink_;
  Lexed out_;
  std::size_t at_ = 0;
  bool line_start_ = true, stopped_ = false;
  std::size_t reports_ = 0;
  std::vector<Tok> nesting_;  // only for the limit; balance() judges the braces
};

}  // namespace

Lexed lex(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink) {
  const std::size_t before = sink.all().size();
  Lexed out = Lexer(sources, file, options, sink).run();
  out.faults = sink.all().size() - before;
  if (out.usable) balance(out, sources.file(file).text, file, options, sink);
  return out;
}

std::string_view describe(Tok kind) {
  static constexpr std::string_view kWords[] = {
      "the end of the file",
#define MSD_TOKEN(NAME, words) words,
#define MSD_KEYWORD(NAME, word) "`" word "`",
#include "compiler/parse/tokens.def"
  };
  static_assert(std::size(kWords) == static_cast<std::size_t>(Tok::COUNT));
  return kind < Tok::COUNT ? kWords[static_cast<std::size_t>(kind)] : std::string_view();
}

}  // namespace msd::parse
