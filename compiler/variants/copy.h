// Expressions belong to their unit; a declaration that moves to another one takes a copy of its own along.
#pragma once

#include "compiler/parse/ast.h"

namespace msd::variants {

/// Copies expressions from one unit to another. The two may be the same.
class Copier {
 public:
  Copier(const ast::Unit& from, ast::Unit& to) : from_(from), to_(to) {}
  /// Not valid stays not valid. Linear in the size of the expression.
  ast::ExprId operator()(ast::ExprId id);

 private:
  const ast::Unit& from_;
  ast::Unit& to_;
};

/// Lets every expression of a declaration belong to the unit that the copier leads to.
void move_exprs(ast::RowDecl& d, Copier& copy);
void move_exprs(ast::DeriveDecl& d, Copier& copy);
void move_exprs(ast::TableLine& line, Copier& copy);
void move_exprs(ast::TableDecl& d, Copier& copy);
void move_exprs(ast::RequireDecl& d, Copier& copy);
void move_exprs(ast::TemplateDecl& d, Copier& copy);
void move_exprs(ast::Cell& cell, Copier& copy);
void move_exprs(ast::Sentence& d, Copier& copy);
void move_exprs(ast::SheetDecl& d, Copier& copy);
void move_exprs(ast::RoleDecl& d, Copier& copy);
void move_exprs(ast::ArchetypeDecl& d, Copier& copy);
void move_exprs(ast::PreferDecl& d, Copier& copy);
/// Of all others: they hold no expressions.
template <class Decl> void move_exprs(Decl&, Copier&) {}

/// What an expression says, whatever the blanks and the place: equal texts for equal trees. Linear.
std::string shape(const ast::Unit& unit, ast::ExprId id);

}  // namespace msd::variants
