// ANTLR, fenced: our tokens in, a parse tree out, errors as reports. Only the tree builders include this.
#pragma once

#include "compiler/parse/lexer.h"
#include "grammar/bounded_parser.h"

namespace msd::parse {

/// What parsing learns about the faults of the file as a whole.
struct Findings {
  std::vector<std::uint32_t> missing_braces;  ///< where a `{` was expected; one closing brace too many is explained
  std::vector<std::uint32_t> wrong_braces;    ///< where a brace was found or missed; one that is never closed is too
  std::vector<source::Span> swallowed;        ///< what was passed over unread, lexical faults included
};

/// Everything that the parsers and tree builders of one file share.
struct Job {
  const Lexed& lexed;
  std::string_view text;
  source::FileId file;
  const Options& options;
  diag::Sink& sink;
  std::size_t first;  ///< reports in the sink before this file
  ast::Unit& unit;
  Findings& findings;
};

/// Hands our tokens to ANTLR; token i of the stream is token i of the file.
class TokenFeed final : public antlr4::TokenSource {
 public:
  explicit TokenFeed(const std::vector<Token>& tokens) : tokens_(tokens) {}
  std::unique_ptr<antlr4::Token> nextToken() override;
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() override { return 0; }
  antlr4::CharStream* getInputStream() override { return nullptr; }
  std::string getSourceName() override { return {}; }
  antlr4::TokenFactory<antlr4::CommonToken>* getTokenFactory() override {
    return antlr4::CommonTokenFactory::DEFAULT.get();
  }

 private:
  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
};

/// What a rule of the grammar means for going on after an error. A body is a block in braces that holds entries: an
/// error in one of them costs only that entry.
enum class Role : std::uint8_t {
  None,
  File,
  Declaration,
  Design,
  Block,  // body of a row: Entry
  Entry,
  Test,  // body of a test: Entry and Expectation
  Expectation,
  Table,  // body of Line
  Line,
  Names,      // body of Item: values of an enum, words of a lexicon, conditions of a checklist
  Texts,      // body of Item: columns, sentences
  Header,     // body of Item: what a row says of its display
  Archetype,  // body of Item: shapes, roles, examples
  RoleLines,  // body of Item: the conditions of a role
  Item,
  Change,  // body of Edit: what a variant changes in a declaration
  Edit,
  Expression
};

/// The roles of a grammar's rules, by rule index; those past the end have none.
using Roles = std::vector<Role>;
Roles roles_of(std::initializer_list<std::pair<std::size_t, Role>> rules);

/// Thrown when a file has too many errors; caught where the parser is called.
struct TooManyFaults {};

/// One report for each wrong entry; then the rest of the entry is passed over.
class Recovery final : public antlr4::DefaultErrorStrategy {
 public:
  Recovery(const Job& job, const Roles& roles) : job_(job), roles_(roles) {}

  void reset(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& fault) override;
  void recover(antlr4::Parser* parser, std::exception_ptr fault) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void sync(antlr4::Parser* parser) override;

 private:
  const Token& token(std::size_t index) const {
    return job_.lexed.tokens[std::min(index, job_.lexed.tokens.size() - 1)];
  }
  Role role(const antlr4::ParserRuleContext* context) const;
  source::Span span(const Token& token) const { return {job_.file, token.begin, token.end}; }
  std::string_view words(const Token& token) const { return job_.text.substr(token.begin, token.end - token.begin); }
  bool rules_file() const { return !job_.lexed.design; }

  // Recovery.
  bool allowed_here(Role role, const Token& token) const;
  bool misspelled_declaration(const Token& token) const;
  bool begins_declaration(std::size_t at) const;
  bool stops(Role role, std::size_t at, std::size_t like) const;
  std::size_t like(const antlr4::tree::ParseTree* body, Role entry, std::size_t own) const;
  void skip(antlr4::Parser* parser, Role role, std::size_t start, std::uint32_t depth, std::size_t like);
  bool wrong_at(std::uint32_t offset) const;
  void swallow(antlr4::Parser* parser);
  void count();

  // faults.cpp: the words.
  bool told(std::size_t at) const;
  void remember_braces(std::size_t at, bool wants_opening, bool wants_closing);
  std::string found(const Token& token) const;
  std::string quotes(std::size_t at) const;
  enum class Where : std::uint8_t { Here, BehindLast };
  void unexpected(antlr4::Parser* parser, std::size_t at, const std::vector<Tok>& expected);
  void report(std::size_t at, const std::string& wanted, Where where, std::string help);
  bool behind_expression(const antlr4::ParserRuleContext* context) const;
  bool special(const Token& token, bool compares);
  void in_file(antlr4::Parser* parser, std::size_t at);
  void trailing(const antlr4::ParserRuleContext& before, std::size_t at);
  void in_table(std::size_t at);
  void wrong_word(std::size_t at, const std::string& wanted, const std::vector<std::string_view>& words_wanted);
  void in_body(antlr4::Parser* parser, Role role, std::size_t at);
  bool wrong_entry(antlr4::ParserRuleContext& entry, Role role, std::size_t at);

  const Job& job_;
  const Roles& roles_;
  bool failing_ = false;
};

/// A parser of the class P over the tokens of a job, with our recovery. The feed and stream live as long as it does.
template <class P> class Session {
 public:
  Session(const Job& job, const Roles& roles)
      : feed_(job.lexed.tokens), stream_(&feed_), parser_((P::ready(), &stream_)) {
    parser_.removeErrorListeners();
    parser_.setErrorHandler(std::make_shared<Recovery>(job, roles));
  }
  /// Without recovery, and without the context of a rule's callers: throws antlr4::ParseCancellationException instead
  /// of reporting anything.
  explicit Session(const Job& job) : feed_(job.lexed.tokens), stream_(&feed_), parser_((P::ready(), &stream_)) {
    parser_.removeErrorListeners();
    parser_.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    parser_.template getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::SLL);
  }
  P& parser() { return parser_; }

 private:
  TokenFeed feed_;
  antlr4::CommonTokenStream stream_;
  P parser_;
};

void build_design(const Job& job);
void build_rules(const Job& job);

}  // namespace msd::parse
