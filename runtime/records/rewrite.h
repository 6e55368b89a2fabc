// Circuits with fewer nodes.
#pragma once

#include "runtime/records/circuit.h"

namespace msd::records {

/// The same functions of the same inputs, in at most as many nodes: what is computed between a node and up to four
/// below it is replaced by the smallest way to say it, where nodes that others need anyway are counted as none
/// (Mishchenko, Chatterjee, Brayton, "DAG-Aware AIG Rewriting", 2006; the ways are found by their number of nodes, up
/// to five, not looked up). `outputs` are those of the result then. Deterministic. O(nodes) for each of a few passes.
Circuit rewritten(const Circuit& circuit, std::vector<Bit>& outputs);

}  // namespace msd::records
