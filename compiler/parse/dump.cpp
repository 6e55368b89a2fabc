#include "compiler/parse/parse.h"

#include <fmt/format.h>

namespace msd::parse {

namespace {

class Dumper {
 public:
  Dumper(const ast::Unit& unit, const source::SourceMap& sources) : unit_(unit), sources_(sources) {}

  std::string run() {
    static constexpr const char* kNames[] = {"framework", "import",    "enum",     "row",     "field", "derive",
                                             "table",     "require",   "template", "lexicon", "step",  "checklist",
                                             "sheet",     "archetype", "system",   "prefer",  "test",  "design"};
    for (const ast::DeclRef& ref : unit_.order) {
      out_ += kNames[static_cast<int>(ref.kind)];
      declaration(ref);
    }
    for (const ast::Comment& c : unit_.comments) out_ += fmt::format("comment {}{}\n", at(c.span), c.doc ? " doc" : "");
    return std::move(out_);
  }

 private:
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
    case ast::DeclKind::Framework: return head(unit_.frameworks[ref.index].span, unit_.frameworks[ref.index].name.text);
    case ast::DeclKind::Import: return head(unit_.imports[ref.index].span, unit_.imports[ref.index].path.value);
    case ast::DeclKind::Enum: {
      head(unit_.enums[ref.index].span, unit_.enums[ref.index].name.text);
      for (const auto& v : unit_.enums[ref.index].values)
        out_ += fmt::format("  value {} {}\n", v.name.text, at(v.name.span));
      return;
    }
    case ast::DeclKind::Row: return head(unit_.rows[ref.index].span, unit_.rows[ref.index].name.text);
    case ast::DeclKind::Field:
      return head(unit_.fields[ref.index].span,
                  fmt::format("{}.{}", unit_.fields[ref.index].row.text, unit_.fields[ref.index].name.text));
    case ast::DeclKind::Derive: {
      const ast::DeriveDecl& d = unit_.derives[ref.index];
      head(d.span, fmt::format("{}.{}", d.row.text, d.field.text));
      expr(d.where, 1, "where");
      return expr(d.value, 1, "value");
    }
    case ast::DeclKind::Table: {
      const ast::TableDecl& d = unit_.tables[ref.index];
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
      const ast::RequireDecl& d = unit_.requires_[ref.index];
      head(d.span, d.name.text);
      expr(d.where, 1, "where");
      return expr(d.condition, 1, "holds");
    }
    case ast::DeclKind::Template: return head(unit_.templates[ref.index].span, unit_.templates[ref.index].field.text);
    case ast::DeclKind::Lexicon: return head(unit_.lexicons[ref.index].span, unit_.lexicons[ref.index].name.text);
    case ast::DeclKind::Step: return head(unit_.steps[ref.index].span, unit_.steps[ref.index].number.digits);
    case ast::DeclKind::Checklist: return head(unit_.checklists[ref.index].span, unit_.checklists[ref.index].name.text);
    case ast::DeclKind::Sheet: return head(unit_.sheets[ref.index].span, unit_.sheets[ref.index].name.text);
    case ast::DeclKind::Archetype: return archetype(unit_.archetypes[ref.index]);
    case ast::DeclKind::System: {
      head(unit_.systems[ref.index].span, unit_.systems[ref.index].name.text);
      for (const ast::Name& one : unit_.systems[ref.index].archetypes)
        out_ += fmt::format("  archetype {} {}\n", one.text, at(one.span));
      return;
    }
    case ast::DeclKind::Prefer:
      head(unit_.preferences[ref.index].span, unit_.preferences[ref.index].label.value);
      return expr(unit_.preferences[ref.index].value, 1, "fewest");
    case ast::DeclKind::Test: {
      head(unit_.tests[ref.index].span, unit_.tests[ref.index].name.value);
      block(unit_.tests[ref.index].body, 1);
      for (const auto& e : unit_.tests[ref.index].expectations) out_ += fmt::format("  expect {}\n", at(e.span));
      return;
    }
    case ast::DeclKind::Design:
      head(unit_.designs[ref.index].span, unit_.designs[ref.index].name.text);
      return block(unit_.designs[ref.index].body, 1);
    }
  }

  const ast::Unit& unit_;
  const source::SourceMap& sources_;
  std::string out_;
};

}  // namespace

std::string dump(const ast::Unit& unit, const source::SourceMap& sources) { return Dumper(unit, sources).run(); }

}  // namespace msd::parse
