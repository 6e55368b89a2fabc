// Going on after an error: which entry is lost, and where the next one begins.
#include "compiler/parse/antlr.h"

#include <algorithm>

namespace msd::parse {

using antlr4::Parser;

namespace {

std::size_t index_of(Parser* parser) { return parser->getTokenStream()->index(); }

bool declares(Tok kind) {
  return (kind >= Tok::K_FRAMEWORK && kind <= Tok::K_TEST) || kind == Tok::K_DESIGN || kind == Tok::K_RESERVED;
}

const std::vector<std::string_view>& declaration_words() {
  static const std::vector<std::string_view> kWords = {
      "framework", "import",  "enum",     "row",     "field",  "derive",    "classify",
      "attach",    "require", "template", "lexicon", "step",   "checklist", "sheet",
      "archetype", "system",  "prefer",   "test",    "design", "variant",   "change",
      "remove",    "replace", "assume",   "never",   "always", "monotone",  "independent"};
  return kWords;
}

/// Words that a line of a role begins with, or goes on with.
bool of_condition(std::string_view word) {
  return word == "must" || word == "usually" || word == "expects" || word == "because" || word == "otherwise" ||
         word == "insert";
}

/// Whether something in this part of the tree was reported. A role and its lines are few levels deep.
bool holds_fault(const antlr4::ParserRuleContext& context) {
  return context.exception != nullptr ||
         std::any_of(context.children.begin(), context.children.end(), [](antlr4::tree::ParseTree* child) {
           const auto* inner = dynamic_cast<const antlr4::ParserRuleContext*>(child);
           return inner != nullptr && holds_fault(*inner);
         });
}

/// The role of what a body holds.
Role entry_of(Role body) {
  switch (body) {
  case Role::Block:
  case Role::Test: return Role::Entry;
  case Role::Table: return Role::Line;
  case Role::Names:
  case Role::Texts:
  case Role::Header:
  case Role::Archetype:
  case Role::RoleLines: return Role::Item;
  case Role::Change: return Role::Edit;
  case Role::None:
  case Role::File:
  case Role::Declaration:
  case Role::Design:
  case Role::Entry:
  case Role::Expectation:
  case Role::Line:
  case Role::Item:
  case Role::Edit:
  case Role::Expression: break;
  }
  return Role::None;
}

}  // namespace

Roles roles_of(std::initializer_list<std::pair<std::size_t, Role>> rules) {
  Roles out;
  for (const auto& [rule, role] : rules) {
    if (out.size() <= rule) out.resize(rule + 1, Role::None);
    out[rule] = role;
  }
  return out;
}

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

Role Recovery::role(const antlr4::ParserRuleContext* context) const {
  const std::size_t rule = context->getRuleIndex();
  return rule < roles_.size() ? roles_[rule] : Role::None;
}

void Recovery::count() {
  if (job_.sink.all().size() - job_.first < job_.options.max_errors) return;
  job_.sink.report(diag::kind::TooManyErrors, job_.sink.all().back().span, job_.options.max_errors);
  throw TooManyFaults{};
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
  unexpected(parser, offending != nullptr ? offending->getTokenIndex() : index_of(parser), expected);
  count();
}

void Recovery::recover(Parser* parser, std::exception_ptr fault) {
  const Role here = role(parser->getContext());
  const bool ends = here == Role::File || here == Role::Declaration || here == Role::Design || here == Role::Entry ||
                    here == Role::Expectation || here == Role::Line || here == Role::Item || here == Role::Edit;
  if (!ends) std::rethrow_exception(fault);
  failing_ = false;
  const std::size_t start = parser->getContext()->start->getTokenIndex();
  skip(parser, here, start, token(start).depth, like(parser->getContext()->parent, here, start));
}

/// The token whose line shows how far in the entries of a body stand: of the first one if it begins a line, since an
/// entry that goes wrong may begin in the middle of another's list; else of the entry itself, at `own`.
std::size_t Recovery::like(const antlr4::tree::ParseTree* body, Role entry, std::size_t own) const {
  if (body == nullptr) return own;
  for (const antlr4::tree::ParseTree* child : body->children) {
    const auto* first = dynamic_cast<const antlr4::ParserRuleContext*>(child);
    if (first == nullptr || role(first) != entry) continue;
    const std::size_t at = first->start->getTokenIndex();
    return token(at).line_start ? at : own;
  }
  return own;
}

antlr4::Token* Recovery::recoverInline(Parser* parser) { throw antlr4::InputMismatchException(parser); }

bool Recovery::allowed_here(Role role, const Token& token) const {
  const Tok kind = token.kind;
  if (kind == Tok::COMMA || kind == Tok::SEMI || kind == Tok::RBRACE || kind == Tok::END) return true;
  const bool word = kind == Tok::WORD || kind >= Tok::K_DESIGN;
  switch (role) {
  case Role::File: return kind != Tok::K_RESERVED && (rules_file() ? declares(kind) : kind == Tok::K_DESIGN);
  case Role::Block: return kind == Tok::KEY || kind == Tok::HEAD;
  case Role::Test: return kind == Tok::KEY || kind == Tok::HEAD || kind == Tok::K_EXPECT;
  case Role::Table: return kind == Tok::RULE || kind == Tok::K_OTHERWISE;
  case Role::Names: return word || kind == Tok::TEXT;
  case Role::Texts: return kind == Tok::TEXT;
  case Role::Header: return kind == Tok::K_ID || kind == Tok::K_WRITTEN;
  case Role::Change: return (kind >= Tok::K_REMOVE && kind <= Tok::K_AFTER) || kind == Tok::K_IN;
  case Role::Archetype:
    return kind == Tok::K_SHAPE || kind == Tok::K_EXAMPLE || kind == Tok::K_ROLE || kind == Tok::K_OPTIONAL;
  case Role::RoleLines: return kind >= Tok::K_MUST && kind <= Tok::K_EXPECTS;
  case Role::None:
  case Role::Declaration:
  case Role::Design:
  case Role::Entry:
  case Role::Expectation:
  case Role::Line:
  case Role::Item:
  case Role::Edit:
  case Role::Expression: break;
  }
  return true;
}

void Recovery::sync(Parser* parser) {
  const antlr4::ParserRuleContext* context = parser->getContext();
  const Role here = role(context);
  const Role entry = entry_of(here);
  if (here != Role::File && entry == Role::None) return;
  for (;;) {
    const std::size_t at = index_of(parser);
    const Token& now = token(at);
    const std::uint32_t depth = here == Role::File ? 0 : token(context->start->getTokenIndex()).depth + 1;
    if (here != Role::File && now.depth != depth) return;  // still in the header, or at the brace that ends the body
    if (allowed_here(here, now)) return;
    if (here == Role::File) {
      in_file(parser, at);
    } else {
      in_body(parser, here, at);
      skip(parser, entry, at, depth, like(context, entry, at));
    }
    count();
  }
}

/// Whether an entry that went wrong ends before the token `at`, which has the entry's depth; `like` is a token whose
/// line stands as far in as an entry does.
bool Recovery::stops(Role role, std::size_t at, std::size_t like) const {
  const Token& now = token(at);
  const bool word = now.kind == Tok::WORD || now.kind >= Tok::K_DESIGN;
  // The rest of an entry stands deeper than its first line.
  const auto next_line = [&] {
    return now.line_start && indent_of(job_.text, now.begin) <= indent_of(job_.text, token(like).begin);
  };
  switch (role) {
  case Role::Line: return now.kind == Tok::RULE || now.kind == Tok::SEMI || (word && next_line());
  case Role::Edit: return now.kind == Tok::SEMI || (word && next_line());
  case Role::Item:
    // A brace of the same depth closes what the entry itself opened. Conditions that stand outside of their role are
    // one fault with the first of them.
    if (now.kind == Tok::RBRACE) return false;
    return (next_line() && !(word && of_condition(words(now)))) || now.kind == Tok::SEMI ||
           (now.kind >= Tok::K_SHAPE && now.kind <= Tok::K_EXPECTS);
  case Role::Entry:
  case Role::Expectation: return now.kind == Tok::KEY || now.kind == Tok::HEAD || now.kind == Tok::K_EXPECT;
  case Role::Declaration:
  case Role::Design:
  case Role::File: return begins_declaration(at) || (now.line_start && misspelled_declaration(now));
  case Role::None:
  case Role::Block:
  case Role::Test:
  case Role::Table:
  case Role::Names:
  case Role::Texts:
  case Role::Header:
  case Role::Change:
  case Role::Archetype:
  case Role::RoleLines:
  case Role::Expression: break;
  }
  return true;
}

/// Behind a word of a variant, the word of a declaration only says what kind of thing is meant.
bool Recovery::begins_declaration(std::size_t at) const {
  if (!declares(token(at).kind)) return false;
  return at == 0 || token(at).line_start || token(at - 1).kind == Tok::RBRACE || token(at - 1).kind == Tok::SEMI;
}

bool Recovery::misspelled_declaration(const Token& token) const {
  return token.kind == Tok::WORD && indent_of(job_.text, token.begin) == 0 && words(token).size() < 32 &&
         !diag::nearest(words(token), declaration_words()).empty();
}

/// What is put into quotes, if a word stands where a text should.
std::string Recovery::quotes(std::size_t at) const {
  const bool word = token(at).kind == Tok::WORD || token(at).kind >= Tok::K_DESIGN;
  return word ? "put it in double quotes" : "";
}

void Recovery::skip(Parser* parser, Role role, std::size_t start, std::uint32_t depth, std::size_t like) {
  for (;; parser->consume()) {
    const std::size_t at = index_of(parser);
    const Token& now = token(at);
    if (now.kind == Tok::END) return;
    if (depth > 0 && now.kind == Tok::RBRACE && now.depth < depth) return;
    if (at > start && now.depth == depth && stops(role, at, like)) return;
  }
}

/// Passes over one declaration whatever it holds, and remembers where it stood.
void Recovery::swallow(Parser* parser) {
  const std::size_t start = index_of(parser);
  parser->consume();
  for (;; parser->consume()) {
    const Token& now = token(index_of(parser));
    if (now.kind == Tok::END || (now.depth == 0 && stops(Role::Declaration, index_of(parser), start) && now.line_start))
      break;
  }
  job_.findings.swallowed.push_back({job_.file, token(start).begin, token(index_of(parser)).begin});
}

bool Recovery::wrong_at(std::uint32_t offset) const {
  const auto& places = job_.findings.missing_braces;
  return std::find(places.begin(), places.end(), offset) != places.end();
}

void Recovery::in_file(Parser* parser, std::size_t at) {
  const Token& now = token(at);
  const auto& children = parser->getContext()->children;
  auto* before = children.empty() ? nullptr : dynamic_cast<antlr4::ParserRuleContext*>(children.back());
  if (now.kind == Tok::K_RESERVED) {
    job_.sink.report(diag::kind::ReservedDeclaration, span(now), words(now))
        .help("take it out, or keep it in a file that nothing imports yet");
    return swallow(parser);
  }
  if (!rules_file() && declares(now.kind)) {
    job_.sink.report(diag::kind::MixedFile, span(now))
        .label("this is a declaration of a framework")
        .help("give the design a file of its own");
    while (token(index_of(parser)).kind != Tok::END && token(index_of(parser)).kind != Tok::K_DESIGN) parser->consume();
    return;
  }
  const bool goes_on = before != nullptr && before->exception == nullptr &&
                       (!now.line_start || indent_of(job_.text, now.begin) >
                                               indent_of(job_.text, token(before->start->getTokenIndex()).begin));
  // A field is whole without the clause; of other declarations, what was read means something else.
  if (goes_on && token(before->start->getTokenIndex()).kind != Tok::K_FIELD)
    before->exception = std::make_exception_ptr(TooManyFaults{});
  const std::string word(words(now));
  // A brace that was reported ended the declaration too early, or was added where this stands.
  const bool after_brace =
      at > 0 && token(at - 1).kind == Tok::RBRACE && (token(at - 1).made() || wrong_at(token(at - 1).begin));
  remember_braces(at, false, false);
  if (told(at) || after_brace) {
    // Nothing to add.
  } else if (!rules_file()) {
    job_.sink.report(diag::kind::NotADesign, span(now), found(now))
        .help(now.kind == Tok::WORD && !diag::nearest(word, {"design"}).empty()
                  ? "did you mean `design`?"
                  : "a design is `design NAME uses FRAMEWORK { … }`, and a file holds nothing else");
  } else if (goes_on) {
    trailing(*before, at);
  } else if (now.kind == Tok::WORD) {
    const std::string near = diag::did_you_mean(word, declaration_words());
    job_.sink.report(diag::kind::UnknownDeclaration, span(now), word)
        .help(!near.empty() ? near : "declarations begin with `enum`, `row`, `field`, `derive`, `classify` and so on");
  } else {
    report(at, "a declaration", Where::Here, "");
  }
  skip(parser, rules_file() ? Role::Declaration : Role::Design, at, 0, at);
}

/// A line of a table that begins neither with a rule nor with `otherwise`.
void Recovery::in_table(std::size_t at) {
  const auto word = [&](std::size_t i) { return token(i).kind == Tok::WORD || token(i).kind >= Tok::K_DESIGN; };
  constexpr const char* kForm = "a rule is `NAME when CONDITION => VALUE`";
  if (!word(at) || !token(at).line_start || token(at + 1).line_start)
    return report(at, "a rule or `otherwise`", Where::Here, kForm);
  const std::string near = word(at + 1) ? diag::did_you_mean(words(token(at + 1)), {"when"}) : std::string();
  if (near.empty() && !diag::nearest(words(token(at)), {"otherwise"}).empty())
    return report(at, "a rule or `otherwise`", Where::Here, "did you mean `otherwise`?");
  report(at + 1, "`when`", Where::Here, near.empty() ? kForm : near);
}

/// An entry that does not begin with one of the words that open one.
void Recovery::wrong_word(std::size_t at, const std::string& wanted,
                          const std::vector<std::string_view>& words_wanted) {
  const bool word = token(at).kind == Tok::WORD || token(at).kind >= Tok::K_DESIGN;
  if (told(at + 1)) return;
  if (!token(at).line_start) job_.findings.missing_braces.push_back(token(at).begin);  // perhaps one in front of it
  // The right word is none where nothing follows that it could open.
  if (word && std::find(words_wanted.begin(), words_wanted.end(), words(token(at))) != words_wanted.end()) {
    const std::string_view own = words(token(at));
    return report(at + 1,
                  own == "shape" || own == "example"                       ? "a quoted text"
                  : own == "role" || own == "optional" || own == "expects" ? "a name"
                                                                           : "an expression",
                  Where::BehindLast, "");
  }
  report(at, wanted, Where::Here, word ? diag::did_you_mean(words(token(at)), words_wanted) : "");
}

void Recovery::in_body(Parser* parser, Role role, std::size_t at) {
  const auto& children = parser->getContext()->children;
  auto* before = children.empty() ? nullptr : dynamic_cast<antlr4::ParserRuleContext*>(children.back());
  parser->getContext()->exception = std::make_exception_ptr(TooManyFaults{});  // something in this body is lost
  remember_braces(at, false, false);
  const bool goes_on = before != nullptr && before->exception == nullptr && !token(at).line_start;
  if (told(at)) {
    // The header of a row that goes on with something unreadable is none.
    if (goes_on && token(before->start->getTokenIndex()).kind == Tok::HEAD)
      before->exception = std::make_exception_ptr(TooManyFaults{});
    return;
  }
  if (goes_on && wrong_entry(*before, role, at)) return;
  switch (role) {
  case Role::Block: return report(at, "a field name with `:` or a row", Where::Here, "");
  case Role::Test: return report(at, "a field name with `:`, a row or `expect`", Where::Here, "");
  case Role::Table: return in_table(at);
  case Role::Names: return report(at, "a name", Where::Here, "");
  case Role::Texts: return report(at, "a quoted text", Where::Here, quotes(at));
  case Role::Header: {
    const std::string near = token(at).kind == Tok::WORD ? diag::did_you_mean(words(token(at)), {"id", "written"}) : "";
    return report(at, "`id` or `written`", Where::Here, near);
  }
  case Role::Change: {
    const std::vector<std::string_view> verbs{"add", "remove", "replace", "before", "after"};
    const std::string near = token(at).kind == Tok::WORD ? diag::did_you_mean(words(token(at)), verbs) : "";
    return report(at, "`add`, `remove`, `replace`, `before` or `after`", Where::Here,
                  near.empty() ? "say what is done: `add NAME …`, `remove NAME` or `replace NAME …`" : near);
  }
  case Role::Archetype:
    // What was reported in a role may have ended it too early; then this is the rest of it.
    if (before != nullptr && holds_fault(*before) && (!token(at).line_start || of_condition(words(token(at))))) {
      job_.findings.missing_braces.push_back(token(at).begin);
      return;
    }
    return wrong_word(at, "`role`, `optional role`, `shape` or `example`", {"role", "optional", "shape", "example"});
  case Role::RoleLines: return wrong_word(at, "`must`, `usually` or `expects`", {"must", "usually", "expects"});
  case Role::None:
  case Role::File:
  case Role::Declaration:
  case Role::Design:
  case Role::Entry:
  case Role::Expectation:
  case Role::Line:
  case Role::Item:
  case Role::Edit:
  case Role::Expression: break;
  }
}

}  // namespace msd::parse
