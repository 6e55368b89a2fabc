// Reduced, ordered, hash-consed decision diagrams over variables of several values, with numbers as terminals. Two
// functions are equal exactly if their handles are. After Bryant (1986); terminals after Fujita, McGeer and Yang
// (1997); variables of several values after Kam, Villa, Brayton and Sangiovanni-Vincentelli (1998).
#pragma once

#include "compiler/analysis/functions.h"

#include <llvm/ADT/APInt.h>
#include <string>
#include <unordered_map>

namespace msd::analysis {

/// What a variable may be in a cube: bit v is value v. Variables have at most 64 values here.
struct Choice {
  Variable variable = 0;
  std::uint64_t values = 0;
};
using Cube = std::vector<Choice>;
using Count = llvm::APInt;
/// The digits of a count. O(digits squared).
std::string decimal(const Count& count);

class Diagrams final : public Functions {
 public:
  /// Past `max_nodes` nodes, or six times as many steps, it is exhausted.
  explicit Diagrams(std::size_t max_nodes);

  std::size_t nodes() const { return nodes_.size(); }
  /// From now on so many more nodes, and six times as many steps, but never more than `max_nodes` in all.
  void allow(std::size_t nodes);
  /// Nodes made since it was last asked.
  std::size_t made() { return nodes_.size() - std::exchange(made_before_, nodes_.size()); }

  Node select(Variable variable, std::span<const std::uint32_t> by_value) override;

  // O(nodes of the operands multiplied), as all operations with several operands.
  Node both(Node a, Node b) override;
  Node either(Node a, Node b) override;
  Node choose(Node condition, Node then, Node otherwise) override;
  Node where(Node condition, Node then, Node otherwise) override;
  Node is(Node f, std::uint32_t number) override;
  Node among(Node f, std::uint64_t mask) override;
  Node map(Node f, const std::function<std::uint32_t(std::uint32_t)>& by) override;
  Node apply(Node f, Node g, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& by) override;
  /// The truth `f` for some value of the variables marked. O(exponential at worst).
  Node exists(Node f, const std::vector<bool>& variables);
  /// `f` with one variable fixed.
  Node restrict(Node f, Variable variable, std::uint32_t value);
  bool disjoint(Node a, Node b) override;
  bool implies(Node a, Node b) override;
  bool same(Node f, Node g, Node care) override;

  /// Exactly those that can be reached. Linear.
  std::vector<std::uint32_t> terminals(Node f) const override;
  std::vector<std::uint32_t> terminals(Node f, Node care) override;
  /// Exactly those that `f` depends on. Linear.
  std::vector<Variable> support(Node f) const override;
  /// Inner nodes. Linear.
  std::size_t size(Node f) const;
  std::uint32_t evaluate(Node f, const std::function<std::uint32_t(Variable)>& value) const override;

  /// The variable that an inner node asks for, and where each of its values leads. O(1).
  Variable asks(Node f) const { return nodes_[f.index()].variable; }
  std::span<const Node> branches(Node f) const { return children(f); }

  /// Assignments over `among` (which has the support of `f`) under which the truth holds. Exact: the widest count has
  /// as many bits as all variables together. Linear in nodes.
  Count count(Node f, std::span<const Variable> among) const;
  /// The cheapest: the sum of `cost` over all variables named (0 for the others: they may have any value). Ties go to
  /// the lower values. Linear.
  std::optional<Assignment> cheapest(Node f, const Cost& cost) override;
  /// The truth as cubes that exclude each other, at most `limit`. Linear in their number.
  std::vector<Cube> cubes(Node f, std::size_t limit) const;

 private:
  struct Inner {
    Variable variable;
    std::uint32_t children;  ///< into children_, arity many
    bool bad;                ///< kBad can be reached
  };
  enum Operation : std::uint32_t { Both, Either, Choose, Where, Is, Among, Disjoint, Implies, Same };
  struct Cached {
    std::uint32_t operation = UINT32_MAX;
    Node a, b, c, result;
  };

  Node make(Variable variable, std::span<const Node> children);
  std::span<const Node> children(Node f) const {
    const Inner& inner = nodes_[f.index()];
    return {children_.data() + inner.children, arity_[inner.variable]};
  }
  Variable top(Node f) const { return f.is_terminal() ? UINT32_MAX : nodes_[f.index()].variable; }
  Node child(Node f, Variable v, unsigned value) const { return top(f) == v ? children(f)[value] : f; }
  bool bad(Node f) const { return f.is_terminal() ? f.number() == kBad : nodes_[f.index()].bad; }
  Node among(Node f, std::uint64_t mask, Node key);
  Node logic(Operation operation, Node a, Node b);
  Node ternary(Operation operation, Node a, Node b, Node c);
  Cached& cached(std::uint32_t operation, Node a, Node b, Node c);
  bool step() { return exhausted_ = exhausted_ || ++steps_ > allowed_steps_; }
  void grow();

  std::size_t max_nodes_;
  std::size_t allowed_nodes_, allowed_steps_;
  std::size_t made_before_ = 0;
  std::size_t steps_ = 0;
  std::vector<Inner> nodes_;
  std::vector<Node> children_;
  struct Slot {
    std::uint32_t hash = 0, node = 0;  ///< node index + 1; 0 if there is none
  };
  std::vector<Slot> table_;  ///< open addressing
  std::vector<Cached> cache_;
  std::unordered_map<std::uint64_t, std::uint32_t> masks_;  ///< those asked for: what stands for them in the cache
};

}  // namespace msd::analysis
