// The syntax tree of one file: what was written, with exact spans, nothing resolved. Every string_view points into the
// source text (SourceMap keeps it alive), except decoded texts, which the unit owns.
#pragma once

#include "compiler/source/source.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msd::ast {

using source::Span;

struct Name {
  std::string_view text;
  Span span;
  bool given() const { return span.valid(); }
};

/// A quoted text: decoded (escapes replaced), with the span of the whole literal. `raw` holds the characters between
/// the quotes; where no escape occurs, offset i of `value` is at span.begin + 1 + i.
struct Text {
  std::string_view value;
  std::string_view raw;
  Span span;
  bool given() const { return span.valid(); }
};

/// A number with more digits is an error of its text, reported where it is read.
inline constexpr std::size_t kMaxDigits = 40;

/// A number as written with its unit word(s), such as `0.5`, `10 ms`, `5 k/s`, `99.9 %`, `2 M`. Not yet converted.
struct Number {
  std::string_view digits;
  std::string_view unit;  ///< `ms`, `k/s`, `/s`, `%`, `M`, or empty
  Span span;
};

struct Comment {
  Span span;  ///< with its slashes, without the line end
  bool doc = false;
};

// ---- expressions -------------------------------------------------------------------------------------------------

struct ExprId {
  std::uint32_t index = UINT32_MAX;
  bool valid() const { return index != UINT32_MAX; }
};

enum class ExprKind : std::uint8_t {
#define MSD_EXPR(Name) Name,
#include "compiler/parse/expr.def"
};

enum class CompareOp : std::uint8_t { Eq, Ne, Lt, Le, Gt, Ge };
enum class QuantifierOp : std::uint8_t { Some, No, Every };

/// One expression node; which members mean something depends on the kind, as expr.def says.
struct Expr {
  ExprKind kind{};
  CompareOp compare{};
  QuantifierOp quantifier{};
  bool negated = false;
  Span span;
  Span op;    ///< the operator or the word that opens the form
  Name name;  ///< lexicon
  Text text;
  Number number;
  std::uint32_t names_begin = 0, names_count = 0;  ///< into Unit::names: the parts of a path
  std::uint32_t items_begin = 0, items_count = 0;  ///< into Unit::items: members of a set, keys of distinct
  ExprId a, b, c, d;
};

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
    Open,     // NAME [on ROW]
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

// ---- one file ----------------------------------------------------------------------------------------------------

struct Unit : Declarations {
  source::FileId file;
  bool whole = true;  ///< false: reading ended early; what is missing here may well be in the file

  std::vector<VariantDecl> variants;
  std::vector<VariantStep> steps_of_change;
  std::vector<Change> changes;
  std::vector<ChangeDecl> edited;
  Declarations changed;  ///< declarations inside changes; compiler/variants puts them where they belong

  std::vector<Expr> exprs;
  std::vector<Name> names;
  std::vector<ExprId> items;
  std::deque<std::string> decoded;  ///< texts that held an escape
  std::vector<Comment> comments;    ///< all of them, in order

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
};

}  // namespace msd::ast
