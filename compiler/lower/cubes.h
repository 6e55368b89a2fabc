// Conditions as cubes: for each column the set of values that a rule accepts.
#pragma once

#include "compiler/check/tir.h"

#include <initializer_list>
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

/// The cubes of a rule's `where` over columns of its own, which go behind those of `made`; one cube that accepts all
/// where there is no `where`.
std::vector<Cube> where_cubes(const tir::Program& program, const tir::Rule& rule, std::size_t max_cubes,
                              TableCubes& made);

/// Whether a node is a fact of the row at hand that a design states itself: it can be any value of its type.
bool stored_fact(const tir::Program& program, tir::ExprId node);

/// The inputs that are in all of the cubes. None if there is no such input for certain: a column tells them apart, or
/// the bounds that the comparisons of one number with constants set leave nothing. O(columns²).
std::optional<Cube> common(const tir::Program& program, const TableCubes& made,
                           std::initializer_list<const Cube*> cubes);

}  // namespace msd::lower
