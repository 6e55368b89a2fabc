// Parts of the syntax tree (see ast.h): what a variant changes of its base.
#pragma once

#include "compiler/parse/ast_declarations.h"

namespace msd::ast {

// ---- variants ----------------------------------------------------------------------------------------------------

/// `variant NAME VERSION of BASE VERSION`
struct VariantDecl {
  Name name;
  Number version;
  Name base;
  Number base_version;
  std::string doc;
  Span span;
};

enum class Verb : std::uint8_t { Add, Remove, Replace };

/// A declaration as a change names it: by the word of its kind, and its name as where it is declared.
struct Target {
  DeclKind kind{};
  TableDecl::Kind table{};         ///< Table: Classify or Attach
  RequireDecl::Form require{};     ///< Require
  DependenceDecl::Form depends{};  ///< Dependence
  Name name;                       ///< Field, Derive, Table, Template, Dependence: the row
  Name field;                      ///< of those
  Name fact_row, fact;             ///< Dependence
  Text text;                       ///< Test
  Number number;                   ///< Step
  ExprId when;                     ///< Template; not valid: the one without a condition
  Span span;
};

/// `before X` or `after X`, in front of `add`.
struct Place {
  bool after = false;
  Target of;
  Span span;
};

/// The addition, removal or replacement of a whole declaration.
struct Change {
  Verb verb{};
  Target target;                ///< of what is added or replaced as well
  std::optional<DeclRef> decl;  ///< Add, Replace: into Unit::changed
  std::optional<Place> place;   ///< Add
  Span span;
};

/// What an edit adds or replaces. A removal has its words only; what they mean follows from the declaration.
enum class Member : std::uint8_t {
  Named,  ///< a removal of what `name` or `text` calls
  Value,
  Single,
  In,
  NamedBy,
  DisplayId,
  Written,
  Type,
  Category,
  Parents,
  Default,
  With,
  Inverse,
  Step,
  Ask,
  Allow,
  Result,
  Where,
  From,
  Unique,
  Line,
  Condition,
  Otherwise,
  Because,
  Hint,
  Word,
  Item,
  Needs,
  Column,
  Field,
  Sentence,
  Shape,
  Example,
  Role,
  RoleLine,  ///< in the only role of the partial declaration at `index`
  Archetype
};

/// One line of a `change`. What it adds or replaces was read into the partial declaration of the change.
struct Edit {
  Verb verb{};
  Member member{};
  std::uint32_t index = 0, count = 0;  ///< members of the partial declaration, where it has a list of them
  Name name;                           ///< what it is called; Parents: empty
  Text text;                           ///< the same, where it is called by a text
  Name role;                           ///< RoleLine: the role that it is of
  struct Place {
    bool after = false;
    std::string name;  ///< a name, a path or a text
    Span span;
  };
  std::optional<Place> place;
  Span span;
};

/// `change KIND NAME { … }`
struct ChangeDecl {
  Target target;
  Text label;       ///< in place of the declaration's
  DeclRef partial;  ///< into Unit::changed: a declaration that holds only what the edits add or replace
  std::vector<Edit> edits;
  Span span;
};

/// What a variant does, in the order of writing.
struct VariantStep {
  bool whole = true;    ///< a Change, else a ChangeDecl
  std::uint32_t index;  ///< into Unit::changes or Unit::edited
};

}  // namespace msd::ast
