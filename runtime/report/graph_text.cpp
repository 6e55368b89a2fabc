// Graphs for other programs: DOT (graphviz.org/doc/info/lang.html) and Mermaid flowcharts.
#include "runtime/report/escape.h"
#include "runtime/report/graph.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

std::string group_label(const GraphGroup& group) {
  return group.kind.empty() ? group.name : group.name.empty() ? group.kind : group.kind + " " + group.name;
}

/// Ids of both languages are words; a hyphen is none of their letters.
std::string word(const std::string& id) {
  std::string out = id;
  for (char& c : out) c = c == '-' ? '_' : c;
  return out;
}

/// Of a framework's field; what a design has of it is more than that.
std::string category(const GraphNode& n) {
  return n.cell.row == image::kNone ? fmt::format(", {}", name(n.category)) : "";
}

const char* dot_style(NodeKind kind) {
  switch (kind) {
  case NodeKind::Fact: return "shape=box, style=rounded";
  case NodeKind::Default: return "shape=box, style=\"rounded,dashed\"";
  case NodeKind::Computed: return "shape=box, style=filled, fillcolor=\"#e8f0ee\"";
  case NodeKind::Open: return "shape=box, style=\"filled,dashed\", fillcolor=\"#fdf3d7\"";
  case NodeKind::Absent: return "shape=box, style=dotted";
  case NodeKind::Rejected: return "shape=box, style=filled, fillcolor=\"#f9dedc\"";
  }
  return "";
}

const char* mermaid_class(NodeKind kind) {
  switch (kind) {
  case NodeKind::Fact: return "fact";
  case NodeKind::Default: return "byDefault";
  case NodeKind::Computed: return "computed";
  case NodeKind::Open: return "open";
  case NodeKind::Absent: return "absent";
  case NodeKind::Rejected: return "rejected";
  }
  return "";
}

}  // namespace

std::string graph_dot(const Graph& graph) {
  std::string out = fmt::format("digraph \"{}\" {{\n", dot_text(graph.title));
  out +=
      "  rankdir=LR;\n  node [fontname=\"sans-serif\", fontsize=10];\n  edge [fontname=\"sans-serif\", fontsize=8];\n";
  std::size_t at = 0;
  for (std::uint32_t g = 0; g < graph.groups.size(); ++g) {
    out += fmt::format("  subgraph cluster_{} {{\n    label=\"{}\";\n", g, dot_text(group_label(graph.groups[g])));
    for (; at < graph.nodes.size() && graph.nodes[at].group == g; ++at) {
      const GraphNode& n = graph.nodes[at];
      out += fmt::format("    {} [label=\"{}\\n{}\", tooltip=\"{}{}\", {}];\n", word(n.id), dot_text(n.title),
                         dot_text(n.value), dot_text(n.full), category(n), dot_style(n.kind));
    }
    out += "  }\n";
  }
  for (const GraphEdge& e : graph.edges) {
    const GraphNode& to = graph.nodes[e.to];
    std::string style = e.waits ? "style=dashed" : "";
    if (!to.rule.empty())
      style += fmt::format("{}tooltip=\"{}\"", style.empty() ? "" : ", ", dot_text("rule " + to.rule));
    out += fmt::format("  {} -> {}{};\n", word(graph.nodes[e.from].id), word(to.id),
                       style.empty() ? "" : " [" + style + "]");
  }
  return out + "}\n";
}

std::string graph_mermaid(const Graph& graph) {
  std::string out = "flowchart LR\n";
  std::size_t at = 0;
  for (std::uint32_t g = 0; g < graph.groups.size(); ++g) {
    out += fmt::format("  subgraph g{}[\"{}\"]\n", g, mermaid_text(group_label(graph.groups[g])));
    for (; at < graph.nodes.size() && graph.nodes[at].group == g; ++at) {
      const GraphNode& n = graph.nodes[at];
      std::string rule = n.rule.empty() ? "" : fmt::format("<br/>by {}", mermaid_text(n.rule));
      if (n.cell.row == image::kNone) rule = fmt::format("<br/>{}", name(n.category));
      out += fmt::format("    {}[\"{}<br/>{}{}\"]:::{}\n", word(n.id), mermaid_text(n.title), mermaid_text(n.value),
                         rule, mermaid_class(n.kind));
    }
    out += "  end\n";
  }
  for (const GraphEdge& e : graph.edges)
    out +=
        fmt::format("  {} {} {}\n", word(graph.nodes[e.from].id), e.waits ? "-.->" : "-->", word(graph.nodes[e.to].id));
  out += "  classDef fact fill:#ffffff,stroke:#8a8f98,color:#1f2328\n";
  out += "  classDef byDefault fill:#ffffff,stroke:#8a8f98,color:#1f2328,stroke-dasharray:4 3\n";
  out += "  classDef computed fill:#e8f0ee,stroke:#2f6f62,color:#1f2328\n";
  out += "  classDef open fill:#fdf3d7,stroke:#8a6100,color:#1f2328,stroke-dasharray:4 3\n";
  out += "  classDef absent fill:#f4f4f5,stroke:#b4b8bf,color:#59606a\n";
  out += "  classDef rejected fill:#f9dedc,stroke:#b3261e,color:#1f2328\n";
  return out;
}

}  // namespace msd::report
