// Parts of the syntax tree (see ast.h): what a file declares, designs and tests among it.
#pragma once

#include "compiler/parse/ast_expressions.h"

#include <string>

namespace msd::ast {

// ---- declarations ------------------------------------------------------------------------------------------------

struct Allow {
  std::vector<Name> slugs;
  Text because;  ///< not given: an error that a later stage reports
  Span span;
};

struct EnumValue {
  Name name;
  Text label;
  std::string doc;
};

struct EnumDecl {
  Name name;
  Text label;
  std::string doc;
  std::vector<EnumValue> values;
  std::vector<Allow> allows;
  Span span;
};

struct RowDecl {
  Name name;
  Text label;
  std::string doc;
  Name parent, many, back;  ///< in PARENT as MANY back BACK
  bool single = false;
  Name selector_row, selector_field;  ///< named by ROW.FIELD
  Text id_pattern;
  ExprId id_where;
  Text written;
  Span span;
};

enum class TypeKind : std::uint8_t { Bool, Named, SetOf, Text, Id, ListOf, Int, Decimal };

struct Type {
  TypeKind kind{};
  bool optional = false;
  Name name;  ///< Named, SetOf, ListOf
  Text true_label, false_label;
  Number low, high;  ///< Int, Decimal; a sign is part of the digits
  Span span;
};

enum class Category : std::uint8_t { Given, Chosen, Classified, Derived, Output };
enum class Reading : std::uint8_t { Rule, Stated, Judged };

struct Parent {
  Text quoted;  ///< given if written as "text" as …
  bool external = false;
  std::vector<std::vector<Name>> paths;  ///< one path, or several inside (…); empty if external
  Span span;
};

/// A value as written in a default, a design or a test.
struct Value {
  enum class Kind : std::uint8_t { Word, Text, Number, Unknown, Set } kind{};
  Name word;
  Text text;
  Number number;
  std::vector<Value> items;  ///< Set
  Span span;
};

struct FieldDecl {
  Name row, name;
  Text label;
  std::string doc;
  Type type;
  struct CategoryClause {
    Category category;
    Reading reading;
    Span span;
  };
  std::vector<CategoryClause> categories;  ///< exactly one is right; the registry judges
  std::vector<Parent> parents;
  Span parents_span;
  std::optional<Value> default_value;
  Name with;
  Name inverse;
  std::optional<Number> step;
  Text ask;
  std::vector<Allow> allows;
  Span span;
};

struct DeriveDecl {
  Name row, field;
  std::string doc;
  ExprId where;
  ExprId value;
  std::vector<Allow> allows;
  Span span;
};

/// One line of a table. `condition` is not valid for `otherwise`. Either `outcomes` or `reject` is given.
struct TableLine {
  Name name;  ///< `otherwise` for the last
  std::string doc;
  bool otherwise = false;
  ExprId condition;
  std::vector<ExprId> outcomes;  ///< classify: one; attach: the members it adds
  Text reject;
  Span span;
};

struct TableDecl {
  enum class Kind : std::uint8_t { Classify, ClassifyUnique, Attach } kind{};
  Name row, field;
  std::string doc;
  ExprId where;
  ExprId from;  ///< attach … from EXPR
  std::vector<TableLine> lines;
  std::vector<Allow> allows;
  Span span;
};

/// `require`, `assume`, `never` and `always`: what is said of each row of a kind. The last two have a condition only.
struct RequireDecl {
  enum class Form : std::uint8_t { Require, Assume, Never, Always } form{};
  Name name, row;
  std::string doc;
  ExprId where;
  std::optional<Number> step;
  ExprId condition;
  enum class Severity : std::uint8_t { Error, Warning, Note } severity{};
  Text message, hint, ask;
  Text because;  ///< Assume
  std::vector<Allow> allows;
  Span span;
};

/// `monotone ROW.FIELD in ROW.FACT [up | down]` and `independent ROW.FIELD of ROW.FACT`.
struct DependenceDecl {
  enum class Form : std::uint8_t { Monotone, Independent } form{};
  Name row, field;
  Name fact_row, fact;
  bool down = false;  ///< Monotone: raising the fact never raises the field
  std::string doc;
  std::vector<Allow> allows;
  Span span;
};

struct TemplateDecl {
  Name row, field;
  std::string doc;
  ExprId when;  ///< not valid: always
  Text form;
  Span span;
};

struct LexiconDecl {
  Name name;
  std::string doc;
  struct Word {
    std::string_view text;
    Span span;
  };
  std::vector<Word> words;
  Span span;
};

struct StepDecl {
  Number number;
  Text title;
  std::string doc;
  std::optional<Number> minutes_low, minutes_high;
  Text purpose;
  Span span;
};

struct ChecklistDecl {
  Name name;
  Text label;
  std::string doc;
  struct Item {
    Name name;
    Text text;
    std::vector<Name> needs;
    Span span;
  };
  std::vector<Item> items;
  Span span;
};

/// A cell of a sheet.
struct Cell {
  enum class Kind : std::uint8_t { Path, Text, Why, List, Each, Value } kind{};
  std::vector<Name> path;   ///< Path, Why; the relation of Each
  ast::Text text;           ///< Text; Each: what stands there if there is nothing to list
  std::vector<Cell> parts;  ///< List; the one cell of Each
  ExprId value;             ///< Value: in sentences; Each: the condition, if there is one
  Span span;
};

/// A sentence of prose, with what its slots stand for beyond fields.
struct Sentence {
  Text text;
  struct Part {
    Name name;
    Cell cell;  ///< Each or Value
  };
  std::vector<Part> parts;
};

struct SheetDecl {
  enum class Kind : std::uint8_t { Rows, Fields, Prose } kind{};
  Name name;
  Text label;
  std::string doc;
  Name row;  ///< for ROW, for fields of ROW
  ExprId where;
  struct Column {
    Text label;
    Cell cell;
  };
  std::vector<Column> columns;      ///< Rows
  std::vector<Name> fields;         ///< Fields
  std::vector<Sentence> sentences;  ///< Prose
  Span span;
};

/// One line of a role: `must EXPR`, `usually EXPR because "…"`, `expects NAME (EXPR) otherwise "…" [insert "…"]`.
struct RoleLine {
  enum class Kind : std::uint8_t { Must, Usually, Expects } kind{};
  Name name;  ///< Expects
  ExprId condition;
  Text because;          ///< Usually
  Text message, insert;  ///< Expects
  Span span;
};

struct RoleDecl {
  Name name;
  Text label;
  std::string doc;
  Name row;
  bool optional = false;
  std::vector<RoleLine> lines;
  Span span;
};

struct ArchetypeDecl {
  Name name;
  Text label;
  std::string doc;
  Name section;
  std::vector<Text> shapes, examples;
  std::vector<RoleDecl> roles;
  Span span;
};

struct SystemDecl {
  Name name;
  Text label;
  std::string doc;
  std::vector<Name> archetypes;
  Span span;
};

/// `prefer fewest EXPR "label" [step N]`
struct PreferDecl {
  std::string doc;
  ExprId value;
  Text label;
  std::optional<Number> step;
  Span span;
};

// ---- designs and tests -------------------------------------------------------------------------------------------

struct Entry;

/// A block of a design: entries in the order they were written.
struct Block {
  std::vector<Entry> entries;
  Span span;
  bool damaged = false;    ///< an entry of it could not be read, so that what is missing here may well be in the text
  std::vector<Name> lost;  ///< keys of the fields whose values could not be read
  bool lost_more = false;  ///< and something else that has no key
};

/// `key: value value because "…"` or a row `word word … because "…" { … }`.
struct Entry {
  enum class Kind : std::uint8_t { Field, Row } kind{};
  Name key;                   ///< Field
  std::vector<Value> values;  ///< Field: the value and those of `with` fields; Row: the words of the header
  Text because;
  std::optional<Block> body;  ///< Row
  std::string doc;
  Span span;
};

struct Design {
  Name name;
  Text label;
  std::string doc;
  Name framework;
  std::optional<Number> version;  ///< digits such as `1.0`
  Block body;
  Span span;
};

struct Expectation {
  enum class Kind : std::uint8_t {
    Equal,
    NotEqual,
    Has,
    By,
    Absent,
    Rejected,
    Unknown,
    Possible,
    Needs,  // on ROW.FIELD
    Held,
    Broken,
    Open,
    Exempt,   // NAME [on ROW]
    Finding,  // error|warning|note NAME [on ROW]
    NoFindings
  } kind{};
  Name row, field;
  Name name;  ///< rule, requirement or finding
  Name on;
  RequireDecl::Severity severity{};
  std::optional<Value> value;  ///< Equal, NotEqual, Has; Possible: a Set
  std::vector<std::vector<Name>> needs;
  Span span;
};

struct TestDecl {
  Text name;
  std::string doc;
  Block body;
  std::vector<Expectation> expectations;
  Span span;
};

struct ImportDecl {
  Text path;
  Span span;
};

struct FrameworkDecl {
  Name name;
  Number version;
  std::string doc;
  Span span;
};

// ---- declarations of a file --------------------------------------------------------------------------------------

enum class DeclKind : std::uint8_t {
  Framework,
  Import,
  Enum,
  Row,
  Field,
  Derive,
  Table,
  Require,
  Dependence,
  Template,
  Lexicon,
  Step,
  Checklist,
  Sheet,
  Archetype,
  System,
  Prefer,
  Test,
  Design
};

struct DeclRef {
  DeclKind kind;
  std::uint32_t index;  ///< into the vector of that kind
};

/// Declarations by kind, each kind in the order of writing; `order` has all of them as they stand in the file.
struct Declarations {
  std::vector<DeclRef> order;
  std::vector<FrameworkDecl> frameworks;
  std::vector<ImportDecl> imports;
  std::vector<EnumDecl> enums;
  std::vector<RowDecl> rows;
  std::vector<FieldDecl> fields;
  std::vector<DeriveDecl> derives;
  std::vector<TableDecl> tables;
  std::vector<RequireDecl> requires_;
  std::vector<DependenceDecl> dependences;
  std::vector<TemplateDecl> templates;
  std::vector<LexiconDecl> lexicons;
  std::vector<StepDecl> steps;
  std::vector<ChecklistDecl> checklists;
  std::vector<SheetDecl> sheets;
  std::vector<ArchetypeDecl> archetypes;
  std::vector<SystemDecl> systems;
  std::vector<PreferDecl> preferences;
  std::vector<TestDecl> tests;
  std::vector<Design> designs;
};

}  // namespace msd::ast
