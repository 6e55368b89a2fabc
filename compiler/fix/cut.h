// What is taken out of one text: tokens, and the blanks that they leave. Comments stay, and so does all else.
#pragma once

#include "compiler/parse/lexer.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::fix {

class Cut {
 public:
  /// Reads a file of rules without errors. Linear.
  Cut(const source::SourceMap& sources, source::FileId file);

  // Each takes out what stands at a span; nothing, and false, where it cannot be taken out alone. Linear in the file at
  // worst.

  /// A line of a table, its doc comments with it. In a variant it is the edit that adds the line, or one that replaces
  /// a line of the base, which then removes it.
  bool line(source::Span span);
  /// An operand of `and` or `or`; no if it is all that is left of its condition. Parentheses that say nothing any more
  /// go, too.
  bool operand(source::Span span);
  /// A name of `allow(…)`; the last one with the whole of it.
  bool allowed(source::Span span);
  /// A parent; the last one with its `from`. `path` is one of several that stand for the parent, or nowhere.
  bool parent(source::Span span, source::Span path);

  /// The text without all that was taken out. Linear.
  std::string text() const;

 private:
  struct Range {
    std::size_t first, last;
  };
  using Tok = parse::Tok;

  bool find(source::Span span, Range& out) const;
  std::size_t before(std::size_t token) const;  ///< the nearest one that is left; kNone if there is none
  std::size_t after(std::size_t token) const;
  Tok kind(std::size_t token) const { return token == kNone ? Tok::END : lexed_.tokens[token].kind; }
  void take(Range range);
  void take_docs(std::size_t token);
  bool from_list(Range range);
  void unwrap(std::size_t left, std::size_t right);
  bool bare(std::size_t open, std::size_t close) const;
  const ast::Edit* edit_around(source::Span span, ast::Member member) const;
  bool take_edit(const ast::Edit& edit);

  static constexpr std::size_t kNone = SIZE_MAX;
  std::string_view text_;
  parse::Lexed lexed_;
  ast::Unit unit_;
  std::vector<bool> gone_, gone_comments_;
  std::vector<std::string_view> instead_;  ///< of a token, where it is written otherwise
};

}  // namespace msd::fix
