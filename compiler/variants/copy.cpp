#include "compiler/variants/copy.h"

#include <fmt/format.h>

namespace msd::variants {

ast::ExprId Copier::operator()(ast::ExprId id) {
  if (!id.valid()) return id;
  ast::Expr e = from_[id];
  const std::vector<ast::Name> names(from_.names.begin() + e.names_begin,
                                     from_.names.begin() + e.names_begin + e.names_count);
  std::vector<ast::ExprId> items(from_.items.begin() + e.items_begin,
                                 from_.items.begin() + e.items_begin + e.items_count);
  for (ast::ExprId& item : items) item = (*this)(item);
  for (ast::ExprId* part : {&e.a, &e.b, &e.c, &e.d}) *part = (*this)(*part);
  e.names_begin = static_cast<std::uint32_t>(to_.names.size());
  to_.names.insert(to_.names.end(), names.begin(), names.end());
  e.items_begin = static_cast<std::uint32_t>(to_.items.size());
  to_.items.insert(to_.items.end(), items.begin(), items.end());
  to_.exprs.push_back(e);
  return {static_cast<std::uint32_t>(to_.exprs.size() - 1)};
}

void move_exprs(ast::RowDecl& d, Copier& copy) { d.id_where = copy(d.id_where); }

void move_exprs(ast::DeriveDecl& d, Copier& copy) {
  d.where = copy(d.where);
  d.value = copy(d.value);
}

void move_exprs(ast::TableLine& line, Copier& copy) {
  line.condition = copy(line.condition);
  for (ast::ExprId& outcome : line.outcomes) outcome = copy(outcome);
}

void move_exprs(ast::TableDecl& d, Copier& copy) {
  d.where = copy(d.where);
  d.from = copy(d.from);
  for (ast::TableLine& line : d.lines) move_exprs(line, copy);
}

void move_exprs(ast::RequireDecl& d, Copier& copy) {
  d.where = copy(d.where);
  d.condition = copy(d.condition);
}

void move_exprs(ast::TemplateDecl& d, Copier& copy) { d.when = copy(d.when); }

void move_exprs(ast::Cell& cell, Copier& copy) {
  cell.value = copy(cell.value);
  for (ast::Cell& part : cell.parts) move_exprs(part, copy);
}

void move_exprs(ast::Sentence& d, Copier& copy) {
  for (ast::Sentence::Part& part : d.parts) move_exprs(part.cell, copy);
}

void move_exprs(ast::SheetDecl& d, Copier& copy) {
  d.where = copy(d.where);
  for (ast::SheetDecl::Column& column : d.columns) move_exprs(column.cell, copy);
  for (ast::Sentence& sentence : d.sentences) move_exprs(sentence, copy);
}

void move_exprs(ast::RoleDecl& d, Copier& copy) {
  for (ast::RoleLine& line : d.lines) line.condition = copy(line.condition);
}

void move_exprs(ast::ArchetypeDecl& d, Copier& copy) {
  for (ast::RoleDecl& role : d.roles) move_exprs(role, copy);
}

void move_exprs(ast::PreferDecl& d, Copier& copy) { d.value = copy(d.value); }

std::string shape(const ast::Unit& unit, ast::ExprId id) {
  if (!id.valid()) return "-";
  const ast::Expr& e = unit[id];
  std::string out = fmt::format("({} {} {} {} {}", static_cast<int>(e.kind), static_cast<int>(e.compare),
                                static_cast<int>(e.quantifier), e.negated ? 1 : 0, e.name.text);
  if (e.text.given()) out += fmt::format(" \"{}\"", e.text.raw);
  out += fmt::format(" {}{}", e.number.digits, e.number.unit);
  for (std::uint32_t i = 0; i < e.names_count; ++i) out += fmt::format(".{}", unit.names[e.names_begin + i].text);
  for (std::uint32_t i = 0; i < e.items_count; ++i) out += shape(unit, unit.items[e.items_begin + i]);
  for (ast::ExprId part : {e.a, e.b, e.c, e.d}) out += shape(unit, part);
  return out + ")";
}

}  // namespace msd::variants
