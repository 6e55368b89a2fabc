// Archetypes, systems, preferences.
#include "compiler/parse/tree_rules.h"

namespace msd::parse {

void RulesTree::archetype(P::ArchetypeDeclContext* context) {
  auto out = open<ast::ArchetypeDecl>(context);
  out.name = name(static_cast<Rule*>(context->name(0)));
  out.label = text(context->TEXT());
  if (context->K_IN() != nullptr) out.section = name(static_cast<Rule*>(context->name(1)));
  for (auto* one : context->archetypeText()) {
    if (one->exception == nullptr) (one->K_SHAPE() != nullptr ? out.shapes : out.examples).push_back(text(one->TEXT()));
  }
  for (auto* one : context->roleDecl()) {
    if (one->exception == nullptr) out.roles.push_back(role(one));
  }
  keep(ast::DeclKind::Archetype, unit_.archetypes, std::move(out));
}

ast::RoleDecl RulesTree::role(P::RoleDeclContext* context) {
  ast::RoleDecl out;
  out.span = span(static_cast<Rule*>(context));
  out.doc = doc(context);
  out.name = name(static_cast<Rule*>(context->name()));
  out.label = text(context->TEXT());
  out.row = name(static_cast<Rule*>(context->plainName()));
  out.optional = context->K_OPTIONAL() != nullptr;
  if (context->roleBody() == nullptr) return out;
  for (auto* one : context->roleBody()->roleLine()) {
    if (one->exception == nullptr) line(one, out);
  }
  return out;
}

void RulesTree::line(P::RoleLineContext* context, ast::RoleDecl& out) {
  ast::RoleLine made;
  made.span = span(static_cast<Rule*>(context));
  if (auto* must = dynamic_cast<P::RoleMustContext*>(context)) {
    made.condition = expr(must->expr());
  } else if (auto* usually = dynamic_cast<P::RoleUsuallyContext*>(context)) {
    made.kind = ast::RoleLine::Kind::Usually;
    made.condition = expr(usually->expr());
    made.because = text(usually->TEXT());
  } else if (auto* expects = dynamic_cast<P::RoleExpectsContext*>(context)) {
    made.kind = ast::RoleLine::Kind::Expects;
    made.name = name(static_cast<Rule*>(expects->name()));
    made.condition = expr(expects->expr());
    made.message = text(expects->TEXT(0));
    made.insert = text(expects->TEXT(1));
  } else {
    return;
  }
  out.lines.push_back(made);
}

void RulesTree::system(P::SystemDeclContext* context) {
  auto out = open<ast::SystemDecl>(context);
  out.name = name(static_cast<Rule*>(context->name(0)));
  out.label = text(context->TEXT());
  for (std::size_t i = 1; i < context->name().size(); ++i)
    out.archetypes.push_back(name(static_cast<Rule*>(context->name(i))));
  keep(ast::DeclKind::System, unit_.systems, std::move(out));
}

ast::ExprId RulesTree::measure(P::MeasureContext* context) {
  if (context->path() != nullptr) return path_expr(context->path());
  ast::Expr count;
  count.kind = ast::ExprKind::Count;
  count.span = span(static_cast<Rule*>(context));
  count.op = span(context->K_COUNT());
  count.a = relation(context->relation());
  if (context->simple() != nullptr) count.b = simple(context->simple());
  return add(count);
}

void RulesTree::prefer(P::PreferDeclContext* context) {
  auto out = open<ast::PreferDecl>(context);
  out.value = measure(context->measure());
  out.label = text(context->TEXT());
  if (context->NUMBER() != nullptr) out.step = number(context->NUMBER());
  keep(ast::DeclKind::Prefer, unit_.preferences, std::move(out));
}

}  // namespace msd::parse
