// What a design would give if some of its facts were others: is there a completion in which a cell comes out as wished,
// and how many facts does it change? Exact like the evaluator, and within a budget of steps.
#pragma once

#include "runtime/eval/eval.h"

#include <array>

namespace msd::eval {

/// How a fact that the design states, or takes from a default, is taken. What the design leaves open is always free.
enum class Hold : std::uint8_t {
  Held,   ///< it is as the design has it
  Free,   ///< it may be anything
  First,  ///< it may be anything, but is counted where it is not what the design has: in `changed[0]`
  Second  ///< the same, in `changed[1]`
};

/// What is aimed at: a cell, by its rule if it has one; or a node over some rows, the innermost last; or a requirement,
/// as one of the values kHolds, kBreaks, kCannotSay.
struct Aim {
  CellRef cell;
  std::uint32_t node = kNone;
  std::vector<RowIndex> around;
  std::uint32_t require = kNone;  ///< on the row of `cell`

  static constexpr std::uint64_t kHolds = 1, kBreaks = 2, kCannotSay = 4;
};

/// Which contents are wished for. Bools and enums (and requirements): those of `mask`, with kAbsent and kRejected.
/// Other classes: the states of `mask`, and a present value as `value` says.
struct Wish {
  enum class Kind : std::uint8_t { None, Any, Equal, Differs, Holds } kind{};  ///< Holds: all members of a set
  std::uint64_t mask = 0;
  Value value;
};

/// What a completion says of one fact: its content, one member of it, or one of the questions about it.
struct Assumption {
  enum class About : std::uint8_t { Content, Member, Given, Fits, Uses } about{};
  CellRef cell;
  std::uint32_t extra = 0;  ///< Member: the value or the row; Uses: the lexicon
  /// Content: the mask of a bool or an enum, a number in base units, the symbol of a text or a name, a row; of a set or
  /// a list only that there is one. kNothing: absent. kSomeNew and below: a name or a text that the design does not
  /// have. About anything else: 0 or 1.
  std::int64_t value = 0;

  static constexpr std::int64_t kNothing = INT64_MIN, kSomeNew = -2;
};

struct Quest {
  Aim aim;
  Wish wish;
  /// By cell of the facts (`cell_index`); empty: all are held.
  std::vector<Hold> holds;
  /// A fact that is not held has one content, on which all questions about it agree. Else `is given`, `fits` and `uses`
  /// of such a fact are facts of their own, as they are of what a design leaves open.
  bool whole = false;
  /// An answer that rests on what cannot be assumed (rows that are not there) counts as found. Else only a certain one.
  bool open_counts = false;
  std::array<std::uint32_t, 2> most{UINT32_MAX, UINT32_MAX};  ///< changes that are allowed
  std::uint64_t budget = 2'000'000;                           ///< node evaluations
};

struct Sought {
  enum class State : std::uint8_t { None, Found, Undecided } state{};
  std::vector<Assumption> assumed;  ///< Found: under these the wish comes true whatever else is free
  std::vector<CellRef> changed;     ///< Found: counted facts that they change, in the order of rows and fields
  std::uint64_t steps = 0;          ///< node evaluations that it took
};

/// Position of a cell among all cells of the facts.
std::uint32_t cell_index(const Facts& facts, CellRef cell);
/// The cell that holds the fact: a named row of a single kind takes what it leaves out from the unnamed one.
CellRef owner_of(const Facts& facts, CellRef cell);

/// What the design has for a fact: what it states, or the default, or Absent; Unknown if it leaves the fact open.
CellFact in_force(const Facts& facts, CellRef cell);

/// Looks for a completion. Where a computed cell is stated, the statement counts unless the cell is loose; callers take
/// statements out that their rules decide. At most `budget` steps; deterministic.
Sought seek(const Facts& facts, const Quest& quest);

/// One of the cases that together are all completions, and what the aim comes to in it.
struct Case {
  std::vector<Assumption> assumed;
  Wish content;          ///< exactly this: Kind::Equal, or the mask
  bool decided = false;  ///< false: it rests on what cannot be assumed
};
struct Cases {
  std::vector<Case> all;
  bool between = false;  ///< a number among the facts is the result itself, also between those that were tried
  bool settled = true;   ///< false: the budget ended, `all` is not everything
  std::uint64_t steps = 0;
};
/// All cases of a quest for each of some aims (its own and its wish aside), in the order of the search. The budget is
/// that of one aim.
std::vector<Cases> cases(const Facts& facts, const Quest& quest, const std::vector<Aim>& aims);

/// The contents that a search tries for a fact, numbered as in an assumption, the design's own among them.
std::vector<std::int64_t> contents(const Facts& facts, CellRef cell);

}  // namespace msd::eval
