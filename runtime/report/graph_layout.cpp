// A layered drawing after Sugiyama, Tagawa and Toda (1981): ranks by longest paths, order in a rank by barycenters of
// the neighbours, swept forth and back. Each group has a lane, so that order and places are kept within it; edges pass
// behind the boxes, which saves the dummy nodes.
#include "runtime/report/graph.h"

#include <algorithm>
#include <numeric>

namespace msd::report {

namespace {

constexpr int kSweeps = 8;
constexpr int kColumnGap = 60, kRowGap = 8;
constexpr int kLaneHead = 26, kLaneFoot = 14, kMargin = 12;
constexpr int kStep = kBoxHeight + kRowGap;

class Layout {
 public:
  explicit Layout(const Graph& graph)
      : graph_(graph), before_(graph.nodes.size()), after_(graph.nodes.size()), rank_(graph.nodes.size()) {
    for (const GraphEdge& e : graph.edges) {
      before_[e.to].push_back(e.from);
      after_[e.from].push_back(e.to);
    }
  }

  Drawing run() {
    ranks();
    cells();
    out_.boxes.resize(graph_.nodes.size());
    out_.lanes.resize(graph_.groups.size());
    stack();
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      const bool forth = sweep % 2 == 0;
      for (std::size_t i = 0; i < columns_; ++i) {
        for (auto& lane : cells_) order(lane[forth ? i : columns_ - 1 - i], forth ? before_ : after_);
      }
      stack();
    }
    for (std::size_t rank = 0; rank < columns_; ++rank) align(rank, before_);
    for (std::size_t rank = columns_; rank-- > 0;) align(rank, after_);
    for (std::uint32_t n = 0; n < graph_.nodes.size(); ++n)
      out_.boxes[n].x = kMargin + static_cast<int>(rank_[n]) * (kBoxWidth + kColumnGap);
    out_.width = 2 * kMargin + static_cast<int>(columns_) * (kBoxWidth + kColumnGap) - kColumnGap;
    return std::move(out_);
  }

 private:
  using Neighbours = std::vector<std::vector<std::uint32_t>>;

  /// Longest paths, in topological order; what begins a path then moves up to where it is first read.
  void ranks() {
    std::vector<std::size_t> due(graph_.nodes.size());
    std::vector<std::uint32_t> ready;
    for (std::uint32_t n = 0; n < graph_.nodes.size(); ++n) {
      due[n] = before_[n].size();
      if (due[n] == 0) ready.push_back(n);
    }
    for (std::size_t i = 0; i < ready.size(); ++i) {
      for (std::uint32_t next : after_[ready[i]]) {
        rank_[next] = std::max(rank_[next], rank_[ready[i]] + 1);
        if (--due[next] == 0) ready.push_back(next);
      }
    }
    for (std::uint32_t n = 0; n < graph_.nodes.size(); ++n) {
      if (!before_[n].empty() || after_[n].empty()) continue;
      std::size_t first = graph_.nodes.size();
      for (std::uint32_t next : after_[n]) first = std::min(first, rank_[next]);
      rank_[n] = first == 0 ? 0 : first - 1;
    }
    for (std::size_t rank : rank_) columns_ = std::max(columns_, rank + 1);
  }

  void cells() {
    cells_.assign(graph_.groups.size(), std::vector<std::vector<std::uint32_t>>(columns_));
    for (std::uint32_t n = 0; n < graph_.nodes.size(); ++n) cells_[graph_.nodes[n].group][rank_[n]].push_back(n);
  }

  double center(std::uint32_t node, const Neighbours& neighbours) const {
    if (neighbours[node].empty()) return out_.boxes[node].y;
    double sum = 0;
    for (std::uint32_t other : neighbours[node]) sum += out_.boxes[other].y;
    return sum / static_cast<double>(neighbours[node].size());
  }

  void order(std::vector<std::uint32_t>& cell, const Neighbours& neighbours) {
    std::stable_sort(cell.begin(), cell.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return center(a, neighbours) < center(b, neighbours); });
  }

  /// Boxes under each other from the top of their lane; lanes as high as their longest column.
  void stack() {
    int y = kMargin;
    for (std::size_t g = 0; g < cells_.size(); ++g) {
      std::size_t most = 0;
      for (const auto& cell : cells_[g]) {
        most = std::max(most, cell.size());
        for (std::size_t i = 0; i < cell.size(); ++i)
          out_.boxes[cell[i]].y = y + kLaneHead + static_cast<int>(i) * kStep;
      }
      out_.lanes[g] = {y, kLaneHead + static_cast<int>(most) * kStep - kRowGap + kLaneFoot};
      y += out_.lanes[g].height;
    }
    out_.height = y + kMargin;
  }

  /// Moves each box of a column towards its neighbours, in order and inside the lane.
  void align(std::size_t rank, const Neighbours& neighbours) {
    for (std::size_t g = 0; g < cells_.size(); ++g) {
      const auto& cell = cells_[g][rank];
      const int top = out_.lanes[g].y + kLaneHead;
      const int bottom = out_.lanes[g].y + out_.lanes[g].height - kLaneFoot - kBoxHeight;
      int least = top;
      for (std::uint32_t n : cell) {
        int& y = out_.boxes[n].y;
        y = std::clamp(static_cast<int>(center(n, neighbours)), least, std::max(least, bottom));
        least = y + kStep;
      }
      int most = bottom;
      for (std::size_t i = cell.size(); i-- > 0; most = out_.boxes[cell[i]].y - kStep)
        out_.boxes[cell[i]].y = std::min(out_.boxes[cell[i]].y, most);
    }
  }

  const Graph& graph_;
  Neighbours before_, after_;
  std::vector<std::size_t> rank_;
  std::size_t columns_ = 0;
  std::vector<std::vector<std::vector<std::uint32_t>>> cells_;  // nodes by group and rank
  Drawing out_;
};

}  // namespace

Drawing lay_out(const Graph& graph) { return Layout(graph).run(); }

}  // namespace msd::report
