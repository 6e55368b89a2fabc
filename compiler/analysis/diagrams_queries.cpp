// What is asked of a diagram: terminals, support, counts, cheapest assignments, cubes.
#include "compiler/analysis/diagrams.h"

#include <algorithm>
#include <llvm/ADT/DenseMap.h>

namespace msd::analysis {

std::vector<std::uint32_t> Diagrams::terminals(Node f) const {
  return const_cast<Diagrams*>(this)->terminals(f, yes());
}

std::vector<std::uint32_t> Diagrams::terminals(Node f, Node care) {
  llvm::DenseMap<std::pair<std::uint32_t, std::uint32_t>, bool> seen;
  std::vector<std::uint32_t> out;
  std::vector<std::pair<Node, Node>> todo{{f, care}};
  while (!todo.empty()) {
    const auto [a, c] = todo.back();
    todo.pop_back();
    if (c.is_terminal() && c.number() != 1) continue;
    if (!seen.try_emplace({a.bits(), c.bits()}, true).second) continue;
    if (a.is_terminal() && c.is_terminal()) {
      out.push_back(a.number());
      continue;
    }
    const Variable v = std::min(top(a), top(c));
    for (unsigned i = 0; i < arity_[v]; ++i) todo.emplace_back(child(a, v, i), child(c, v, i));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  // A terminal below a care set that is never 1 has been passed over only if no place there is cared for; one that
  // is reached beside an undecided care set is decided further down.
  return out;
}

std::vector<Variable> Diagrams::support(Node f) const {
  llvm::DenseMap<std::uint32_t, bool> seen;
  std::vector<bool> in(arity_.size());
  std::vector<Node> todo{f};
  while (!todo.empty()) {
    const Node n = todo.back();
    todo.pop_back();
    if (n.is_terminal() || !seen.try_emplace(n.index(), true).second) continue;
    in[top(n)] = true;
    for (Node c : children(n)) todo.push_back(c);
  }
  std::vector<Variable> out;
  for (Variable v = 0; v < in.size(); ++v) {
    if (in[v]) out.push_back(v);
  }
  return out;
}

std::size_t Diagrams::size(Node f) const {
  llvm::DenseMap<std::uint32_t, bool> seen;
  std::vector<Node> todo{f};
  while (!todo.empty()) {
    const Node n = todo.back();
    todo.pop_back();
    if (n.is_terminal() || !seen.try_emplace(n.index(), true).second) continue;
    for (Node c : children(n)) todo.push_back(c);
  }
  return seen.size();
}

std::uint32_t Diagrams::evaluate(Node f, const std::function<std::uint32_t(Variable)>& value) const {
  while (!f.is_terminal()) f = children(f)[value(top(f))];
  return f.number();
}

Count Diagrams::count(Node f, std::span<const Variable> among) const {
  unsigned bits = 1;
  for (Variable v : among) bits += static_cast<unsigned>(64 - __builtin_clzll(arity_[v]));
  std::vector<std::uint32_t> position(arity_.size(), UINT32_MAX);
  std::vector<Count> below(among.size() + 1, Count(bits, 1));  // products of the arities from each position on
  for (std::size_t i = among.size(); i-- > 0;) {
    position[among[i]] = static_cast<std::uint32_t>(i);
    below[i] = below[i + 1] * Count(bits, arity_[among[i]]);
  }
  const auto at = [&](Node n) { return n.is_terminal() ? among.size() : position[top(n)]; };
  llvm::DenseMap<std::uint32_t, Count> done;
  // Assignments of the variables from the node's own on.
  const std::function<Count(Node)> walk = [&](Node n) -> Count {
    if (n.is_terminal()) return Count(bits, n.number() == 1 ? 1 : 0);
    if (const auto found = done.find(n.index()); found != done.end()) return found->second;
    Count sum(bits, 0);
    for (Node c : children(n)) sum += walk(c) * below[at(n) + 1].udiv(below[at(c)]);
    done.try_emplace(n.index(), sum);
    return sum;
  };
  return walk(f) * below[0].udiv(below[at(f)]);
}

std::optional<Assignment> Diagrams::cheapest(Node f, const Cost& cost) {
  constexpr unsigned kNever = UINT32_MAX;
  llvm::DenseMap<std::uint32_t, std::pair<unsigned, std::uint32_t>> best;  // cost from here, value to take
  const std::function<unsigned(Node)> walk = [&](Node n) -> unsigned {
    if (n.is_terminal()) return n.number() == 1 ? 0 : kNever;
    if (const auto found = best.find(n.index()); found != best.end()) return found->second.first;
    std::pair<unsigned, std::uint32_t> choice{kNever, 0};
    for (unsigned i = 0; i < arity_[top(n)]; ++i) {
      const unsigned rest = walk(children(n)[i]);
      if (rest == kNever) continue;
      const unsigned total = rest + cost(top(n), i);
      if (total < choice.first) choice = {total, i};
    }
    best[n.index()] = choice;
    return choice.first;
  };
  if (walk(f) == kNever) return std::nullopt;
  Assignment out;
  while (!f.is_terminal()) {
    const std::uint32_t value = best[f.index()].second;
    out.emplace_back(top(f), value);
    f = children(f)[value];
  }
  return out;
}

std::vector<Cube> Diagrams::cubes(Node f, std::size_t limit) const {
  std::vector<Cube> out;
  Cube path;
  llvm::DenseMap<std::uint32_t, bool> possible;
  const std::function<bool(Node)> holds = [&](Node n) -> bool {
    if (n.is_terminal()) return n.number() == 1;
    if (const auto found = possible.find(n.index()); found != possible.end()) return found->second;
    bool any = false;
    for (Node c : children(n)) any = holds(c) || any;
    possible[n.index()] = any;
    return any;
  };
  const std::function<void(Node)> walk = [&](Node n) {
    if (out.size() >= limit || !holds(n)) return;
    if (n.is_terminal()) return void(out.push_back(path));
    // Values that lead to the same node are one branch.
    const std::span<const Node> all = children(n);
    for (unsigned i = 0; i < all.size(); ++i) {
      if (std::find(all.begin(), all.begin() + i, all[i]) != all.begin() + i) continue;
      std::uint64_t values = 0;
      for (unsigned j = i; j < all.size(); ++j) {
        if (all[j] == all[i]) values |= std::uint64_t{1} << j;
      }
      path.push_back({top(n), values});
      walk(all[i]);
      path.pop_back();
    }
  };
  walk(f);
  return out;
}

}  // namespace msd::analysis
