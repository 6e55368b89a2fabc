#include "compiler/registry/cycles.h"

#include <algorithm>
#include <deque>
#include <set>

namespace msd::registry {

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

class Finder {
 public:
  explicit Finder(const Graph& graph) : graph_(graph), part_(graph.size()) {}

  std::vector<Cycle> run(unsigned rounds) {
    std::vector<Cycle> out;
    for (unsigned round = 0; round < rounds; ++round) {
      const std::size_t before = out.size();
      components();
      std::vector<bool> seen(parts_);
      for (std::uint32_t i = 0; i < graph_.size(); ++i) {
        if (seen[part_[i]]) continue;
        seen[part_[i]] = true;
        Cycle cycle = shortest(i);
        if (cycle.empty()) continue;
        for (const CycleStep& step : cycle) aside_.emplace(step.from, step.edge->to);
        out.push_back(std::move(cycle));
      }
      if (out.size() == before) break;
    }
    return out;
  }

 private:
  bool usable(std::uint32_t from, const Edge& edge) const {
    return aside_.empty() || !aside_.contains({from, edge.to});
  }

  /// Numbers the strongly connected parts; no recursion, as chains may be long.
  void components() {
    struct Frame {
      std::uint32_t at;
      std::size_t next;
    };
    std::vector<std::uint32_t> order(graph_.size(), kNone);
    std::vector<std::uint32_t> low(graph_.size());
    std::vector<bool> open(graph_.size());
    std::vector<std::uint32_t> stack;
    std::uint32_t count = 0;
    parts_ = 0;
    for (std::uint32_t root = 0; root < graph_.size(); ++root) {
      if (order[root] != kNone) continue;
      std::vector<Frame> frames;
      auto enter = [&](std::uint32_t at) {
        order[at] = low[at] = count++;
        open[at] = true;
        stack.push_back(at);
        frames.push_back({at, 0});
      };
      enter(root);
      while (!frames.empty()) {
        const std::uint32_t at = frames.back().at;
        if (frames.back().next < graph_[at].size()) {
          const Edge& edge = graph_[at][frames.back().next++];
          if (!usable(at, edge)) continue;
          if (order[edge.to] == kNone) {
            enter(edge.to);
          } else if (open[edge.to]) {
            low[at] = std::min(low[at], order[edge.to]);
          }
          continue;
        }
        frames.pop_back();
        if (!frames.empty()) low[frames.back().at] = std::min(low[frames.back().at], low[at]);
        if (low[at] != order[at]) continue;
        for (std::uint32_t member = kNone; member != at;) {
          member = stack.back();
          stack.pop_back();
          open[member] = false;
          part_[member] = parts_;
        }
        ++parts_;
      }
    }
  }

  /// Breadth first from a field back to itself, inside its part.
  Cycle shortest(std::uint32_t start) const {
    std::vector<std::pair<std::uint32_t, CycleStep>> reached;  // the field, and the step that led to it
    std::set<std::uint32_t> seen;
    std::deque<std::uint32_t> queue{start};
    while (!queue.empty()) {
      const std::uint32_t at = queue.front();
      queue.pop_front();
      for (const Edge& edge : graph_[at]) {
        if (part_[edge.to] != part_[start] || !usable(at, edge)) continue;
        if (edge.to != start) {
          if (!seen.insert(edge.to).second) continue;
          reached.push_back({edge.to, {at, &edge}});
          queue.push_back(edge.to);
          continue;
        }
        Cycle cycle{{at, &edge}};
        for (auto it = reached.rbegin(); it != reached.rend(); ++it) {
          if (it->first == cycle.back().from && cycle.back().from != start) cycle.push_back(it->second);
        }
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
      }
    }
    return {};
  }

  const Graph& graph_;
  std::vector<std::uint32_t> part_;
  std::uint32_t parts_ = 0;
  std::set<std::pair<std::uint32_t, std::uint32_t>> aside_;
};

}  // namespace

std::vector<Cycle> find_cycles(const Graph& graph, unsigned rounds) { return Finder(graph).run(rounds); }

std::string cycle_path(const Cycle& cycle, const std::function<std::string(std::uint32_t)>& label) {
  constexpr std::size_t kWhole = 12;  // a line that can still be read
  constexpr std::size_t kEnd = 4;
  std::string out;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    if (cycle.size() > kWhole && i == kEnd) {
      out += std::to_string(cycle.size() - 2 * kEnd) + " more ← ";
      i = cycle.size() - kEnd;
    }
    out += label(cycle[i].from) + " ← ";
  }
  return out + label(cycle.front().from);
}

}  // namespace msd::registry
