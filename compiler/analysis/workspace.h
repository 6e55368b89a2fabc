// What the checks share: the models of each kind of row, and the claims made so far.
#pragma once

#include "compiler/analysis/analyze.h"
#include "compiler/check/walk.h"

#include <memory>
#include <set>

namespace msd::analysis {

/// How a check is tried, one after the other until the budget is enough.
enum class Means : std::uint8_t {
  Shared,  ///< the diagrams that the checks before it made, and a share of the budget
  Cone,    ///< diagrams of its own: the cone of one field may fit where all of them do not
  Search,  ///< circuits, asked with a SAT solver
  Whole    ///< diagrams of its own, and the whole budget
};

class Workspace {
 public:
  Workspace(const tir::Program& program, const Options& options);

  const tir::Program& program() const { return p_; }
  /// Makes ready for a check of rows of this kind. No if these means promise no more than those before.
  bool prepare(tir::RowId kind, Means means);
  /// The fields that a check looks at: if diagrams were not enough for one of them, they are not tried for the check.
  /// A check that writes witnesses has a larger share of the budget: those of diagrams are the shortest ones.
  void begin(const std::set<std::uint32_t>& fields, bool witnesses = false);
  /// Diagrams were not enough for this field.
  void too_wide(tir::FieldId field) { wide_.insert(field.index); }
  /// No other means are left: what is found out counts.
  bool last() const { return means_ == Means::Whole; }
  /// The model around a row of this kind; a new one if the last one was exhausted.
  Model& model(tir::RowId kind) { return model(means_ == Means::Search ? circuits_ : models_, kind, false); }
  /// The same with rows of any number.
  Model& free_model(tir::RowId kind) { return model(means_ == Means::Search ? free_circuits_ : free_, kind, true); }

  Claim& claim(Claim claim);
  std::vector<Claim> take() { return std::move(claims_); }
  std::vector<Claim>& claims() { return claims_; }
  /// A claim of this kind about a line of a field's rule; null if there is none.
  Claim* find(diag::Id id, tir::FieldId field, std::uint32_t line);
  Claim* any_of(tir::FieldId field);

  /// Some rule tells values of this number apart.
  bool cut(tir::FieldId number) const { return points_.of(number).size() > 1; }
  unsigned rows() const { return options_.rows; }
  /// Of a longer table not every pair of lines is looked at.
  std::size_t long_table() const { return options_.long_table; }
  /// Words of cubes that may be looked at for a long table.
  std::size_t cover_steps() const { return options_.max_nodes * 500; }
  /// `row.field`.
  std::string name(tir::FieldId field) const;
  std::vector<tir::FieldId> reads(tir::ExprId id) const { return tir::reads(p_, id); }
  /// Fields of which it is asked whether they are given, fit their template or use a word.
  std::vector<tir::FieldId> asks(tir::ExprId id) const;
  std::vector<tir::FieldId> reads(const tir::Rule& rule) const;
  /// These fields, those that their rules read, and so on.
  std::set<std::uint32_t> cone(std::vector<tir::FieldId> fields) const;

  /// Facts that some cell or verdict depends on.
  void depends(Model& model, Node on);
  void depends(Model& model, const Symbol& on);
  const std::set<std::uint32_t>& influential() const { return influential_; }

  std::size_t undecided = 0;
  std::size_t proved = 0;  ///< properties and dependences
  /// Values of enums (and 0, 1 of bools) that a computed field never has, by field.
  std::map<std::uint32_t, std::vector<std::uint32_t>> unproduced;
  /// Of long tables whose lines were checked: whether each can fire, by field.
  std::map<std::uint32_t, std::vector<bool>> firing;
  /// Of what long tables read, as far as it is decided: whether it makes a difference, by field and read.
  std::map<std::uint32_t, std::map<std::uint32_t, bool>> effective;

 private:
  using Models = std::map<std::uint32_t, std::unique_ptr<Model>>;
  Model& model(Models& models, tir::RowId kind, bool free_rows);
  /// Of the nodes: the search answers the most sooner. What witnesses have beyond that is there once for all checks.
  std::size_t share() const {
    const std::size_t least = std::max<std::size_t>(options_.max_nodes / 60, 1);
    return witnesses_ ? std::max(least, for_witnesses_) : least;
  }
  void count_nodes();
  std::size_t conflicts() const { return options_.max_nodes / 15; }
  void search(tir::RowId kind);

  const tir::Program& p_;
  Options options_;
  NumberPoints points_;
  Models models_, free_, circuits_, free_circuits_;
  std::set<std::uint32_t> wide_;
  bool skip_ = false;  ///< diagrams, for the check at hand
  bool witnesses_ = false;
  std::size_t for_witnesses_;  ///< nodes that are left for them
  Means means_ = Means::Shared;
  tir::RowId prepared_;  ///< of the check at hand
  bool fresh_ = true;    ///< the model of the check was its own already
  std::vector<Claim> claims_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> claims_of_;  ///< by field, line
  std::set<std::uint32_t> influential_;
};

/// The analysis of one field's rule, or of a requirement; each gives false if the model was exhausted, and then has
/// made no claim.
bool check_table(Workspace& workspace, tir::FieldId field);
bool check_attach(Workspace& workspace, tir::FieldId field);
bool check_values(Workspace& workspace, tir::FieldId field);
bool check_conditions(Workspace& workspace, tir::FieldId field);
bool check_reads(Workspace& workspace, tir::FieldId field);
bool check_requirement(Workspace& workspace, std::uint32_t requirement);
/// Pairs of fields of one kind of row.
bool check_equivalents(Workspace& workspace, tir::RowId row);
/// Over all fields: unread ones, facts that change nothing.
void check_unread(Workspace& workspace);
/// Dead lines that are dead only since a value is never produced become notes of what keeps it from being produced. No
/// if the model was exhausted: then some may be left.
bool find_consequences(Workspace& workspace, tir::FieldId field);

}  // namespace msd::analysis
