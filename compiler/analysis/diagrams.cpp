#include "compiler/analysis/diagrams.h"

#include <algorithm>
#include <array>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallString.h>

namespace msd::analysis {

std::string decimal(const Count& count) {
  llvm::SmallString<32> out;
  count.toStringUnsigned(out);
  return {out.data(), out.size()};
}

namespace {

std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h ^= v + 0x9E3779B97F4A7C15ULL + (h << 6U) + (h >> 2U);
  h *= 0xFF51AFD7ED558CCDULL;
  return h ^ (h >> 33U);
}

std::uint32_t hash(Variable variable, std::span<const Node> children) {
  std::uint64_t h = variable;
  for (Node n : children) h = mix(h, n.bits());
  return static_cast<std::uint32_t>(h ^ (h >> 32U));
}

constexpr std::size_t kStepsPerNode = 6;               // of the budget: nodes that are made again are work, too
constexpr std::size_t kFirst = std::size_t{1} << 12U;  // places of the table and of the cache to begin with
constexpr std::size_t kMostCached = std::size_t{1} << 18U;

}  // namespace

Diagrams::Diagrams(std::size_t max_nodes)
    : max_nodes_(max_nodes), allowed_nodes_(max_nodes), allowed_steps_(max_nodes * kStepsPerNode), table_(kFirst),
      cache_(kFirst) {}

void Diagrams::allow(std::size_t nodes) {
  allowed_nodes_ = std::min(nodes_.size() + nodes, max_nodes_);
  allowed_steps_ = steps_ + nodes * kStepsPerNode;
}

Node Diagrams::select(Variable variable, std::span<const std::uint32_t> by_value) {
  std::vector<Node> nodes;
  nodes.reserve(by_value.size());
  for (std::uint32_t number : by_value) nodes.push_back(Node::terminal(number));
  return make(variable, nodes);
}

Node Diagrams::make(Variable variable, std::span<const Node> children) {
  if (std::all_of(children.begin(), children.end(), [&](Node n) { return n == children.front(); }))
    return children.front();
  if (step()) return no();
  const std::uint32_t h = hash(variable, children);
  std::size_t at = h & (table_.size() - 1);
  for (; table_[at].node != 0; at = (at + 1) & (table_.size() - 1)) {
    if (table_[at].hash != h) continue;
    const Inner& inner = nodes_[table_[at].node - 1];
    if (inner.variable != variable) continue;
    if (std::equal(children.begin(), children.end(), children_.begin() + inner.children))
      return Node::at(table_[at].node - 1);
  }
  if (nodes_.size() >= allowed_nodes_) {
    exhausted_ = true;
    return no();
  }
  const auto first = static_cast<std::uint32_t>(children_.size());
  children_.insert(children_.end(), children.begin(), children.end());
  const bool any_bad = std::any_of(children.begin(), children.end(), [&](Node n) { return bad(n); });
  nodes_.push_back({variable, first, any_bad});
  table_[at] = {h, static_cast<std::uint32_t>(nodes_.size())};
  if (nodes_.size() * 2 > table_.size()) grow();
  return Node::at(static_cast<std::uint32_t>(nodes_.size() - 1));
}

void Diagrams::grow() {
  std::vector<Slot> bigger(table_.size() * 2);
  for (const Slot& slot : table_) {
    if (slot.node == 0) continue;
    std::size_t at = slot.hash & (bigger.size() - 1);
    while (bigger[at].node != 0) at = (at + 1) & (bigger.size() - 1);
    bigger[at] = slot;
  }
  table_ = std::move(bigger);
  if (cache_.size() >= kMostCached || cache_.size() >= table_.size()) return;
  // What is known moves with it: a result that is lost is work done twice.
  std::vector<Cached> wider(cache_.size() * 2);
  std::swap(cache_, wider);
  for (const Cached& one : wider) {
    if (one.operation != UINT32_MAX) cached(one.operation, one.a, one.b, one.c) = one;
  }
}

Diagrams::Cached& Diagrams::cached(std::uint32_t operation, Node a, Node b, Node c) {
  const std::uint64_t h = mix(mix(mix(operation, a.bits()), b.bits()), c.bits());
  return cache_[h & (cache_.size() - 1)];
}

Node Diagrams::logic(Operation operation, Node a, Node b) {
  if (exhausted_) return no();
  const auto truth = [](Node n) { return n.number() == 1 ? yes() : n.number() == kBad ? n : no(); };
  if (a.is_terminal()) a = truth(a);
  if (b.is_terminal()) b = truth(b);
  const Node absorbing = operation == Both ? no() : yes();
  if (a.is_terminal() && b.is_terminal()) {
    if (a.number() == kBad || b.number() == kBad) return Node::terminal(kBad);
    return a == absorbing ? a : b;
  }
  if ((a == absorbing && !bad(b)) || (b == absorbing && !bad(a))) return absorbing;
  if (a == Node::terminal(kBad) || b == Node::terminal(kBad)) return Node::terminal(kBad);
  if (a.bits() > b.bits()) std::swap(a, b);
  Cached& slot = cached(operation, a, b, {});
  if (slot.operation == operation && slot.a == a && slot.b == b) return slot.result;
  const Variable v = std::min(top(a), top(b));
  std::array<Node, kMostValues> parts;
  for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = logic(operation, child(a, v, i), child(b, v, i));
  const Node result = make(v, {parts.data(), arity_[v]});
  if (!exhausted_) cached(operation, a, b, {}) = {operation, a, b, {}, result};
  return result;
}

Node Diagrams::both(Node a, Node b) { return logic(Both, a, b); }
Node Diagrams::either(Node a, Node b) { return logic(Either, a, b); }

Node Diagrams::ternary(Operation operation, Node a, Node b, Node c) {
  if (exhausted_) return no();
  const bool strict = operation == Choose;
  if (a.is_terminal()) {
    if (a.number() == kBad) return a;
    const Node taken = a.number() == 1 ? b : c;
    if (!strict || (!bad(b) && !bad(c))) return taken;
    if (taken.is_terminal() && taken.number() == kBad) return taken;
  }
  if (b == c && !bad(a)) return b;
  if (strict && (b == Node::terminal(kBad) || c == Node::terminal(kBad))) return Node::terminal(kBad);
  const Variable v = std::min({top(a), top(b), top(c)});
  if (v == UINT32_MAX) {
    // All three are terminals, and one of them is rejected.
    if (b.number() == kBad || c.number() == kBad) return Node::terminal(kBad);
    return a.number() == 1 ? b : c;
  }
  Cached& slot = cached(operation, a, b, c);
  if (slot.operation == operation && slot.a == a && slot.b == b && slot.c == c) return slot.result;
  std::array<Node, kMostValues> parts;
  for (unsigned i = 0; i < arity_[v]; ++i)
    parts[i] = ternary(operation, child(a, v, i), child(b, v, i), child(c, v, i));
  const Node result = make(v, {parts.data(), arity_[v]});
  if (!exhausted_) cached(operation, a, b, c) = {operation, a, b, c, result};
  return result;
}

Node Diagrams::choose(Node condition, Node then, Node otherwise) { return ternary(Choose, condition, then, otherwise); }
Node Diagrams::where(Node condition, Node then, Node otherwise) { return ternary(Where, condition, then, otherwise); }

Node Diagrams::is(Node f, std::uint32_t number) {
  if (f.is_terminal()) return f.number() == number ? yes() : no();
  if (exhausted_) return no();
  const Node wanted = Node::terminal(number);
  Cached& slot = cached(Is, f, wanted, {});
  if (slot.operation == Is && slot.a == f && slot.b == wanted) return slot.result;
  const Variable v = top(f);
  std::array<Node, kMostValues> parts;
  for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = is(children(f)[i], number);
  const Node result = make(v, {parts.data(), arity_[v]});
  if (!exhausted_) cached(Is, f, wanted, {}) = {Is, f, wanted, {}, result};
  return result;
}

Node Diagrams::among(Node f, std::uint64_t mask) {
  return among(f, mask, Node::terminal(masks_.try_emplace(mask, masks_.size()).first->second));
}

Node Diagrams::among(Node f, std::uint64_t mask, Node key) {
  if (f.is_terminal()) return Node::terminal(one_of(f.number(), mask));
  if (exhausted_) return no();
  Cached& slot = cached(Among, f, key, {});
  if (slot.operation == Among && slot.a == f && slot.b == key) return slot.result;
  const Variable v = top(f);
  std::array<Node, kMostValues> parts;
  for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = among(children(f)[i], mask, key);
  const Node result = make(v, {parts.data(), arity_[v]});
  if (!exhausted_) cached(Among, f, key, {}) = {Among, f, key, {}, result};
  return result;
}

Node Diagrams::map(Node f, const std::function<std::uint32_t(std::uint32_t)>& by) {
  llvm::DenseMap<std::uint32_t, Node> done;
  const std::function<Node(Node)> walk = [&](Node n) -> Node {
    if (n.is_terminal()) return Node::terminal(by(n.number()));
    if (exhausted_) return no();
    if (const auto found = done.find(n.index()); found != done.end()) return found->second;
    const Variable v = top(n);
    std::array<Node, kMostValues> parts;
    for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = walk(children(n)[i]);
    const Node result = make(v, {parts.data(), arity_[v]});
    done[n.index()] = result;
    return result;
  };
  return walk(f);
}

Node Diagrams::apply(Node f, Node g, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& by) {
  llvm::DenseMap<std::pair<std::uint32_t, std::uint32_t>, Node> done;
  const std::function<Node(Node, Node)> walk = [&](Node a, Node b) -> Node {
    if (a.is_terminal() && b.is_terminal()) return Node::terminal(by(a.number(), b.number()));
    if (exhausted_) return no();
    const std::pair key{a.bits(), b.bits()};
    if (const auto found = done.find(key); found != done.end()) return found->second;
    const Variable v = std::min(top(a), top(b));
    std::array<Node, kMostValues> parts;
    for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = walk(child(a, v, i), child(b, v, i));
    const Node result = make(v, {parts.data(), arity_[v]});
    done[key] = result;
    return result;
  };
  return walk(f, g);
}

Node Diagrams::exists(Node f, const std::vector<bool>& variables) {
  llvm::DenseMap<std::uint32_t, Node> done;
  const std::function<Node(Node)> walk = [&](Node n) -> Node {
    if (n.is_terminal()) return n.number() == 1 ? yes() : no();
    if (exhausted_) return no();
    if (const auto found = done.find(n.index()); found != done.end()) return found->second;
    const Variable v = top(n);
    Node result = no();
    if (v < variables.size() && variables[v]) {
      for (unsigned i = 0; i < arity_[v] && result != yes(); ++i) result = either(result, walk(children(n)[i]));
    } else {
      std::array<Node, kMostValues> parts;
      for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = walk(children(n)[i]);
      result = make(v, {parts.data(), arity_[v]});
    }
    done[n.index()] = result;
    return result;
  };
  return walk(f);
}

Node Diagrams::restrict(Node f, Variable variable, std::uint32_t value) {
  llvm::DenseMap<std::uint32_t, Node> done;
  const std::function<Node(Node)> walk = [&](Node n) -> Node {
    if (n.is_terminal() || top(n) > variable || exhausted_) return n;
    if (top(n) == variable) return children(n)[value];
    if (const auto found = done.find(n.index()); found != done.end()) return found->second;
    const Variable v = top(n);
    std::array<Node, kMostValues> parts;
    for (unsigned i = 0; i < arity_[v]; ++i) parts[i] = walk(children(n)[i]);
    const Node result = make(v, {parts.data(), arity_[v]});
    done[n.index()] = result;
    return result;
  };
  return walk(f);
}

bool Diagrams::same(Node f, Node g, Node care) {
  if (f == g || (care.is_terminal() && care.number() != 1)) return true;
  // Two diagrams are two functions.
  if (care.is_terminal()) return exhausted_;
  if (step()) return true;
  if (f.bits() > g.bits()) std::swap(f, g);
  Cached& slot = cached(Same, f, g, care);
  if (slot.operation == Same && slot.a == f && slot.b == g && slot.c == care) return slot.result == yes();
  const Variable v = std::min({top(f), top(g), top(care)});
  bool all = true;
  for (unsigned i = 0; i < arity_[v] && all; ++i) all = same(child(f, v, i), child(g, v, i), child(care, v, i));
  cached(Same, f, g, care) = {Same, f, g, care, all ? yes() : no()};
  return all;
}

bool Diagrams::disjoint(Node a, Node b) {
  if (a.is_terminal() && a.number() != 1) return true;
  if (b.is_terminal() && b.number() != 1) return true;
  if (a.is_terminal() && b.is_terminal()) return false;
  if (step()) return true;
  if (a.bits() > b.bits()) std::swap(a, b);
  Cached& slot = cached(Disjoint, a, b, {});
  if (slot.operation == Disjoint && slot.a == a && slot.b == b) return slot.result == yes();
  const Variable v = std::min(top(a), top(b));
  bool all = true;
  for (unsigned i = 0; i < arity_[v] && all; ++i) all = disjoint(child(a, v, i), child(b, v, i));
  cached(Disjoint, a, b, {}) = {Disjoint, a, b, {}, all ? yes() : no()};
  return all;
}

bool Diagrams::implies(Node a, Node b) {
  if (a == b || (a.is_terminal() && a.number() != 1)) return true;
  if (b.is_terminal()) return b.number() == 1 || disjoint(a, yes());
  if (step()) return true;
  Cached& slot = cached(Implies, a, b, {});
  if (slot.operation == Implies && slot.a == a && slot.b == b) return slot.result == yes();
  const Variable v = std::min(top(a), top(b));
  bool all = true;
  for (unsigned i = 0; i < arity_[v] && all; ++i) all = implies(child(a, v, i), child(b, v, i));
  cached(Implies, a, b, {}) = {Implies, a, b, {}, all ? yes() : no()};
  return all;
}

}  // namespace msd::analysis
