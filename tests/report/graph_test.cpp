#include "runtime/report/escape.h"
#include "runtime/report/graph.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

using namespace msd;
using report::Drawing;
using report::Graph;

namespace {

/// `size` nodes in `groups` lanes; edges lead from smaller to larger numbers, by a generator with a fixed seed.
Graph random_graph(std::uint32_t size, std::uint32_t groups, std::uint32_t edges) {
  Graph out;
  for (std::uint32_t g = 0; g < groups; ++g) out.groups.push_back({"Row", "row" + std::to_string(g)});
  for (std::uint32_t n = 0; n < size; ++n) {
    report::GraphNode node;
    node.id = "n" + std::to_string(n);
    node.title = node.full = node.id;
    node.value = "value";
    node.group = n * groups / size;
    out.nodes.push_back(node);
  }
  std::uint64_t state = 7;
  auto next = [&](std::uint32_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((state >> 33U) % below);
  };
  for (std::uint32_t e = 0; e < edges; ++e) {
    const std::uint32_t a = next(size), b = next(size);
    if (a != b) out.edges.push_back({std::min(a, b), std::max(a, b), false});
  }
  return out;
}

bool apart(const Drawing::Box& a, const Drawing::Box& b) {
  return a.x + report::kBoxWidth < b.x || b.x + report::kBoxWidth < a.x || a.y + report::kBoxHeight < b.y ||
         b.y + report::kBoxHeight < a.y;
}

}  // namespace

TEST_CASE("a drawing keeps boxes apart, in their lanes, and edges to the right") {
  for (std::uint32_t edges : {0U, 40U, 200U}) {
    const Graph graph = random_graph(80, 6, edges);
    const Drawing drawing = report::lay_out(graph);
    std::size_t overlaps = 0, outside = 0, back = 0;
    for (std::size_t a = 0; a < graph.nodes.size(); ++a) {
      const Drawing::Box& box = drawing.boxes[a];
      const Drawing::Lane& lane = drawing.lanes[graph.nodes[a].group];
      outside += box.y < lane.y || box.y + report::kBoxHeight > lane.y + lane.height || box.x < 0 ||
                 box.x + report::kBoxWidth > drawing.width;
      for (std::size_t b = 0; b < a; ++b) overlaps += !apart(box, drawing.boxes[b]);
    }
    for (const report::GraphEdge& e : graph.edges)
      back += drawing.boxes[e.from].x + report::kBoxWidth >= drawing.boxes[e.to].x;
    CHECK(overlaps == 0);
    CHECK(outside == 0);
    CHECK(back == 0);
    for (std::size_t g = 1; g < drawing.lanes.size(); ++g)
      CHECK(drawing.lanes[g].y == drawing.lanes[g - 1].y + drawing.lanes[g - 1].height);
  }
}

TEST_CASE("a drawing of the same graph is the same") {
  const Graph graph = random_graph(120, 5, 300);
  CHECK(report::graph_svg(graph) == report::graph_svg(random_graph(120, 5, 300)));
}

TEST_CASE("edges of two lists that mirror each other do not cross") {
  Graph graph;
  graph.groups.push_back({"Row", "row"});
  for (std::uint32_t n = 0; n < 8; ++n) {
    graph.nodes.emplace_back();
    graph.nodes.back().id = "n" + std::to_string(n);
  }
  for (std::uint32_t n = 0; n < 4; ++n) graph.edges.push_back({n, 7 - n, false});
  const Drawing drawing = report::lay_out(graph);
  for (std::uint32_t a = 0; a < 4; ++a) {
    for (std::uint32_t b = 0; b < 4; ++b)
      CHECK((drawing.boxes[a].y < drawing.boxes[b].y) == (drawing.boxes[7 - a].y < drawing.boxes[7 - b].y));
  }
}

TEST_CASE("what is too large for a picture is a list that says so") {
  Graph graph = random_graph(static_cast<std::uint32_t>(report::kMostDrawn) + 1, 3, 10);
  graph.nodes[0].kind = report::NodeKind::Computed;
  const std::string svg = report::graph_svg(graph);
  CHECK(svg.find("1501 cells are too many for a drawing") != std::string::npos);
  CHECK(svg.find("n0: value") != std::string::npos);
  CHECK(svg.find("<path") == std::string::npos);
}

TEST_CASE("an empty graph is a drawing without anything on it") {
  const std::string svg = report::graph_svg({});
  CHECK(svg.find("<svg") == 0);
  CHECK(svg.find("<rect") == std::string::npos);
}

TEST_CASE("markup of texts for people") {
  CHECK(report::html_text("<a href=\"x\">'&'</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  CHECK(report::html_text("a\x1b[31mb\xE2\x80\xAE"
                          "c\xFF") == "a&lt;U+001B&gt;[31mb&lt;U+202E&gt;c\xEF\xBF\xBD");
  CHECK(report::markdown_text("a|b*c_d`e[f](g)") == "a\\|b\\*c\\_d\\`e\\[f\\](g)");
  CHECK(report::markdown_text("<b> & @all #1") == "&lt;b&gt; &amp; @<!-- -->all #<!-- -->1");
  CHECK(report::markdown_text("# head") == "\\#<!-- --> head");
  CHECK(report::markdown_text("12. item") == "12\\. item");
  CHECK(report::markdown_text("- item") == "\\- item");
  CHECK(report::markdown_text("https://x.org www.x.org") == "https:<!-- -->//x.org www<!-- -->.x.org");
  CHECK(report::dot_text("a\"b\\N") == "a\\\"b\\\\N");
  CHECK(report::mermaid_text("\"]; end %%{`<b>") == "#34;#93;#59; end #37;#37;#123;#96;#60;b#62;");
}
