// The builder for framework files; its parts are in tree_rules.cpp, tree_tables.cpp and tree_expr.cpp.
#pragma once

#include "MsdRules.h"
#include "compiler/parse/tree.h"

namespace msd::parse {

class RulesTree final : public TreeBase {
 public:
  using P = grammar::MsdRules;
  using TreeBase::TreeBase;
  void file(P::RulesFileContext* context);

 private:
  template <class Decl> void keep(ast::DeclKind kind, std::vector<Decl>& store, Decl decl) {
    unit_.order.push_back({kind, static_cast<std::uint32_t>(store.size())});
    store.push_back(std::move(decl));
  }
  template <class Decl> Decl open(Rule* context) const {
    Decl out;
    out.span = span(context);
    out.doc = doc(context->parent == nullptr ? context : static_cast<Rule*>(context->parent));
    return out;
  }
  void doubled(Rule* context, std::string_view word);

  void declaration(P::DeclarationContext* context);
  void framework(P::FrameworkDeclContext* context);
  void enumeration(P::EnumDeclContext* context);
  void row(P::RowDeclContext* context);
  void field(P::FieldDeclContext* context);
  void clause(P::FieldClauseContext* context, ast::FieldDecl& out);
  ast::Type type(P::TypeContext* context);
  ast::Parent parent(P::ParentContext* context);
  ast::Allow allow(P::AllowContext* context);
  void derive(P::DeriveDeclContext* context);
  void classify(P::ClassifyDeclContext* context);
  void attach(P::AttachDeclContext* context);
  void line(P::TableLineContext* context, ast::TableDecl& out);
  void outcome(P::OutcomeBareContext* context, ast::TableLine& out);
  void require(P::RequireDeclContext* context);
  void sentence(P::TemplateDeclContext* context);
  void lexicon(P::LexiconDeclContext* context);
  void step(P::StepDeclContext* context);
  void checklist(P::ChecklistDeclContext* context);
  void sheet(P::SheetDeclContext* context);
  ast::Sentence sentence(P::SentenceContext* context);
  ast::Cell cell(P::CellContext* context);
  ast::Cell cell(P::QuotedCellContext* context);
  ast::Cell cell(P::EachCellContext* context);
  ast::Cell cell(P::EachPartContext* context);
  void archetype(P::ArchetypeDeclContext* context);
  ast::RoleDecl role(P::RoleDeclContext* context);
  void line(P::RoleLineContext* context, ast::RoleDecl& out);
  void system(P::SystemDeclContext* context);
  void prefer(P::PreferDeclContext* context);
  ast::ExprId measure(P::MeasureContext* context);
  void test(P::TestDeclContext* context);
  void expectation(P::ExpectationContext* context, ast::TestDecl& out);
  void expect_cell(P::ExpectCellContext* context, ast::Expectation& out);
  static ast::RequireDecl::Severity severity(P::SeverityContext* context);

  std::vector<ast::Name> path(P::PathContext* context);
  /// Reports a path that no image could hold.
  void check_length(P::PathContext* context);
  static constexpr unsigned kMaxPath = 64;

  ast::ExprId expr(P::ExprContext* context);
  ast::ExprId conjunction(P::AndExprContext* context);
  ast::ExprId conditional(P::ConditionalContext* context);
  ast::ExprId disjunction(P::DisjunctionContext* context);
  ast::ExprId negation(P::NotExprContext* context);
  ast::ExprId filter(P::FilterContext* context);
  ast::ExprId negated(const std::vector<Node*>& nots, ast::ExprId inner, source::Span inner_span);
  ast::ExprId condition(P::ConditionContext* context);
  ast::ExprId quantifier(P::QuantifierContext* context);
  ast::ExprId quantifier(P::InnerQuantifierContext* context);
  template <class Context> ast::Expr quantified(Context* context);
  ast::ExprId relation(P::RelationContext* context);
  ast::ExprId operand(P::OperandContext* context);
  ast::ExprId basic(P::BasicContext* context);
  ast::ExprId simple(P::SimpleContext* context);
  ast::ExprId path_expr(P::PathContext* context);
  ast::ExprId add(ast::Expr expr) {
    unit_.exprs.push_back(expr);
    return {static_cast<std::uint32_t>(unit_.exprs.size() - 1)};
  }
  /// An operand of `and` or `or`, with its parentheses.
  struct Part {
    ast::ExprId expr;
    source::Span span;
  };
  ast::ExprId balanced(const std::vector<Part>& parts, const std::vector<source::Span>& ops, ast::ExprKind kind,
                       std::size_t begin, std::size_t end);
  void items(const std::vector<ast::ExprId>& parts, ast::Expr& out);
};

}  // namespace msd::parse
