// A truth as disjoint cubes, few and wide.
#pragma once

#include "compiler/analysis/diagrams.h"

namespace msd::diff {

/// Cubes that together are `on` wherever `care` is 1, no two of which share a place that is cared for, each with such a
/// place that no other has; a cube leaves out what it need not say. At most `limit`; `whole` says whether that was all.
/// Beyond the diagrams it costs the square of their number. Both nodes are truths.
struct Cover {
  std::vector<analysis::Cube> cubes;
  bool whole = true;
};
Cover cover(analysis::Diagrams& diagrams, analysis::Node on, analysis::Node care, std::size_t limit);

/// The places of a cube. O(size of the cube).
analysis::Node node_of(analysis::Diagrams& diagrams, const analysis::Cube& cube);

}  // namespace msd::diff
