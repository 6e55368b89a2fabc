// The goals of coverage as functions of the facts: where each of them is met.
#pragma once

#include "compiler/analysis/model.h"
#include "compiler/coverage/coverage.h"
#include "compiler/generate/neighbours.h"
#include "compiler/generate/relations.h"

namespace msd::generate {

using analysis::Node;

/// One table around the row at hand of a model. Each part is built when a goal first asks for it; nothing counts once
/// the model is exhausted.
class GoalFunctions {
 public:
  /// The table stays where it is. `relations`, if given, are used: of a model with free rows.
  GoalFunctions(analysis::Model& model, const coverage::Table& table, Relations* relations);

  /// A truth: 1 where a row with these facts shows the goal, all that it depends on is filled in, and references lead
  /// to rows that are there. If it is no, the goal cannot be met in the model; else it may leave places out that meet
  /// the goal, too.
  Node where(const coverage::Goal& goal);
  /// The same: where a row tells the table from its neighbour. The model's program holds the neighbour.
  Node where(const Neighbour& neighbour);
  /// What was built looks at a bounded number of rows; of a model with free rows: at numbers that do not stand for all.
  bool bounded() const { return model_.bounded(); }
  analysis::Model& model() { return model_; }

 private:
  /// A decision by its parts; truths without kBad.
  struct Parts {
    Node whole = Node::terminal(1);
    std::vector<Node> atoms, cells;
  };
  Parts parts(const coverage::Decision& decision);
  std::vector<analysis::Symbol> contents(const coverage::Decision& decision);
  std::vector<Node> terms(const coverage::Decision& decision, const std::vector<Node>& atoms);
  /// Behind `where`.
  void build();
  /// What is known of the atoms of `where` together, with `lines` of those of the lines, too.
  Node hangs_together(bool lines);
  void rule(const tir::Rule& rule);
  void requirement(const tir::Require& require);
  Node goal(const coverage::Goal& goal);
  Node value(std::uint32_t bit);
  Node reached(std::uint32_t line);
  Node cell(const coverage::Goal& goal);
  Node decides(const coverage::Goal& goal);
  Node told(const Neighbour& neighbour);
  Node told_requirement(const Neighbour& neighbour);
  Node told_where(const Neighbour& neighbour);
  Node told_line(const Neighbour& neighbour);
  /// The first of them that a case can have, as such places.
  Node first_possible(const std::vector<Node>& all);
  Node differ(Node a, Node b);
  Node differ(const analysis::Symbol& a, const analysis::Symbol& b);
  /// An expression of the table, as its lines read it.
  analysis::Symbol content(tir::ExprId id);
  /// Only places that a case can have.
  Node possible(Node goal, bool lines);
  Node places();

  analysis::Model& model_;
  analysis::Diagrams& d_;
  const tir::Program& p_;
  const coverage::Table& table_;
  const tir::Rule* rule_ = nullptr;  ///< whose set is read, while its lines are built
  tir::ExprId condition_;            ///< of `where`
  Node applies_;                     ///< `where`, kBad where it cannot be judged
  Parts where_;
  Relations* relations_;
  std::optional<Node> together_[2];
  std::map<std::uint32_t, Node> told_;  ///< by the neighbour's expression
  bool built_ = false;
  std::vector<Parts> lines_;
  std::vector<Node> fires_;       ///< by line
  Node live_;                     ///< the table applies, and nothing that it reads is rejected
  Node verdict_;                  ///< of a requirement
  analysis::Symbol value_;        ///< of a rule
  std::vector<Node> conditions_;  ///< of a table
};

}  // namespace msd::generate
