#include "compiler/emit/dmn_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::emit {

namespace {

// In the units of the diagram, about a pixel each.
constexpr std::size_t kWidth = 180;
constexpr std::size_t kHeight = 80;
constexpr std::size_t kAside = 40;
constexpr std::size_t kBetween = 120;

class DmnDiagram {
 public:
  explicit DmnDiagram(const std::vector<DmnNode>& nodes) : nodes_(nodes), spots_(nodes.size()) {}

  std::string run() {
    layers();
    place();
    std::string out = "  <dmndi:DMNDI>\n    <dmndi:DMNDiagram id=\"diagram\">\n";
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      out += fmt::format("      <dmndi:DMNShape id=\"shape-{0}\" dmnElementRef=\"{0}\">\n"
                         "        <dc:Bounds x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/>\n"
                         "      </dmndi:DMNShape>\n",
                         nodes_[i].id, spots_[i].x, top(i), kWidth, kHeight);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (std::size_t k = 0; k < nodes_[i].requires_.size(); ++k) edge(out, i, k);
    }
    return out + "    </dmndi:DMNDiagram>\n  </dmndi:DMNDI>\n";
  }

 private:
  /// A node, or behind all of them where a line goes between the nodes of a layer.
  struct Spot {
    std::size_t layer = 0, width = kWidth, x = 0;
    std::vector<std::size_t> below;
  };

  void layers() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const DmnNode::Edge& edge : nodes_[i].requires_)
        spots_[i].layer = std::max(spots_[i].layer, spots_[edge.from].layer + 1);
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const DmnNode::Edge& edge : nodes_[i].requires_) {
        std::size_t last = edge.from;
        for (std::size_t layer = spots_[last].layer + 1; layer < spots_[i].layer; ++layer) {
          spots_.push_back({layer, 0, 0, {last}});
          last = spots_.size() - 1;
        }
        spots_[i].below.push_back(last);
      }
    }
  }

  void place() {
    for (std::size_t i = 0; i < spots_.size(); ++i) {
      if (rows_.size() <= spots_[i].layer) rows_.resize(spots_[i].layer + 1);
      rows_[spots_[i].layer].push_back(i);
    }
    const auto width = [&](const std::vector<std::size_t>& row) {
      std::size_t out = 0;
      for (std::size_t spot : row) out += spots_[spot].width + kAside;
      return out;
    };
    std::size_t widest = 0;
    for (const std::vector<std::size_t>& row : rows_) widest = std::max(widest, width(row));
    for (std::vector<std::size_t>& row : rows_) {
      std::stable_sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) { return below(a) < below(b); });
      std::size_t x = kAside + (widest - width(row)) / 2;
      for (std::size_t spot : row) {
        spots_[spot].x = x;
        x += spots_[spot].width + kAside;
      }
    }
  }

  std::size_t top(std::size_t spot) const {
    return kAside + (rows_.size() - 1 - spots_[spot].layer) * (kHeight + kBetween);
  }
  std::size_t middle(std::size_t spot) const { return spots_[spot].x + spots_[spot].width / 2; }
  std::size_t below(std::size_t spot) const {
    std::size_t sum = 0;
    for (std::size_t other : spots_[spot].below) sum += middle(other);
    return spots_[spot].below.empty() ? 0 : sum / spots_[spot].below.size();
  }

  /// From what is required, by the spots between, to the node.
  void edge(std::string& out, std::size_t node, std::size_t place) const {
    out +=
        fmt::format("      <dmndi:DMNEdge id=\"edge-{0}\" dmnElementRef=\"{0}\">\n", nodes_[node].requires_[place].id);
    std::vector<std::size_t> path;
    for (std::size_t at = spots_[node].below[place]; at >= nodes_.size(); at = spots_[at].below.front())
      path.push_back(at);
    const auto point = [&](std::size_t x, std::size_t y) {
      out += fmt::format("        <di:waypoint x=\"{}\" y=\"{}\"/>\n", x, y);
    };
    const std::size_t from = nodes_[node].requires_[place].from;
    point(middle(from), top(from));
    std::for_each(path.rbegin(), path.rend(), [&](std::size_t spot) {
      point(spots_[spot].x, top(spot) + kHeight);
      point(spots_[spot].x, top(spot));
    });
    point(middle(node), top(node) + kHeight);
    out += "      </dmndi:DMNEdge>\n";
  }

  const std::vector<DmnNode>& nodes_;
  std::vector<Spot> spots_;
  std::vector<std::vector<std::size_t>> rows_;
};

}  // namespace

std::string dmn_diagram(const std::vector<DmnNode>& nodes) { return DmnDiagram(nodes).run(); }

}  // namespace msd::emit
