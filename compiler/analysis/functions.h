// Functions over variables of several values, with numbers as terminals: what the model builds and the checks ask,
// whether decision diagrams or circuits stand behind it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace msd::analysis {

/// A function of the variables: a terminal, or a node of whoever made it.
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
/// One value for each variable that is named.
using Assignment = std::vector<std::pair<Variable, std::uint32_t>>;
/// What it costs that a variable has a value.
using Cost = std::function<unsigned(Variable, std::uint32_t)>;

/// Past its budget every operation gives terminal 0 and `exhausted` is true: no result counts from then on.
class Functions {
 public:
  virtual ~Functions() = default;

  bool exhausted() const { return exhausted_; }

  static constexpr std::size_t kMostValues = 64;

  /// A new variable of `values` values (2 to kMostValues).
  Variable variable(unsigned values);
  unsigned values(Variable v) const { return arity_[v]; }
  std::size_t variables() const { return arity_.size(); }

  static Node yes() { return Node::terminal(1); }
  static Node no() { return Node::terminal(0); }
  /// The terminal `by_value[v]` where the variable has value v.
  virtual Node select(Variable variable, std::span<const std::uint32_t> by_value) = 0;

  // Truths have the terminals 0 and 1; an operand that is kGone reads as no, and one that is kBad makes the result
  // kBad.
  virtual Node both(Node a, Node b) = 0;
  virtual Node either(Node a, Node b) = 0;
  Node negate(Node a) { return choose(a, no(), yes()); }
  /// `then` where the truth holds, else `otherwise`, kBad where any of the three is.
  virtual Node choose(Node condition, Node then, Node otherwise) = 0;
  /// As `choose`, but looks at the operand that is taken only.
  virtual Node where(Node condition, Node then, Node otherwise) = 0;
  /// 1 where `f` is `number`, else 0.
  virtual Node is(Node f, std::uint32_t number);
  /// 1 where `f` is one of the values of the mask, kBad where it is rejected, else 0. Its values are below 64.
  virtual Node among(Node f, std::uint64_t mask);
  /// `by` of each terminal.
  virtual Node map(Node f, const std::function<std::uint32_t(std::uint32_t)>& by) = 0;
  /// `by` of the terminals at each place. `by` must be a function of its arguments alone.
  virtual Node apply(Node f, Node g, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& by) = 0;
  /// 1 where the two are not equal, else 0.
  Node differs(Node f, Node g);

  /// The two are equal wherever `care` is 1.
  virtual bool same(Node f, Node g, Node care);
  /// No place has 1 in both.
  virtual bool disjoint(Node a, Node b) = 0;
  /// No place has 1 in `a` and something else than 1 in `b`.
  virtual bool implies(Node a, Node b);
  /// As few of `parts` as have `a` in their union, by their places: none of them can be left out. None where the union
  /// does not have it. O(parts) operations.
  virtual std::vector<std::size_t> cover(Node a, std::span<const Node> parts);
  /// No place has 1.
  bool never(Node a) { return disjoint(a, yes()); }
  /// Terminals, ascending: at least all that can be reached.
  virtual std::vector<std::uint32_t> terminals(Node f) const = 0;
  /// The terminals that can be reached where `care` is 1, ascending. Exact.
  virtual std::vector<std::uint32_t> terminals(Node f, Node care) = 0;
  /// Variables, ascending: at least all that `f` depends on.
  virtual std::vector<Variable> support(Node f) const = 0;
  virtual std::uint32_t evaluate(Node f, const std::function<std::uint32_t(Variable)>& value) const = 0;
  /// `evaluate` at one of `kPlaces` places, which are the same each time and as good as any.
  virtual std::uint32_t sample(Node f, std::size_t place);
  /// A cheap assignment under which the truth holds, whatever the variables that it does not name are. None if there
  /// is none.
  virtual std::optional<Assignment> cheapest(Node f, const Cost& cost) = 0;

  static constexpr std::size_t kPlaces = 64;

 protected:
  static std::uint32_t one_of(std::uint32_t terminal, std::uint64_t mask);
  /// What the variable is at one of these places.
  std::uint32_t sampled(Variable v, std::size_t place) const;

  std::vector<unsigned> arity_;
  bool exhausted_ = false;
};

}  // namespace msd::analysis
