#include "compiler/variants/names.h"

#include "compiler/variants/copy.h"

#include <fmt/format.h>

namespace msd::variants {

namespace {

ast::Target named(ast::DeclKind kind, const ast::Name& name) {
  ast::Target out;
  out.kind = kind;
  out.name = name;
  out.span = name.span;
  return out;
}

ast::Target of_field(ast::DeclKind kind, const ast::Name& row, const ast::Name& field) {
  ast::Target out = named(kind, row);
  out.field = field;
  out.span = source::join(row.span, field.span);
  return out;
}

ast::Target titled(ast::DeclKind kind, const ast::Text& text) {
  ast::Target out;
  out.kind = kind;
  out.text = text;
  out.span = text.span;
  return out;
}

}  // namespace

std::string_view word(const ast::Target& target) {
  switch (target.kind) {
  case ast::DeclKind::Enum: return "enum";
  case ast::DeclKind::Row: return "row";
  case ast::DeclKind::Field: return "field";
  case ast::DeclKind::Derive: return "derive";
  case ast::DeclKind::Table: return target.table == ast::TableDecl::Kind::Attach ? "attach" : "classify";
  case ast::DeclKind::Require:
    return target.require == ast::RequireDecl::Form::Assume   ? "assume"
           : target.require == ast::RequireDecl::Form::Never  ? "never"
           : target.require == ast::RequireDecl::Form::Always ? "always"
                                                              : "require";
  case ast::DeclKind::Dependence:
    return target.depends == ast::DependenceDecl::Form::Monotone ? "monotone" : "independent";
  case ast::DeclKind::Template: return "template";
  case ast::DeclKind::Lexicon: return "lexicon";
  case ast::DeclKind::Step: return "step";
  case ast::DeclKind::Checklist: return "checklist";
  case ast::DeclKind::Sheet: return "sheet";
  case ast::DeclKind::Archetype: return "archetype";
  case ast::DeclKind::System: return "system";
  case ast::DeclKind::Prefer: return "prefer";
  case ast::DeclKind::Test: return "test";
  case ast::DeclKind::Framework:
  case ast::DeclKind::Import:
  case ast::DeclKind::Design: break;
  }
  return {};
}

std::string name(const ast::Target& target) {
  if (target.text.given()) return "\"" + std::string(target.text.value) + "\"";
  if (target.kind == ast::DeclKind::Step) return std::string(target.number.digits);
  std::string out(target.name.text);
  if (target.field.given()) out += "." + std::string(target.field.text);
  if (target.fact.given())
    out += fmt::format(" {} {}.{}", target.depends == ast::DependenceDecl::Form::Monotone ? "in" : "of",
                       target.fact_row.text, target.fact.text);
  return out;
}

std::string words(const ast::Target& target) { return fmt::format("{} `{}`", word(target), name(target)); }

std::string key(const ast::Target& target, const ast::Unit& unit) {
  std::string out = fmt::format("{} {}", word(target), name(target));
  if (target.kind == ast::DeclKind::Template) out += " for " + shape(unit, target.when);
  return out;
}

ast::Target target_of(const ast::EnumDecl& d) { return named(ast::DeclKind::Enum, d.name); }
ast::Target target_of(const ast::RowDecl& d) { return named(ast::DeclKind::Row, d.name); }
ast::Target target_of(const ast::FieldDecl& d) { return of_field(ast::DeclKind::Field, d.row, d.name); }
ast::Target target_of(const ast::DeriveDecl& d) { return of_field(ast::DeclKind::Derive, d.row, d.field); }
ast::Target target_of(const ast::TableDecl& d) {
  ast::Target out = of_field(ast::DeclKind::Table, d.row, d.field);
  if (d.kind == ast::TableDecl::Kind::Attach) out.table = d.kind;
  return out;
}
ast::Target target_of(const ast::RequireDecl& d) {
  ast::Target out = named(ast::DeclKind::Require, d.name);
  out.require = d.form;
  return out;
}
ast::Target target_of(const ast::DependenceDecl& d) {
  ast::Target out = of_field(ast::DeclKind::Dependence, d.row, d.field);
  out.depends = d.form;
  out.fact_row = d.fact_row;
  out.fact = d.fact;
  out.span = source::join(d.row.span, d.fact.span);
  return out;
}
ast::Target target_of(const ast::TemplateDecl& d) {
  ast::Target out = of_field(ast::DeclKind::Template, d.row, d.field);
  out.when = d.when;
  return out;
}
ast::Target target_of(const ast::LexiconDecl& d) { return named(ast::DeclKind::Lexicon, d.name); }
ast::Target target_of(const ast::StepDecl& d) {
  ast::Target out;
  out.kind = ast::DeclKind::Step;
  out.number = d.number;
  out.span = d.number.span;
  return out;
}
ast::Target target_of(const ast::ChecklistDecl& d) { return named(ast::DeclKind::Checklist, d.name); }
ast::Target target_of(const ast::SheetDecl& d) { return named(ast::DeclKind::Sheet, d.name); }
ast::Target target_of(const ast::ArchetypeDecl& d) { return named(ast::DeclKind::Archetype, d.name); }
ast::Target target_of(const ast::SystemDecl& d) { return named(ast::DeclKind::System, d.name); }
ast::Target target_of(const ast::PreferDecl& d) { return titled(ast::DeclKind::Prefer, d.label); }
ast::Target target_of(const ast::TestDecl& d) { return titled(ast::DeclKind::Test, d.name); }

std::string name(const ast::Parent& parent) {
  if (parent.quoted.given()) return std::string(parent.quoted.value);
  std::string out;
  for (const ast::Name& part : parent.paths.empty() ? std::vector<ast::Name>{} : parent.paths[0])
    out += (out.empty() ? "" : ".") + std::string(part.text);
  return out;
}

}  // namespace msd::variants
