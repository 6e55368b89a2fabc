// A `test` block of a small framework, read by its lines, as a condition on inputs.
#pragma once

#include "compiler/analysis/witness.h"
#include "tests/analysis/columns.h"

namespace msd::testing {

struct Written {
  struct Fact {
    At row = 0;
    tir::FieldId field;
    std::int64_t content = 0;
  };
  unsigned rows = 0;  ///< inside the one row
  At focus = 0;       ///< the row that the block is about
  std::vector<Fact> facts;

  /// Whether an input is one of those that the block may mean: what it leaves out has its default, or is absent if it
  /// may be, or can be anything.
  bool is(const Inputs& inputs, std::size_t input) const;
};

std::optional<Written> read_witness(const analysis::Witness& witness, const tir::Program& program);

}  // namespace msd::testing
