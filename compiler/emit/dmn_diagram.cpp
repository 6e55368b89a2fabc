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
  explicit DmnDiagram(const std::vector<DmnNode>& nodes) : nodes_(nodes), layers_(nodes.size()), x_(nodes.size()) {}

  std::string run() {
    place();
    std::string out = "  <dmndi:DMNDI>\n    <dmndi:DMNDiagram id=\"diagram\">\n";
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      out += fmt::format("      <dmndi:DMNShape id=\"shape-{0}\" dmnElementRef=\"{0}\">\n"
                         "        <dc:Bounds x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/>\n"
                         "      </dmndi:DMNShape>\n",
                         nodes_[i].id, x_[i], y(i), kWidth, kHeight);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const DmnNode::Edge& edge : nodes_[i].requires_)
        out += fmt::format("      <dmndi:DMNEdge id=\"edge-{0}\" dmnElementRef=\"{0}\">\n"
                           "        <di:waypoint x=\"{1}\" y=\"{2}\"/>\n        <di:waypoint x=\"{3}\" y=\"{4}\"/>\n"
                           "      </dmndi:DMNEdge>\n",
                           edge.id, x_[edge.from] + kWidth / 2, y(edge.from), x_[i] + kWidth / 2, y(i) + kHeight);
    }
    return out + "    </dmndi:DMNDiagram>\n  </dmndi:DMNDI>\n";
  }

 private:
  std::size_t y(std::size_t node) const { return kAside + (rows_.size() - 1 - layers_[node]) * (kHeight + kBetween); }

  void place() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const DmnNode::Edge& edge : nodes_[i].requires_) layers_[i] = std::max(layers_[i], layers_[edge.from] + 1);
      if (rows_.size() <= layers_[i]) rows_.resize(layers_[i] + 1);
      rows_[layers_[i]].push_back(i);
    }
    std::size_t widest = 0;
    for (const std::vector<std::size_t>& row : rows_) widest = std::max(widest, row.size());
    for (std::vector<std::size_t>& row : rows_) {
      std::stable_sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
      std::size_t x = kAside + (widest - row.size()) * (kWidth + kAside) / 2;
      for (std::size_t node : row) {
        x_[node] = x;
        x += kWidth + kAside;
      }
    }
  }

  std::size_t middle(std::size_t node) const {
    const std::vector<DmnNode::Edge>& of = nodes_[node].requires_;
    std::size_t sum = 0;
    for (const DmnNode::Edge& edge : of) sum += x_[edge.from];
    return of.empty() ? 0 : sum / of.size();
  }

  const std::vector<DmnNode>& nodes_;
  std::vector<std::size_t> layers_, x_;
  std::vector<std::vector<std::size_t>> rows_;
};

}  // namespace

std::string dmn_diagram(const std::vector<DmnNode>& nodes) { return DmnDiagram(nodes).run(); }

}  // namespace msd::emit
