// Random well-typed frameworks: a small tree of declarations that prints as `.msd` text, so that a failure can be made
// smaller declaration by declaration and expression by expression.
#pragma once

#include "tests/support/random.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace msd::testing {

/// The type of an expression, as the generator needs it.
struct Sort {
  enum class Kind : std::uint8_t { Bool, Enum, Set, Count, Time, Text, Id, Ref, List } kind{};
  std::size_t of = 0;  ///< Enum, Set: the enum; Ref, List: the row
  bool operator==(const Sort&) const = default;
};

/// An expression: words with `$` where its parts stand.
struct Tree {
  Sort sort;
  std::string words;
  std::vector<Tree> parts;
  std::vector<std::size_t> reads;  ///< fields that the words themselves read
};

struct Line {
  std::string name;
  std::optional<Tree> when;   ///< none: `otherwise`
  std::optional<Tree> gives;  ///< none: the line rejects
};

struct Rule {
  enum class Kind : std::uint8_t { None, Derive, Classify, Unique, Attach } kind{};
  std::optional<Tree> where, value;  ///< value: derived, or what an attachment starts from
  std::vector<Line> lines;
};

struct Field {
  std::size_t row = 0;
  std::string name;
  Sort sort;
  bool optional = false;
  std::string type, category, extra;  ///< extra: default, inverse
  Rule rule;
  bool relation = false;            ///< made by a row or an inverse: read like a field, but not declared
  std::size_t reverses = SIZE_MAX;  ///< the field that an inverse reverses
  bool present = true;
};

struct Kind {
  std::string name;
  std::size_t parent = SIZE_MAX;
  bool single = false;
  std::size_t selector = SIZE_MAX;  ///< field
  std::string many, back;
  std::optional<Tree> id_where;  ///< has a display id
  bool present = true;
};

struct Requirement {
  std::size_t row = 0;
  std::optional<Tree> where;
  Tree holds;
  bool present = true;
};

/// `must`, `usually` or `expects` of a role.
struct RoleCondition {
  std::string kind;
  Tree holds;
  bool present = true;
};

struct Role {
  std::string name;
  std::size_t row = 0;
  bool optional = false;
  std::vector<RoleCondition> conditions;
};

struct Archetype {
  std::string name;
  std::vector<Role> roles;
  bool present = true;
};

struct Framework {
  std::vector<std::vector<std::string>> enums;
  std::vector<Kind> rows;
  std::vector<Field> fields;
  std::vector<Requirement> requirements;
  std::vector<Archetype> archetypes;
};

/// Deterministic from the state of `random`.
Framework random_framework(Random& random);
/// The framework as text; every parent that a rule reads is declared.
std::string print(const Framework& framework);
std::string print(const Tree& tree);

/// Every framework that is one step smaller: a declaration, line or `where` less, an expression replaced by a part of
/// it or by a plain value. Most of them compile.
std::vector<Framework> smaller(const Framework& framework);

}  // namespace msd::testing
