// The one worker of the check stage; its parts are in files of their own.
#pragma once

#include "compiler/check/check.h"
#include "compiler/registry/cycles.h"

#include <map>
#include <optional>
#include <set>

namespace msd::check {

/// A typed expression; not valid after an error, which is then reported already.
struct Typed {
  tir::ExprId id;
  bool valid() const { return id.valid(); }
};

/// Values of both types can be compared and take each other's place, ranges aside.
inline bool same_kind(const tir::Type& a, const tir::Type& b) {
  return a.cls == b.cls && a.enum_ == b.enum_ && a.row == b.row &&
         (a.cls != Class::Number || a.dimension == b.dimension);
}

class Checker {
 public:
  Checker(registry::Registry& registry, diag::Sink& sink)
      : registry_(registry), program_(registry.program), sink_(sink) {}

  void rows();  ///< id_where
  void templates();
  void derives();
  void tables();
  void requirements();  ///< and assumptions, properties
  void dependences();
  void checklists();
  void sheets();
  void archetypes();
  void systems();
  void preferences();
  void graph();  ///< reads against parents, the order of evaluation (graph.cpp)
  void unused_allows();
  bool usable() const { return usable_; }

 private:
  struct Read {
    tir::FieldId field;
    source::Span span;
    bool walked = false;  ///< a path or an aggregate goes on from there
  };

  // graph.cpp
  void reads_against_parents(tir::FieldId id);
  void read_cycles();
  void order();
  registry::Graph read_graph() const;
  bool declared(const registry::CycleStep& step) const;
  std::string parent_name(tir::FieldId of, tir::FieldId parent) const;

  // names.cpp
  /// A row that stands around an expression. The rows of roles are reached by the role's name only.
  struct Level {
    tir::RowId row;
    std::string_view role = {};
    bool optional = false;
  };
  Typed resolve(const std::vector<ast::Name>& path, bool many_allowed);
  Typed head(const ast::Name& name, bool more);
  Typed ambiguous(const ast::Name& name, tir::FieldId field);
  std::optional<std::size_t> role(std::string_view name) const;  ///< the level of the role of that name
  Typed follow(Typed from, const ast::Name& name, bool last, bool many_allowed);
  Typed load(tir::FieldId field, tir::ExprId row, source::Span span);
  void walked(std::size_t first);  ///< the reads from `first` on lead further
  tir::ExprId here(std::size_t level, source::Span span);
  Typed single(tir::RowId row, source::Span span);
  std::vector<std::string_view> names_in_scope() const;
  bool resolvable(const ast::Name& name) const;
  std::string field_name(tir::FieldId id) const { return program_[program_[id].row].name + "." + program_[id].name; }

  // expr.cpp
  Typed expr(ast::ExprId id, const tir::Type* expected);
  Typed condition(ast::ExprId id);
  Typed path(const ast::Expr& e);
  std::vector<ast::Name> names(const ast::Expr& e) const;
  Typed logic(const ast::Expr& e);
  Typed conditional(const ast::Expr& e, const tir::Type* expected);
  Typed scale(const ast::Expr& e, const tir::Type* expected);
  Typed constant(const ast::Expr& e, const tir::Type& type);
  std::optional<ast::Value> as_value(ast::ExprId id) const;
  std::optional<tir::Const> literal(ast::ExprId id, const tir::Type& type);
  bool is_literal(ast::ExprId id, const tir::Type& type) const;
  Typed mismatch(source::Span span, const std::string& expected, Typed found);
  Typed mismatch(source::Span span, const tir::Type& wanted, Typed found);
  Typed mismatch(source::Span span, const tir::Type& wanted, Typed found, Typed beside);
  std::string a_value(const tir::Type& t) const;

  // compare.cpp
  Typed compare(const ast::Expr& e);
  Typed compare_finite(const ast::Expr& e, Typed left);
  Typed compare_number(const ast::Expr& e, Typed left);
  Typed membership(const ast::Expr& e);
  Typed has(const ast::Expr& e);
  Typed state(const ast::Expr& e);
  Typed text_test(const ast::Expr& e);
  Typed any(Typed a, Typed b, source::Span span) {
    return !a.valid() ? b : !b.valid() ? a : boolean(Op::Or, span, a.id, b.id);
  }
  Typed in_mask(const ast::Expr& e, Typed left, std::uint64_t mask);
  Typed in_values(const ast::Expr& e, Typed left, const tir::Type& element);
  Typed in_list(const ast::Expr& e, Typed left, const tir::Type& element);
  std::uint64_t all_values(const tir::Type& type) const;
  bool is_absent(ast::ExprId id) const;
  bool untyped(ast::ExprId id) const;
  bool stray(ast::ExprId id, const tir::Type& type) const;
  void constant_comparison(const ast::Expr& e, const tir::Type& left, std::int64_t value);
  void compare_constant(const ast::Expr& e, const tir::Type& left, std::int64_t value);
  void range_comparison(const ast::Expr& e, const tir::Type& left, const tir::Type& right);

  // aggregate.cpp
  Typed aggregate(const ast::Expr& e, const tir::Type* expected);
  Typed relation(ast::ExprId id);
  Typed quantifier(const ast::Expr& e, Typed list);
  Typed first(const ast::Expr& e, Typed list, const tir::Type* expected);

  // texts.cpp
  bool bad_slot(const std::vector<ast::Name>& slot, source::Span span, tir::FieldId field);
  void unknown_row(const ast::Name& row);
  void unknown_target(const ast::Name& row, const ast::Name& field);  ///< of a declaration for ROW.FIELD
  tir::TextTemplate text_template(const ast::Text& text);
  bool slot(const std::vector<ast::Name>& path, tir::TextTemplate& out);
  std::optional<tir::Cell> prose(const ast::Sentence& d);
  std::optional<tir::SentenceTemplate> sentence(const ast::TemplateDecl& d, tir::FieldId field);

  // rules.cpp
  void table(const registry::Pending<ast::TableDecl>& pending);
  bool table_of(const registry::Pending<ast::TableDecl>& pending, tir::FieldId target_field);
  void line(const ast::TableLine& l, const ast::TableDecl& d, const tir::Field& field, tir::Rule& rule);
  Typed members(const std::vector<ast::ExprId>& outcomes, const tir::Type& type);
  Typed of_type(ast::ExprId id, const tir::Type& wanted);
  void check_range(Typed value, const tir::Type& type);
  std::optional<tir::FieldId> target(const ast::Name& row, const ast::Name& field) const;
  void begin(const ast::Unit& unit, tir::RowId row);
  void finish(tir::FieldId field, tir::Rule rule);

  // requirements.cpp
  std::optional<tir::RowId> demanded_row(const ast::Name& name);
  bool facts_only(const ast::Name& assumption);
  tir::Require made_of(const ast::RequireDecl& d, tir::RowId row);
  std::optional<tir::FieldId> named_field(const ast::Name& row, const ast::Name& field);
  bool dependence_fits(const ast::DependenceDecl& d, tir::FieldId field, tir::FieldId fact);

  // sheets.cpp
  void sheet(const registry::Pending<ast::SheetDecl>& pending);
  std::optional<tir::Cell> cell(const ast::Cell& c);

  // archetypes.cpp
  std::optional<tir::Role> role(const ast::RoleDecl& d, const std::vector<Level>& roles);
  std::optional<tir::RoleCondition> role_line(const ast::RoleLine& l);
  void never_filled(const ast::RoleDecl& d, const tir::Role& role);
  bool first_of(std::map<std::string_view, source::Span>& names, const ast::Name& name, std::string_view what);
  tir::StepId step(const std::optional<ast::Number>& number);

  // nodes
  tir::ExprId add(const tir::Expr& expr) {
    program_.exprs.push_back(expr);
    return {static_cast<std::uint32_t>(program_.exprs.size() - 1)};
  }
  Typed node(Op op, tir::Type type, source::Span span, tir::ExprId a = {}, tir::ExprId b = {}, tir::ExprId c = {},
             tir::ExprId d = {}, std::uint32_t x = 0, std::uint32_t y = 0) {
    return {add({op, type, x, y, a, b, c, d, span})};
  }
  Typed boolean(Op op, source::Span span, tir::ExprId a, tir::ExprId b = {}, std::uint32_t x = 0) {
    return node(op, bool_type(), span, a, b, {}, {}, x);
  }
  static tir::Type bool_type() { return {}; }
  std::uint32_t number(std::int64_t value) {
    program_.numbers.push_back(value);
    return static_cast<std::uint32_t>(program_.numbers.size() - 1);
  }
  Typed const_node(tir::Const value, const tir::Type& type, source::Span span) {
    program_.constants.push_back(std::move(value));
    return node(Op::Const, type, span, {}, {}, {}, {}, static_cast<std::uint32_t>(program_.constants.size() - 1));
  }
  const tir::Type& type(Typed t) const { return program_[t.id].type; }
  std::string words(Typed t) const { return registry::phrase(type(t), program_); }
  std::string written(source::Span span) const;
  std::string unknown_help(const ast::Name& name) const;
  /// Says where a variant removed what a finding misses.
  void explain(diag::Sink::Builder report, variants::Use use, std::string_view owner, std::string_view name) const {
    if (registry_.removed != nullptr) registry_.removed->explain(report, use, owner, name);
  }
  void explain_any(diag::Sink::Builder report, std::string_view name) const {
    if (registry_.removed != nullptr) registry_.removed->explain_any(report, name);
  }

  registry::Registry& registry_;
  tir::Program& program_;
  diag::Sink& sink_;
  const ast::Unit* unit_ = nullptr;
  std::vector<ast::Name> outside_;  ///< names of slots and cells at hand, which the unit does not keep
  std::vector<Level> levels_;
  std::vector<Read> reads_;                     ///< of the rule at hand
  std::vector<std::vector<Read>> field_reads_;  ///< by field index, once its rule is checked
  std::set<std::uint32_t> has_rule_;            ///< fields for which a rule was seen
  std::set<std::uint32_t> sound_;               ///< those of them whose rule has no fault
  tir::FieldId attaching_;                      ///< the set that the attach rule at hand adds to
  bool asks_set_ = false;                       ///< directly under `has`
  int negative_ = 0;                            ///< inside something that is not monotone
  bool comparing_ = false;
  bool usable_ = true;
};

}  // namespace msd::check
