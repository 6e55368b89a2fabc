#include "compiler/parse/lexer.h"

#include "runtime/image/types.h"

#include <algorithm>
#include <array>

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
      while (!stopped_ && next()) {
        if (sink_.all().size() - before < options_.max_errors) continue;
        sink_.report(diag::kind::TooManyErrors, {file_, 0, 0}, options_.max_errors);
        stopped_ = true;
      }
      finish();
      out_.faults = sink_.all().size() - before;
    }
    return std::move(out_);
  }

 private:
  source::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
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
    token.depth = static_cast<std::uint32_t>(braces_.size());
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
  }

  /// A declaration word at the margin ends every block that is still open: the brace that is missing is named where it
  /// opens.
  void word() {
    const std::size_t begin = at_;
    while (is_word(peek())) ++at_;
    if (line_start_ && !braces_.empty() && (begin == 0 || text_[begin - 1] == '\n') &&
        opens(text_.substr(begin, at_ - begin), begin)) {
      const std::size_t end = at_;
      at_ = begin;
      close_all();
      at_ = end;
      line_start_ = true;
    }
    push(Tok::WORD, begin);
  }

  bool opens(std::string_view word, std::size_t) const {
    static constexpr std::array kWords = {"framework", "import",    "enum",   "row",     "field",
                                          "derive",    "classify",  "attach", "require", "template",
                                          "lexicon",   "checklist", "sheet",  "test",    "design"};
    if (std::find(kWords.begin(), kWords.end(), word) == kWords.end()) return false;
    std::size_t i = at_;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    return i > at_ && i < text_.size() && (is_letter(text_[i]) || text_[i] == '"');
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
      sink_.report(diag::kind::BadNumber, span(begin, digits_end), std::string(text_.substr(begin, 20)) + "…")
          .help("it has too many digits");
    }
    const std::size_t unit_end = unit(digits_end);
    if (is_letter(peek()) && unit_end == digits_end) {  // digits that run into a word
      while (is_word(peek())) ++at_;
      const std::string_view written = text_.substr(digits_end, at_ - digits_end);
      sink_.report(diag::kind::UnknownUnit, span(digits_end, at_), written)
          .help("units are ns us ms s min h d, /s /min /h /d, %, B kB MB GB TB KiB MiB GiB TiB, k M G");
      push(Tok::NUMBER, begin);
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
    if (end == begin || end - from > 30 ||
        (end < text_.size() && (is_word(text_[end]) || text_[end] == ':' || text_[end] == '.')))
      return from;
    return dimension_of(text_.substr(begin, end - begin)) ? end : from;
  }

  void quoted() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' && text_[at_ + 1] != '\r') {
        const char c = text_[at_ + 1];
        if (c != '"' && c != '\\' && c != 'n' && c != 't') {
          const std::size_t length = std::max<std::size_t>(1, sequence(text_, at_ + 1));
          sink_.report(diag::kind::BadEscape, span(at_, at_ + 1 + length), text_.substr(at_ + 1, length))
              .help("the escapes are \\\" \\\\ \\n \\t");
        }
        ++at_;
      }
      ++at_;
    }
    if (peek() == '"') {
      ++at_;
    } else {
      at_ = unclosed_end(begin);
      sink_.report(diag::kind::UnterminatedText, span(begin, at_))
          .label("opened here")
          .help("a quoted text ends on the line it begins on");
    }
    push(Tok::TEXT, begin);
  }

  /// Where a text that is not closed on its line is taken to end: before the braces at the end of the line that are not
  /// slots of the text, so that blocks stay balanced.
  std::size_t unclosed_end(std::size_t begin) const {
    std::size_t end = at_;
    std::size_t slots = 0;
    std::size_t cut = end;
    for (std::size_t i = begin + 1; i < end; ++i) {
      const char c = text_[i];
      const bool blank = c == ' ' || c == '\t' || c == '\r';
      const bool own = (c == '}' && slots == 0) || (c == '{' && text_.find_first_not_of(" \t\r", i + 1) >= end);
      if (c == '{') ++slots;
      if (c == '}' && slots != 0) --slots;
      if (blank || own) {
        cut = std::min(cut, i);
      } else {
        cut = end;
      }
    }
    return std::max(cut, begin + 1);
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
    const std::size_t length = sequence(text_, at_);
    at_ += length;
    auto stray = [&](unsigned char byte) { return byte >= 0x7F || (byte < 0x20 && byte != '\n' && byte != '\t'); };
    while (at_ < text_.size() && stray(static_cast<unsigned char>(text_[at_]))) ++at_;
    sink_.report(diag::kind::StrayCharacter, span(begin, at_), text_.substr(begin, at_ - begin));
  }

  struct Open {
    Tok kind;
    std::size_t at;
  };

  void open(Tok kind) {
    const std::size_t begin = at_++;
    push(kind, begin);
    if (nesting_.size() >= options_.max_depth) {
      sink_.report(diag::kind::TooDeep, span(begin, at_), options_.max_depth)
          .help("the rest of the file is not looked at");
      stopped_ = true;
      return;
    }
    nesting_.push_back({kind, begin});
    if (kind == Tok::LBRACE) braces_.push_back(begin);
  }

  void close(Tok kind) {
    const std::size_t begin = at_;
    const Tok opener = kind == Tok::RBRACE ? Tok::LBRACE : kind == Tok::RPAREN ? Tok::LPAREN : Tok::LBRACK;
    if (kind == Tok::RBRACE) {
      // Parentheses that are still open inside a block are the parser's to report; the brace closes them.
      while (!nesting_.empty() && nesting_.back().kind != Tok::LBRACE) nesting_.pop_back();
    }
    if (nesting_.empty() || nesting_.back().kind != opener) {
      ++at_;
      if (kind == Tok::RBRACE) {
        sink_.report(diag::kind::StrayBrace, span(begin, at_), text_.substr(begin, 1));
      } else {
        push(kind, begin);
      }
      return;
    }
    nesting_.pop_back();
    if (kind == Tok::RBRACE) braces_.pop_back();
    ++at_;
    push(kind, begin);
  }

  /// Closes what is open, with an empty token for each brace, and reports the innermost one.
  void close_all() {
    if (braces_.empty()) return;
    if (!stopped_)
      sink_.report(diag::kind::UnclosedBrace, span(braces_.back(), braces_.back() + 1)).label("opened here");
    while (!braces_.empty()) {
      braces_.pop_back();
      push(Tok::RBRACE, at_);
    }
    nesting_.clear();
  }

  void finish() {
    if (stopped_) {
      out_.usable = false;
      return;
    }
    close_all();
    push(Tok::END, at_);
  }

  std::string_view text_;
  source::FileId file_;
  const Options& options_;
  diag::Sink& sink_;
  Lexed out_;
  std::size_t at_ = 0;
  bool line_start_ = true, stopped_ = false;
  std::vector<Open> nesting_;
  std::vector<std::size_t> braces_;
};

}  // namespace

Lexed lex(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink) {
  return Lexer(sources, file, options, sink).run();
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
