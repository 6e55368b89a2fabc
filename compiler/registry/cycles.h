// Cycles of a graph, as findings want them: short, few, and each in need of a mending of its own.
#pragma once

#include "compiler/source/source.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace msd::registry {

/// An edge from a field to one that it depends on.
struct Edge {
  std::uint32_t to = 0;
  source::Span place;  ///< where the use is written
  std::string words;   ///< what the use does, for a note: "has the parent `a.b`"
};
using Graph = std::vector<std::vector<Edge>>;  ///< by the number of the field

struct CycleStep {
  std::uint32_t from = 0;
  const Edge* edge = nullptr;  ///< into the graph
};
using Cycle = std::vector<CycleStep>;  ///< begins at its lowest field

/// Cycles that have no edge in common, so that each of them has to be mended. In each strongly connected part (Tarjan,
/// "Depth-first search and linear graph algorithms", 1972) a shortest one through its lowest field is taken, its edges
/// are put aside, and so on, for at most `rounds` rounds. None is found exactly if there is none.
/// O(rounds × (fields + edges)).
std::vector<Cycle> find_cycles(const Graph& graph, unsigned rounds = 8);

/// A cycle in one line, such as `a` ← `b` ← `a`; the middle of a long one is left out. `label` gives a field's words.
std::string cycle_path(const Cycle& cycle, const std::function<std::string(std::uint32_t)>& label);

}  // namespace msd::registry
