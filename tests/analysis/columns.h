// Every input of a small framework at once: a column holds one number for each of them. The meaning of the operations
// is written from the language's definition (ops.def) and shares no code with the analysis.
#pragma once

#include "compiler/check/tir.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace msd::testing {

/// By input. Truths are 0 and 1, enums the number of the value, numbers their base units, sets a mask.
using Column = std::vector<std::int64_t>;
inline constexpr std::int64_t kAbsent = INT64_MIN;
inline constexpr std::int64_t kRejected = INT64_MIN + 1;
inline bool is_value(std::int64_t n) { return n != kAbsent && n != kRejected; }
/// An absent truth reads as no, an absent set as empty.
inline constexpr std::int64_t kOne = 1'000'000;  ///< numbers are in millionths
inline bool yes(std::int64_t n) { return n == 1; }
inline std::int64_t truth(bool b) { return b ? 1 : 0; }
inline std::int64_t members(std::int64_t n) { return is_value(n) ? n : 0; }
/// By input, 1 or 0.
using Mask = std::vector<char>;
/// Where the column has the content.
Mask is(const Column& column, std::int64_t content);

/// Row 0 is the one row; 1, 2, … stand in it, in this order.
using At = unsigned;

/// What can be chosen freely in an input.
struct Choosable {
  enum class Kind : std::uint8_t { Fact, Given, Rows } kind{};
  At row = 0;
  tir::FieldId field;
  std::vector<std::int64_t> contents;
};

class Inputs {
 public:
  /// A framework of `small_framework`. At most `rows` rows inside the one row; none of the framework has no such rows.
  Inputs(const tir::Program& program, unsigned rows, std::size_t limit);

  /// More inputs than the limit: nothing else counts then.
  bool too_many() const { return count_ == 0; }
  std::size_t count() const { return count_; }
  const std::vector<Choosable>& choosable() const { return choosable_; }
  std::int64_t chosen(std::size_t choosable, std::size_t input) const;
  /// The variable of a fact; none if the row has no such fact.
  std::optional<std::size_t> find(Choosable::Kind kind, At row, tir::FieldId field) const;
  std::vector<At> rows_of(tir::RowId kind) const;
  /// Inputs in which the row is there among at most `among` rows inside; if `complete`, all that is asked for is given.
  Mask where(At row, unsigned among, bool complete) const;
  /// Whether anything is aggregated over the rows inside.
  bool aggregates() const { return aggregates_; }
  const tir::Program& program() const { return p_; }

  const Column& cell(At row, tir::FieldId field);

  struct Table {
    Mask sound, live;                 ///< nothing that its lines read is rejected; and it applies
    std::vector<Mask> conditions;     ///< of each line, whatever comes first
    std::vector<std::int64_t> fired;  ///< by input: the line; -1 if it is not live
    Column value;
  };
  Table table(const tir::Rule& rule, At row);
  /// For an attach rule: in which inputs each line's condition holds over the set as it ends up.
  std::vector<Mask> additions(const tir::Rule& rule, At row);
  Column compute(const tir::Rule& rule, At row);
  /// An expression with this row at hand.
  Column evaluate(tir::ExprId id, At row) { return eval(id, {row}); }
  /// 1 held, 0 broken, kAbsent where it does not apply, kRejected where it cannot be judged.
  Column requirement(const tir::Require& require, At row);

  /// From now on, in what is computed directly (not in the cells that it reads), a part of an expression is this truth;
  /// every cell of a field that is read has this content.
  void replace(tir::ExprId part, bool truth) { replaced_[part.index] = truth; }
  void restore(tir::ExprId part) { replaced_.erase(part.index); }
  void override_field(tir::FieldId field, std::int64_t content) { overridden_ = {field, content}; }
  void plain() { replaced_.clear(), overridden_.reset(); }

 private:
  using Around = std::vector<At>;  // the row at hand is the last one

  void facts(At row, tir::RowId kind);
  Column column(std::size_t choosable) const;
  Column eval(tir::ExprId id, const Around& around);
  Column apply(const tir::Expr& e, const Around& around);
  Column load(const tir::Expr& e, const Around& around);
  Column given(const tir::Expr& e, const Around& around);
  Column compare(const tir::Expr& e, const Around& around);
  Column aggregate(const tir::Expr& e, const Around& around);
  Column attach(const tir::Rule& rule, At row);
  At row_of(tir::ExprId reference, const Around& around) const;

  const tir::Program& p_;
  std::vector<Choosable> choosable_;
  std::vector<std::size_t> stride_;
  std::size_t count_ = 0;
  unsigned rows_ = 0;
  tir::RowId outer_, inner_;
  bool aggregates_ = false;
  std::vector<bool> asked_;  // by field: `is given` of it
  std::map<std::pair<At, std::uint32_t>, Column> cells_;
  std::map<std::uint32_t, bool> replaced_;
  std::optional<std::pair<tir::FieldId, std::int64_t>> overridden_;
  unsigned depth_ = 0;
  const Column* attach_self_ = nullptr;
};

}  // namespace msd::testing
