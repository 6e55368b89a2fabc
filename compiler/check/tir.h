// The typed, total, verified IR of one framework: every name resolved, every expression typed. The registry stage fills
// what is declared (enums, rows, fields, parents), the check stage adds what is computed (expressions, rules, sheets).
// Owned texts are std::string, so a Program outlives the sources; spans stay for reports.
#pragma once

#include "compiler/source/source.h"
#include "runtime/image/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace msd::tir {

using source::Span;

template <class Tag> struct TypedId {
  std::uint32_t index = UINT32_MAX;
  bool valid() const { return index != UINT32_MAX; }
  bool operator==(const TypedId&) const = default;
};
using EnumId = TypedId<struct EnumTag>;
using RowId = TypedId<struct RowTag>;
using FieldId = TypedId<struct FieldTag>;
using ExprId = TypedId<struct ExprTag>;
using RuleId = TypedId<struct RuleTag>;
using RequireId = TypedId<struct RequireTag>;
using LexiconId = TypedId<struct LexiconTag>;
using StepId = TypedId<struct StepTag>;

// ---- what is declared ----------------------------------------------------------------------------------------------

struct EnumValue {
  std::string name, label, doc;
  Span span;
};

struct Enum {
  std::string name, label, doc;
  std::vector<EnumValue> values;
  Span span;
};

struct Type {
  Class cls{};
  bool optional = false;
  bool of_scenario = false;        ///< Id of a field: it names a scenario of the design
  EnumId enum_;                    ///< Enum, Set
  RowId row;                       ///< Ref, List
  Dimension dimension{};           ///< Number
  bool integer = false;            ///< Number: whole counts only
  std::int64_t low = 0, high = 0;  ///< Number: in the base unit, both included
};

/// A piece of text with slots, such as a message: literal text, or a value to be shown.
struct TextPiece {
  std::string literal;  ///< if `slot` is not valid
  ExprId slot;
};
struct TextTemplate {
  std::vector<TextPiece> pieces;
  Span span;
};

struct HeaderPart {
  enum class Kind : std::uint8_t { Word, Name, Field } kind{};
  std::string word;
  FieldId field;
};

struct Row {
  std::string name, label, doc;
  RowId parent;
  FieldId many, back;  ///< the two relations of `in R as MANY back ONE`
  bool single = false;
  FieldId selector;        ///< `named by R.F`: an optional reference to this row
  std::string id_pattern;  ///< with `{n}`; empty: rows of this kind have no display id
  ExprId id_where;
  std::vector<HeaderPart> header;  ///< the first part is a Word
  FieldId name_field, id_field;    ///< the built-in fields `name` (an id) and `id` (a text)
  std::vector<FieldId> fields;     ///< all of them, in the order of declaration, built-in ones first
  Span span;
};

/// One parent as the field's declaration lists it.
struct Parent {
  std::string written;  ///< the path, or the quoted text
  bool quoted = false;
  bool external = false;
  std::vector<FieldId> fields;  ///< what it resolves to: the last field of each path
  std::vector<FieldId> via;     ///< relations that the paths walk over, and what names the row that they begin in
  Span span;
};

struct Const {
  enum class Kind : std::uint8_t { Absent, Finite, Set, Number, Text } kind{};
  std::uint64_t mask = 0;  ///< Finite: one bit; Set: the members
  std::int64_t number = 0;
  std::string text;  ///< Text, Id
};

/// What a field is besides a declared cell.
enum class Builtin : std::uint8_t { None, Name, Id, Many, Back, Inverse };

struct Allow {
  std::vector<std::string> slugs;  ///< names of kinds, as the catalogue has them
  std::vector<Span> places;        ///< per slug
  std::string because;
  Span span;
  std::vector<bool> used;  ///< per slug; set by the stage whose finding it silences
};

struct Field {
  std::string name, label, doc;
  std::string true_label, false_label;  ///< bool
  RowId row;
  Type type;
  Category category{};
  Reading reading{};
  Builtin builtin{};
  FieldId inverse_of;  ///< Builtin::Inverse and Back: the relation that this one reverses
  FieldId inverse;     ///< the declared reverse of this relation
  std::vector<Parent> parents;
  std::optional<Const> default_value;
  FieldId with;
  StepId step;
  std::string ask;
  RuleId rule;
  std::vector<std::uint32_t> templates;  ///< into Program::templates
  std::vector<Allow> allows;
  Span span;  ///< of the field's name
  Span declaration;
  bool mistyped = false;  ///< its type is not known, which was reported; later stages are silent about it
};

struct Lexicon {
  std::string name, doc;
  std::vector<std::string> words;  ///< lower case
  Span span;
};

struct Step {
  std::int64_t number = 0;  ///< in millionths, so that `6.5` is a step
  std::string title, purpose, doc;
  std::optional<std::int64_t> minutes_low, minutes_high;
  Span span;
};

// ---- what is computed ----------------------------------------------------------------------------------------------

/// One node; the members are those of ops.def. Children have a smaller index than their node.
struct Expr {
  Op op{};
  Type type;
  std::uint32_t x = 0, y = 0;
  ExprId a, b, c, d;
  Span span;
};

struct Line {
  std::string name;  ///< `otherwise` for the last of a classification
  ExprId condition;  ///< not valid: always
  ExprId outcome;    ///< not valid: the line rejects
  TextTemplate reject;
  Span span;
};

struct Rule {
  enum class Kind : std::uint8_t { Derive, Classify, Unique, Attach } kind{};
  FieldId field;
  ExprId where;  ///< not valid: everywhere
  ExprId value;  ///< Derive: the value; Attach: the set it starts from (not valid: empty)
  std::vector<Line> lines;
  Span span;
};

/// A requirement, or an assumption: that one reads facts only, and every analysis takes only what meets it.
struct Require {
  std::string name, doc;
  RowId row;
  ExprId where, condition;
  Severity severity{};
  TextTemplate message, hint, ask;  ///< hint and ask may have no pieces
  StepId step;
  std::vector<Allow> allows;
  Span span;
  bool assumed = false;
  std::string because;  ///< why it may be assumed
};

/// `never` and `always`: what is to be proved of each row of a kind.
struct Property {
  std::string name, doc;
  RowId row;
  ExprId where, condition;
  bool never = false;  ///< the condition is not to hold
  std::vector<Allow> allows;
  Span span;
};

/// `monotone` and `independent`: what is to be proved of a computed field when one fact changes and all else stays.
struct Dependence {
  FieldId field, fact;
  bool monotone = false;
  bool down = false;  ///< monotone: raising the fact never raises the field
  std::vector<Allow> allows;
  Span span;
};

/// A sentence form of a text field. Slots are fields of the row, which the sentence gives and takes.
struct SentencePiece {
  std::string literal;
  FieldId slot;
};
struct SentenceTemplate {
  FieldId field;
  ExprId when;  ///< not valid: always
  std::vector<SentencePiece> pieces;
  Span span;
};

struct ChecklistItem {
  std::string name, text;
  std::vector<RequireId> needs;
};
struct Checklist {
  std::string name, label, doc;
  std::vector<ChecklistItem> items;
  Span span;
};

struct Cell {
  enum class Kind : std::uint8_t { Value, Why, Text, List, Each } kind{};
  ExprId value;  ///< Value; Why: a Load; Each: a list
  ExprId where;  ///< Each: which members, with the member as row 0; not valid: all
  TextTemplate text;
  std::vector<Cell> parts;  ///< List; Each: one, with the member as row 0, and perhaps a Text for a list without any
};

struct Sheet {
  enum class Kind : std::uint8_t { Rows, Fields, Prose } kind{};
  std::string name, label, doc;
  RowId row;  ///< Prose: not valid (slots read the single rows)
  ExprId where;
  struct Column {
    std::string label;
    Cell cell;
  };
  std::vector<Column> columns;
  std::vector<FieldId> fields;
  std::vector<Cell> sentences;  ///< Prose: each a List, written without anything between its parts
  Span span;
};

/// A line of a role. Its expressions are evaluated with the rows of all roles around, in their order, and the row that
/// fills the role as row 0.
struct RoleCondition {
  enum class Kind : std::uint8_t { Must, Usually, Expects } kind{};
  std::string name;  ///< Expects
  ExprId value;
  std::string because;           ///< Usually
  TextTemplate message, insert;  ///< Expects; insert may have no pieces
  Span span;                     ///< of the expression
};

struct Role {
  std::string name, label, doc;
  RowId row;
  bool optional = false;
  std::vector<RoleCondition> conditions;
  Span span;
};

struct Archetype {
  std::string name, label, doc, section;
  std::vector<std::string> shapes, examples;
  std::vector<Role> roles;
  Span span;
};

struct System {
  std::string name, label, doc;
  std::vector<std::uint32_t> archetypes;  ///< into Program::archetypes
  Span span;
};

/// What the better of two designs has fewer of.
struct Preference {
  std::string label, doc;
  ExprId value;  ///< a number, without a row at hand
  StepId step;
  Span span;  ///< of the expression
};

struct Program {
  std::string name;
  std::uint32_t major = 0, minor = 0, patch = 0;
  std::string doc;
  std::vector<std::string> bases;  ///< of a variant: names and versions of what it is made of, the nearest first
  std::vector<Enum> enums;
  std::vector<Row> rows;
  std::vector<Field> fields;
  std::vector<Lexicon> lexicons;
  std::vector<Step> steps;  ///< in ascending order
  std::vector<Const> constants;
  std::vector<std::int64_t> numbers;  ///< masks and factors that nodes refer to
  std::vector<Expr> exprs;
  std::vector<ExprId> keys;  ///< of CountDistinct
  std::vector<Rule> rules;
  std::vector<Require> requires_;
  std::vector<Property> properties;
  std::vector<Dependence> dependences;
  std::vector<SentenceTemplate> templates;
  std::vector<Checklist> checklists;
  std::vector<Sheet> sheets;
  std::vector<Archetype> archetypes;
  std::vector<System> systems;
  std::vector<Preference> preferences;
  std::vector<FieldId> order;  ///< every field, parents before children (relations included)

  const Enum& operator[](EnumId id) const { return enums[id.index]; }
  const Row& operator[](RowId id) const { return rows[id.index]; }
  const Field& operator[](FieldId id) const { return fields[id.index]; }
  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  const Rule& operator[](RuleId id) const { return rules[id.index]; }
  const Require& operator[](RequireId id) const { return requires_[id.index]; }
  Row& operator[](RowId id) { return rows[id.index]; }
  Field& operator[](FieldId id) { return fields[id.index]; }
};

}  // namespace msd::tir
