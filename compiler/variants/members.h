// The lines of a `change`: what they do to one declaration.
#pragma once

#include "compiler/variants/names.h"
#include "compiler/variants/variants.h"

namespace msd::variants {

/// What the edits of one variant share.
struct Editing {
  std::string variant;
  Removed& removed;
  diag::Sink& sink;
  /// Where a member was removed or replaced, by the key of its declaration and its words.
  std::unordered_map<std::string, source::Span> touched;
};

/// Makes the edits of `change`, whose partial declaration is in `from`, in the declaration `d` of the unit `to`. What
/// cannot be made is reported. `key` names the declaration.
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::EnumDecl& d, ast::Unit& to,
          Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::RowDecl& d, ast::Unit& to,
          Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::FieldDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::DeriveDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::TableDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::RequireDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::LexiconDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::ChecklistDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::SheetDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::ArchetypeDecl& d,
          ast::Unit& to, Editing& editing);
void edit(const ast::ChangeDecl& change, const std::string& key, const ast::Unit& from, ast::SystemDecl& d,
          ast::Unit& to, Editing& editing);
/// Steps, dependences, templates, preferences and tests have no lines of change: the grammar has none.
template <class Decl>
void edit(const ast::ChangeDecl&, const std::string&, const ast::Unit&, Decl&, ast::Unit&, Editing&) {}

}  // namespace msd::variants
