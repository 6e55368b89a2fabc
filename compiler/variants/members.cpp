#include "compiler/variants/members.h"

#include "compiler/variants/edits.h"

#include <algorithm>

namespace msd::variants {

namespace {

using ast::ChangeDecl;
using ast::Edit;
using ast::Member;
using ast::Verb;

/// The part of a list in the partial declaration that an edit brings.
template <class T> std::vector<T> part(const std::vector<T>& partial, const Edit& edit) {
  return {partial.begin() + edit.index, partial.begin() + edit.index + edit.count};
}

std::string called(const Edit& edit) { return std::string(edit.text.given() ? edit.text.value : edit.name.text); }

/// Makes an edit of a list with one member. Named removals are of this list.
template <class T> void member(const Edit& edit, List<T>& list, T one) {
  edit.verb == Verb::Add ? list.add(edit, std::move(one)) : list.replace(edit, called(edit), std::move(one));
}

template <class Decl> void label(const ChangeDecl& change, Decl& d) {
  if (change.label.given()) d.label = change.label;
}

const ast::EnumDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::EnumDecl&) {
  return from.changed.enums[c.partial.index];
}
const ast::RowDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::RowDecl&) {
  return from.changed.rows[c.partial.index];
}
const ast::FieldDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::FieldDecl&) {
  return from.changed.fields[c.partial.index];
}
const ast::DeriveDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::DeriveDecl&) {
  return from.changed.derives[c.partial.index];
}
const ast::TableDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::TableDecl&) {
  return from.changed.tables[c.partial.index];
}
const ast::RequireDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::RequireDecl&) {
  return from.changed.requires_[c.partial.index];
}
const ast::LexiconDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::LexiconDecl&) {
  return from.changed.lexicons[c.partial.index];
}
const ast::ChecklistDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::ChecklistDecl&) {
  return from.changed.checklists[c.partial.index];
}
const ast::SheetDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::SheetDecl&) {
  return from.changed.sheets[c.partial.index];
}
const ast::ArchetypeDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::ArchetypeDecl&) {
  return from.changed.archetypes[c.partial.index];
}
const ast::SystemDecl& partial(const ChangeDecl& c, const ast::Unit& from, const ast::SystemDecl&) {
  return from.changed.systems[c.partial.index];
}

}  // namespace

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::EnumDecl& d, ast::Unit&,
          Editing& editing) {
  Edits edits(change, key, editing);
  const ast::EnumDecl& parts = partial(change, from, d);
  label(change, d);
  List<ast::EnumValue> values(
      edits, "value", d.values, [](const ast::EnumValue& v) { return std::string(v.name.text); },
      [](const ast::EnumValue& v) { return v.name.span; });
  for (const Edit& e : change.edits) {
    if (allow(e, d.allows, parts.allows, edits)) continue;
    if (e.verb != Verb::Remove) {
      ast::EnumValue one = parts.values[e.index];
      const ast::EnumValue* old = values.find(called(e));
      if (e.verb == Verb::Replace && old != nullptr && one.doc.empty()) one.doc = old->doc;
      member(e, values, std::move(one));
    } else if (values.remove(e, called(e))) {
      edits.gone(Use::Value, d.name.text, e.name.text, e.span);
    }
  }
}

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::RowDecl& d, ast::Unit& to,
          Editing& editing) {
  using D = ast::RowDecl;
  static constexpr Clause<D> kClauses[] = {
      {"single", Member::Single, [](const D& r) { return r.single; }, [](D& r, const D&, Copier&) { r.single = true; },
       [](D& r) { r.single = false; }},
      {"in", Member::In, [](const D& r) { return r.parent.given(); },
       [](D& r, const D& p, Copier&) { r.parent = p.parent, r.many = p.many, r.back = p.back; },
       [](D& r) { r.parent = r.many = r.back = {}; }},
      {"named", Member::NamedBy, [](const D& r) { return r.selector_row.given(); },
       [](D& r, const D& p, Copier&) { r.selector_row = p.selector_row, r.selector_field = p.selector_field; },
       [](D& r) { r.selector_row = r.selector_field = {}; }},
      {"id", Member::DisplayId, [](const D& r) { return r.id_pattern.given(); },
       [](D& r, const D& p, Copier& copy) { r.id_pattern = p.id_pattern, r.id_where = copy(p.id_where); },
       [](D& r) { r.id_pattern = {}, r.id_where = {}; }},
      {"written", Member::Written, [](const D& r) { return r.written.given(); },
       [](D& r, const D& p, Copier&) { r.written = p.written; }, [](D& r) { r.written = {}; }},
  };
  Edits edits(change, key, editing);
  Copier copy(from, to);
  label(change, d);
  for (const Edit& e : change.edits) {
    const D before = d;
    if (!clause(kClauses, e, d, partial(change, from, d), copy, edits))
      edits.missing(e, fmt::format("member `{}`", called(e)), {"single", "in", "named", "id", "written"}, called(e));
    if (before.parent.given() && before.many.text != d.many.text)
      edits.gone(Use::Field, before.parent.text, before.many.text, e.span);
    if (before.parent.given() && before.back.text != d.back.text)
      edits.gone(Use::Field, d.name.text, before.back.text, e.span);
  }
}

namespace {

void edit_parents(const Edit& e, List<ast::Parent>& parents, const ast::FieldDecl& parts, Edits& edits) {
  std::vector<ast::Parent> wanted = part(parts.parents, e);
  if (e.verb == Verb::Replace || (e.verb == Verb::Remove && wanted.empty())) {
    if (!edits.once(e, "`from`")) return;
    if (parents.empty()) return edits.missing(e, "`from`", {}, {});
    parents.clear();
    for (ast::Parent& one : wanted) parents.add(e, std::move(one));
    return;
  }
  for (ast::Parent& one : wanted) {
    Edit at = e;
    at.name = {{}, one.span};
    e.verb == Verb::Add ? parents.add(at, std::move(one)) : void(parents.remove(at, name(one)));
  }
}

}  // namespace

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::FieldDecl& d, ast::Unit& to,
          Editing& editing) {
  using D = ast::FieldDecl;
  static constexpr Clause<D> kClauses[] = {
      {":", Member::Type, [](const D&) { return true; }, [](D& f, const D& p, Copier&) { f.type = p.type; }, nullptr},
      {"category", Member::Category, [](const D& f) { return !f.categories.empty(); },
       [](D& f, const D& p, Copier&) { f.categories = p.categories; }, nullptr},
      {"default", Member::Default, [](const D& f) { return f.default_value.has_value(); },
       [](D& f, const D& p, Copier&) { f.default_value = p.default_value; }, [](D& f) { f.default_value.reset(); }},
      {"with", Member::With, [](const D& f) { return f.with.given(); },
       [](D& f, const D& p, Copier&) { f.with = p.with; }, [](D& f) { f.with = {}; }},
      {"inverse", Member::Inverse, [](const D& f) { return f.inverse.given(); },
       [](D& f, const D& p, Copier&) { f.inverse = p.inverse; }, [](D& f) { f.inverse = {}; }},
      {"step", Member::Step, [](const D& f) { return f.step.has_value(); },
       [](D& f, const D& p, Copier&) { f.step = p.step; }, [](D& f) { f.step.reset(); }},
      {"ask", Member::Ask, [](const D& f) { return f.ask.given(); }, [](D& f, const D& p, Copier&) { f.ask = p.ask; },
       [](D& f) { f.ask = {}; }},
  };
  Edits edits(change, key, editing);
  Copier copy(from, to);
  const D& parts = partial(change, from, d);
  label(change, d);
  List<ast::Parent> parents(
      edits, "parent", d.parents, [](const ast::Parent& p) { return name(p); },
      [](const ast::Parent& p) { return p.span; });
  for (const Edit& e : change.edits) {
    if (allow(e, d.allows, parts.allows, edits)) continue;
    if (e.member == Member::Parents || (e.member == Member::Named && e.name.text == "from")) {
      edit_parents(e, parents, parts, edits);
      continue;
    }
    const ast::Name inverse = d.inverse;
    if (!clause(kClauses, e, d, parts, copy, edits))
      edits.missing(e, fmt::format("member `{}`", called(e)), {"from", "default", "with", "inverse", "step", "ask"},
                    called(e));
    if (inverse.given() && inverse.text != d.inverse.text)
      edits.gone(Use::Field, d.type.name.text, inverse.text, e.span);
  }
}

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::DeriveDecl& d, ast::Unit& to,
          Editing& editing) {
  using D = ast::DeriveDecl;
  static constexpr Clause<D> kClauses[] = {
      {"where", Member::Where, [](const D& r) { return r.where.valid(); },
       [](D& r, const D& p, Copier& copy) { r.where = copy(p.where); }, [](D& r) { r.where = {}; }},
      {"=", Member::Result, [](const D&) { return true; },
       [](D& r, const D& p, Copier& copy) { r.value = copy(p.value); }, nullptr},
  };
  Edits edits(change, key, editing);
  Copier copy(from, to);
  const D& parts = partial(change, from, d);
  for (const Edit& e : change.edits) {
    if (!allow(e, d.allows, parts.allows, edits) && !clause(kClauses, e, d, parts, copy, edits))
      edits.missing(e, fmt::format("member `{}`", called(e)), {"where"}, called(e));
  }
}

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::TableDecl& d, ast::Unit& to,
          Editing& editing) {
  using D = ast::TableDecl;
  static constexpr Clause<D> kWhere[] = {{"where", Member::Where, [](const D& t) { return t.where.valid(); },
                                          [](D& t, const D& p, Copier& copy) { t.where = copy(p.where); },
                                          [](D& t) { t.where = {}; }}};
  static constexpr Clause<D> kClassify[] = {
      {"unique", Member::Unique, [](const D& t) { return t.kind == D::Kind::ClassifyUnique; },
       [](D& t, const D&, Copier&) { t.kind = D::Kind::ClassifyUnique; }, [](D& t) { t.kind = D::Kind::Classify; }}};
  static constexpr Clause<D> kAttach[] = {{"from", Member::From, [](const D& t) { return t.from.valid(); },
                                           [](D& t, const D& p, Copier& copy) { t.from = copy(p.from); },
                                           [](D& t) { t.from = {}; }}};
  Edits edits(change, key, editing);
  Copier copy(from, to);
  const D& parts = partial(change, from, d);
  const bool attach = d.kind == D::Kind::Attach;
  List<ast::TableLine> lines(
      edits, "rule", d.lines, [](const ast::TableLine& l) { return std::string(l.name.text); },
      [](const ast::TableLine& l) { return l.name.span; });
  if (!attach) lines.keep_last("otherwise");
  for (const Edit& e : change.edits) {
    if (allow(e, d.allows, parts.allows, edits)) continue;
    if (e.member == Member::Line && e.count != 0) {
      ast::TableLine one = parts.lines[e.index];
      move_exprs(one, copy);
      member(e, lines, std::move(one));
    } else if (e.member == Member::Named && lines.has(called(e))) {
      lines.remove(e, called(e));
    } else if (!clause(kWhere, e, d, parts, copy, edits) &&
               !(attach ? clause(kAttach, e, d, parts, copy, edits) : clause(kClassify, e, d, parts, copy, edits))) {
      if (e.member == Member::Named) {
        lines.remove(e, called(e));  // reports what is near
      } else if (e.member != Member::Line) {
        edits.missing(e, attach ? "`unique`" : "`from`", {}, {});
      }
    }
  }
}

namespace {
std::string_view demand_word(Member member) {
  switch (member) {
  case Member::Step: return "step";
  case Member::Hint: return "hint";
  case Member::Ask: return "ask";
  case Member::Because: return "because";
  default: return "otherwise";
  }
}
}  // namespace

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::RequireDecl& d, ast::Unit& to,
          Editing& editing) {
  using D = ast::RequireDecl;
  static constexpr Clause<D> kCondition[] = {
      {"where", Member::Where, [](const D& r) { return r.where.valid(); },
       [](D& r, const D& p, Copier& copy) { r.where = copy(p.where); }, [](D& r) { r.where = {}; }},
      {"holds", Member::Condition, [](const D&) { return true; },
       [](D& r, const D& p, Copier& copy) { r.condition = copy(p.condition); }, nullptr},
  };
  static constexpr Clause<D> kBecause[] = {{"because", Member::Because, [](const D&) { return true; },
                                            [](D& r, const D& p, Copier&) { r.because = p.because; }, nullptr}};
  static constexpr Clause<D> kSaid[] = {
      {"step", Member::Step, [](const D& r) { return r.step.has_value(); },
       [](D& r, const D& p, Copier&) { r.step = p.step; }, [](D& r) { r.step.reset(); }},
      {"otherwise", Member::Otherwise, [](const D&) { return true; },
       [](D& r, const D& p, Copier&) { r.severity = p.severity, r.message = p.message; }, nullptr},
      {"hint", Member::Hint, [](const D& r) { return r.hint.given(); },
       [](D& r, const D& p, Copier&) { r.hint = p.hint; }, [](D& r) { r.hint = {}; }},
      {"ask", Member::Ask, [](const D& r) { return r.ask.given(); }, [](D& r, const D& p, Copier&) { r.ask = p.ask; },
       [](D& r) { r.ask = {}; }},
  };
  Edits edits(change, key, editing);
  Copier copy(from, to);
  const bool assume = d.form == D::Form::Assume;
  const bool property = d.form == D::Form::Never || d.form == D::Form::Always;
  const D& parts = partial(change, from, d);
  for (const Edit& e : change.edits) {
    if (allow(e, d.allows, parts.allows, edits) || clause(kCondition, e, d, parts, copy, edits)) continue;
    if (assume && clause(kBecause, e, d, parts, copy, edits)) continue;
    if (assume && e.member == Member::Otherwise && parts.severity != D::Severity::Error) {
      edits.missing(e, "`otherwise` but with `error`", {}, {});
    } else if (e.member != Member::Named && (property || e.member == Member::Because)) {
      edits.missing(e, fmt::format("`{}`", demand_word(e.member)),
                    property ? std::vector<std::string>{"where", "holds"} : std::vector<std::string>{}, {});
    } else if (property) {
      edits.missing(e, fmt::format("member `{}`", called(e)), {"where"}, called(e));
    } else if (!clause(kSaid, e, d, parts, copy, edits)) {
      edits.missing(e, fmt::format("member `{}`", called(e)), {"where", "step", "hint", "ask"}, called(e));
    }
  }
}

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::LexiconDecl& d, ast::Unit&,
          Editing& editing) {
  using Word = ast::LexiconDecl::Word;
  Edits edits(change, key, editing);
  const ast::LexiconDecl& parts = partial(change, from, d);
  List<Word> all(
      edits, "word", d.words, [](const Word& w) { return std::string(w.text); }, [](const Word& w) { return w.span; });
  for (const Edit& e : change.edits) {
    if (e.verb == Verb::Remove) {
      all.remove(e, called(e));
    } else {
      member(e, all, parts.words[e.index]);
    }
  }
}

namespace {

void edit_needs(const Edit& e, ast::ChecklistDecl::Item& item, const ast::ChecklistDecl::Item& wanted, Edits& edits) {
  if (e.verb == Verb::Replace) {
    if (edits.once(e, fmt::format("`needs` of `{}`", called(e)))) item.needs = wanted.needs;
    return;
  }
  List<ast::Name> needs(
      edits, "need", item.needs, [](const ast::Name& n) { return std::string(n.text); },
      [](const ast::Name& n) { return n.span; });
  for (const ast::Name& need : wanted.needs) {
    Edit at = e;
    at.name = need;
    e.verb == Verb::Add ? needs.add(at, need) : void(needs.remove(at, std::string(need.text)));
  }
}

}  // namespace

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::ChecklistDecl& d, ast::Unit&,
          Editing& editing) {
  using Item = ast::ChecklistDecl::Item;
  Edits edits(change, key, editing);
  const ast::ChecklistDecl& parts = partial(change, from, d);
  label(change, d);
  List<Item> items(
      edits, "condition", d.items, [](const Item& i) { return std::string(i.name.text); },
      [](const Item& i) { return i.name.span; });
  for (const Edit& e : change.edits) {
    if (e.member == Member::Named) {
      items.remove(e, called(e));
    } else if (e.member == Member::Item) {
      member(e, items, parts.items[e.index]);
    } else if (Item* item = items.find(called(e)); item != nullptr) {
      edit_needs(e, *item, parts.items[e.index], edits);
    } else {
      edits.missing(e, items.what(called(e)), items.names(), called(e));
    }
  }
}

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::SheetDecl& d, ast::Unit& to,
          Editing& editing) {
  using D = ast::SheetDecl;
  static constexpr Clause<D> kClauses[] = {{"where", Member::Where, [](const D& s) { return s.where.valid(); },
                                            [](D& s, const D& p, Copier& copy) { s.where = copy(p.where); },
                                            [](D& s) { s.where = {}; }}};
  Edits edits(change, key, editing);
  Copier copy(from, to);
  const D& parts = partial(change, from, d);
  label(change, d);
  List<D::Column> columns(
      edits, "column", d.columns, [](const D::Column& c) { return std::string(c.label.value); },
      [](const D::Column& c) { return c.label.span; });
  List<ast::Name> fields(
      edits, "field", d.fields, [](const ast::Name& n) { return std::string(n.text); },
      [](const ast::Name& n) { return n.span; });
  List<ast::Sentence> sentences(
      edits, "sentence", d.sentences, [](const ast::Sentence& one) { return std::string(one.text.value); },
      [](const ast::Sentence& one) { return one.text.span; });
  for (const Edit& e : change.edits) {
    const bool named = e.member == Member::Named;
    const bool fits = e.member == Member::Column     ? d.kind == D::Kind::Rows
                      : e.member == Member::Field    ? d.kind == D::Kind::Fields
                      : e.member == Member::Sentence ? d.kind == D::Kind::Prose
                                                     : true;
    if (!fits) {
      edits.missing(e,
                    e.member == Member::Column  ? "columns"
                    : e.member == Member::Field ? "list of fields"
                                                : "sentences",
                    {}, {});
    } else if (named && d.kind == D::Kind::Fields) {
      fields.remove(e, called(e));
    } else if (named && d.kind == D::Kind::Prose) {
      sentences.remove(e, called(e));
    } else if (named && e.text.given()) {
      columns.remove(e, called(e));
    } else if (e.member == Member::Column) {
      D::Column one = parts.columns[e.index];
      move_exprs(one.cell, copy);
      member(e, columns, std::move(one));
    } else if (e.member == Member::Field) {
      member(e, fields, parts.fields[e.index]);
    } else if (e.member == Member::Sentence) {
      ast::Sentence one = parts.sentences[e.index];
      move_exprs(one, copy);
      member(e, sentences, std::move(one));
    } else if (!clause(kClauses, e, d, parts, copy, edits)) {
      edits.missing(e, fmt::format("member `{}`", called(e)), columns.names(), called(e));
    }
  }
}

namespace {

/// What a line of a role is called: by its condition, where it has no name.
std::string line_key(const ast::Unit& unit, const ast::RoleLine& line) {
  if (line.kind == ast::RoleLine::Kind::Expects) return "expects " + std::string(line.name.text);
  return (line.kind == ast::RoleLine::Kind::Must ? "must " : "usually ") + shape(unit, line.condition);
}

void edit_role_line(const Edit& e, const ast::RoleLine& wanted, const ast::Unit& from, ast::RoleDecl& role,
                    ast::Unit& to, Edits& edits) {
  const bool named = wanted.kind == ast::RoleLine::Kind::Expects;
  const std::string what = named ? fmt::format("line `expects {}` in the role `{}`", wanted.name.text, role.name.text)
                                 : fmt::format("line with this condition in the role `{}`", role.name.text);
  const std::string key = line_key(from, wanted);
  const auto found = std::find_if(role.lines.begin(), role.lines.end(),
                                  [&](const ast::RoleLine& line) { return line_key(to, line) == key; });
  if (e.place) return edits.no_order(e, "a line of a role");
  if (e.verb == Verb::Add && found != role.lines.end()) return edits.there(e, what, found->span);
  if (e.verb != Verb::Add && !edits.once(e, what + (named ? "" : key), what)) return;
  if (e.verb != Verb::Add && found == role.lines.end()) return edits.missing(e, what, {}, {});
  if (e.verb == Verb::Remove) return void(role.lines.erase(found));
  ast::RoleLine made = wanted;
  made.condition = Copier(from, to)(wanted.condition);
  if (e.verb == Verb::Add) {
    role.lines.push_back(made);
  } else {
    *found = made;
  }
}

}  // namespace

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::ArchetypeDecl& d, ast::Unit& to,
          Editing& editing) {
  Edits edits(change, key, editing);
  Copier copy(from, to);
  const ast::ArchetypeDecl& parts = partial(change, from, d);
  label(change, d);
  const auto value = [](const ast::Text& t) { return std::string(t.value); };
  const auto place = [](const ast::Text& t) { return t.span; };
  List<ast::Text> shapes(edits, "shape", d.shapes, value, place);
  List<ast::Text> examples(edits, "example", d.examples, value, place);
  List<ast::RoleDecl> roles(
      edits, "role", d.roles, [](const ast::RoleDecl& r) { return std::string(r.name.text); },
      [](const ast::RoleDecl& r) { return r.name.span; });
  for (const Edit& e : change.edits) {
    const bool removes = e.verb == Verb::Remove;
    if (e.member == Member::RoleLine) {
      const std::string name(e.role.text);
      if (ast::RoleDecl* role = roles.find(name); role == nullptr) {
        Edit at = e;
        at.name = e.role;
        edits.missing(at, roles.what(name), roles.names(), name);
      } else if (!parts.roles[e.index].lines.empty()) {
        edit_role_line(e, parts.roles[e.index].lines[0], from, *role, to, edits);
      }
    } else if (e.member == Member::Shape) {
      removes ? void(shapes.remove(e, called(e))) : member(e, shapes, parts.shapes[e.index]);
    } else if (e.member == Member::Example) {
      removes ? void(examples.remove(e, called(e))) : member(e, examples, parts.examples[e.index]);
    } else if (removes) {
      roles.remove(e, called(e));
    } else {
      ast::RoleDecl one = parts.roles[e.index];
      move_exprs(one, copy);
      const ast::RoleDecl* old = roles.find(called(e));
      if (e.verb == Verb::Replace && old != nullptr && one.doc.empty()) one.doc = old->doc;
      member(e, roles, std::move(one));
    }
  }
}

void edit(const ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::SystemDecl& d, ast::Unit&,
          Editing& editing) {
  Edits edits(change, key, editing);
  const ast::SystemDecl& parts = partial(change, from, d);
  label(change, d);
  List<ast::Name> all(
      edits, "archetype", d.archetypes, [](const ast::Name& n) { return std::string(n.text); },
      [](const ast::Name& n) { return n.span; });
  for (const Edit& e : change.edits) {
    e.verb == Verb::Remove ? void(all.remove(e, called(e))) : member(e, all, parts.archetypes[e.index]);
  }
}

}  // namespace msd::variants
