// A framework around one row, as functions of its facts: every cell that can be reached from the row is a diagram over
// atoms, which are the facts of the row and of as many other rows as the bound allows.
#pragma once

#include "compiler/analysis/circuits.h"
#include "compiler/analysis/diagrams.h"
#include "compiler/analysis/points.h"

#include <map>
#include <optional>
#include <string>

namespace msd::analysis {

using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = UINT32_MAX;
/// In a model with free rows: some row, of which nothing is known.
inline constexpr std::uint32_t kSomeRow = 0x3FFFFFF0;

/// What an expression or a cell can hold. Terminals of `scalar`: 0 and 1 of a bool, values of an enum, Model::number of
/// a number, Model::name of an id, 0 of a text, slots of a reference; kGone and kBad everywhere.
struct Symbol {
  Class cls{};
  Node scalar;  ///< all but Set and List
  std::vector<Node>
      members;             ///< Set: by value; List: by position in `rows`. Truths that are no wherever `state` is not 1
  std::vector<Slot> rows;  ///< List: in the design's order
  Node state = Node::terminal(1);  ///< Set, List: 1, kGone or kBad
  bool free = false;               ///< a number that was made free: comparisons with it are atoms of their own

  bool several() const { return cls == Class::Set || cls == Class::List; }
  /// What tells absent and rejected from all else.
  Node whole() const { return several() ? state : scalar; }
};

/// A decision table as functions.
struct TableFunction {
  std::vector<Node> conditions;  ///< truths, whatever stands before them; no where the table does not apply
  Node sound;                    ///< nothing that its lines read is rejected
  Node live;                     ///< the table applies and is sound
  Node fired;                    ///< the line that fires; kGone where it is not live. Not in circuits
  std::vector<Node> taken;       ///< in circuits, by line: whether it is the one; ask Model::fires
  Symbol value;
};

/// One variable and what its values mean.
struct Atom {
  enum class Kind : std::uint8_t {
    Fact,    ///< the content of a cell; values are terminals of its symbol
    Member,  ///< whether `detail` (a value, or a slot) is in the set or list of a cell
    Exists,  ///< whether the row is there
    Given,   ///< whether a required cell is filled in
    Fits,    ///< whether a text fits its template
    Uses,    ///< whether a text uses a word of lexicon `detail`
    Free     ///< anything: stands for what was not modelled
  } kind{};
  Slot slot = kNoSlot;
  tir::FieldId field;
  std::uint32_t detail = 0;
  std::vector<std::uint32_t> values;  ///< terminals, by value of the variable
};

/// A row of the model.
struct ModelRow {
  tir::RowId kind;
  Slot parent = kNoSlot;
  Node exists = Node::terminal(1);  ///< no as long as nothing depends on it
  Slot selected_by = kNoSlot;       ///< a single row: the row whose selector led to it
  bool certain = true;              ///< it needs no atom: the row at hand, those around it, single rows
  Slot after = kNoSlot;             ///< it is there only if this one is
  bool asked = false;               ///< whether `exists` was made
};

class Model {
 public:
  struct Options {
    unsigned rows = 2;                  ///< of one kind inside one parent, besides the row at hand
    std::size_t max_nodes = 1'000'000;  ///< or gates; past it, `exhausted` and no result counts
    bool free_rows = false;  ///< other rows are not modelled: aggregates and what references lead to can be anything,
                             ///< so that what cannot happen here cannot happen with any number of rows
    bool circuits = false;   ///< circuits stand behind the functions, not diagrams
    std::size_t max_conflicts = 200'000;  ///< of the search in circuits
  };
  /// Slot 0 is a row of kind `focus`; the rows that it is in are there, too.
  Model(const tir::Program& program, const NumberPoints& points, tir::RowId focus, const Options& options);

  Functions& functions() { return d_; }
  bool circuits() const { return options_.circuits; }
  /// Of a model that has no circuits.
  Diagrams& diagrams() { return static_cast<Diagrams&>(d_); }
  bool exhausted() const { return d_.exhausted(); }
  /// What was asked so far looks at rows whose number is bounded, or at numbers that do not stand for all.
  /// Rules look at the selectors of single rows: the model does not tie a selector to the row that it selects.
  bool loose() const { return selector_read_; }
  bool bounded() const { return bounded_; }
  void reset_bounded() { bounded_ = false; }

  /// The content of a cell, by its rule or as a fact. Made once.
  const Symbol& cell(Slot slot, tir::FieldId field);
  /// The table of a rule of slot 0.
  TableFunction table(const tir::Rule& rule);
  /// The same without what fires and what is given.
  TableFunction conditions(const tir::Rule& rule);
  /// Whether the line is the one that fires.
  Node fires(const TableFunction& table, std::uint32_t line);
  /// The conditions of an attach rule of slot 0, over the set as it ends up; no where the rule does not apply.
  std::vector<Node> additions(const tir::Rule& rule);
  /// Expressions of an attach rule of slot 0, over the set as it ends up.
  std::vector<Symbol> inside(const tir::Rule& rule, const std::vector<tir::ExprId>& ids);
  /// What a rule gives for slot 0, computed anew (see `replace`, `override`).
  Symbol compute(const tir::Rule& rule);
  /// An expression over slot 0 as row at hand.
  Symbol evaluate(tir::ExprId id);
  /// The same of a bool, as a truth with kBad.
  Node truth(tir::ExprId id);
  /// 1 held, 0 broken, kGone where it does not apply, kBad where it cannot be judged.
  Node requirement(const tir::Require& require);

  /// References lead to rows that are there, what texts use hangs together, and no assumption is broken. All claims are
  /// about these places only.
  Node valid();
  /// The same but for the assumptions.
  Node structure();
  /// Where no row made so far breaks this assumption, an index into Program::requires_.
  Node assumed(std::uint32_t requirement);
  /// `valid`, and every required cell is filled in.
  Node complete();

  /// From now on, in expressions evaluated directly (not in the cells that they read): the part `id` is `truth`. Adds
  /// to what was replaced before.
  void replace(tir::ExprId id, bool truth) { replaced_.emplace_back(id, truth); }
  /// The same: every cell of `field` that is read holds `content`.
  void override_field(tir::FieldId field, const Symbol& content) { overridden_[field.index] = content; }
  void plain() { replaced_.clear(), overridden_.clear(); }
  void undo_replace() { replaced_.pop_back(); }
  /// A symbol of a field's type that can be anything, or the value of one terminal.
  Symbol anything(tir::FieldId field);
  Symbol constant(tir::FieldId field, std::uint32_t terminal);

  const std::vector<Atom>& atoms() const { return atoms_; }
  const std::vector<ModelRow>& rows() const { return rows_; }
  std::int64_t number(std::uint32_t terminal) const { return numbers_[terminal]; }
  const std::string& name(std::uint32_t terminal) const { return names_[terminal]; }
  /// The name that a row goes by in witnesses, unique in the model.
  std::string row_name(Slot slot) const;
  /// The rows of the same kind beside this one, in the design's order, it among them; none if it has not been asked
  /// for.
  const std::vector<Slot>* siblings(Slot slot) const;
  const tir::Program& program() const { return p_; }

 private:
  using Around = std::vector<Slot>;  ///< the row at hand is the last one
  struct Lines {
    std::vector<Node> conditions, bad;
    std::vector<Symbol> outcomes;
  };

  // model.cpp
  Slot row(tir::RowId kind, Slot parent);
  Node exists(Slot slot);
  void neighbours(Slot slot);
  const std::vector<Slot>& children(Slot parent, tir::RowId kind);
  const std::vector<Slot>& pool(tir::RowId kind);
  std::vector<Slot> targets(tir::RowId kind);
  Slot single(tir::RowId kind, Slot selected_by);
  std::vector<Slot> group(tir::RowId kind, Slot parent, Slot pinned);
  Node atom(Atom::Kind kind, Slot slot, tir::FieldId field, std::uint32_t detail, std::vector<std::uint32_t> values);
  Node question(Atom::Kind kind, Slot slot, tir::FieldId field, std::uint32_t detail);
  Symbol leaf(Slot slot, tir::FieldId field);
  Symbol relation(Slot slot, tir::FieldId field);
  Symbol inverse(Slot slot, const tir::Field& field);
  Symbol free_symbol(const tir::Type& type, const std::string& key);
  std::string key(tir::ExprId id, const Around& around) const;
  std::uint32_t intern(std::int64_t number);
  std::uint32_t intern(const std::string& name);
  std::vector<std::uint32_t> ids();
  void uses_hang_together(Slot slot, tir::FieldId field, std::uint32_t lexicon, Node uses);

  // expressions.cpp
  Symbol eval(tir::ExprId id, const Around& around);
  Symbol operation(tir::ExprId id, const Around& around);
  Symbol constant(const tir::Expr& e);
  Symbol load(tir::ExprId id, const Around& around);
  Symbol single(const tir::Expr& e, const Around& around);
  Symbol question(tir::ExprId id, const Around& around);
  Symbol compare(tir::ExprId id, const Around& around);
  Symbol set_operation(const tir::Expr& e, const Around& around);
  /// `strict`: rejected where either of the two is, taken or not.
  Symbol conditional(Node condition, const Symbol& then, const Symbol& otherwise, bool strict = true);
  Symbol boolean(Node n) { return {Class::Bool, n, {}, {}, Node::terminal(1), false}; }
  Node guard(const Symbol& set, Node n);  ///< kBad where the set is
  static Symbol gone(const tir::Type& type, const tir::Program& program);
  Node is_bad(const Symbol& s);
  Node is_gone(const Symbol& s);
  Node present(const Symbol& s);  ///< neither absent nor rejected

  // aggregates.cpp
  Symbol list(tir::ExprId id, const Around& around);
  Symbol collect(tir::ExprId id, const Around& around);
  Symbol once(const Symbol& list);
  Symbol aggregate(tir::ExprId id, const Around& around);
  Symbol distinct(const tir::Expr& e, const Symbol& from, const std::vector<Node>& in, Node bad, const Around& around);
  Symbol first(const tir::Expr& e, const Symbol& from, const std::vector<Node>& in, Node bad, const Around& around);
  Node same(const Symbol& a, const Symbol& b);

  // assumptions.cpp
  void assume();

  // tables.cpp
  Node verdict(const tir::Require& require, Slot slot);
  Symbol computed(Slot slot, const tir::Rule& rule);
  Lines lines(const tir::Rule& rule, const Around& around);
  TableFunction table(const tir::Rule& rule, Slot slot);
  Node applies_where(const tir::Rule& rule, const Around& around);
  Node any_bad(const Lines& all);
  TableFunction conditions(Node applies, Node bad, const Lines& all);
  void first_match(TableFunction& table);
  Symbol outcome(const tir::Rule& rule, const Lines& all, TableFunction& table, Node& rejects);
  Symbol attach(const tir::Rule& rule, const Around& around);

  const tir::Program& p_;
  const NumberPoints& points_;
  Options options_;
  std::unique_ptr<Functions> functions_;
  Functions& d_;
  std::vector<Atom> atoms_;
  std::vector<ModelRow> rows_;
  std::map<std::pair<Slot, std::uint32_t>, Symbol> cells_;  ///< by slot, field
  std::map<std::pair<Slot, std::uint32_t>, std::vector<Slot>> children_;
  std::map<std::uint32_t, std::vector<Slot>> pools_;
  std::map<std::pair<std::uint32_t, Slot>, Slot> singles_;
  std::map<std::tuple<Atom::Kind, Slot, std::uint32_t, std::uint32_t>, Node> asked_;
  std::map<std::string, Symbol> free_;
  bool selector_read_ = false;  ///< some rule looks at the selector of a single row itself
  std::vector<bool> read_;      ///< by field: a fact that expressions look at
  std::vector<bool> touched_;   ///< by slot: its facts are atoms
  std::vector<std::int64_t> numbers_;
  std::map<std::int64_t, std::uint32_t> number_index_;
  std::vector<std::string> names_;
  std::map<std::string, std::uint32_t> name_index_;
  std::vector<std::uint32_t> id_values_;
  std::vector<Node> constraints_;
  std::size_t constrained_ = 0;
  Node valid_ = Node::terminal(1);
  std::vector<Node> assumed_;     ///< by requirement
  std::size_t assumed_rows_ = 0;  ///< of `rows_`, those that assumptions were looked at for
  Node met_ = Node::terminal(1);  ///< all of `assumed_`
  bool assumed_bounded_ = false;
  Node looked_at_ = Node::terminal(1);  ///< whether that leaves anything
  bool none_left_ = false;
  std::map<std::pair<Slot, std::uint32_t>, std::vector<std::pair<std::uint32_t, Node>>> uses_;
  std::vector<Node> attach_self_;
  std::vector<std::pair<tir::ExprId, bool>> replaced_;
  std::map<std::uint32_t, Symbol> overridden_;  ///< by field
  unsigned depth_ = 0;                          ///< inside the cells that an expression reads
  bool bounded_ = false;
  std::map<std::pair<Slot, std::uint32_t>, bool> cell_bounded_;
};

}  // namespace msd::analysis
