// The drawing of a graph as SVG 1.1.
#include "runtime/report/display.h"
#include "runtime/report/escape.h"
#include "runtime/report/graph.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

constexpr std::size_t kTitleColumns = 28, kValueColumns = 24;

const char* kind_class(NodeKind kind) {
  switch (kind) {
  case NodeKind::Fact: return "fact";
  case NodeKind::Default: return "default";
  case NodeKind::Computed: return "computed";
  case NodeKind::Open: return "open";
  case NodeKind::Absent: return "absent";
  case NodeKind::Rejected: return "rejected";
  }
  return "";
}

/// A text cut to a number of columns, without breaking a code point.
std::string cut(const std::string& text, std::size_t columns) {
  const std::string shown = printable(text);
  if (width(shown) <= columns) return shown;
  std::string out;
  for (std::size_t at = 0; at < shown.size();) {
    std::size_t next = at + 1;
    while (next < shown.size() && (static_cast<unsigned char>(shown[next]) & 0xC0U) == 0x80) ++next;
    if (width(out + shown.substr(at, next - at)) > columns - 1) break;
    out += shown.substr(at, next - at);
    at = next;
  }
  return out + "…";
}

std::string words_of(const GraphNode& n) {
  std::string out = n.full + ": " + n.value;
  if (n.cell.row == image::kNone) return fmt::format("{}, {}", out, name(n.category));
  if (n.kind == NodeKind::Default) out += " (by default)";
  if (n.kind == NodeKind::Open) out += " (not decided)";
  if (!n.rule.empty()) out += ", by rule " + n.rule;
  if (!n.reason.empty()) out += ", because " + n.reason;
  return out;
}

std::string box(const Graph& graph, std::size_t index, const Drawing::Box& at, const GraphLinks& links) {
  const GraphNode& n = graph.nodes[index];
  const std::string words = html_text(words_of(n));
  std::string open = "<g", close = "</g>";
  std::string name;
  if (!links.anchored.empty()) {
    const bool back = links.anchored[index];
    open = back ? fmt::format("<a href=\"#{}s-{}\"", links.prefix, n.id) : "<g tabindex=\"0\" role=\"img\"";
    if (back) close = "</a>";
    name = fmt::format(" aria-label=\"{}\" data-cell=\"{}{}\"", words, links.prefix, n.id);
    if (!n.rule.empty()) name += fmt::format(" data-rule=\"{}\"", html_text(n.rule));
  }
  return fmt::format("{} class=\"node {}\" id=\"{}{}\"{} transform=\"translate({},{})\"><title>{}</title>"
                     "<rect width=\"{}\" height=\"{}\" rx=\"5\"/><text class=\"name\" x=\"10\" y=\"15\">{}</text>"
                     "<text class=\"value\" x=\"10\" y=\"30\">{}</text>{}\n",
                     open, kind_class(n.kind), links.prefix, n.id, name, at.x, at.y, words, kBoxWidth, kBoxHeight,
                     html_text(cut(n.title, kTitleColumns)), html_text(cut(n.value, kValueColumns)), close);
}

/// From the right side of one box to the left side of the other; within one column, around it.
std::string curve(const Drawing::Box& from, const Drawing::Box& to) {
  const int x1 = from.x + kBoxWidth, y1 = from.y + kBoxHeight / 2, x2 = to.x, y2 = to.y + kBoxHeight / 2;
  const int bend = std::max(24, (x2 - x1) / 2);
  return fmt::format("M{} {}C{} {} {} {} {} {}", x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
}

constexpr std::string_view kStyle = R"(
svg{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:#fff}
.lane{fill:#f7f7f5}.lane.odd{fill:#fff}.lane-name{font-weight:600;fill:#33383f}.lane-kind{fill:#626973}
.edge{fill:none;stroke:#b9bec6;stroke-width:1.1}.edge.waits{stroke:#a8741a;stroke-dasharray:4 3}
.node rect{fill:#fff;stroke:#c3c7ce}.node.computed rect{fill:#e6f0ee;stroke:#3d7a6d}
.node.default rect{stroke-dasharray:3 3}.node.open rect{fill:#fdf3d9;stroke:#a8741a;stroke-dasharray:4 3}
.node.absent rect{fill:none;stroke:#d5d8dd}.node.rejected rect{fill:#fbe4e1;stroke:#b3261e}
.name{fill:#5b626c}.value{font-weight:600;fill:#1d2125}.node.absent .value,.node.default .value{font-weight:400}
)";

/// What is too large for a picture, as lines of text.
std::string listed(const Graph& graph) {
  std::string out;
  int y = 44;
  std::size_t told = 0;
  for (const GraphNode& n : graph.nodes) {
    if (n.kind == NodeKind::Fact || n.kind == NodeKind::Default) continue;
    if (++told > kMostDrawn) break;
    out += fmt::format("<text class=\"name\" x=\"12\" y=\"{}\">{}</text>\n", y, html_text(cut(words_of(n), 140)));
    y += 16;
  }
  return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"{0}\" viewBox=\"0 0 900 {0}\">"
                     "<style>{1}</style>\n<text class=\"value\" x=\"12\" y=\"22\">{2} cells are too many for a "
                     "drawing; these are computed:</text>\n{3}</svg>\n",
                     y, kStyle, graph.nodes.size(), out);
}

}  // namespace

std::string drawing_svg(const Graph& graph, const Drawing& drawing, const GraphLinks& links) {
  std::string out;
  for (std::size_t g = 0; g < graph.groups.size(); ++g) {
    const Drawing::Lane& lane = drawing.lanes[g];
    out += fmt::format(R"(<rect class="lane{}" x="0" y="{}" width="{}" height="{}"/>)", g % 2 == 0 ? "" : " odd",
                       lane.y, drawing.width, lane.height);
    out += fmt::format(
        R"(<text x="12" y="{}"><tspan class="lane-name">{}</tspan> <tspan class="lane-kind">{}</tspan></text>)"
        "\n",
        lane.y + 17, html_text(graph.groups[g].name.empty() ? graph.groups[g].kind : graph.groups[g].name),
        html_text(graph.groups[g].name.empty() ? "" : graph.groups[g].kind));
  }
  for (const GraphEdge& e : graph.edges) {
    out += fmt::format("<path class=\"edge{0}\" data-from=\"{1}{2}\" data-to=\"{1}{3}\" d=\"{4}\"/>\n",
                       e.waits ? " waits" : "", links.prefix, graph.nodes[e.from].id, graph.nodes[e.to].id,
                       curve(drawing.boxes[e.from], drawing.boxes[e.to]));
  }
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) out += box(graph, n, drawing.boxes[n], links);
  return out;
}

std::string graph_svg(const Graph& graph) {
  if (graph.nodes.size() > kMostDrawn) return listed(graph);
  const Drawing drawing = lay_out(graph);
  return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">"
                     "<title>{2}</title><style>{3}</style>\n{4}</svg>\n",
                     drawing.width, drawing.height, html_text(graph.title), kStyle, drawing_svg(graph, drawing, {}));
}

}  // namespace msd::report
