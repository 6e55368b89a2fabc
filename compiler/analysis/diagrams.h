// Reduced, ordered, hash-consed decision diagrams over variables of several values, with numbers as terminals. Two
// functions are equal exactly if their handles are. After Bryant (1986); terminals after Fujita, McGeer and Yang
// (1997); variables of several values after Kam, Villa, Brayton and Sangiovanni-Vincentelli (1998).
#pragma once

#include <llvm/ADT/APInt.h>
#include <llvm/ADT/DenseMap.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace msd::analysis {

/// A function of the variables: a terminal, or a node of the diagram.
class Node {
 public:
  Node() = default;
  static Node terminal(std::uint32_t number) { return Node(number | kTerminal); }
  static Node at(std::uint32_t index) { return Node(index); }
  bool is_terminal() const { return (bits_ & kTerminal) != 0; }
  std::uint32_t number() const { return bits_ & ~kTerminal; }  ///< of a terminal
  std::uint32_t index() const { return bits_; }                ///< of an inner node
  std::uint32_t bits() const { return bits_; }
  bool operator==(const Node&) const = default;

 private:
  static constexpr std::uint32_t kTerminal = std::uint32_t{1} << 31U;
  explicit Node(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = kTerminal;
};

/// The value of a cell that is absent, and of one that is rejected. All other terminals are values.
inline constexpr std::uint32_t kGone = 0x3FFFFFFE;
inline constexpr std::uint32_t kBad = 0x3FFFFFFF;

using Variable = std::uint32_t;
/// What a variable may be in a cube: bit v is value v. Variables have at most 64 values here.
struct Choice {
  Variable variable = 0;
  std::uint64_t values = 0;
};
using Cube = std::vector<Choice>;
/// One value for each variable that is named.
using Assignment = std::vector<std::pair<Variable, std::uint32_t>>;
using Count = llvm::APInt;

class Diagrams {
 public:
  /// Past `max_nodes` nodes, or six times as many steps, every operation gives terminal 0 and `exhausted` is true: no
  /// result counts from then on.
  explicit Diagrams(std::size_t max_nodes);

  bool exhausted() const { return exhausted_; }
  std::size_t nodes() const { return nodes_.size(); }

  /// A new variable below all others, of `values` values (2 to 64).
  Variable variable(unsigned values);
  unsigned values(Variable v) const { return arity_[v]; }
  std::size_t variables() const { return arity_.size(); }

  static Node yes() { return Node::terminal(1); }
  static Node no() { return Node::terminal(0); }
  /// The terminal `by_value[v]` where the variable has value v.
  Node select(Variable variable, std::span<const std::uint32_t> by_value);

  // Truths have the terminals 0 and 1; an operand that is kGone reads as no, and one that is kBad makes the result
  // kBad. O(nodes of the operands multiplied), as all of the binary operations.
  Node both(Node a, Node b);
  Node either(Node a, Node b);
  Node negate(Node a);
  /// `then` where the truth holds, else `otherwise`, kBad where any of the three is.
  Node choose(Node condition, Node then, Node otherwise);
  /// As `choose`, but looks at the operand that is taken only.
  Node where(Node condition, Node then, Node otherwise);
  /// 1 where `f` is `number`, else 0.
  Node is(Node f, std::uint32_t number);
  /// `by` of each terminal.
  Node map(Node f, const std::function<std::uint32_t(std::uint32_t)>& by);
  /// `by` of the terminals at each place. `by` must be a function of its arguments alone.
  Node apply(Node f, Node g, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& by);
  /// The truth `f` for some value of the variables marked. O(exponential at worst).
  Node exists(Node f, const std::vector<bool>& variables);
  /// `f` with one variable fixed.
  Node restrict(Node f, Variable variable, std::uint32_t value);
  /// No place has 1 in `a` and something else than 1 in `b`.
  bool implies(Node a, Node b);
  /// No place has 1 in both.
  bool disjoint(Node a, Node b);

  /// The terminals that can be reached, ascending. Linear.
  std::vector<std::uint32_t> terminals(Node f) const;
  /// The same where `care` is 1.
  std::vector<std::uint32_t> terminals(Node f, Node care);
  /// The variables that `f` depends on, ascending. Linear.
  std::vector<Variable> support(Node f) const;
  /// Inner nodes. Linear.
  std::size_t size(Node f) const;
  std::uint32_t evaluate(Node f, const std::function<std::uint32_t(Variable)>& value) const;

  /// The variable that an inner node asks for, and where each of its values leads. O(1).
  Variable asks(Node f) const { return nodes_[f.index()].variable; }
  std::span<const Node> branches(Node f) const { return children(f); }

  /// Assignments over `among` (which has the support of `f`) under which the truth holds. Exact: the widest count has
  /// as many bits as all variables together. Linear in nodes.
  Count count(Node f, std::span<const Variable> among) const;
  /// The cheapest assignment under which the truth holds: the sum of `cost` over all variables named (0 for the others:
  /// they may have any value). None if there is none. Ties go to the lower values. Linear.
  std::optional<Assignment> cheapest(Node f, const std::function<unsigned(Variable, std::uint32_t)>& cost) const;
  /// The truth as cubes that exclude each other, at most `limit`. Linear in their number.
  std::vector<Cube> cubes(Node f, std::size_t limit) const;

 private:
  struct Inner {
    Variable variable;
    std::uint32_t children;  ///< into children_, arity many
    bool bad;                ///< kBad can be reached
  };
  enum Operation : std::uint32_t { Both, Either, Choose, Where, Disjoint };
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
  Node logic(Operation operation, Node a, Node b);
  Node ternary(Operation operation, Node a, Node b, Node c);
  Cached& cached(std::uint32_t operation, Node a, Node b, Node c);
  void grow();

  std::size_t max_nodes_;
  std::size_t steps_ = 0;
  bool exhausted_ = false;
  std::vector<unsigned> arity_;
  std::vector<Inner> nodes_;
  std::vector<Node> children_;
  std::vector<std::uint32_t> table_;  ///< open addressing: node index + 1
  std::vector<Cached> cache_;
};

}  // namespace msd::analysis
