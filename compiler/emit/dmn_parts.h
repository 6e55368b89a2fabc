// Parts of a decision model: tables, and where its nodes are drawn.
#pragma once

#include "compiler/emit/feel.h"

namespace msd::emit {

/// A decision table with the outputs `value`, `rule` and `rejected`; the first rule that holds gives them.
struct DmnTable {
  struct Input {
    std::string expression, type;
  };
  struct Rule {
    std::string description;
    std::vector<std::string> cells;  ///< by input; those that are missing behind the last one hold always
    std::string value = "null", rule = "null";
    bool rejected = false;
  };
  std::vector<Input> inputs;
  std::vector<Rule> rules;
};

/// The table of a decision with lines. O(lines times inputs).
DmnTable dmn_table(const Program& program, const Feel& feel, const Decision& decision);

/// Elements of the model and what they require, which stands before them.
struct DmnNode {
  std::string id;
  struct Edge {
    std::string id;
    std::size_t from = 0;
  };
  std::vector<Edge> requires_;
};

/// The diagram in layers: what requires nothing is at the bottom, each other node above all that it requires. Within a
/// layer, nodes stand in the order of the middle of what they require (barycentres, after Sugiyama, Tagawa and Toda,
/// "Methods for Visual Understanding of Hierarchical System Structures", 1981).
std::string dmn_diagram(const std::vector<DmnNode>& nodes);

}  // namespace msd::emit
