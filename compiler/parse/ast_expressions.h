// Parts of the syntax tree (see ast.h): names, texts, numbers, comments, and expressions.
#pragma once

#include "compiler/source/source.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace msd::ast {

using source::Span;

struct Name {
  std::string_view text;
  Span span;
  bool given() const { return span.valid(); }
};

/// A quoted text: decoded (escapes replaced), with the span of the whole literal. `raw` holds the characters between
/// the quotes; where no escape occurs, offset i of `value` is at span.begin + 1 + i.
struct Text {
  std::string_view value;
  std::string_view raw;
  Span span;
  bool given() const { return span.valid(); }
};

/// A number with more digits is an error of its text, reported where it is read.
inline constexpr std::size_t kMaxDigits = 40;

/// A number as written with its unit word(s), such as `0.5`, `10 ms`, `5 k/s`, `99.9 %`, `2 M`. Not yet converted.
struct Number {
  std::string_view digits;
  std::string_view unit;  ///< `ms`, `k/s`, `/s`, `%`, `M`, or empty
  Span span;
};

struct Comment {
  Span span;  ///< with its slashes, without the line end
  bool doc = false;
};

// ---- expressions -------------------------------------------------------------------------------------------------

struct ExprId {
  std::uint32_t index = UINT32_MAX;
  bool valid() const { return index != UINT32_MAX; }
};

enum class ExprKind : std::uint8_t {
#define MSD_EXPR(Name) Name,
#include "compiler/parse/expr.def"
};

enum class CompareOp : std::uint8_t { Eq, Ne, Lt, Le, Gt, Ge };
enum class QuantifierOp : std::uint8_t { Some, No, Every };

/// One expression node; which members mean something depends on the kind, as expr.def says.
struct Expr {
  ExprKind kind{};
  CompareOp compare{};
  QuantifierOp quantifier{};
  bool negated = false;
  Span span;
  Span op;    ///< the operator or the word that opens the form
  Name name;  ///< lexicon
  Text text;
  Number number;
  std::uint32_t names_begin = 0, names_count = 0;  ///< into Unit::names: the parts of a path
  std::uint32_t items_begin = 0, items_count = 0;  ///< into Unit::items: members of a set, keys of distinct
  ExprId a, b, c, d;
};

}  // namespace msd::ast
