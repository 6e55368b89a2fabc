// Image + facts → values, rules that fired, possible sets, trace. Exact over unknowns, within a stated budget.
#pragma once

#include "runtime/eval/facts.h"

#include <memory>
#include <vector>

namespace msd::eval {

struct Options {
  /// Node evaluations that one undecided cell or requirement may cost before it is reported as not settled.
  std::uint64_t budget = 2'000'000;
};

struct CellRef {
  RowIndex row = kNone;
  std::uint32_t field = kNone;
  bool operator==(const CellRef&) const = default;
  auto operator<=>(const CellRef&) const = default;
};

/// Where a cell's content comes from.
enum class Origin : std::uint8_t { Stated, Defaulted, Computed, Judged, Unknown, Absent, Rejected };

/// What still may be. For finite classes `mask` says all; sets, numbers, texts and references list their values.
struct Possible {
  std::uint64_t mask = 0;     ///< finite values; kAbsent and kRejected for every class
  std::vector<Value> values;  ///< other classes: the values found, ascending; complete unless `open`
  bool open = false;          ///< there are values beyond `values` (an unknown text, a wide range)
};

/// The content of one cell.
struct Outcome {
  enum class State : std::uint8_t { Value, Unknown, Absent, Rejected } state = State::Unknown;
  Origin origin = Origin::Unknown;
  Value value;                 ///< State::Value
  std::uint32_t line = kNone;  ///< the line of the field's rule that fired (record index); attach: kNone
  bool rejected_here = false;  ///< Rejected by its own table (line says where), not by what it reads
  bool overlap = false;        ///< rejected because two lines of a unique table match: line and line_2
  std::uint32_t line_2 = kNone;
  CellRef rejected_by;         ///< else: the first cell it reads that is rejected
  bool settled = true;         ///< false: `possible` holds at least all that is possible, perhaps more
  bool exhausted = false;      ///< not settled because the budget ended; else because rows are not listed
  Possible possible;           ///< State::Unknown
  std::vector<CellRef> needs;  ///< State::Unknown: a smallest set of unanswered facts that settles it, in order
  /// The design states this computed cell: what the rule gives (Decided), or that it cannot be so.
  enum class Assertion : std::uint8_t { None, Holds, Contradicted, StandsIn } assertion = Assertion::None;
};

/// The state of one requirement on one row.
struct Verdict {
  enum class State : std::uint8_t { NotApplicable, Held, Broken, Open, Rejected } state{};
  bool settled = true;
  bool exhausted = false;      ///< not settled because the budget ended
  std::vector<CellRef> needs;  ///< Open
};

/// Why a line did not match: the smallest part of its condition that is false.
struct Failure {
  std::uint32_t line = kNone;
  std::uint32_t node = kNone;  ///< a conjunct, evaluated on the row at hand
};

/// One round of an attach rule: the lines that added something.
struct Round {
  std::vector<std::uint32_t> lines;
};

/// Why a cell is what it is. All cells named are on rows of the facts.
struct Explanation {
  CellRef cell;
  std::uint32_t line = kNone;     ///< that fired
  std::vector<Failure> failures;  ///< for each earlier line, in order
  std::vector<Round> rounds;      ///< attach
  std::vector<CellRef> reads;     ///< the cells that its rule read directly, in reading order
};

/// Evaluates one design lazily; every answer is remembered. Not thread-safe; many evaluators may share an image.
class Evaluator {
 public:
  Evaluator(const Facts& facts, const Options& options);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// The content of a cell (relations too). First call: cost of its cone; later: O(1).
  const Outcome& cell(RowIndex row, std::uint32_t field);
  Verdict requirement(std::uint32_t require, RowIndex row);
  /// Any node of the image over a row (or kNone where the node needs none); exact like a cell.
  Outcome node(std::uint32_t node, RowIndex row);
  /// The same with several rows around, the innermost last; kNone stands for a row that is not there.
  Outcome node(std::uint32_t node, const std::vector<RowIndex>& around);
  /// A node of the rule of a field, on its row: in an `attach` rule the set is that which the rule ends with.
  Outcome node_of_rule(std::uint32_t node, RowIndex row, std::uint32_t field);
  /// The cells that a node reads directly over these rows, in reading order.
  std::vector<CellRef> reads(std::uint32_t node, const std::vector<RowIndex>& around);
  /// Rows that a list node gives; those that are certain (an unknown reference may hide more).
  std::vector<RowIndex> list(std::uint32_t node, RowIndex row);
  Explanation explain(RowIndex row, std::uint32_t field);
  /// Leaf facts that decide a computed cell, in reading order: with all others unknown it would still be decided the
  /// same, by the same rule, and without any one of these it would not (or the budget ends before that is known). The
  /// facts that the rule reads first are preferred. A deletion filter: one evaluation for each leaf fact in the cell's
  /// cone.
  std::vector<CellRef> grounds(RowIndex row, std::uint32_t field);
  /// The rounds of an `attach` cell; empty for others.
  std::vector<Round> rounds(RowIndex row, std::uint32_t field);
  /// What the rule gives when the design's own statement of this cell is left aside.
  Outcome computed(RowIndex row, std::uint32_t field);

  const Facts& facts() const;

 private:
  friend struct Within;  // seek.cpp
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// True if the text uses a word (or phrase) of the lexicon: whole words, case folded. O(length × words).
bool uses_lexicon(const image::Image& image, std::uint32_t lexicon, std::string_view text);

}  // namespace msd::eval
