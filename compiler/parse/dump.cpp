#include "compiler/parse/parse.h"

#include <fmt/format.h>

namespace msd::parse {

namespace {

class Dumper {
 public:
  Dumper(const ast::Unit& unit, const source::SourceMap& sources) : unit_(unit), sources_(sources) {}

  std::string run() {
    for (const ast::VariantDecl& v : unit_.variants) {
      out_ += "variant";
      head(v.span, fmt::format("{} {} of {} {}", v.name.text, v.version.digits, v.base.text, v.base_version.digits));
    }
    for (const ast::DeclRef& ref : unit_.order) named(ref);
    in_ = &unit_.changed;
    for (const ast::VariantStep& step : unit_.steps_of_change)
      step.whole ? change(unit_.changes[step.index]) : change(unit_.edited[step.index]);
    for (const ast::Comment& c : unit_.comments) out_ += fmt::format("comment {}{}\n", at(c.span), c.doc ? " doc" : "");
    return std::move(out_);
  }

 private:
  static const char* word(ast::DeclKind kind) {
    static constexpr const char* kNames[] = {"framework", "import", "enum",      "row",        "field",
                                             "derive",    "table",  "require",   "dependence", "template",
                                             "lexicon",   "step",   "checklist", "sheet",      "archetype",
                                             "system",    "prefer", "test",      "design"};
    return kNames[static_cast<int>(kind)];
  }
  static const char* word(ast::Verb verb) {
    return verb == ast::Verb::Add ? "add" : verb == ast::Verb::Remove ? "remove" : "replace";
  }
  void named(const ast::DeclRef& ref) {
    out_ += word(ref.kind);
    declaration(ref);
  }

  static std::string called(const ast::Target& t) {
    std::string out = fmt::format("{} {}{}", word(t.kind), t.name.text, t.number.digits);
    if (t.field.given()) out += fmt::format(".{}", t.field.text);
    if (t.text.given()) out += fmt::format("\"{}\"", t.text.raw);
    return out;
  }

  void change(const ast::Change& c) {
    out_ += word(c.verb);
    head(c.span, called(c.target));
    if (c.place)
      out_ += fmt::format("  {} {} {}\n", c.place->after ? "after" : "before", called(c.place->of), at(c.place->span));
    if (c.decl) named(*c.decl);
  }

  void change(const ast::ChangeDecl& c) {
    out_ += "change";
    head(c.span, called(c.target));
    for (const ast::Edit& e : c.edits) {
      out_ += fmt::format("  {} {} {}", word(e.verb), at(e.span), e.text.given() ? e.text.value : e.name.text);
      if (e.place) out_ += fmt::format(" {} {}", e.place->after ? "after" : "before", e.place->name);
      out_ += "\n";
    }
    named(c.partial);
  }

  std::string at(source::Span span) const {
    const auto begin = sources_.position(span.file, span.begin);
    const auto end = sources_.position(span.file, span.end);
    return fmt::format("{}:{}-{}:{}", begin.line, begin.column, end.line, end.column);
  }
  void head(source::Span span, std::string_view name) { out_ += fmt::format(" {} {}\n", name, at(span)); }

  void expr(ast::ExprId id, int depth, std::string_view role) {
    if (!id.valid()) return;
    static constexpr const char* kKinds[] = {
#define MSD_EXPR(Name) #Name,
#include "compiler/parse/expr.def"
    };
    const ast::Expr& e = unit_[id];
    out_ += fmt::format("{}{} {} {} {}\n", std::string(static_cast<std::size_t>(depth) * 2, ' '), role,
                        kKinds[static_cast<int>(e.kind)], at(e.span), words(e));
    expr(e.a, depth + 1, "a");
    expr(e.b, depth + 1, "b");
    expr(e.c, depth + 1, "c");
    expr(e.d, depth + 1, "d");
    for (std::uint32_t i = 0; i < e.items_count; ++i) expr(unit_.items[e.items_begin + i], depth + 1, "item");
  }

  /// What a leaf says, whatever white space it was written with.
  std::string words(const ast::Expr& e) const {
    std::string out;
    if (e.kind == ast::ExprKind::Text) out = sources_.text(e.span);
    if (e.kind == ast::ExprKind::Number)
      out = fmt::format("{}{}{}", e.number.digits, e.number.unit.empty() ? "" : " ", e.number.unit);
    for (std::uint32_t i = 0; e.kind == ast::ExprKind::Path && i < e.names_count; ++i)
      out += fmt::format("{}{}", i == 0 ? "" : ".", unit_.names[e.names_begin + i].text);
    return out;
  }

  void block(const ast::Block& body, int depth) {
    for (const ast::Entry& entry : body.entries) {
      out_ += fmt::format("{}{} {}\n", std::string(static_cast<std::size_t>(depth) * 2, ' '),
                          entry.kind == ast::Entry::Kind::Field ? fmt::format("cell {}", entry.key.text)
                                                                : fmt::format("row {}", entry.values[0].word.text),
                          at(entry.span));
      if (entry.body) block(*entry.body, depth + 1);
    }
  }

  void archetype(const ast::ArchetypeDecl& d) {
    head(d.span, d.name.text);
    for (const ast::Text& shape : d.shapes) out_ += fmt::format("  shape {}\n", at(shape.span));
    for (const ast::RoleDecl& role : d.roles) {
      out_ += fmt::format("  {}role {} : {} {}\n", role.optional ? "optional " : "", role.name.text, role.row.text,
                          at(role.span));
      static constexpr const char* kWords[] = {"must", "usually", "expects"};
      for (const ast::RoleLine& line : role.lines) {
        out_ += fmt::format("    {} {} {}\n", kWords[static_cast<int>(line.kind)], line.name.text, at(line.span));
        expr(line.condition, 3, "holds");
      }
    }
    for (const ast::Text& example : d.examples) out_ += fmt::format("  example {}\n", at(example.span));
  }

  void declaration(const ast::DeclRef& ref) {
    switch (ref.kind) {
    case ast::DeclKind::Framework: return head(in_->frameworks[ref.index].span, in_->frameworks[ref.index].name.text);
    case ast::DeclKind::Import: return head(in_->imports[ref.index].span, in_->imports[ref.index].path.value);
    case ast::DeclKind::Enum: {
      head(in_->enums[ref.index].span, in_->enums[ref.index].name.text);
      for (const auto& v : in_->enums[ref.index].values)
        out_ += fmt::format("  value {} {}\n", v.name.text, at(v.name.span));
      return;
    }
    case ast::DeclKind::Row: return head(in_->rows[ref.index].span, in_->rows[ref.index].name.text);
    case ast::DeclKind::Field:
      return head(in_->fields[ref.index].span,
                  fmt::format("{}.{}", in_->fields[ref.index].row.text, in_->fields[ref.index].name.text));
    case ast::DeclKind::Derive: {
      const ast::DeriveDecl& d = in_->derives[ref.index];
      head(d.span, fmt::format("{}.{}", d.row.text, d.field.text));
      expr(d.where, 1, "where");
      return expr(d.value, 1, "value");
    }
    case ast::DeclKind::Table: {
      const ast::TableDecl& d = in_->tables[ref.index];
      head(d.span, fmt::format("{}.{}", d.row.text, d.field.text));
      expr(d.where, 1, "where");
      expr(d.from, 1, "from");
      for (const ast::TableLine& line : d.lines) {
        out_ += fmt::format("  line {} {}\n", line.name.text, at(line.span));
        expr(line.condition, 2, "when");
        for (ast::ExprId outcome : line.outcomes) expr(outcome, 2, "gives");
      }
      return;
    }
    case ast::DeclKind::Require: {
      const ast::RequireDecl& d = in_->requires_[ref.index];
      head(d.span, d.name.text);
      expr(d.where, 1, "where");
      return expr(d.condition, 1, "holds");
    }
    case ast::DeclKind::Dependence: {
      const ast::DependenceDecl& d = in_->dependences[ref.index];
      return head(d.span, fmt::format("{}.{} {} {}.{}", d.row.text, d.field.text,
                                      d.form == ast::DependenceDecl::Form::Independent ? "of"
                                      : d.down                                         ? "down in"
                                                                                       : "up in",
                                      d.fact_row.text, d.fact.text));
    }
    case ast::DeclKind::Template: return head(in_->templates[ref.index].span, in_->templates[ref.index].field.text);
    case ast::DeclKind::Lexicon: return head(in_->lexicons[ref.index].span, in_->lexicons[ref.index].name.text);
    case ast::DeclKind::Step: return head(in_->steps[ref.index].span, in_->steps[ref.index].number.digits);
    case ast::DeclKind::Checklist: return head(in_->checklists[ref.index].span, in_->checklists[ref.index].name.text);
    case ast::DeclKind::Sheet: return head(in_->sheets[ref.index].span, in_->sheets[ref.index].name.text);
    case ast::DeclKind::Archetype: return archetype(in_->archetypes[ref.index]);
    case ast::DeclKind::System: {
      head(in_->systems[ref.index].span, in_->systems[ref.index].name.text);
      for (const ast::Name& one : in_->systems[ref.index].archetypes)
        out_ += fmt::format("  archetype {} {}\n", one.text, at(one.span));
      return;
    }
    case ast::DeclKind::Prefer:
      head(in_->preferences[ref.index].span, in_->preferences[ref.index].label.value);
      return expr(in_->preferences[ref.index].value, 1, "fewest");
    case ast::DeclKind::Test: {
      head(in_->tests[ref.index].span, in_->tests[ref.index].name.value);
      block(in_->tests[ref.index].body, 1);
      for (const auto& e : in_->tests[ref.index].expectations) out_ += fmt::format("  expect {}\n", at(e.span));
      return;
    }
    case ast::DeclKind::Design:
      head(in_->designs[ref.index].span, in_->designs[ref.index].name.text);
      return block(in_->designs[ref.index].body, 1);
    }
  }

  const ast::Unit& unit_;
  const ast::Declarations* in_ = &unit_;
  const source::SourceMap& sources_;
  std::string out_;
};

}  // namespace

std::string dump(const ast::Unit& unit, const source::SourceMap& sources) { return Dumper(unit, sources).run(); }

}  // namespace msd::parse
