// Circuits in the hands of a SAT solver.
#pragma once

#include "compiler/analysis/circuits.h"

namespace CaDiCaL {
class Solver;
}

namespace msd::analysis {

class Solver {
 public:
  Solver(const Circuits& circuits, std::size_t max_conflicts);
  ~Solver();

  /// Whether all of these gates can have these terminals together; none if the conflicts are used up.
  std::optional<bool> solve(const std::vector<std::pair<Node, std::uint32_t>>& wanted);
  /// As `Functions::cover`; the first proof says which parts are needed at most. None if the conflicts are used up.
  std::optional<std::vector<std::size_t>> cover(Node a, std::span<const Node> parts);
  /// For a truth that can hold. None if the conflicts are used up.
  std::optional<Assignment> cheapest(Node f, const std::vector<Variable>& among, const Cost& cost);
  std::size_t conflicts() const { return conflicts_; }
  std::size_t literals() const { return static_cast<std::size_t>(last_); }
  void allow(std::size_t conflicts) { max_conflicts_ = conflicts_ + conflicts; }

 private:
  class Counter;
  using Gate = Circuits::Gate;
  using Clause = std::vector<int>;

  void encode(Node f);
  void encode(std::uint32_t at);
  void encode_where(const Gate& gate, std::uint32_t at);
  void encode_table(const Gate& gate, std::uint32_t at);
  std::vector<int> fresh(std::size_t terminals);
  const std::vector<int>& variable(Variable v);
  int literal(Node f, std::uint32_t number);
  void add(const Clause& clause);
  std::optional<bool> ask(const std::vector<int>& assumptions);
  std::vector<std::uint32_t> cheaper(Variable v, std::uint32_t than, const Cost& cost) const;
  bool improve(Assignment& best, int goal, const Cost& cost);
  std::optional<bool> enough(const Assignment& at, int goal);
  void read(Assignment& out);
  using Changes = std::set<std::pair<Variable, std::uint32_t>>;
  Changes breaking(Node f, const Assignment& place) const;
  bool leave_out(Assignment& at, const Changes& breaks, int goal);
  std::optional<bool> cheapen(Assignment& at, const Changes& breaks, int goal, const Cost& cost);
  std::optional<Assignment> shorten(Node f, Assignment place, int goal, const Cost& cost);

  const Circuits& circuits_;
  std::unique_ptr<CaDiCaL::Solver> solver_;
  std::unique_ptr<Counter> counter_;
  std::size_t max_conflicts_;
  std::size_t conflicts_ = 0;
  int last_ = 0;                                           ///< of the literals
  std::vector<std::vector<int>> gates_;                    ///< a literal for each terminal, by gate
  std::unordered_map<Variable, std::vector<int>> inputs_;  ///< one for each value
};

}  // namespace msd::analysis
