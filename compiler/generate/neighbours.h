// The neighbours of a rule: what it would be with one small thing changed. A test tells a rule from its neighbour if
// the two give something else on one of its rows. docs/coverage.md lists the kinds.
#pragma once

#include "compiler/check/tir.h"
#include "compiler/coverage/coverage.h"
#include "compiler/coverage/truth.h"

#include <map>
#include <tuple>

namespace msd::generate {

/// One of them. Its expression stands in a program that was made for it, behind those of the framework.
struct Neighbour {
  /// What of the table is another one.
  enum class Slot : std::uint8_t {
    Condition,  ///< of a line, or `where`
    Outcome,    ///< of a line
    Value       ///< of a `derive`, or what an `attach` begins with
  } slot{};
  enum class Kind : std::uint8_t {
    Wider,     ///< a list has `value`, too
    Narrower,  ///< a list has not `value`
    Always,    ///< `part` is not asked, and taken to hold
    Never,     ///< `part` is not asked, and taken not to hold
    Limit,     ///< a comparison turns one step beside
    Every,     ///< of `some` all are asked
    Key,       ///< a key of a distinct count is left out, or all
    Order      ///< the next line is asked before this one
  } kind{};
  std::uint32_t line = coverage::kNone;  ///< of the table, or coverage::kWhere
  tir::ExprId own, other;                ///< what stands in the slot, and what the neighbour has there
  tir::ExprId part;                      ///< what of it is changed
  std::uint32_t value = 0;               ///< Wider, Narrower: the bit; Key: the number of the key
  bool told = false;                     ///< a case tells the two apart
  coverage::Claim claim = {};            ///< if not; Impossible: the two give the same everywhere
};

/// The neighbours of all tables, by table; their expressions are added to the program. In the order of the text.
/// O(conditions × their size).
std::vector<std::vector<Neighbour>> neighbours(tir::Program& program, const std::vector<coverage::TableCoverage>& of);

/// Evaluated facts, asked about one neighbour after another. The image holds their expressions.
class Teller {
 public:
  explicit Teller(eval::Evaluator& evaluator) : evaluator_(evaluator) {}
  /// Whether a row tells the rule from its neighbour, in a way that expectations about the table notice.
  bool tells(const coverage::Table& table, const Neighbour& neighbour);

 private:
  friend class OneRow;
  eval::Evaluator& evaluator_;
  /// What the rules themselves say, by node, row and field: asked again for each of their neighbours.
  std::map<std::tuple<std::uint32_t, eval::RowIndex, std::uint32_t>, coverage::Truth> own_;
};

/// What a case that tells the two apart is about, in words: `not at status == shut`.
std::string words(const image::Image& image, const coverage::Table& table, const Neighbour& neighbour);

}  // namespace msd::generate
