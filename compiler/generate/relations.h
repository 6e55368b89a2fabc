// What hangs together in the conditions of a table, however many rows there are: conditions over rows that never hold,
// and those of which one implies the other. A model with free rows knows nothing of these.
#pragma once

#include "compiler/analysis/model.h"
#include "compiler/coverage/tables.h"

#include <memory>

namespace msd::generate {

class Relations {
 public:
  /// Both outlive it. `max_nodes` is the budget for one kind of row.
  Relations(const tir::Program& program, const analysis::NumberPoints& points, std::size_t max_nodes);

  /// `atom`, a condition of some table, never holds on any row.
  bool never(const coverage::Atom& atom);
  /// Wherever `a` holds, `b` holds, or cannot be judged. Both are conditions on the same row.
  bool implies(const coverage::Atom& a, const coverage::Atom& b);

 private:
  /// An aggregate as a condition: `least` or more of a list's rows, or of their keys, are as asked; `less`: fewer.
  struct AtLeast {
    tir::ExprId list, where;
    std::uint32_t first_key = 0, keys = 0;  ///< none: rows are counted
    std::int64_t least = 1;
    bool less = false;
  };
  std::optional<AtLeast> at_least(tir::ExprId id) const;
  std::optional<AtLeast> at_least(const coverage::Atom& atom) const;
  bool implies(const AtLeast& a, const AtLeast& b);
  bool unsatisfiable(tir::RowId member, tir::ExprId where);
  bool implies(tir::RowId member, tir::ExprId a, tir::ExprId b);
  bool same_keys(const AtLeast& a, const AtLeast& b) const;
  bool same(tir::ExprId a, tir::ExprId b) const;
  /// Looks at nothing but the innermost row.
  bool closed(tir::ExprId id, std::uint32_t depth) const;
  analysis::Model& model(tir::RowId kind);

  const tir::Program& p_;
  const analysis::NumberPoints& points_;
  std::size_t max_nodes_;
  std::map<std::uint32_t, std::unique_ptr<analysis::Model>> models_;
};

}  // namespace msd::generate
