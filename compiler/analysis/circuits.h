// Functions as circuits, asked with a SAT solver: for what is too wide for decision diagrams. Gates are cheap, whatever
// they stand for; each question is a search. Encoding after Tseitin (1968), one literal for each terminal.
#pragma once

#include "compiler/analysis/functions.h"

#include <memory>
#include <set>
#include <unordered_map>

namespace msd::analysis {

class Solver;

class Circuits final : public Functions {
 public:
  struct Options {
    std::size_t max_gates = 2'000'000;
    std::size_t max_conflicts = 200'000;  ///< of all questions together
  };
  explicit Circuits(const Options& options);
  ~Circuits() override;

  std::size_t gates() const { return gates_.size(); }
  std::size_t conflicts() const;
  /// From now on so many more conflicts. What the solver has learnt goes where it has become large.
  void allow(std::size_t conflicts);

  // O(terminals of the operands multiplied).
  Node select(Variable variable, std::span<const std::uint32_t> by_value) override;
  Node both(Node a, Node b) override;
  Node either(Node a, Node b) override;
  Node choose(Node condition, Node then, Node otherwise) override;
  Node where(Node condition, Node then, Node otherwise) override;
  Node map(Node f, const std::function<std::uint32_t(std::uint32_t)>& by) override;
  Node apply(Node f, Node g, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& by) override;

  // A search each; equal gates are encoded once.
  bool disjoint(Node a, Node b) override;
  std::vector<std::size_t> cover(Node a, std::span<const Node> parts) override;
  std::vector<std::uint32_t> terminals(Node f, Node care) override;
  /// None of the variables can be left out, and none can have a cheaper value if the others keep theirs.
  std::optional<Assignment> cheapest(Node f, const Cost& cost) override;

  /// All that the gate can have by its shape. O(1).
  std::vector<std::uint32_t> terminals(Node f) const override;
  /// All that it is built from. Linear.
  std::vector<Variable> support(Node f) const override;
  std::uint32_t evaluate(Node f, const std::function<std::uint32_t(Variable)>& value) const override;
  /// O(1) after the first time.
  std::uint32_t sample(Node f, std::size_t place) override;

 private:
  friend class Solver;
  using Numbers = std::vector<std::uint32_t>;
  struct Gate {
    enum class Kind : std::uint8_t {
      Input,  ///< of a variable; the table has a terminal for each of its values
      Map,    ///< of `a`; the table has one for each of its terminals
      Apply,  ///< of `a` and `b`; one for each pair of theirs
      Both,   ///< these two have the terminals 0 and 1 and operands that have no others
      Either,
      Where
    } kind{};
    Node a, b, c;
    Variable variable = 0;
    const Numbers* table = nullptr;
    const Numbers* range = nullptr;  ///< ascending
  };
  /// A gate as a table over what stands below it.
  struct View {
    bool input = false;
    std::uint32_t base = 0;  ///< a variable, or a gate
    Numbers table;
    bool operator==(const View& other) const { return input == other.input && base == other.base; }
  };

  const Numbers* intern(Numbers numbers) { return &*numbers_.insert(std::move(numbers)).first; }
  Node make(Gate gate);
  const Numbers& range(Node f) const { return *gates_[f.index()].range; }
  bool may(Node f, std::uint32_t number) const;
  bool truthful(Node f) const;
  Node truth(Node f);
  View view(Node f) const;
  Node of_view(const View& view, Numbers table);
  bool within(Gate::Kind kind, Node chain, Node part) const;
  Node logic(Gate::Kind kind, Node a, Node b);
  std::uint32_t evaluate_gate(const Gate& gate, const std::function<std::uint32_t(Node)>& of,
                              const std::function<std::uint32_t(Variable)>& value) const;
  /// The gates below, operands first: without those that are `done`, and what only they lead to.
  std::vector<std::uint32_t> cone(Node f, const std::function<bool(std::uint32_t)>& done = {}) const;
  bool met(Node a, Node b);
  const std::uint8_t* tried(Node f);
  using Places = std::function<const std::uint8_t*(std::uint32_t gate)>;
  using ValueAt = std::function<std::uint32_t(Variable variable, std::size_t place)>;
  void at_places(std::uint32_t at, const Places& of, const ValueAt& value, std::uint8_t* out) const;
  /// For each change of one variable: whether the truth no longer holds, all else being as in `at`, which names all
  /// that it is built from. None where a gate has too many terminals. O(gates times changes).
  std::optional<std::vector<bool>> broken_by(Node f, const Assignment& at, const Assignment& changes) const;

  struct Key {
    std::size_t operator()(const Gate& g) const;
    bool operator()(const Gate& a, const Gate& b) const;
  };

  Options options_;
  std::vector<Gate> gates_;
  std::unordered_map<Gate, std::uint32_t, Key, Key> index_;
  std::set<Numbers> numbers_;                           ///< stay where they are
  std::vector<std::unique_ptr<std::uint8_t[]>> tried_;  ///< by gate, place tried: where in its range
  std::unique_ptr<Solver> solver_;
};

}  // namespace msd::analysis
