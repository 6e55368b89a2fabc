// Evaluation without a search, of what is not known too, seen through what is known besides the facts: for proofs by
// cases.
#pragma once

#include "runtime/eval/value.h"

#include <memory>
#include <vector>

namespace msd::eval {

/// What is known besides the facts. It is shown what evaluation comes to, in the order of evaluation, and gives what
/// is to be taken in its place.
class View {
 public:
  virtual ~View() = default;
  /// A cell of a row of the facts: once for each.
  virtual Val cell(CellRef cell, const Val& found) = 0;
  /// A node over these rows. `direct`: where it was asked for, not in the rule of a cell that is read there.
  virtual Val node(std::uint32_t node, const std::vector<RowIndex>& rows, bool direct, const Val& found) = 0;
};

/// Evaluates under one and the same view. A result holds at least all that is possible in completions of the facts that
/// are as the view has them; rows that are not listed (`Facts::unlisted`, `Facts::open_relations`) are looked at as
/// anything that they may be. Cells are remembered: each costs its cone once.
class Abstract {
 public:
  /// Both must outlive it.
  Abstract(const Facts& facts, View& view);
  ~Abstract();
  Abstract(const Abstract&) = delete;
  Abstract& operator=(const Abstract&) = delete;

  Val cell(CellRef cell);
  /// Over these rows, the innermost last; kStranger: one that is not listed.
  Val node(std::uint32_t node, const std::vector<RowIndex>& rows);
  /// In an `attach` rule, where its set is `self`.
  Val node(std::uint32_t node, const std::vector<RowIndex>& rows, const Val& self);
  /// What the rule of a field gives for a row, evaluated anew.
  Val rule(CellRef cell);

 private:
  std::unique_ptr<Evaluator> evaluator_;
};

}  // namespace msd::eval
