// Trees → the registry: every enum, row and field once, with its category, type, parents and default resolved, and the
// declared graph proved to be a DAG. Expressions stay trees; the check stage types them.
#pragma once

#include "compiler/check/tir.h"
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"
#include "compiler/registry/lost.h"
#include "compiler/variants/removed.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace msd::registry {

/// A declaration that a later stage compiles, with the unit that owns its expressions.
template <class Decl> struct Pending {
  const ast::Unit* unit = nullptr;
  const Decl* decl = nullptr;
};

/// What the registry stage hands on. The names of `program` are filled as far as no expression is needed: enums, rows
/// (without id_where and selector checks of expressions), fields (without rule and order), lexicons, steps.
struct Registry {
  tir::Program program;
  std::unordered_map<std::string, tir::EnumId> enums;
  std::unordered_map<std::string, tir::RowId> rows;
  std::unordered_map<std::string, tir::LexiconId> lexicons;
  /// Field of a row by name; not valid if there is none. Average O(1).
  tir::FieldId field(tir::RowId row, std::string_view name) const;
  std::vector<std::unordered_map<std::string, tir::FieldId>> row_fields;  ///< by row index

  std::vector<Pending<ast::RowDecl>> row_decls;  ///< by row index
  std::vector<Pending<ast::DeriveDecl>> derives;
  std::vector<Pending<ast::TableDecl>> tables;
  std::vector<Pending<ast::RequireDecl>> requires_;
  std::vector<Pending<ast::DependenceDecl>> dependences;
  std::vector<Pending<ast::TemplateDecl>> templates;
  std::vector<Pending<ast::ChecklistDecl>> checklists;
  std::vector<Pending<ast::SheetDecl>> sheets;
  std::vector<Pending<ast::ArchetypeDecl>> archetypes;
  std::vector<Pending<ast::SystemDecl>> systems;
  std::vector<Pending<ast::PreferDecl>> preferences;
  Lost lost;                                   ///< what the parser dropped
  const variants::Removed* removed = nullptr;  ///< what variants took away
  /// The framework could not be built at all (no declaration of it); `program` then holds what there is.
  bool usable = true;
};

struct Options {
  /// The texts behind the units, to see what a syntax error made the parser drop. Without them nothing is held back.
  const source::SourceMap* sources = nullptr;
  /// What variants took away, for the words about names that there are no more.
  const variants::Removed* removed = nullptr;
};

/// Builds the registry from all units of one framework, which must outlive it. Reports every fault of declarations:
/// doubles, unknown types, wrong categories and parents, cycles, defaults that do not fit. Goes on after each.
/// Near-linear.
Registry build(const std::vector<const ast::Unit*>& units, const Options& options, diag::Sink& sink);

/// Whether the field's declaration allows this finding; notes that it was needed.
bool allowed(tir::Field& field, std::string_view slug);
/// Reads `allow` clauses; reports missing reasons, and findings that there are not or that cannot be allowed.
std::vector<tir::Allow> read_allows(const std::vector<ast::Allow>& allows, diag::Sink& sink);
/// Reports the findings in `allows` that were never needed, out of those whose code begins with `band`: a stage asks
/// for its own band once it has run.
void unused_allows(const std::vector<tir::Allow>& allows, std::string_view band, diag::Sink& sink);
/// A type in the words of a message: `priority`, set of `companion`, a time from 0 ms to 60 s.
std::string describe(const tir::Type& type, const tir::Program& program);
/// What a value of the type is, for a sentence: `a count`, `an optional value of `size``.
std::string phrase(const tir::Type& type, const tir::Program& program);

/// The advice where a step is named that there is not.
std::string step_help(const tir::Program& program, std::string_view number);

/// For `msdc dump registry`: text, or one JSON document.
std::string dump(const tir::Program& program);
std::string dump_json(const tir::Program& program);

/// Reads a literal by the type that is expected. Reports what is wrong; nothing is returned then. Shared by defaults
/// (here) and by constants in expressions (check).
struct LiteralContext {
  const tir::Program* program;
  diag::Sink* sink;
  const variants::Removed* removed = nullptr;
};
std::optional<tir::Const> read_literal(const ast::Value& value, const tir::Type& type, const LiteralContext& context);

}  // namespace msd::registry
