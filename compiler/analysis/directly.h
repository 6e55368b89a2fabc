// A table by itself: what its conditions read may be anything.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// How many combinations of what the conditions of a table read come to one of its lines, and of how many: numbers by
/// the stretches between the constants that they are compared with, an aggregate over rows by what is asked of it. What
/// only the table's own `where` reads is no part of them. Unlike counts down to the facts, they do not depend on how
/// many rows there are, and they count what no facts lead to.
struct Combinations {
  Count here, all;
};

/// For a table of one field; none if the diagrams do not fit into the budget, or if its conditions read nothing. Costs
/// a copy of the program and the diagrams of this one table.
std::optional<Combinations> combinations(const Workspace& workspace, tir::FieldId field, std::uint32_t line);

/// The same for a reader: `1 of the 64 combinations of what its conditions read end here`. Empty if there is none.
std::string told_directly(const Workspace& workspace, tir::FieldId field, std::uint32_t line);

}  // namespace msd::analysis
