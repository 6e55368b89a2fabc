#include "compiler/parse/antlr.h"

#include <algorithm>
#include <array>

namespace msd::parse {

using antlr4::Parser;

namespace {

std::size_t index_of(Parser* parser) { return parser->getTokenStream()->index(); }

bool one_of(Tok kind, std::initializer_list<Tok> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

constexpr const char* kExpression = "an expression";

bool declares(Tok kind) {
  return (kind >= Tok::K_FRAMEWORK && kind <= Tok::K_TEST) || kind == Tok::K_DESIGN || kind == Tok::K_RESERVED;
}

/// Tokens that hold a form together; when one of them is possible, the others are not worth naming.
bool structural(Tok kind) {
  return one_of(kind, {Tok::ARROW, Tok::RBRACE, Tok::LBRACE, Tok::RPAREN, Tok::RBRACK, Tok::COLON, Tok::ASSIGN,
                       Tok::TEXT, Tok::K_OTHERWISE, Tok::K_THEN, Tok::K_ELSE, Tok::K_WHEN, Tok::K_ON, Tok::K_OF,
                       Tok::K_AS, Tok::K_NEEDS, Tok::K_UNIQUE, Tok::NUMBER});
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

std::string describe_set(const std::vector<Tok>& expected) {
  auto has = [&](Tok kind) { return std::find(expected.begin(), expected.end(), kind) != expected.end(); };
  if (has(Tok::WORD) && has(Tok::LPAREN) && has(Tok::NUMBER)) return kExpression;
  std::vector<std::string> words;
  if (has(Tok::WORD)) words.emplace_back("a name");
  const bool any_structural = std::any_of(expected.begin(), expected.end(), structural);
  for (Tok kind : expected) {
    // Where a name may stand, so may most words; they are covered.
    if (kind == Tok::WORD || (has(Tok::WORD) && kind >= Tok::K_DESIGN && !structural(kind))) continue;
    if (any_structural && !structural(kind)) continue;
    if (words.size() < 5) words.emplace_back(describe(kind));
  }
  return words.empty() ? "a declaration" : join(words);
}

}  // namespace

std::unique_ptr<antlr4::Token> TokenFeed::nextToken() {
  const Token& token = tokens_[std::min(at_, tokens_.size() - 1)];
  auto out = std::make_unique<antlr4::CommonToken>(token.kind == Tok::END ? antlr4::Token::EOF
                                                                          : static_cast<size_t>(token.kind));
  out->setStartIndex(token.begin);
  out->setStopIndex(token.end);
  out->setTokenIndex(at_);
  if (at_ + 1 < tokens_.size()) ++at_;
  return out;
}

std::string Recovery::found(const Token& token) const {
  if (token.kind == Tok::END) return "the end of the file";
  if (token.begin == token.end) return "the end of the block";
  if (token.kind == Tok::TEXT) return "a quoted text";
  return "`" + std::string(text_.substr(token.begin, std::min<std::uint32_t>(token.end - token.begin, 40))) + "`";
}

void Recovery::count() {
  if (sink_.all().size() - first_ < options_.max_errors) return;
  sink_.report(diag::kind::TooManyErrors, {file_, 0, 0}, options_.max_errors);
  throw TooManyFaults{};
}

void Recovery::special(const Token& token, const std::string& wanted, bool compares) {
  const source::Span span{file_, token.begin, token.end};
  if (token.kind == Tok::ASSIGN && compares) {
    sink_.report(diag::kind::SingleEquals, span).help("write `==`").fix(span, "==", "write `==`", true);
  } else if (token.kind >= Tok::EQ && token.kind <= Tok::GE && compares) {
    sink_.report(diag::kind::ComparisonChain, span)
        .label("the second comparison")
        .help("join two comparisons with `and`");
  } else {
    sink_.report(diag::kind::Unexpected, span, wanted, found(token));
  }
}

void Recovery::unexpected(const Token& token, const std::vector<Tok>& expected) {
  // Where a condition could go on, or where a finished one has made the parser leave it, an operator is a comparison of
  // its own.
  const bool goes_on = std::find(expected.begin(), expected.end(), Tok::EQ) != expected.end() ||
                       std::find(expected.begin(), expected.end(), Tok::K_OR) != expected.end();
  const std::string wanted = describe_set(expected);
  special(token, wanted, goes_on || (token.kind != Tok::ASSIGN && wanted != kExpression) || expected.empty());
  count();
}

void Recovery::reportError(Parser* parser, const antlr4::RecognitionException& fault) {
  if (failing_) return;
  failing_ = true;
  std::vector<Tok> expected;
  try {
    for (ssize_t kind : fault.getExpectedTokens().toList()) {
      if (kind > 0 && kind < static_cast<ssize_t>(Tok::COUNT)) expected.push_back(static_cast<Tok>(kind));
    }
  } catch (const std::exception&) {
    // The state has no set of its own; the report then says only what was found.
  }
  antlr4::Token* offending = fault.getOffendingToken();
  unexpected(token(offending != nullptr ? offending->getTokenIndex() : index_of(parser)), expected);
}

void Recovery::recover(Parser* parser, std::exception_ptr fault) {
  const std::size_t rule = parser->getContext()->getRuleIndex();
  if (rule != rules_.entry && rule != rules_.line && rule != rules_.expectation && rule != rules_.declaration &&
      rule != rules_.design && rule != rules_.file) {
    std::rethrow_exception(fault);
  }
  failing_ = false;
  const std::size_t start = parser->getContext()->start->getTokenIndex();
  skip(parser, rule, start, token(start).depth);
}

antlr4::Token* Recovery::recoverInline(Parser* parser) { throw antlr4::InputMismatchException(parser); }

bool Recovery::allowed_here(std::size_t rule, const Token& token) const {
  const Tok kind = token.kind;
  if (one_of(kind, {Tok::COMMA, Tok::SEMI, Tok::RBRACE, Tok::END})) return true;
  if (rule == rules_.file) return rules_.declaration == SIZE_MAX ? kind == Tok::K_DESIGN : declares(kind);
  if (rule == rules_.block) return kind == Tok::KEY || kind == Tok::HEAD;
  if (rule == rules_.test) return kind == Tok::KEY || kind == Tok::HEAD || kind == Tok::K_EXPECT;
  return kind == Tok::WORD || kind >= Tok::K_DESIGN;  // a line of a table begins with a name
}

void Recovery::sync(Parser* parser) {
  const antlr4::ParserRuleContext* context = parser->getContext();
  const std::size_t rule = context->getRuleIndex();
  const bool body = rule == rules_.block || rule == rules_.test || rule == rules_.table_a || rule == rules_.table_b;
  if (!body && rule != rules_.file) return;
  for (;;) {
    const std::size_t at = index_of(parser);
    const Token& now = token(at);
    const std::uint32_t depth = rule == rules_.file ? 0 : token(context->start->getTokenIndex()).depth + 1;
    if (body && now.depth != depth) return;  // still in the header, or at the brace that ends the body
    if (allowed_here(rule, now)) return;
    const source::Span span{file_, now.begin, now.end};
    const std::string word(text_.substr(now.begin, now.end - now.begin));
    if (rule == rules_.file && rules_.declaration != SIZE_MAX && now.kind == Tok::WORD) {
      sink_.report(diag::kind::UnknownDeclaration, span, word)
          .help(diag::did_you_mean(word,
                                   {"framework", "import", "enum", "row", "field", "derive", "classify", "attach",
                                    "require", "template", "lexicon", "step", "checklist", "sheet", "test", "design"}));
    } else if (rule == rules_.file && rules_.declaration == SIZE_MAX) {
      sink_.report(diag::kind::NotADesign, span, found(now))
          .help("a design begins with `design NAME uses FRAMEWORK {`");
    } else if (rule == rules_.file && (now.kind == Tok::ASSIGN || (now.kind >= Tok::EQ && now.kind <= Tok::GE))) {
      special(now, "a declaration", true);
    } else {
      unexpected(now, rule == rules_.block  ? std::vector{Tok::KEY, Tok::HEAD}
                      : rule == rules_.test ? std::vector{Tok::KEY, Tok::HEAD, Tok::K_EXPECT}
                      : rule == rules_.file ? std::vector<Tok>{}
                                            : std::vector{Tok::WORD});
    }
    count();
    const std::size_t as = rule == rules_.file ? (rules_.declaration != SIZE_MAX ? rules_.declaration : rules_.design)
                           : rule == rules_.block || rule == rules_.test ? rules_.entry
                                                                         : rules_.line;
    skip(parser, as, at, depth);
  }
}

void Recovery::skip(Parser* parser, std::size_t rule, std::size_t start, std::uint32_t depth) {
  antlr4::TokenStream* stream = parser->getTokenStream();
  for (;; parser->consume()) {
    const std::size_t at = stream->index();
    const Token& now = token(at);
    if (now.kind == Tok::END) return;
    if (depth > 0 && now.kind == Tok::RBRACE && now.depth < depth) return;
    if (at <= start || now.depth != depth) continue;
    if (rule == rules_.line && now.line_start) return;
    if ((rule == rules_.entry || rule == rules_.expectation) && one_of(now.kind, {Tok::KEY, Tok::HEAD, Tok::K_EXPECT}))
      return;
    if ((rule == rules_.declaration || rule == rules_.design || rule == rules_.file) && declares(now.kind)) return;
  }
}

}  // namespace msd::parse
