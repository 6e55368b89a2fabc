// Which unknown facts an answer depends on. The leaves of a search are a tree of decisions; a fact matters if two paths
// through the tree that agree in every other fact end in different answers. Such pairs of paths are walked side by
// side.
#include "runtime/eval/impl.h"

#include <algorithm>
#include <optional>
#include <set>

namespace msd::eval {

namespace {

constexpr std::size_t kMaxSteps = 1'000'000;  // for all facts together

/// A node of the tree: the leaves that begin with the same `depth` assignments.
struct Node {
  std::size_t begin, end, depth;
};

class PairWalk {
 public:
  PairWalk(const std::vector<Leaf>& leaves, const std::function<bool(const Leaf&, const Leaf&)>& same)
      : leaves_(leaves), same_(same), change_(leaves.size()), asks_(leaves.size() + 1) {
    for (std::size_t i = leaves.size(); i-- > 0;) {
      const bool last = i + 1 == leaves.size();
      change_[i] = last || !same(leaves[i], leaves[i + 1]) ? i + 1 : change_[i + 1];
      if (!leaves[i].decided) change_[i] = i;  // differs from everything, even from itself
    }
  }

  bool matters(CellRef cell) {
    cell_ = cell;
    for (std::size_t i = 0; i < leaves_.size(); ++i) {
      const auto& cube = leaves_[i].cube;
      const bool asks = std::any_of(cube.begin(), cube.end(), [&](const auto& a) { return a.first.cell == cell; });
      asks_[i + 1] = asks_[i] + (asks ? 1 : 0);
    }
    return differ_below({0, leaves_.size(), 0});
  }

 private:
  bool is_leaf(const Node& n) const { return leaves_[n.begin].cube.size() == n.depth; }
  const Var& var(const Node& n) const { return leaves_[n.begin].cube[n.depth].first; }

  /// Two completions that agree so far, and still stand at the same node.
  bool differ_below(const Node& n) {
    if (++steps_ > kMaxSteps) return true;
    if (is_leaf(n) || asks_[n.end] == asks_[n.begin] || change_[n.begin] >= n.end) return false;
    if (!(var(n).cell == cell_)) return each_child(n, [&](const Node& child) { return differ_below(child); });
    // If neighbours give the same, all do.
    std::optional<Node> before;
    return each_child(n, [&](const Node& child) {
      const bool found = (before && differ(*before, child)) || differ_below(child);
      before = child;
      return found;
    });
  }

  bool differ(const Node& a, const Node& b) {
    if (++steps_ > kMaxSteps) return true;
    const bool uniform = change_[a.begin] >= a.end && change_[b.begin] >= b.end;
    if (uniform && same_(leaves_[a.begin], leaves_[b.begin])) return false;
    if (!is_leaf(a)) return each_child(a, [&](const Node& child) { return differ(child, b); });
    if (!is_leaf(b)) return each_child(b, [&](const Node& child) { return differ(a, child); });
    return !same_(leaves_[a.begin], leaves_[b.begin]);
  }

  /// The children that agree with what the other path has assigned already; all of them for the fact in question.
  template <class Visit> bool each_child(const Node& n, const Visit& visit) {
    const Var asked = var(n);
    const bool free = asked.cell == cell_;
    const auto known = std::find_if(fixed_.begin(), fixed_.end(), [&](const auto& f) { return f.first == asked; });
    const bool fixed = !free && known != fixed_.end();
    const std::int64_t wanted = fixed ? known->second : 0;
    for (std::size_t begin = n.begin; begin < n.end;) {
      const std::int64_t value = leaves_[begin].cube[n.depth].second;
      const auto last = std::partition_point(leaves_.begin() + static_cast<std::ptrdiff_t>(begin),
                                             leaves_.begin() + static_cast<std::ptrdiff_t>(n.end),
                                             [&](const Leaf& l) { return l.cube[n.depth].second == value; });
      const auto end = static_cast<std::size_t>(last - leaves_.begin());
      const Node child{begin, end, n.depth + 1};
      begin = end;
      if (fixed && value != wanted) continue;
      if (!free && !fixed) fixed_.emplace_back(asked, value);
      const bool found = visit(child);
      if (!free && !fixed) fixed_.pop_back();
      if (found) return true;
    }
    return false;
  }

  const std::vector<Leaf>& leaves_;
  const std::function<bool(const Leaf&, const Leaf&)>& same_;
  std::vector<std::size_t> change_;  // by leaf: the next one with another answer
  std::vector<std::size_t> asks_;    // how many leaves before this one assign the fact in question
  CellRef cell_;
  std::vector<std::pair<Var, std::int64_t>> fixed_;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<CellRef> essential(const std::vector<Leaf>& leaves,
                               const std::function<bool(const Leaf&, const Leaf&)>& same) {
  std::set<CellRef> asked;
  std::set<CellRef> out;
  for (const Leaf& leaf : leaves) {
    for (const auto& [var, value] : leaf.cube) asked.insert(var.cell);
    if (!leaf.decided) out.insert(leaf.blocked.begin(), leaf.blocked.end());
  }
  if (leaves.empty()) return {};
  PairWalk walk(leaves, same);
  for (CellRef cell : asked) {
    if (!out.contains(cell) && walk.matters(cell)) out.insert(cell);
  }
  return {out.begin(), out.end()};
}

}  // namespace msd::eval
