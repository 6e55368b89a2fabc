// Tables, requirements, tests.
#include "compiler/parse/tree_rules.h"

namespace msd::parse {

void RulesTree::derive(P::DeriveDeclContext* context) {
  auto out = open<ast::DeriveDecl>(context);
  out.row = name(static_cast<Rule*>(context->fieldRef()->name(0)));
  out.field = name(static_cast<Rule*>(context->fieldRef()->name(1)));
  const auto parts = context->expr();
  if (context->K_WHERE() != nullptr) out.where = expr(parts.front());
  out.value = expr(parts.back());
  for (auto* one : context->allow()) out.allows.push_back(allow(one));
  keep(ast::DeclKind::Derive, unit_.derives, std::move(out));
}

void RulesTree::outcome(P::OutcomeBareContext* context, ast::TableLine& out) {
  if (context->reject() != nullptr) out.reject = text(context->reject()->TEXT());
  for (auto* one : context->expr()) out.outcomes.push_back(expr(one));
}

void RulesTree::line(P::TableLineContext* context, ast::TableDecl& out) {
  if (context->exception != nullptr) return;
  ast::TableLine line;
  line.span = span(static_cast<Rule*>(context));
  line.doc = doc(context);
  if (auto* when = dynamic_cast<P::LineWhenContext*>(context)) {
    line.name = name(when->RULE());
    line.condition = expr(when->expr());
    if (when->outcome()->reject() != nullptr) line.reject = text(when->outcome()->reject()->TEXT());
    if (when->outcome()->outcomeBare() != nullptr) outcome(when->outcome()->outcomeBare(), line);
  } else if (auto* otherwise = dynamic_cast<P::LineOtherwiseContext*>(context)) {
    line.name = name(otherwise->K_OTHERWISE());
    line.otherwise = true;
    outcome(otherwise->outcomeBare(), line);
  }
  out.lines.push_back(std::move(line));
}

void RulesTree::classify(P::ClassifyDeclContext* context) {
  auto out = open<ast::TableDecl>(context);
  out.kind = context->K_UNIQUE() != nullptr ? ast::TableDecl::Kind::ClassifyUnique : ast::TableDecl::Kind::Classify;
  out.row = name(static_cast<Rule*>(context->fieldRef()->name(0)));
  out.field = name(static_cast<Rule*>(context->fieldRef()->name(1)));
  if (context->expr() != nullptr) out.where = expr(context->expr());
  for (auto* one : context->allow()) out.allows.push_back(allow(one));
  for (auto* one : context->tableLine()) line(one, out);
  keep(ast::DeclKind::Table, unit_.tables, std::move(out));
}

void RulesTree::attach(P::AttachDeclContext* context) {
  auto out = open<ast::TableDecl>(context);
  out.kind = ast::TableDecl::Kind::Attach;
  out.row = name(static_cast<Rule*>(context->fieldRef()->name(0)));
  out.field = name(static_cast<Rule*>(context->fieldRef()->name(1)));
  if (context->expr() != nullptr) out.where = expr(context->expr());
  if (context->basic() != nullptr) out.from = basic(context->basic());
  for (auto* one : context->allow()) out.allows.push_back(allow(one));
  for (auto* one : context->tableLine()) line(one, out);
  keep(ast::DeclKind::Table, unit_.tables, std::move(out));
}

ast::RequireDecl::Severity RulesTree::severity(P::SeverityContext* context) {
  if (context->K_ERROR() != nullptr) return ast::RequireDecl::Severity::Error;
  return context->K_WARNING() != nullptr ? ast::RequireDecl::Severity::Warning : ast::RequireDecl::Severity::Note;
}

void RulesTree::require_clause(P::RequireClauseContext* clause, ast::RequireDecl& out) {
  if (clause->NUMBER() != nullptr) {
    if (out.step) doubled(clause, "step");
    out.step = number(clause->NUMBER());
  } else if (clause->allow() != nullptr) {
    out.allows.push_back(allow(clause->allow()));
  }
}

void RulesTree::require(P::RequireDeclContext* context) {
  auto out = open<ast::RequireDecl>(context);
  out.name = name(static_cast<Rule*>(context->name(0)));
  out.row = name(static_cast<Rule*>(context->name(1)));
  for (auto* clause : context->requireClause()) require_clause(clause, out);
  if (context->K_WHERE() != nullptr) out.where = expr(context->expr().front());
  out.condition = expr(context->expr().back());
  out.severity = severity(context->severity());
  const auto texts = context->TEXT();
  std::size_t i = 0;
  out.message = text(texts[i++]);
  if (context->K_HINT() != nullptr) out.hint = text(texts[i++]);
  if (context->K_ASK() != nullptr) out.ask = text(texts[i]);
  keep(ast::DeclKind::Require, unit_.requires_, std::move(out));
}

void RulesTree::assume(P::AssumeDeclContext* context) {
  auto out = open<ast::RequireDecl>(context);
  out.form = ast::RequireDecl::Form::Assume;
  out.name = name(static_cast<Rule*>(context->name(0)));
  out.row = name(static_cast<Rule*>(context->name(1)));
  for (auto* clause : context->requireClause()) require_clause(clause, out);
  if (context->K_WHERE() != nullptr) out.where = expr(context->expr().front());
  out.condition = expr(context->expr().back());
  const auto texts = context->TEXT();
  std::size_t i = 0;
  out.message = text(texts[i++]);
  out.because = text(context->because()->TEXT());
  if (context->K_HINT() != nullptr) out.hint = text(texts[i++]);
  if (context->K_ASK() != nullptr) out.ask = text(texts[i]);
  keep(ast::DeclKind::Require, unit_.requires_, std::move(out));
}

ast::RequireDecl::Form RulesTree::form(Rule* context) const {
  switch (lexed_.tokens[context->start->getTokenIndex()].kind) {
  case Tok::K_ASSUME: return ast::RequireDecl::Form::Assume;
  case Tok::K_NEVER: return ast::RequireDecl::Form::Never;
  case Tok::K_ALWAYS: return ast::RequireDecl::Form::Always;
  default: return ast::RequireDecl::Form::Require;
  }
}

void RulesTree::property(P::PropertyDeclContext* context) {
  auto out = open<ast::RequireDecl>(context);
  out.form = form(context);
  out.name = name(static_cast<Rule*>(context->name(0)));
  out.row = name(static_cast<Rule*>(context->name(1)));
  for (auto* one : context->allow()) out.allows.push_back(allow(one));
  if (context->K_WHERE() != nullptr) out.where = expr(context->expr().front());
  out.condition = expr(context->expr().back());
  keep(ast::DeclKind::Require, unit_.requires_, std::move(out));
}

void RulesTree::dependence(P::DependenceDeclContext* context) {
  auto out = open<ast::DependenceDecl>(context);
  const auto read = [&](auto* c) {
    out.row = name(static_cast<Rule*>(c->fieldRef(0)->name(0)));
    out.field = name(static_cast<Rule*>(c->fieldRef(0)->name(1)));
    out.fact_row = name(static_cast<Rule*>(c->fieldRef(1)->name(0)));
    out.fact = name(static_cast<Rule*>(c->fieldRef(1)->name(1)));
    for (auto* one : c->allow()) out.allows.push_back(allow(one));
  };
  if (auto* monotone = dynamic_cast<P::DependenceMonotoneContext*>(context)) {
    read(monotone);
    out.down = monotone->K_DOWN() != nullptr;
  } else if (auto* none = dynamic_cast<P::DependenceNoneContext*>(context)) {
    out.form = ast::DependenceDecl::Form::Independent;
    read(none);
  }
  keep(ast::DeclKind::Dependence, unit_.dependences, std::move(out));
}

void RulesTree::test(P::TestDeclContext* context) {
  auto out = open<ast::TestDecl>(context);
  out.name = text(context->TEXT());
  out.body.span = out.span;
  out.body.damaged = context->exception != nullptr;
  for (auto* one : context->entry()) take<P>(one, out.body);
  for (auto* one : context->expectation()) {
    if (one->exception == nullptr) expectation(one, out);
  }
  keep(ast::DeclKind::Test, unit_.tests, std::move(out));
}

void RulesTree::expectation(P::ExpectationContext* context, ast::TestDecl& out) {
  ast::Expectation expect;
  expect.span = span(static_cast<Rule*>(context));
  using Kind = ast::Expectation::Kind;
  if (dynamic_cast<P::ExpectNoneContext*>(context) != nullptr) {
    expect.kind = Kind::NoFindings;
  } else if (auto* state = dynamic_cast<P::ExpectStateContext*>(context)) {
    const ast::Name word = name(state->K_STATE());
    expect.kind = word.text == "held"     ? Kind::Held
                  : word.text == "broken" ? Kind::Broken
                  : word.text == "exempt" ? Kind::Exempt
                                          : Kind::Open;
    expect.name = name(static_cast<Rule*>(state->name(0)));
    if (state->K_ON() != nullptr) expect.on = name(static_cast<Rule*>(state->name(1)));
  } else if (auto* finding = dynamic_cast<P::ExpectFindingContext*>(context)) {
    expect.kind = Kind::Finding;
    expect.severity = severity(finding->severity());
    expect.name = name(static_cast<Rule*>(finding->name(0)));
    if (finding->K_ON() != nullptr) expect.on = name(static_cast<Rule*>(finding->name(1)));
  } else if (auto* value = dynamic_cast<P::ExpectValueContext*>(context)) {
    expect.row = name(static_cast<Rule*>(value->plainName()));
    expect.field = name(static_cast<Rule*>(value->name()));
    expect_cell(value->expectCell(), expect);
  }
  out.expectations.push_back(std::move(expect));
}

void RulesTree::expect_cell(P::ExpectCellContext* context, ast::Expectation& out) {
  using Kind = ast::Expectation::Kind;
  if (context->value() != nullptr) {
    out.kind = context->EQ() != nullptr ? Kind::Equal : context->NE() != nullptr ? Kind::NotEqual : Kind::Has;
    out.value = value<P>(context->value());
  } else if (context->K_BY() != nullptr) {
    out.kind = Kind::By;
    out.name = name(static_cast<Rule*>(context->name()));
  } else if (context->K_IS() != nullptr) {
    out.kind = context->K_ABSENT() != nullptr     ? Kind::Absent
               : context->K_REJECTED() != nullptr ? Kind::Rejected
                                                  : Kind::Unknown;
  } else if (context->K_POSSIBLE() != nullptr) {
    out.kind = Kind::Possible;
    out.value = set<P>(context->set());
  } else {
    out.kind = Kind::Needs;
    for (auto* one : context->path()) out.needs.push_back(path(one));
  }
}

}  // namespace msd::parse
