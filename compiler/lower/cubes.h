// Conditions as cubes: for each column the set of values that a rule accepts.
#pragma once

#include "compiler/check/tir.h"

#include <map>
#include <optional>
#include <vector>

namespace msd::lower {

/// A column of a decision table: a finite expression whose value a condition looks at.
struct Column {
  tir::ExprId node;
  unsigned values = 2;  ///< without absent, which is one more
};

/// Accepted values by column; a column that is not named accepts all. Bit `values` is absent.
using Cube = std::map<std::uint32_t, std::uint64_t>;

struct TableCubes {
  std::vector<Column> columns;
  std::vector<Cube> cubes;
  std::vector<std::uint32_t> lines;  ///< by cube: the line it belongs to
};

/// Turns the conditions of a rule into cubes, in the order of its lines. A condition that would need more than
/// `max_cubes` (of the table) becomes one column of its own. Exponential only up to that limit.
TableCubes make_cubes(const tir::Program& program, const tir::Rule& rule, std::size_t max_cubes);

/// True if no input is in both: some column tells them apart.
bool disjoint(const Cube& a, const Cube& b);

}  // namespace msd::lower
