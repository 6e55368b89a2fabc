// From cubes to structures that find the first one that matches.
#pragma once

#include "runtime/records/cubes.h"
#include "runtime/records/plan.h"

namespace msd::records {

/// By expansion of one read after the other, those that most cubes test first; states with the same cubes still
/// possible are one, and nodes whose codes all lead to one place are none (Bryant, "Graph-Based Algorithms for Boolean
/// Function Manipulation", 1986, with many values for a variable). Nothing where that takes more than `numbers` or
/// `steps`.
std::optional<Diagram> diagram(const Cubes& cubes, const std::vector<Coding>& codings, std::size_t numbers,
                               std::size_t steps);

/// O(cubes times codes of their reads).
RuleSets rule_sets(const Cubes& cubes, const std::vector<Coding>& codings);
/// Bytes that they would take. O(reads).
std::size_t rule_sets_size(const Cubes& cubes, const std::vector<Coding>& codings);

}  // namespace msd::records
