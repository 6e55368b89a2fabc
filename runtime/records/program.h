// What the rules of one kind of row look at, laid flat: a record of columns, and the decisions that follow from it.
#pragma once

#include "runtime/image/image.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::records {

inline constexpr std::uint32_t kNone = image::kNone;

/// A row that conditions look at: the row at hand, one around it, or a row that is there once. Place 0 is the row at
/// hand; the others are found from one before them by a reference.
struct Place {
  std::uint32_t kind = kNone;       ///< of row
  std::uint32_t from = kNone;       ///< the place that `reference` is evaluated at; none for place 0
  std::uint32_t reference = kNone;  ///< node
  std::string prefix;               ///< of the names of its fields: `house.`
};

/// A part of a record.
struct Column {
  enum class Kind : std::uint8_t {
    Fact,    ///< a field that no rule computes
    Measure  ///< what a condition finds out about other rows or texts
  } kind{};
  std::string name;             ///< of no other column and no decision: `weight`, `house.city`, `some_parts`
  std::string written;          ///< the field, or the expression as it would stand in a rule
  std::uint32_t place = 0;      ///< that it is looked at from
  std::uint32_t field = kNone;  ///< Fact
  std::uint32_t node = kNone;   ///< Measure: evaluated at the place
  std::uint32_t type = kNone;   ///< type record: Bool, Enum, Set or Number
};

/// An expression. Operands have smaller indices, as have all expressions of a decision that it reads. What is said of
/// absent and rejected operands in ops.def holds here.
struct Expr {
  enum class Kind : std::uint8_t {
    Const,     ///< `number`: a value's place (Bool, Enum), a mask (Set), a number; or absent; x: type record
    Column,    ///< x
    Decision,  ///< x: one before the decision at hand
    And,       ///< a, b
    Or,
    Not,
    If,        ///< a, b, c
    In,        ///< a is one of the mask `number`
    Equal,     ///< a, b: Bool, Enum or Set; x: 1 means !=
    Compare,   ///< a, b, each times its factor; x: as in ops.def
    Scale,     ///< a times its factor
    HasAll,    ///< a has all of the mask `number`
    Has,       ///< the set a has the value b
    IsAbsent,  ///< a
    IsThere,   ///< a
    Single,    ///< the set of a
    Union,     ///< a, b
    Self       ///< in an `attach`: the set as it stands
  } kind{};
  Class cls{};
  bool absent = false;  ///< Const
  std::uint32_t a = kNone, b = kNone, c = kNone, x = 0;
  std::uint32_t node = kNone;  ///< of the image
  std::int64_t number = 0;
  std::int64_t top = 1, bottom = 1;              ///< factor of `a`, without a common divisor
  std::int64_t other_top = 1, other_bottom = 1;  ///< Compare: of `b`
  bool operator==(const Expr&) const = default;
};

/// A line of a rule.
struct Line {
  std::uint32_t record = kNone;     ///< of the image; its name
  std::uint32_t condition = kNone;  ///< expression; none: always
  std::uint32_t outcome = kNone;    ///< expression; none: rejects
};

/// A field that a rule computes. Rejected, as a whole, where what it reads is: the columns and decisions of `where`,
/// and, where that holds, of the rest.
struct Decision {
  std::string name;
  std::uint32_t place = 0, field = kNone;
  std::uint32_t type = kNone;
  std::uint32_t rule = kNone;  ///< of the image
  enum class Kind : std::uint8_t { Derive, First, Unique, Attach } kind{};
  bool proven = true;           ///< Unique: no two lines match
  std::uint32_t where = kNone;  ///< absent where this does not hold
  std::uint32_t value = kNone;  ///< Derive: what it is; Attach: what it begins with, if anything
  std::vector<Line> lines;
  bool asked = true;  ///< of the row at hand; else it is here since others read it
};

/// A field of the row that a record cannot decide, and why.
struct Left {
  std::string name;
  std::string reason;
};

struct Program {
  image::Image image;         ///< types, names of values and of lines
  std::uint32_t row = kNone;  ///< of the image; none in a rules file
  std::string name;           ///< of the kind of row
  std::vector<Place> places;
  std::vector<Column> columns;
  std::vector<Expr> exprs;
  std::vector<Decision> decisions;  ///< each reads earlier ones only
  std::vector<Left> left;
};

/// Lays the rules of a kind of row flat. What conditions ask of other rows than those that are there once for each
/// record, of texts, references and lists becomes a measure; equal ones are one. Total for a verified image. O(nodes
/// that the rules reach, times places).
Program flatten(const image::Image& image, std::uint32_t row);

/// The columns, and decisions, that an expression reads itself, ascending.
struct Reads {
  std::vector<std::uint32_t> columns, decisions;
};
Reads reads(const Program& program, std::initializer_list<std::uint32_t> exprs);
/// What a rule reads besides its `where`.
Reads reads(const Program& program, const Decision& decision);

}  // namespace msd::records
