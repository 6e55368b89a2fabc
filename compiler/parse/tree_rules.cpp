// Files of a framework: declarations of the vocabulary.
#include "compiler/parse/tree_rules.h"

namespace msd::parse {

void RulesTree::file(P::RulesFileContext* context) {
  for (auto* one : context->declaration()) {
    if (one->exception == nullptr) declaration(one);
  }
}

/// A clause of a kind that the same declaration had before.
void RulesTree::doubled(Rule* context, std::string_view word) {
  auto report = sink_.report(diag::kind::DoubledClause, span(context), word);
  report.label("again here").help("take one of them out");
  for (auto* sibling : dynamic_cast<Rule*>(context->parent)->children) {
    auto* other = dynamic_cast<Rule*>(sibling);
    if (other == nullptr || other == context || other->getRuleIndex() != context->getRuleIndex()) continue;
    const auto opener = [&](Rule* rule) { return lexed_.tokens[rule->start->getTokenIndex()].kind; };
    if (opener(other) != opener(context)) continue;
    report.note(span(other), "the first one");
    return;
  }
}

void RulesTree::declaration(P::DeclarationContext* c) {
  if (c->frameworkDecl() != nullptr) return framework(c->frameworkDecl());
  if (c->variantDecl() != nullptr) return variant(c->variantDecl());
  if (c->removeDecl() != nullptr) return remove(c->removeDecl());
  if (c->replaceDecl() != nullptr) {
    ast::Change out;
    out.verb = ast::Verb::Replace;
    out.span = span(static_cast<Rule*>(c));
    return put(c->replaceDecl()->part(), out);
  }
  if (c->addDecl() != nullptr) return add(c->addDecl());
  if (c->changeDecl() != nullptr) return change(c->changeDecl()->change());
  if (c->importDecl() != nullptr) {
    return keep(ast::DeclKind::Import, unit_.imports,
                ast::ImportDecl{text(c->importDecl()->TEXT()), span(static_cast<Rule*>(c))});
  }
  if (c->part() != nullptr) return part(c->part());
  if (c->design() != nullptr) return design<P>(c->design());
}

void RulesTree::framework(P::FrameworkDeclContext* context) {
  auto out = open<ast::FrameworkDecl>(context);
  out.name = name(static_cast<Rule*>(context->name()));
  out.version = number(context->NUMBER());
  keep(ast::DeclKind::Framework, unit_.frameworks, std::move(out));
}

ast::Allow RulesTree::allow(P::AllowContext* context) {
  ast::Allow out;
  out.span = span(static_cast<Rule*>(context));
  for (auto* slug : context->name()) out.slugs.push_back(name(static_cast<Rule*>(slug)));
  if (context->because() != nullptr) out.because = text(context->because()->TEXT());
  return out;
}

void RulesTree::enumeration(P::EnumDeclContext* context) {
  auto out = open<ast::EnumDecl>(context);
  out.name = name(static_cast<Rule*>(context->name()));
  out.label = text(context->TEXT());
  for (auto* one : context->allow()) out.allows.push_back(allow(one));
  for (auto* value : context->enumValue()) {
    if (value->exception == nullptr)
      out.values.push_back({name(static_cast<Rule*>(value->name())), text(value->TEXT()), doc(value)});
  }
  keep(ast::DeclKind::Enum, unit_.enums, std::move(out));
}

void RulesTree::row(P::RowDeclContext* context) {
  auto out = open<ast::RowDecl>(context);
  out.name = name(static_cast<Rule*>(context->name()));
  out.label = text(context->TEXT());
  for (auto* clause : context->rowClause()) row_clause(clause, out);
  if (context->rowBody() != nullptr) {
    for (auto* id : context->rowBody()->rowId()) {
      if (id->exception == nullptr) row_id(id, out);
    }
    for (auto* written : context->rowBody()->rowWritten()) {
      if (written->exception == nullptr) row_written(written, out);
    }
  }
  keep(ast::DeclKind::Row, unit_.rows, std::move(out));
}

void RulesTree::row_clause(P::RowClauseContext* clause, ast::RowDecl& out) {
  if (auto* in = dynamic_cast<P::RowInContext*>(clause)) {
    if (out.parent.given()) doubled(clause, "in");
    out.parent = name(static_cast<Rule*>(in->name(0)));
    out.many = name(static_cast<Rule*>(in->name(1)));
    out.back = name(static_cast<Rule*>(in->name(2)));
  } else if (auto* named = dynamic_cast<P::RowNamedContext*>(clause)) {
    if (out.selector_row.given()) doubled(clause, "named by");
    out.selector_row = name(static_cast<Rule*>(named->name(0)));
    out.selector_field = name(static_cast<Rule*>(named->name(1)));
  } else {
    if (out.single) doubled(clause, "single");
    out.single = true;
  }
}

void RulesTree::row_id(P::RowIdContext* id, ast::RowDecl& out) {
  if (out.id_pattern.given()) doubled(id, "id");
  out.id_pattern = text(id->TEXT());
  if (id->expr() != nullptr) out.id_where = expr(id->expr());
}

void RulesTree::row_written(P::RowWrittenContext* written, ast::RowDecl& out) {
  if (out.written.given()) doubled(written, "written");
  out.written = text(written->TEXT());
}

void RulesTree::field(P::FieldDeclContext* context) {
  auto out = open<ast::FieldDecl>(context);
  out.row = name(static_cast<Rule*>(context->fieldRef()->name(0)));
  out.name = name(static_cast<Rule*>(context->fieldRef()->name(1)));
  out.label = text(context->TEXT());
  out.type = type(context->type());
  for (auto* one : context->fieldClause()) clause(one, out);
  keep(ast::DeclKind::Field, unit_.fields, std::move(out));
}

ast::Type RulesTree::type(P::TypeContext* c) {
  ast::Type out;
  out.span = span(static_cast<Rule*>(c));
  out.optional = c->K_OPTIONAL() != nullptr;
  if (c->name() != nullptr) out.name = name(static_cast<Rule*>(c->name()));
  if (c->K_BOOL() != nullptr) {
    out.kind = ast::TypeKind::Bool;
    out.true_label = text(c->TEXT(0));
    out.false_label = text(c->TEXT(1));
  } else if (c->K_TEXT_TYPE() != nullptr) {
    out.kind = ast::TypeKind::Text;
  } else if (c->K_ID() != nullptr) {
    out.kind = ast::TypeKind::Id;
  } else if (c->K_SET() != nullptr) {
    out.kind = ast::TypeKind::SetOf;
  } else if (c->K_LIST() != nullptr) {
    out.kind = ast::TypeKind::ListOf;
  } else if (c->K_INT() != nullptr || c->K_DECIMAL() != nullptr) {
    out.kind = c->K_INT() != nullptr ? ast::TypeKind::Int : ast::TypeKind::Decimal;
    out.low = number(c->NUMBER(0));
    out.high = number(c->NUMBER(1));
  } else {
    out.kind = ast::TypeKind::Named;
    out.name = name(static_cast<Rule*>(c->plainName()));
  }
  return out;
}

void RulesTree::clause(P::FieldClauseContext* context, ast::FieldDecl& out) {
  if (auto* category = dynamic_cast<P::ClauseCategoryContext*>(context)) {
    auto* c = category->category();
    using ast::Category;
    const Category found = c->K_GIVEN() != nullptr        ? Category::Given
                           : c->K_CHOSEN() != nullptr     ? Category::Chosen
                           : c->K_CLASSIFIED() != nullptr ? Category::Classified
                           : c->K_DERIVED() != nullptr    ? Category::Derived
                                                          : Category::Output;
    const ast::Reading reading = c->K_STATED() != nullptr   ? ast::Reading::Stated
                                 : c->K_JUDGED() != nullptr ? ast::Reading::Judged
                                                            : ast::Reading::Rule;
    out.categories.push_back({found, reading, span(static_cast<Rule*>(c))});
  } else if (auto* from = dynamic_cast<P::ClauseFromContext*>(context)) {
    if (out.parents_span.valid()) doubled(context, "from");
    out.parents_span = span(static_cast<Rule*>(from));
    for (auto* one : from->parent()) out.parents.push_back(parent(one));
  } else if (auto* initial = dynamic_cast<P::ClauseDefaultContext*>(context)) {
    if (out.default_value) doubled(context, "default");
    out.default_value = value<P>(initial->value());
  } else if (auto* with = dynamic_cast<P::ClauseWithContext*>(context)) {
    if (out.with.given()) doubled(context, "with");
    out.with = name(static_cast<Rule*>(with->name()));
  } else if (auto* inverse = dynamic_cast<P::ClauseInverseContext*>(context)) {
    if (out.inverse.given()) doubled(context, "inverse");
    out.inverse = name(static_cast<Rule*>(inverse->name()));
  } else if (auto* step = dynamic_cast<P::ClauseStepContext*>(context)) {
    if (out.step) doubled(context, "step");
    out.step = number(step->NUMBER());
  } else if (auto* ask = dynamic_cast<P::ClauseAskContext*>(context)) {
    if (out.ask.given()) doubled(context, "ask");
    out.ask = text(ask->TEXT());
  } else if (auto* allowed = dynamic_cast<P::ClauseAllowContext*>(context)) {
    out.allows.push_back(allow(allowed->allow()));
  }
}

void RulesTree::check_length(P::PathContext* context) {
  const auto parts = context->name();
  if (parts.size() <= kMaxPath) return;
  sink_.report(diag::kind::PathTooLong, span(static_cast<Rule*>(parts[kMaxPath])), kMaxPath, parts.size())
      .label("the first one too many")
      .help("give a part of the way a field of its own");
}

std::vector<ast::Name> RulesTree::path(P::PathContext* context) {
  check_length(context);
  std::vector<ast::Name> out;
  for (auto* part : context->name()) out.push_back(name(static_cast<Rule*>(part)));
  return out;
}

ast::Parent RulesTree::parent(P::ParentContext* context) {
  ast::Parent out;
  out.span = span(static_cast<Rule*>(context));
  if (auto* plain = dynamic_cast<P::ParentPathContext*>(context)) {
    out.paths.push_back(path(plain->path()));
  } else if (auto* quoted = dynamic_cast<P::ParentQuotedContext*>(context)) {
    out.quoted = text(quoted->TEXT());
    out.external = quoted->parentTarget()->K_EXTERNAL() != nullptr;
    for (auto* one : quoted->parentTarget()->path()) out.paths.push_back(path(one));
  }
  return out;
}

void RulesTree::sentence(P::TemplateDeclContext* context) {
  auto out = open<ast::TemplateDecl>(context);
  out.row = name(static_cast<Rule*>(context->fieldRef()->name(0)));
  out.field = name(static_cast<Rule*>(context->fieldRef()->name(1)));
  if (context->expr() != nullptr) out.when = expr(context->expr());
  out.form = text(context->TEXT());
  keep(ast::DeclKind::Template, unit_.templates, std::move(out));
}

void RulesTree::lexicon(P::LexiconDeclContext* context) {
  auto out = open<ast::LexiconDecl>(context);
  out.name = name(static_cast<Rule*>(context->name()));
  for (auto* word : context->lexiconWord()) {
    if (word->exception == nullptr) out.words.push_back(lexicon_word(word));
  }
  keep(ast::DeclKind::Lexicon, unit_.lexicons, std::move(out));
}

ast::LexiconDecl::Word RulesTree::lexicon_word(P::LexiconWordContext* word) {
  if (word->TEXT() == nullptr) {
    const ast::Name plain = name(static_cast<Rule*>(word->name()));
    return {plain.text, plain.span};
  }
  const ast::Text quoted = text(word->TEXT());
  return {quoted.value, quoted.span};
}

void RulesTree::step(P::StepDeclContext* context) {
  auto out = open<ast::StepDecl>(context);
  out.number = number(context->NUMBER(0));
  out.title = text(context->TEXT(0));
  if (context->K_MINUTES() != nullptr) {
    out.minutes_low = number(context->NUMBER(1));
    out.minutes_high = number(context->NUMBER(2));
  }
  out.purpose = text(context->TEXT(1));
  keep(ast::DeclKind::Step, unit_.steps, std::move(out));
}

void RulesTree::checklist(P::ChecklistDeclContext* context) {
  auto out = open<ast::ChecklistDecl>(context);
  out.name = name(static_cast<Rule*>(context->name()));
  out.label = text(context->TEXT());
  for (auto* one : context->checklistItem()) {
    if (one->exception != nullptr) continue;
    ast::ChecklistDecl::Item item;
    item.name = name(static_cast<Rule*>(one->name(0)));
    item.text = text(one->TEXT());
    item.span = span(static_cast<Rule*>(one));
    for (std::size_t i = 1; i < one->name().size(); ++i) item.needs.push_back(name(static_cast<Rule*>(one->name(i))));
    out.items.push_back(std::move(item));
  }
  keep(ast::DeclKind::Checklist, unit_.checklists, std::move(out));
}

ast::Cell RulesTree::cell(P::CellContext* context) {
  ast::Cell out;
  out.span = span(static_cast<Rule*>(context));
  if (auto* why = dynamic_cast<P::CellWhyContext*>(context)) {
    out.kind = ast::Cell::Kind::Why;
    out.path = path(why->path());
  } else if (auto* each = dynamic_cast<P::CellEachContext*>(context)) {
    return cell(each->eachCell());
  } else if (auto* quoted = dynamic_cast<P::CellQuotedContext*>(context)) {
    return cell(quoted->quotedCell());
  } else if (auto* plain = dynamic_cast<P::CellPathContext*>(context)) {
    out.path = path(plain->path());
  }
  return out;
}

ast::Cell RulesTree::cell(P::QuotedCellContext* context) {
  ast::Cell out;
  out.span = span(static_cast<Rule*>(context));
  if (auto* quoted = dynamic_cast<P::CellTextContext*>(context)) {
    out.kind = ast::Cell::Kind::Text;
    out.text = text(quoted->TEXT());
  } else if (auto* list = dynamic_cast<P::CellListContext*>(context)) {
    out.kind = ast::Cell::Kind::List;
    for (auto* part : list->cell()) out.parts.push_back(cell(part));
  }
  return out;
}

ast::Cell RulesTree::cell(P::EachCellContext* context) {
  ast::Cell out = cell(context->eachPart());
  out.span = span(static_cast<Rule*>(context));
  if (context->K_OTHERWISE() != nullptr) out.text = text(context->TEXT());
  return out;
}

ast::Cell RulesTree::cell(P::EachPartContext* context) {
  ast::Cell out;
  out.kind = ast::Cell::Kind::Each;
  out.span = span(static_cast<Rule*>(context));
  out.path = path(context->path(0));
  if (context->K_WHERE() != nullptr) out.value = expr(context->expr());
  if (context->quotedCell() != nullptr) {
    out.parts.push_back(cell(context->quotedCell()));
  } else if (context->eachPart() != nullptr) {
    out.parts.push_back(cell(context->eachPart()));
  } else if (context->path().size() > 1) {
    ast::Cell part;
    part.kind = context->K_WHY() != nullptr ? ast::Cell::Kind::Why : ast::Cell::Kind::Path;
    part.span = span(static_cast<Rule*>(context->path(1)));
    part.path = path(context->path(1));
    out.parts.push_back(std::move(part));
  }
  return out;
}

ast::Sentence RulesTree::sentence(P::SentenceContext* context) {
  ast::Sentence out;
  out.text = text(context->TEXT());
  for (auto* part : context->sentencePart()) {
    if (part->exception != nullptr) continue;
    ast::Cell value;
    if (part->eachCell() != nullptr) {
      value = cell(part->eachCell());
    } else {
      value.kind = ast::Cell::Kind::Value;
      value.span = span(static_cast<Rule*>(part->measure()));
      value.value = measure(part->measure());
    }
    out.parts.push_back({name(static_cast<Rule*>(part->name())), std::move(value)});
  }
  return out;
}

void RulesTree::sheet(P::SheetDeclContext* context) {
  auto out = open<ast::SheetDecl>(context);
  out.name = name(static_cast<Rule*>(context->name()));
  out.label = text(context->TEXT());
  if (auto* rows = context->sheetRows()) {
    out.row = name(static_cast<Rule*>(rows->plainName()));
    if (rows->expr() != nullptr) out.where = expr(rows->expr());
    for (auto* column : rows->column()) {
      if (column->exception == nullptr) out.columns.push_back({text(column->TEXT()), cell(column->cell())});
    }
  } else if (auto* fields = context->sheetFields()) {
    out.kind = ast::SheetDecl::Kind::Fields;
    out.row = name(static_cast<Rule*>(fields->name(0)));
    for (std::size_t i = 1; i < fields->name().size(); ++i)
      out.fields.push_back(name(static_cast<Rule*>(fields->name(i))));
  } else if (auto* prose = context->sheetProse()) {
    out.kind = ast::SheetDecl::Kind::Prose;
    for (auto* one : prose->sentence()) {
      if (one->exception == nullptr) out.sentences.push_back(sentence(one));
    }
  }
  keep(ast::DeclKind::Sheet, unit_.sheets, std::move(out));
}

namespace {
const Roles& roles_of_rules() {
  using P = grammar::MsdRules;
  static const Roles kRoles = roles_of({
      {P::RuleRulesFile, Role::File},
      {P::RuleDeclaration, Role::Declaration},
      {P::RuleBlock, Role::Block},
      {P::RuleEntry, Role::Entry},
      {P::RuleTestDecl, Role::Test},
      {P::RuleExpectation, Role::Expectation},
      {P::RuleClassifyDecl, Role::Table},
      {P::RuleAttachDecl, Role::Table},
      {P::RuleTableLine, Role::Line},
      {P::RuleChange, Role::Change},
      {P::RuleEnumEdit, Role::Edit},
      {P::RuleRowEdit, Role::Edit},
      {P::RuleFieldEdit, Role::Edit},
      {P::RuleDeriveEdit, Role::Edit},
      {P::RuleTableEdit, Role::Edit},
      {P::RuleRequireEdit, Role::Edit},
      {P::RuleLexiconEdit, Role::Edit},
      {P::RuleChecklistEdit, Role::Edit},
      {P::RuleSheetEdit, Role::Edit},
      {P::RuleArchetypeEdit, Role::Edit},
      {P::RuleSystemEdit, Role::Edit},
      {P::RuleEnumDecl, Role::Names},
      {P::RuleLexiconDecl, Role::Names},
      {P::RuleChecklistDecl, Role::Names},
      {P::RuleSheetFields, Role::Names},
      {P::RuleSheetRows, Role::Texts},
      {P::RuleSheetProse, Role::Texts},
      {P::RuleRowBody, Role::Header},
      {P::RuleArchetypeDecl, Role::Archetype},
      {P::RuleRoleBody, Role::RoleLines},
      {P::RuleArchetypeText, Role::Item},
      {P::RuleRoleDecl, Role::Item},
      {P::RuleRoleLine, Role::Item},
      {P::RuleSystemDecl, Role::Names},
      {P::RuleEnumValue, Role::Item},
      {P::RuleLexiconWord, Role::Item},
      {P::RuleChecklistItem, Role::Item},
      {P::RuleColumn, Role::Item},
      {P::RuleSentencePart, Role::Item},
      {P::RuleRowId, Role::Item},
      {P::RuleRowWritten, Role::Item},
      {P::RuleExpr, Role::Expression},
      {P::RuleAndExpr, Role::Expression},
      {P::RuleNotExpr, Role::Expression},
      {P::RuleBasic, Role::Expression},
      {P::RuleCondition, Role::Expression},
      {P::RuleConditional, Role::Expression},
      {P::RuleDisjunction, Role::Expression},
      {P::RuleFilter, Role::Expression},
      {P::RuleInnerQuantifier, Role::Expression},
      {P::RuleOperand, Role::Expression},
      {P::RuleQuantifier, Role::Expression},
      {P::RuleSimple, Role::Expression},
  });
  return kRoles;
}
}  // namespace

/// First without the context of a rule's callers, which is what most time would go to: where that finds a tree, it is
/// the right one (Parr, Harwell, Fisher, "Adaptive LL(*) parsing", 2014). Where it finds none, there is an
/// error, or a word of the language used as a name in a rare place; the full prediction tells which.
void build_rules(const Job& job) {
  try {
    Session<grammar::MsdRules> quick(job);
    return RulesTree(job).file(quick.parser().rulesFile());
  } catch (const antlr4::ParseCancellationException&) {
    // Nothing was reported or built yet.
  }
  Session<grammar::MsdRules> session(job, roles_of_rules());
  RulesTree(job).file(session.parser().rulesFile());
}

}  // namespace msd::parse
