// The words of syntax errors: what was expected, what was found, and what was probably meant.
#include "compiler/parse/antlr.h"

#include <algorithm>

namespace msd::parse {

namespace {

constexpr const char* kExpression = "an expression";

bool one_of(Tok kind, std::initializer_list<Tok> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool compares(Tok kind) { return kind >= Tok::EQ && kind <= Tok::GE; }

/// Tokens that hold a form together; when one of them is possible, the others are not worth naming.
bool structural(Tok kind) {
  return one_of(kind, {Tok::ARROW, Tok::RBRACE,      Tok::LBRACE,  Tok::RPAREN, Tok::RBRACK, Tok::COLON, Tok::ASSIGN,
                       Tok::TEXT,  Tok::K_OTHERWISE, Tok::K_THEN,  Tok::K_ELSE, Tok::K_WHEN, Tok::K_ON,  Tok::K_OF,
                       Tok::K_AS,  Tok::K_BACK,      Tok::K_NEEDS, Tok::NUMBER, Tok::K_BY,   Tok::DOTDOT});
}

class Expected {
 public:
  explicit Expected(const std::vector<Tok>& kinds) : kinds_(kinds) {}

  bool has(Tok kind) const { return std::find(kinds_.begin(), kinds_.end(), kind) != kinds_.end(); }

  std::string describe() const {
    if (has(Tok::K_BOOL) && has(Tok::K_DECIMAL) && !has(Tok::K_FIELDS)) return "a type";
    if (has(Tok::UNKNOWN) && has(Tok::NUMBER)) return with_rest("a value", {Tok::RBRACE});
    if (has(Tok::WORD) && has(Tok::LPAREN) && has(Tok::NUMBER)) return with_rest(kExpression, {Tok::RBRACE});
    std::vector<std::string> words;
    if (has(Tok::WORD)) words.emplace_back("a name");
    const bool any = std::any_of(kinds_.begin(), kinds_.end(), structural);
    for (Tok kind : kinds_) {
      // Where a name may stand, so may most words; they are covered.
      if (kind == Tok::WORD || (has(Tok::WORD) && kind >= Tok::K_DESIGN && !structural(kind))) continue;
      if (any && !structural(kind)) continue;
      if (words.size() < 5) words.emplace_back(parse::describe(kind));
    }
    return words.empty() ? "a declaration" : join(words);
  }

  /// The words of the keywords, for a nearest name.
  std::vector<std::string_view> keywords() const {
    std::vector<std::string_view> out;
    for (Tok kind : kinds_) {
      std::string_view word = parse::describe(kind);
      if (kind < Tok::K_DESIGN || kind == Tok::K_STATE || kind == Tok::K_RESERVED) continue;
      out.push_back(word.substr(1, word.size() - 2));
    }
    return out;
  }

 private:
  std::string with_rest(const char* what, std::initializer_list<Tok> kinds) const {
    std::vector<std::string> words{what};
    for (Tok kind : kinds) {
      if (has(kind)) words.emplace_back(parse::describe(kind));
    }
    return join(words);
  }

  static std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
      out += words[i];
    }
    return out;
  }

  const std::vector<Tok>& kinds_;
};

}  // namespace

std::string Recovery::found(const Token& token) const {
  if (token.kind == Tok::END) return "the end of the file";
  if (token.made()) return "the end of the block";
  if (token.kind == Tok::TEXT) return "a quoted text";
  return "`" + std::string(job_.text.substr(token.begin, std::min<std::uint32_t>(token.end - token.begin, 40))) + "`";
}

/// Whether what is wrong here was reported when the text was read: a sign without a meaning, or the rest of a line that
/// a text without its closing quote has taken in.
bool Recovery::told(std::size_t at) const {
  const Token& now = token(at);
  const bool behind_stray = now.behind_stray && !now.line_start;
  return now.kind == Tok::STRAY || now.unclosed || behind_stray || (at > 0 && token(at - 1).unclosed);
}

/// Notes what a syntax error at a token says about braces, so that their count is not reported once more.
void Recovery::remember_braces(std::size_t at, bool wants_opening, bool wants_closing) {
  const Token& now = token(at);
  const bool closed = (now.kind == Tok::RBRACE && !now.made()) || (at > 0 && token(at - 1).kind == Tok::RBRACE);
  if (wants_opening || closed) job_.findings.missing_braces.push_back(now.begin);
  if (wants_closing || now.kind == Tok::LBRACE) job_.findings.wrong_braces.push_back(now.begin);
}

/// What is missing at the end of a line is reported there, and not at whatever comes next.
void Recovery::report(std::size_t at, const std::string& wanted, Where where, std::string help) {
  const Token& now = token(at);
  if (told(at)) return;
  const bool sign = (now.kind >= Tok::COLON && now.kind <= Tok::SEMI) || one_of(now.kind, {Tok::RPAREN, Tok::RBRACK}) ||
                    (now.kind >= Tok::DOT && now.kind <= Tok::GE);
  const bool next_line = at > 0 && where == Where::BehindLast && (now.line_start || now.kind == Tok::END) && !sign;
  if (!next_line) {
    job_.sink.report(diag::kind::Unexpected, span(now), wanted, found(now)).help(std::move(help));
    return;
  }
  const std::uint32_t end = token(at - 1).end;
  job_.sink
      .report(diag::kind::Unexpected, {job_.file, end, end}, wanted,
              now.kind == Tok::END ? found(now) : "the end of the line")
      .help(std::move(help));
}

/// Signs that say by themselves what is wrong. True after a report.
bool Recovery::special(const Token& token, bool compares_here) {
  if (!compares_here) return false;
  if (token.kind == Tok::ASSIGN) {
    job_.sink.report(diag::kind::SingleEquals, span(token))
        .help("write `==`")
        .fix(span(token), "==", "write `==`", true);
    return true;
  }
  if (!compares(token.kind)) return false;
  job_.sink.report(diag::kind::ComparisonChain, span(token))
      .label("the second comparison")
      .help("join two comparisons with `and`");
  return true;
}

/// Whether the last thing that was read is a whole expression.
bool Recovery::behind_expression(const antlr4::ParserRuleContext* context) const {
  std::size_t last = context->children.size();
  while (last == 0) {  // a rule that has just begun: what stands before it
    const auto* around = dynamic_cast<const antlr4::ParserRuleContext*>(context->parent);
    if (around == nullptr) return false;
    const auto& siblings = around->children;
    last = static_cast<std::size_t>(std::find(siblings.begin(), siblings.end(), context) - siblings.begin());
    context = around;
  }
  const auto* before = dynamic_cast<const antlr4::ParserRuleContext*>(context->children[last - 1]);
  return before != nullptr && role(before) == Role::Expression;
}

void Recovery::unexpected(antlr4::Parser* parser, std::size_t at, const std::vector<Tok>& kinds) {
  if (told(at) || (token(at).kind == Tok::WORD && told(at + 1))) return;
  const Token& now = token(at);
  const Expected expected(kinds);
  const std::string wanted = expected.describe();
  // Where a condition could go on, or right behind a finished one, an operator is a comparison of its own.
  if (special(now, behind_expression(parser->getContext()) || (expected.has(Tok::EQ) && !expected.has(Tok::WORD))))
    return;
  if (now.kind == Tok::K_WHERE && expected.has(Tok::LBRACE)) {
    job_.sink.report(diag::kind::DoubledClause, span(now), words(now))
        .label("again here")
        .help("join the two conditions with `and`");
    return;
  }
  remember_braces(at, expected.has(Tok::LBRACE) && !expected.has(Tok::NUMBER), expected.has(Tok::RBRACE));
  std::string help;
  const bool word = now.kind == Tok::WORD || now.kind >= Tok::K_DESIGN;
  if (word && !now.line_start) help = diag::did_you_mean(words(now), expected.keywords());
  if (help.empty() && !now.line_start && kinds == std::vector{Tok::TEXT}) help = quotes(at);
  if (now.kind == Tok::TEXT && expected.has(Tok::WORD) && !expected.has(Tok::NUMBER) && !expected.has(Tok::TEXT))
    help = "a name is written without quotes";
  const bool severity = now.kind >= Tok::K_ERROR && now.kind <= Tok::K_NOTE && expected.has(Tok::K_OTHERWISE);
  report(at, wanted, severity ? Where::Here : Where::BehindLast, std::move(help));
}

/// Something behind a whole declaration: it seems to belong to it.
void Recovery::trailing(const antlr4::ParserRuleContext& before, std::size_t at) {
  static const std::vector<std::string_view> kField = {"given",  "chosen",  "classified", "derived", "output",
                                                       "stated", "judged",  "from",       "default", "with",
                                                       "step",   "inverse", "ask",        "allow",   "external"};
  static const std::vector<std::string_view> kOther = {"where", "single", "named", "in",      "allow", "and",
                                                       "or",    "for",    "has",   "minutes", "is",    "unique"};
  const Tok opener = token(before.start->getTokenIndex()).kind;
  const Token& now = token(at);
  if (special(now, opener != Tok::K_FIELD)) return;
  const std::string near =
      now.kind == Tok::WORD ? diag::did_you_mean(words(now), opener == Tok::K_FIELD ? kField : kOther) : std::string();
  job_.sink
      .report(diag::kind::Unexpected, span(now),
              opener == Tok::K_FIELD    ? "a clause of the field or a declaration"
              : opener == Tok::K_DERIVE ? "an operator or a declaration"
                                        : "a declaration",
              found(now))
      .help(near);
}

/// An entry that was read, and then goes on in a way that says what was meant. The entry is then dropped. False: its
/// rest is only out of place.
bool Recovery::wrong_entry(antlr4::ParserRuleContext& entry, Role role, std::size_t at) {
  if (role != Role::Block && role != Role::Test) return false;
  const Token& head = token(entry.start->getTokenIndex());
  const Token& now = token(at);
  if (head.kind != Tok::HEAD) return false;
  entry.exception = std::make_exception_ptr(TooManyFaults{});
  if (now.kind == Tok::ASSIGN && entry.start->getTokenIndex() + 1 == at) {
    job_.sink.report(diag::kind::Unexpected, span(now), describe(Tok::COLON), found(now))
        .help("a field is written `FIELD: VALUE`")
        .fix(span(now), ":", "write `:`", true);
  } else if (role == Role::Test && !diag::nearest(words(head), {"expect"}).empty()) {
    job_.sink.report(diag::kind::Unexpected, span(head), describe(Tok::K_EXPECT), found(head))
        .help("did you mean `expect`?");
  } else {
    report(at, "a field name with `:` or a row", Where::Here, "");
  }
  return true;
}

}  // namespace msd::parse
