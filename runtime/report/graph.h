// What depends on what, as a graph for people: the decisions of a design, or the fields of a framework. Three ways to
// write it, and a layered drawing that the HTML page uses as well.
#pragma once

#include "runtime/eval/eval.h"

#include <string>
#include <vector>

namespace msd::report {

/// How a node came to what it shows.
enum class NodeKind : std::uint8_t { Fact, Default, Computed, Open, Absent, Rejected };

struct GraphNode {
  std::string id;       ///< stable and plain: letters, digits, `_`, `-`
  std::string title;    ///< the field, by its label
  std::string value;    ///< what it is, or may still be; of a framework's field its type
  std::string rule;     ///< the rule that fired; may be empty
  std::string reason;   ///< that the design gives; may be empty
  std::string full;     ///< ROW.FIELD
  Category category{};  ///< of the field
  NodeKind kind = NodeKind::Fact;
  std::uint32_t group = 0;
  eval::CellRef cell;  ///< of a design
};

struct GraphEdge {
  std::uint32_t from = 0, to = 0;  ///< `to` reads `from`
  bool waits = false;              ///< `to` is open, and `from` would settle it
  bool operator==(const GraphEdge&) const = default;
};

struct GraphGroup {
  std::string kind, name;  ///< what sort of row, and which one
};

struct Graph {
  std::string title;
  std::vector<GraphGroup> groups;
  std::vector<GraphNode> nodes;  ///< by group
  std::vector<GraphEdge> edges;
};

/// Each computed cell of a design with the cells that its rule read, which are facts or computed in turn. Cells that
/// read nothing and are read by nothing are left out. Cost: an explanation of each computed cell.
Graph decision_graph(eval::Evaluator& evaluator);
/// Each field of a framework with its direct parents.
Graph framework_graph(const image::Image& image);

std::string graph_dot(const Graph& graph);
std::string graph_mermaid(const Graph& graph);

/// A drawing by layers, left to right, with a lane for each group.
struct Drawing {
  struct Box {
    int x = 0, y = 0;
  };
  struct Lane {
    int y = 0, height = 0;
  };
  std::vector<Box> boxes;   ///< by node
  std::vector<Lane> lanes;  ///< by group
  int width = 0, height = 0;
};
inline constexpr int kBoxWidth = 184, kBoxHeight = 38;
/// More than this is no picture any more: graph_svg then says so, and lists what it would draw.
inline constexpr std::size_t kMostDrawn = 1500;

/// Places every node. Deterministic; O(sweeps × (nodes + edges) × log nodes).
Drawing lay_out(const Graph& graph);
/// How the boxes of a drawing belong to the page around it.
struct GraphLinks {
  std::string prefix;          ///< of all ids
  std::vector<bool> anchored;  ///< by node: the page shows the cell under the id `PREFIXs-ID`; empty: there is no page
};
/// The drawing as the inside of an `svg` element: lanes, edges, boxes. On a page each box can be reached with the
/// keyboard, and leads to its cell.
std::string drawing_svg(const Graph& graph, const Drawing& drawing, const GraphLinks& links);
/// A file of its own, with its style.
std::string graph_svg(const Graph& graph);

}  // namespace msd::report
