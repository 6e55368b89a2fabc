// The decisions of a framework, taken apart: tables, their conditions, the cells of a condition and the smallest
// conditions in it. Made from the image, so that every framework has them, also one without sources.
#pragma once

#include "runtime/image/image.h"

#include <vector>

namespace msd::coverage {

using image::kNone;

/// A smallest condition. Membership in several values is one of each value: `x in {a, b}` asks `x == a` and `x == b`.
/// An aggregate over rows is one condition, whatever it asks of its members.
struct Atom {
  enum class Kind : std::uint8_t { Truth, Is, Has } kind{};
  std::uint32_t node = kNone;  ///< Truth: the condition; Is, Has: the value or the set that is asked
  std::uint64_t mask = 0;      ///< Is, Has: the bit of the value
  bool operator==(const Atom&) const = default;
};

/// How a condition is made of its atoms.
struct Term {
  enum class Kind : std::uint8_t { Atom, Const, Not, And, Or, If } kind{};
  std::uint32_t a = 0, b = 0, c = 0;  ///< terms; Atom: the atom; Const: 0 or 1
};

/// A top-level conjunct of a condition.
struct Cell {
  std::uint32_t node = kNone;
  std::uint32_t term = 0;
};

/// A condition that decides something. Equal atoms are one, wherever they stand in it.
struct Decision {
  std::uint32_t node = kNone;  ///< kNone: there is no condition
  std::vector<Term> terms;     ///< parts before what they are part of; the last is the whole
  std::vector<Atom> atoms;
  std::vector<Cell> cells;  ///< in the order of the text; constants are none
};

/// What computes a field or judges a row.
struct Table {
  enum class Kind : std::uint8_t { Derive, First, Unique, Attach, Require } kind{};
  std::uint32_t subject = kNone;  ///< rule record; Require: requirement record
  std::uint32_t field = kNone;    ///< that it computes; Require: none
  std::uint32_t row = kNone;      ///< kind of row
  Decision where;
  std::vector<Decision> lines;  ///< by line; Derive: the value, if it is a truth value; Require: its condition
};

/// All tables, rules in the order of the image (which is that of the text) before requirements. O(nodes × depth).
std::vector<Table> tables(const image::Image& image);

}  // namespace msd::coverage
