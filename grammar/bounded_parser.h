// The base of both generated parsers: a limit on the depth of recursion, whatever the input.
#pragma once

#include "antlr4-runtime.h"

/// Thrown by enterRule past the limit; caught where the parser is called, nowhere else.
struct TooDeep {
  size_t token;  ///< where it was
};

class BoundedParser : public antlr4::Parser {
 public:
  explicit BoundedParser(antlr4::TokenStream* input) : antlr4::Parser(input) {}

  void enterRule(antlr4::ParserRuleContext* context, size_t state, size_t rule) override {
    if (++depth_ > kMaxDepth) throw TooDeep{getTokenStream()->index()};
    antlr4::Parser::enterRule(context, state, rule);
  }
  /// Hides the one of the base, which is not virtual: the generated code calls it by name.
  void exitRule() {
    --depth_;
    antlr4::Parser::exitRule();
  }

 private:
  static constexpr int kMaxDepth = 2400;  // rules in progress; a nesting of one costs at most eleven
  int depth_ = 0;
};
