// ANTLR, fenced: our tokens in, a parse tree out, errors as reports. Only the tree builders include this.
#pragma once

#include "compiler/parse/lexer.h"
#include "grammar/bounded_parser.h"

namespace msd::parse {

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

/// Rules of a grammar where parsing goes on after an error; absent ones are SIZE_MAX.
struct SyncRules {
  std::size_t file = SIZE_MAX, declaration = SIZE_MAX, design = SIZE_MAX, block = SIZE_MAX, entry = SIZE_MAX,
              table_a = SIZE_MAX, table_b = SIZE_MAX, line = SIZE_MAX, test = SIZE_MAX, expectation = SIZE_MAX;
};

/// Thrown when a file has too many errors; caught where the parser is called.
struct TooManyFaults {};

/// One report for each wrong entry; then the rest of the entry is passed over.
class Recovery final : public antlr4::DefaultErrorStrategy {
 public:
  Recovery(const Lexed& lexed, std::string_view text, source::FileId file, const SyncRules& rules,
           const Options& options, diag::Sink& sink)
      : lexed_(lexed), text_(text), file_(file), rules_(rules), options_(options), sink_(sink),
        first_(sink.all().size()) {}

  void reset(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& fault) override;
  void recover(antlr4::Parser* parser, std::exception_ptr fault) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void sync(antlr4::Parser* parser) override;

 private:
  const Token& token(std::size_t index) const { return lexed_.tokens[std::min(index, lexed_.tokens.size() - 1)]; }
  std::string found(const Token& token) const;
  void unexpected(const Token& token, const std::vector<Tok>& expected);
  void special(const Token& token, const std::string& wanted, bool compares);
  bool allowed_here(std::size_t rule, const Token& token) const;
  void skip(antlr4::Parser* parser, std::size_t rule, std::size_t start, std::uint32_t depth);
  void count();

  const Lexed& lexed_;
  std::string_view text_;
  source::FileId file_;
  SyncRules rules_;
  const Options& options_;
  diag::Sink& sink_;
  std::size_t first_;
  bool failing_ = false;
};

}  // namespace msd::parse
