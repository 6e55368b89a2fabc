// What declarations are called: keys to find them by, and the words of messages.
#pragma once

#include "compiler/parse/ast.h"

#include <string>

namespace msd::variants {

/// The word that opens a declaration of this kind: `enum`, `attach`.
std::string_view word(const ast::Target& target);
/// What a target is called: `companion`, `path.kind`, `3`, `"a test"`.
std::string name(const ast::Target& target);
/// Word and name in the form of messages: require `x`.
std::string words(const ast::Target& target);
/// Equal for targets that mean the same declaration. `unit` holds the target's expressions.
std::string key(const ast::Target& target, const ast::Unit& unit);

ast::Target target_of(const ast::EnumDecl& d);
ast::Target target_of(const ast::RowDecl& d);
ast::Target target_of(const ast::FieldDecl& d);
ast::Target target_of(const ast::DeriveDecl& d);
ast::Target target_of(const ast::TableDecl& d);
ast::Target target_of(const ast::RequireDecl& d);
ast::Target target_of(const ast::DependenceDecl& d);
ast::Target target_of(const ast::TemplateDecl& d);
ast::Target target_of(const ast::LexiconDecl& d);
ast::Target target_of(const ast::StepDecl& d);
ast::Target target_of(const ast::ChecklistDecl& d);
ast::Target target_of(const ast::SheetDecl& d);
ast::Target target_of(const ast::ArchetypeDecl& d);
ast::Target target_of(const ast::SystemDecl& d);
ast::Target target_of(const ast::PreferDecl& d);
ast::Target target_of(const ast::TestDecl& d);

/// A parent as it is written: the quoted text, or the path.
std::string name(const ast::Parent& parent);

}  // namespace msd::variants
