// The builder for framework files; its parts are in tree_rules.cpp, tree_tables.cpp, tree_variants.cpp and
// tree_expr.cpp.
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
    out.doc = doc(declaring(context));
    return out;
  }
  /// The declaration that a rule opens, with the words of a change in front of it.
  static Rule* declaring(Rule* context) {
    Rule* at = context;
    while (at->parent != nullptr && at->getRuleIndex() != P::RuleDeclaration) at = static_cast<Rule*>(at->parent);
    return at->getRuleIndex() == P::RuleDeclaration ? at : context;
  }
  void doubled(Rule* context, std::string_view word);

  void declaration(P::DeclarationContext* context);
  void framework(P::FrameworkDeclContext* context);
  void enumeration(P::EnumDeclContext* context);
  void row(P::RowDeclContext* context);
  void row_clause(P::RowClauseContext* context, ast::RowDecl& out);
  void row_id(P::RowIdContext* context, ast::RowDecl& out);
  void row_written(P::RowWrittenContext* context, ast::RowDecl& out);
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
  void assume(P::AssumeDeclContext* context);
  void property(P::PropertyDeclContext* context);
  void dependence(P::DependenceDeclContext* context);
  ast::RequireDecl::Form form(Rule* context) const;  ///< by the word that it begins with
  void require_clause(P::RequireClauseContext* clause, ast::RequireDecl& out);
  void sentence(P::TemplateDeclContext* context);
  void lexicon(P::LexiconDeclContext* context);
  ast::LexiconDecl::Word lexicon_word(P::LexiconWordContext* context);
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

  // tree_variants.cpp
  void variant(P::VariantDeclContext* context);
  void remove(P::RemoveDeclContext* context);
  void put(P::PartContext* part, ast::Change out);
  void add(P::AddDeclContext* context);
  void part(P::PartContext* context);
  void change(P::ChangeContext* context);
  ast::Target target(P::TargetContext* context);
  ast::Target target_of(const ast::DeclRef& ref) const;
  template <class Context> ast::Edit edit(Context* context);
  template <class Context> bool removal(Context* context, ast::Edit& out, std::vector<ast::Allow>& allows);
  void allowed(P::AllowContext* context, ast::Edit& out, std::vector<ast::Allow>& allows);
  void edit_enum(P::EnumEditContext* context, ast::EnumDecl& partial, ast::Edit& out);
  void edit_row(P::RowEditContext* context, ast::RowDecl& partial, ast::Edit& out);
  void edit_field(P::FieldEditContext* context, ast::FieldDecl& partial, ast::Edit& out);
  void edit_clause(P::FieldClauseContext* context, ast::FieldDecl& partial, ast::Edit& out);
  void edit_derive(P::DeriveEditContext* context, ast::DeriveDecl& partial, ast::Edit& out);
  void edit_table(P::TableEditContext* context, ast::TableDecl& partial, ast::Edit& out);
  void edit_require(P::RequireEditContext* context, ast::RequireDecl& partial, ast::Edit& out);
  void edit_lexicon(P::LexiconEditContext* context, ast::LexiconDecl& partial, ast::Edit& out);
  void edit_checklist(P::ChecklistEditContext* context, ast::ChecklistDecl& partial, ast::Edit& out);
  ast::RoleLine line_name(P::RoleLineNameContext* context);
  void edit_archetype(P::ArchetypeEditContext* context, ast::ArchetypeDecl& partial, ast::Edit& out);
  void edit_system(P::SystemEditContext* context, ast::SystemDecl& partial, ast::Edit& out);
  void edit_sheet(P::SheetEditContext* context, ast::SheetDecl& partial, ast::Edit& out);

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
