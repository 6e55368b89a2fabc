// Variants: what is added, removed and replaced. A declaration inside of a change is built as anywhere else and goes
// into Unit::changed; an edit's part goes into a declaration of the same kind that holds nothing else.
#include "compiler/parse/tree_rules.h"

namespace msd::parse {

namespace {

/// While it lives, declarations that are built go into Unit::changed.
class Aside {
 public:
  explicit Aside(ast::Unit& unit) : unit_(unit) { std::swap(static_cast<ast::Declarations&>(unit_), unit_.changed); }
  ~Aside() { std::swap(static_cast<ast::Declarations&>(unit_), unit_.changed); }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

 private:
  ast::Unit& unit_;
};

template <class Part> void append(std::vector<Part>& to, std::vector<Part>&& parts, ast::Edit& out) {
  out.index = static_cast<std::uint32_t>(to.size());
  out.count = static_cast<std::uint32_t>(parts.size());
  std::move(parts.begin(), parts.end(), std::back_inserter(to));
}

}  // namespace

void RulesTree::variant(P::VariantDeclContext* context) {
  auto out = open<ast::VariantDecl>(context);
  out.name = name(static_cast<Rule*>(context->name(0)));
  out.version = number(context->NUMBER(0));
  out.base = name(static_cast<Rule*>(context->name(1)));
  out.base_version = number(context->NUMBER(1));
  unit_.variants.push_back(std::move(out));
}

ast::Target RulesTree::target(P::TargetContext* context) {
  ast::Target out;
  out.span = span(static_cast<Rule*>(context));
  const Tok word = lexed_.tokens[context->start->getTokenIndex()].kind;
  if (auto* named = dynamic_cast<P::TargetNameContext*>(context)) {
    out.kind = named->demand() != nullptr ? ast::DeclKind::Require
               : word == Tok::K_ENUM      ? ast::DeclKind::Enum
               : word == Tok::K_ROW       ? ast::DeclKind::Row
               : word == Tok::K_LEXICON   ? ast::DeclKind::Lexicon
               : word == Tok::K_CHECKLIST ? ast::DeclKind::Checklist
               : word == Tok::K_SHEET     ? ast::DeclKind::Sheet
               : word == Tok::K_ARCHETYPE ? ast::DeclKind::Archetype
                                          : ast::DeclKind::System;
    if (named->demand() != nullptr) out.require = form(named->demand());
    out.name = name(static_cast<Rule*>(named->name()));
  } else if (auto* field = dynamic_cast<P::TargetFieldContext*>(context)) {
    out.kind = word == Tok::K_FIELD    ? ast::DeclKind::Field
               : word == Tok::K_DERIVE ? ast::DeclKind::Derive
                                       : ast::DeclKind::Table;
    if (word == Tok::K_ATTACH) out.table = ast::TableDecl::Kind::Attach;
    out.name = name(static_cast<Rule*>(field->fieldRef()->name(0)));
    out.field = name(static_cast<Rule*>(field->fieldRef()->name(1)));
  } else if (auto* sentence = dynamic_cast<P::TargetTemplateContext*>(context)) {
    out.kind = ast::DeclKind::Template;
    out.name = name(static_cast<Rule*>(sentence->fieldRef()->name(0)));
    out.field = name(static_cast<Rule*>(sentence->fieldRef()->name(1)));
    if (sentence->expr() != nullptr) out.when = expr(sentence->expr());
  } else if (auto* depends = dynamic_cast<P::TargetDependenceContext*>(context)) {
    out.kind = ast::DeclKind::Dependence;
    if (depends->K_INDEPENDENT() != nullptr) out.depends = ast::DependenceDecl::Form::Independent;
    out.name = name(static_cast<Rule*>(depends->fieldRef(0)->name(0)));
    out.field = name(static_cast<Rule*>(depends->fieldRef(0)->name(1)));
    out.fact_row = name(static_cast<Rule*>(depends->fieldRef(1)->name(0)));
    out.fact = name(static_cast<Rule*>(depends->fieldRef(1)->name(1)));
  } else if (auto* step = dynamic_cast<P::TargetStepContext*>(context)) {
    out.kind = ast::DeclKind::Step;
    out.number = number(step->NUMBER());
  } else if (auto* called = dynamic_cast<P::TargetTextContext*>(context)) {
    out.kind = word == Tok::K_TEST ? ast::DeclKind::Test : ast::DeclKind::Prefer;
    out.text = text(called->TEXT());
  }
  return out;
}

/// What a declaration inside of a change is called.
ast::Target RulesTree::target_of(const ast::DeclRef& ref) const {
  ast::Target out;
  out.kind = ref.kind;
  const auto field_of = [&](const auto& d) {
    out.name = d.row;
    out.field = d.field;
  };
  switch (ref.kind) {
  case ast::DeclKind::Enum: out.name = unit_.changed.enums[ref.index].name; break;
  case ast::DeclKind::Row: out.name = unit_.changed.rows[ref.index].name; break;
  case ast::DeclKind::Field:
    out.name = unit_.changed.fields[ref.index].row;
    out.field = unit_.changed.fields[ref.index].name;
    break;
  case ast::DeclKind::Derive: field_of(unit_.changed.derives[ref.index]); break;
  case ast::DeclKind::Table:
    field_of(unit_.changed.tables[ref.index]);
    if (unit_.changed.tables[ref.index].kind == ast::TableDecl::Kind::Attach) out.table = ast::TableDecl::Kind::Attach;
    break;
  case ast::DeclKind::Require:
    out.name = unit_.changed.requires_[ref.index].name;
    out.require = unit_.changed.requires_[ref.index].form;
    break;
  case ast::DeclKind::Dependence:
    field_of(unit_.changed.dependences[ref.index]);
    out.depends = unit_.changed.dependences[ref.index].form;
    out.fact_row = unit_.changed.dependences[ref.index].fact_row;
    out.fact = unit_.changed.dependences[ref.index].fact;
    break;
  case ast::DeclKind::Template:
    field_of(unit_.changed.templates[ref.index]);
    out.when = unit_.changed.templates[ref.index].when;
    break;
  case ast::DeclKind::Lexicon: out.name = unit_.changed.lexicons[ref.index].name; break;
  case ast::DeclKind::Step: out.number = unit_.changed.steps[ref.index].number; break;
  case ast::DeclKind::Checklist: out.name = unit_.changed.checklists[ref.index].name; break;
  case ast::DeclKind::Sheet: out.name = unit_.changed.sheets[ref.index].name; break;
  case ast::DeclKind::Archetype: out.name = unit_.changed.archetypes[ref.index].name; break;
  case ast::DeclKind::System: out.name = unit_.changed.systems[ref.index].name; break;
  case ast::DeclKind::Prefer: out.text = unit_.changed.preferences[ref.index].label; break;
  case ast::DeclKind::Test: out.text = unit_.changed.tests[ref.index].name; break;
  case ast::DeclKind::Framework:
  case ast::DeclKind::Import:
  case ast::DeclKind::Design: break;  // the grammar has none of them here
  }
  out.span = out.fact.given()    ? source::join(out.name.span, out.fact.span)
             : out.field.given() ? source::join(out.name.span, out.field.span)
             : out.name.given()  ? out.name.span
             : out.text.given()  ? out.text.span
                                 : out.number.span;
  return out;
}

void RulesTree::remove(P::RemoveDeclContext* context) {
  ast::Change out;
  out.verb = ast::Verb::Remove;
  out.target = target(context->target());
  out.span = span(static_cast<Rule*>(context));
  unit_.steps_of_change.push_back({true, static_cast<std::uint32_t>(unit_.changes.size())});
  unit_.changes.push_back(out);
}

void RulesTree::put(P::PartContext* context, ast::Change out) {
  const std::size_t before = unit_.changed.order.size();
  {
    const Aside aside(unit_);
    part(context);
  }
  if (unit_.changed.order.size() == before) return;
  out.decl = unit_.changed.order.back();
  out.target = target_of(*out.decl);
  unit_.steps_of_change.push_back({true, static_cast<std::uint32_t>(unit_.changes.size())});
  unit_.changes.push_back(out);
}

void RulesTree::add(P::AddDeclContext* context) {
  if (context->target() == nullptr) return part(context->part());  // the same as without the word
  ast::Change out;
  out.verb = ast::Verb::Add;
  out.span = span(static_cast<Rule*>(context));
  out.place.emplace();
  out.place->after = context->K_AFTER() != nullptr;
  out.place->of = target(context->target());
  out.place->span = span(static_cast<Rule*>(context->target()));
  put(context->part(), out);
}

void RulesTree::part(P::PartContext* c) {
  if (c->enumDecl() != nullptr) return enumeration(c->enumDecl());
  if (c->rowDecl() != nullptr) return row(c->rowDecl());
  if (c->fieldDecl() != nullptr) return field(c->fieldDecl());
  if (c->deriveDecl() != nullptr) return derive(c->deriveDecl());
  if (c->classifyDecl() != nullptr) return classify(c->classifyDecl());
  if (c->attachDecl() != nullptr) return attach(c->attachDecl());
  if (c->requireDecl() != nullptr) return require(c->requireDecl());
  if (c->assumeDecl() != nullptr) return assume(c->assumeDecl());
  if (c->propertyDecl() != nullptr) return property(c->propertyDecl());
  if (c->dependenceDecl() != nullptr) return dependence(c->dependenceDecl());
  if (c->templateDecl() != nullptr) return sentence(c->templateDecl());
  if (c->lexiconDecl() != nullptr) return lexicon(c->lexiconDecl());
  if (c->stepDecl() != nullptr) return step(c->stepDecl());
  if (c->checklistDecl() != nullptr) return checklist(c->checklistDecl());
  if (c->sheetDecl() != nullptr) return sheet(c->sheetDecl());
  if (c->archetypeDecl() != nullptr) return archetype(c->archetypeDecl());
  if (c->systemDecl() != nullptr) return system(c->systemDecl());
  if (c->preferDecl() != nullptr) return prefer(c->preferDecl());
  if (c->testDecl() != nullptr) return test(c->testDecl());
}

// ---- the lines of a change

template <class Context> ast::Edit RulesTree::edit(Context* context) {
  ast::Edit out;
  out.span = span(static_cast<Rule*>(context));
  auto* put = context->put();
  if (put == nullptr) {
    out.verb = ast::Verb::Remove;
    return out;
  }
  out.verb = put->K_REPLACE() != nullptr ? ast::Verb::Replace : ast::Verb::Add;
  if (put->K_BEFORE() == nullptr && put->K_AFTER() == nullptr) return out;
  ast::Edit::Place place;
  place.after = put->K_AFTER() != nullptr;
  if (put->TEXT() != nullptr) {
    const ast::Text quoted = text(put->TEXT());
    place.name = quoted.value;
    place.span = quoted.span;
  } else {
    place.span = span(static_cast<Rule*>(put->path()));
    for (const ast::Name& one : path(put->path()))
      place.name += (place.name.empty() ? "" : ".") + std::string(one.text);
  }
  out.place = std::move(place);
  return out;
}

void RulesTree::allowed(P::AllowContext* context, ast::Edit& out, std::vector<ast::Allow>& allows) {
  out.member = ast::Member::Allow;
  std::vector<ast::Allow> one;
  one.push_back(allow(context));
  append(allows, std::move(one), out);
}

/// True for a removal, which is then complete but for what only its own kind knows.
template <class Context> bool RulesTree::removal(Context* context, ast::Edit& out, std::vector<ast::Allow>& allows) {
  if (context->allow() != nullptr) {
    allowed(context->allow(), out, allows);
    return true;
  }
  if (out.verb != ast::Verb::Remove) return false;
  out.name = name(static_cast<Rule*>(context->name()));
  return true;
}

void RulesTree::edit_enum(P::EnumEditContext* context, ast::EnumDecl& partial, ast::Edit& out) {
  if (removal(context, out, partial.allows)) return;
  auto* value = context->enumValue();
  out.member = ast::Member::Value;
  out.name = name(static_cast<Rule*>(value->name()));
  std::vector<ast::EnumValue> one;
  one.push_back({out.name, text(value->TEXT()), doc(context)});
  append(partial.values, std::move(one), out);
}

void RulesTree::edit_row(P::RowEditContext* context, ast::RowDecl& partial, ast::Edit& out) {
  if (out.verb == ast::Verb::Remove) {
    out.name = name(static_cast<Rule*>(context->name()));
    return;
  }
  ast::RowDecl one;
  if (context->rowClause() != nullptr) {
    row_clause(context->rowClause(), one);
    if (one.parent.given()) {
      out.member = ast::Member::In;
      partial.parent = one.parent;
      partial.many = one.many;
      partial.back = one.back;
    } else if (one.single) {
      out.member = ast::Member::Single;
      partial.single = true;
    } else {
      out.member = ast::Member::NamedBy;
      partial.selector_row = one.selector_row;
      partial.selector_field = one.selector_field;
    }
  } else if (context->rowId() != nullptr) {
    out.member = ast::Member::DisplayId;
    row_id(context->rowId(), one);
    partial.id_pattern = one.id_pattern;
    partial.id_where = one.id_where;
  } else {
    out.member = ast::Member::Written;
    row_written(context->rowWritten(), one);
    partial.written = one.written;
  }
}

void RulesTree::edit_clause(P::FieldClauseContext* context, ast::FieldDecl& partial, ast::Edit& out) {
  ast::FieldDecl one;
  clause(context, one);
  if (!one.categories.empty()) {
    out.member = ast::Member::Category;
    partial.categories = std::move(one.categories);
  } else if (one.parents_span.valid()) {
    out.member = ast::Member::Parents;
    partial.parents_span = one.parents_span;
    append(partial.parents, std::move(one.parents), out);
  } else if (one.default_value) {
    out.member = ast::Member::Default;
    partial.default_value = std::move(one.default_value);
  } else if (one.with.given()) {
    out.member = ast::Member::With;
    partial.with = one.with;
  } else if (one.inverse.given()) {
    out.member = ast::Member::Inverse;
    partial.inverse = one.inverse;
  } else if (one.step) {
    out.member = ast::Member::Step;
    partial.step = one.step;
  } else if (one.ask.given()) {
    out.member = ast::Member::Ask;
    partial.ask = one.ask;
  } else {
    out.member = ast::Member::Allow;
    append(partial.allows, std::move(one.allows), out);
  }
}

void RulesTree::edit_field(P::FieldEditContext* context, ast::FieldDecl& partial, ast::Edit& out) {
  if (context->type() != nullptr) {
    out.member = ast::Member::Type;
    partial.type = type(context->type());
  } else if (context->fieldClause() != nullptr) {
    edit_clause(context->fieldClause(), partial, out);
  } else if (context->K_FROM() != nullptr) {
    out.member = ast::Member::Parents;
    std::vector<ast::Parent> gone;
    for (auto* one : context->parentName()) {
      ast::Parent called;
      called.span = span(static_cast<Rule*>(one));
      if (one->TEXT() != nullptr) called.quoted = text(one->TEXT());
      if (one->path() != nullptr) called.paths.push_back(path(one->path()));
      gone.push_back(std::move(called));
    }
    append(partial.parents, std::move(gone), out);
  } else {
    removal(context, out, partial.allows);
  }
}

void RulesTree::edit_derive(P::DeriveEditContext* context, ast::DeriveDecl& partial, ast::Edit& out) {
  if (removal(context, out, partial.allows)) return;
  out.member = context->K_WHERE() != nullptr ? ast::Member::Where : ast::Member::Result;
  (context->K_WHERE() != nullptr ? partial.where : partial.value) = expr(context->expr());
}

void RulesTree::edit_table(P::TableEditContext* context, ast::TableDecl& partial, ast::Edit& out) {
  if (removal(context, out, partial.allows)) return;
  if (context->tableLine() != nullptr) {
    out.member = ast::Member::Line;
    ast::TableDecl one;
    line(context->tableLine(), one);
    if (!one.lines.empty()) out.name = one.lines[0].name;
    if (!one.lines.empty() && one.lines[0].doc.empty()) one.lines[0].doc = doc(context);
    append(partial.lines, std::move(one.lines), out);
  } else if (context->K_WHERE() != nullptr) {
    out.member = ast::Member::Where;
    partial.where = expr(context->expr());
  } else if (context->K_FROM() != nullptr) {
    out.member = ast::Member::From;
    partial.from = basic(context->basic());
  } else {
    out.member = ast::Member::Unique;
  }
}

void RulesTree::edit_require(P::RequireEditContext* context, ast::RequireDecl& partial, ast::Edit& out) {
  if (auto* clause = context->requireClause()) {
    if (clause->allow() != nullptr) return allowed(clause->allow(), out, partial.allows);
    out.member = ast::Member::Step;
    partial.step = number(clause->NUMBER());
    return;
  }
  if (removal(context, out, partial.allows)) return;
  if (context->K_WHERE() != nullptr) {
    out.member = ast::Member::Where;
    partial.where = expr(context->expr());
  } else if (context->K_HOLDS() != nullptr) {
    out.member = ast::Member::Condition;
    partial.condition = expr(context->expr());
  } else if (context->K_OTHERWISE() != nullptr) {
    out.member = ast::Member::Otherwise;
    partial.severity = severity(context->severity());
    partial.message = text(context->TEXT());
  } else if (context->because() != nullptr) {
    out.member = ast::Member::Because;
    partial.because = text(context->because()->TEXT());
  } else if (context->K_HINT() != nullptr) {
    out.member = ast::Member::Hint;
    partial.hint = text(context->TEXT());
  } else {
    out.member = ast::Member::Ask;
    partial.ask = text(context->TEXT());
  }
}

void RulesTree::edit_lexicon(P::LexiconEditContext* context, ast::LexiconDecl& partial, ast::Edit& out) {
  out.member = ast::Member::Word;
  std::vector<ast::LexiconDecl::Word> one{lexicon_word(context->lexiconWord())};
  out.name = {one[0].text, one[0].span};
  append(partial.words, std::move(one), out);
}

void RulesTree::edit_checklist(P::ChecklistEditContext* context, ast::ChecklistDecl& partial, ast::Edit& out) {
  out.name = name(static_cast<Rule*>(context->name()));
  if (out.verb == ast::Verb::Remove && context->needs() == nullptr) return;
  ast::ChecklistDecl::Item item;
  item.name = out.name;
  item.text = text(context->TEXT());
  item.span = out.span;
  for (auto* need : context->needs()->name()) item.needs.push_back(name(static_cast<Rule*>(need)));
  out.member = item.text.given() ? ast::Member::Item : ast::Member::Needs;
  std::vector<ast::ChecklistDecl::Item> one;
  one.push_back(std::move(item));
  append(partial.items, std::move(one), out);
}

void RulesTree::edit_sheet(P::SheetEditContext* context, ast::SheetDecl& partial, ast::Edit& out) {
  if (out.verb == ast::Verb::Remove) {
    if (context->name() != nullptr) out.name = name(static_cast<Rule*>(context->name()));
    if (context->TEXT() != nullptr) out.text = text(context->TEXT());
  } else if (context->column() != nullptr) {
    out.member = ast::Member::Column;
    out.text = text(context->column()->TEXT());
    std::vector<ast::SheetDecl::Column> one;
    one.push_back({out.text, cell(context->column()->cell())});
    append(partial.columns, std::move(one), out);
  } else if (context->name() != nullptr) {
    out.member = ast::Member::Field;
    out.name = name(static_cast<Rule*>(context->name()));
    append(partial.fields, std::vector<ast::Name>{out.name}, out);
  } else if (context->expr() != nullptr) {
    out.member = ast::Member::Where;
    partial.where = expr(context->expr());
  } else {
    out.member = ast::Member::Sentence;
    std::vector<ast::Sentence> one;
    one.push_back(sentence(context->sentence()));
    out.text = context->K_WITH() != nullptr ? text(context->TEXT()) : one[0].text;
    append(partial.sentences, std::move(one), out);
  }
}

/// A line as its removal names it.
ast::RoleLine RulesTree::line_name(P::RoleLineNameContext* context) {
  ast::RoleLine out;
  out.span = span(static_cast<Rule*>(context));
  out.kind = context->K_MUST() != nullptr      ? ast::RoleLine::Kind::Must
             : context->K_USUALLY() != nullptr ? ast::RoleLine::Kind::Usually
                                               : ast::RoleLine::Kind::Expects;
  if (context->expr() != nullptr) out.condition = expr(context->expr());
  if (context->name() != nullptr) out.name = name(static_cast<Rule*>(context->name()));
  return out;
}

void RulesTree::edit_archetype(P::ArchetypeEditContext* context, ast::ArchetypeDecl& partial, ast::Edit& out) {
  if (auto* words = context->archetypeText()) {
    const bool shape = words->K_SHAPE() != nullptr;
    out.member = shape ? ast::Member::Shape : ast::Member::Example;
    out.text = text(words->TEXT());
    append(shape ? partial.shapes : partial.examples, std::vector<ast::Text>{out.text}, out);
    return;
  }
  if (context->K_IN() != nullptr) {
    out.member = ast::Member::RoleLine;
    out.role = name(static_cast<Rule*>(context->name()));
    ast::RoleDecl role;
    role.name = out.role;
    if (context->roleLine() != nullptr) {
      line(context->roleLine(), role);
    } else {
      role.lines.push_back(line_name(context->roleLineName()));
    }
    std::vector<ast::RoleDecl> one;
    one.push_back(std::move(role));
    return append(partial.roles, std::move(one), out);
  }
  out.member = ast::Member::Role;
  if (out.verb == ast::Verb::Remove) {
    out.name = name(static_cast<Rule*>(context->name()));
    return;
  }
  std::vector<ast::RoleDecl> one;
  one.push_back(role(context->roleDecl()));
  if (one[0].doc.empty()) one[0].doc = doc(context);
  out.name = one[0].name;
  append(partial.roles, std::move(one), out);
}

void RulesTree::edit_system(P::SystemEditContext* context, ast::SystemDecl& partial, ast::Edit& out) {
  out.member = ast::Member::Archetype;
  out.name = name(static_cast<Rule*>(context->name()));
  append(partial.archetypes, std::vector<ast::Name>{out.name}, out);
}

void RulesTree::change(P::ChangeContext* context) {
  ast::ChangeDecl out;
  out.span = span(static_cast<Rule*>(context->parent));
  const auto edits = [&](const auto& lines, auto& partial, auto read) {
    for (auto* one : lines) {
      if (one->exception != nullptr) continue;
      ast::Edit made = edit(one);
      (this->*read)(one, partial, made);
      out.edits.push_back(std::move(made));
    }
  };
  const auto store = [&](ast::DeclKind kind, auto& into, auto partial) {
    partial.span = out.span;
    unit_.changed.order.push_back({kind, static_cast<std::uint32_t>(into.size())});
    out.partial = unit_.changed.order.back();
    into.push_back(std::move(partial));
    out.target = target_of(out.partial);
  };
  const auto field_ref = [&](P::FieldRefContext* ref, auto& partial) {
    partial.row = name(static_cast<Rule*>(ref->name(0)));
    partial.field = name(static_cast<Rule*>(ref->name(1)));
  };
  if (auto* e = dynamic_cast<P::ChangeEnumContext*>(context)) {
    ast::EnumDecl partial;
    partial.name = name(static_cast<Rule*>(e->name()));
    out.label = text(e->TEXT());
    edits(e->enumEdit(), partial, &RulesTree::edit_enum);
    store(ast::DeclKind::Enum, unit_.changed.enums, std::move(partial));
  } else if (auto* r = dynamic_cast<P::ChangeRowContext*>(context)) {
    ast::RowDecl partial;
    partial.name = name(static_cast<Rule*>(r->name()));
    out.label = text(r->TEXT());
    edits(r->rowEdit(), partial, &RulesTree::edit_row);
    store(ast::DeclKind::Row, unit_.changed.rows, std::move(partial));
  } else if (auto* f = dynamic_cast<P::ChangeFieldContext*>(context)) {
    ast::FieldDecl partial;
    partial.row = name(static_cast<Rule*>(f->fieldRef()->name(0)));
    partial.name = name(static_cast<Rule*>(f->fieldRef()->name(1)));
    out.label = text(f->TEXT());
    edits(f->fieldEdit(), partial, &RulesTree::edit_field);
    store(ast::DeclKind::Field, unit_.changed.fields, std::move(partial));
  } else if (auto* d = dynamic_cast<P::ChangeDeriveContext*>(context)) {
    ast::DeriveDecl partial;
    field_ref(d->fieldRef(), partial);
    edits(d->deriveEdit(), partial, &RulesTree::edit_derive);
    store(ast::DeclKind::Derive, unit_.changed.derives, std::move(partial));
  } else if (auto* t = dynamic_cast<P::ChangeTableContext*>(context)) {
    ast::TableDecl partial;
    if (t->K_ATTACH() != nullptr) partial.kind = ast::TableDecl::Kind::Attach;
    field_ref(t->fieldRef(), partial);
    edits(t->tableEdit(), partial, &RulesTree::edit_table);
    store(ast::DeclKind::Table, unit_.changed.tables, std::move(partial));
  } else if (auto* q = dynamic_cast<P::ChangeRequireContext*>(context)) {
    ast::RequireDecl partial;
    partial.name = name(static_cast<Rule*>(q->name()));
    partial.form = form(q->demand());
    edits(q->requireEdit(), partial, &RulesTree::edit_require);
    store(ast::DeclKind::Require, unit_.changed.requires_, std::move(partial));
  } else if (auto* x = dynamic_cast<P::ChangeLexiconContext*>(context)) {
    ast::LexiconDecl partial;
    partial.name = name(static_cast<Rule*>(x->name()));
    edits(x->lexiconEdit(), partial, &RulesTree::edit_lexicon);
    store(ast::DeclKind::Lexicon, unit_.changed.lexicons, std::move(partial));
  } else if (auto* c = dynamic_cast<P::ChangeChecklistContext*>(context)) {
    ast::ChecklistDecl partial;
    partial.name = name(static_cast<Rule*>(c->name()));
    out.label = text(c->TEXT());
    edits(c->checklistEdit(), partial, &RulesTree::edit_checklist);
    store(ast::DeclKind::Checklist, unit_.changed.checklists, std::move(partial));
  } else if (auto* s = dynamic_cast<P::ChangeSheetContext*>(context)) {
    ast::SheetDecl partial;
    partial.name = name(static_cast<Rule*>(s->name()));
    out.label = text(s->TEXT());
    edits(s->sheetEdit(), partial, &RulesTree::edit_sheet);
    store(ast::DeclKind::Sheet, unit_.changed.sheets, std::move(partial));
  } else if (auto* a = dynamic_cast<P::ChangeArchetypeContext*>(context)) {
    ast::ArchetypeDecl partial;
    partial.name = name(static_cast<Rule*>(a->name()));
    out.label = text(a->TEXT());
    edits(a->archetypeEdit(), partial, &RulesTree::edit_archetype);
    store(ast::DeclKind::Archetype, unit_.changed.archetypes, std::move(partial));
  } else if (auto* y = dynamic_cast<P::ChangeSystemContext*>(context)) {
    ast::SystemDecl partial;
    partial.name = name(static_cast<Rule*>(y->name()));
    out.label = text(y->TEXT());
    edits(y->systemEdit(), partial, &RulesTree::edit_system);
    store(ast::DeclKind::System, unit_.changed.systems, std::move(partial));
  } else {
    return;
  }
  unit_.steps_of_change.push_back({false, static_cast<std::uint32_t>(unit_.edited.size())});
  unit_.edited.push_back(std::move(out));
}

}  // namespace msd::parse
