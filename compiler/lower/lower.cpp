#include "compiler/lower/lower.h"

#include "compiler/format/format.h"
#include "compiler/lower/cubes.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>

namespace msd::lower {

namespace {

using image::kNone;

class Lowerer {
 public:
  Lowerer(const tir::Program& program, const source::SourceMap& sources, const Options& options, diag::Sink& sink)
      : p_(program), sources_(sources), options_(options), sink_(sink) {}

  image::Builder run() {
    framework();
    enums();
    nodes();
    steps();
    rows();
    fields();
    rules();
    requirements();
    templates();
    checklists();
    sheets();
    archetypes();
    systems();
    return std::move(b_);
  }

 private:
  template <class T> static std::uint32_t size(const std::vector<T>& v) { return static_cast<std::uint32_t>(v.size()); }
  std::uint32_t text(std::string_view t) { return b_.text(t); }

  std::uint32_t place(source::Span span) {
    if (!span.valid()) return kNone;
    if (files_.size() <= span.file.index) files_.resize(span.file.index + 1, kNone);
    std::uint32_t& file = files_[span.file.index];
    if (file == kNone) {
      file = size(b_.files);
      b_.files.push_back({text(sources_.file(span.file).name)});
      b_.found_at.push_back(sources_.file(span.file).path);
    }
    const auto begin = sources_.position(span.file, span.begin);
    const auto end = sources_.position(span.file, span.end);
    b_.places.push_back({file, begin.line, begin.column, end.line, end.column});
    return size(b_.places) - 1;
  }

  void framework() {
    const std::string version =
        fmt::format("{}.{}{}", p_.major, p_.minor, p_.patch == 0 ? "" : fmt::format(".{}", p_.patch));
    std::string bases;
    for (const std::string& base : p_.bases) bases += (bases.empty() ? "" : ",") + base;
    b_.frameworks.push_back({text(p_.name), text(p_.doc), p_.major, p_.minor, p_.patch, text(version), text(bases)});
  }

  void enums() {
    for (const tir::Enum& e : p_.enums) {
      b_.enums.push_back({text(e.name), text(e.label), text(e.doc), size(b_.values), size(e.values), place(e.span)});
      for (const tir::EnumValue& v : e.values)
        b_.values.push_back({text(v.name), text(v.label), text(v.doc), place(v.span)});
    }
    for (const tir::Lexicon& l : p_.lexicons) {
      b_.lexicons.push_back({text(l.name), size(b_.text_list), size(l.words)});
      for (const std::string& word : l.words) b_.text_list.push_back({text(word)});
    }
  }

  std::uint32_t type(const tir::Type& t, std::string_view yes = "yes", std::string_view no = "no") {
    image::TypeRecord out;
    out.cls = static_cast<std::uint32_t>(t.cls);
    out.optional = t.optional ? 1 : 0;
    const bool of_enum = t.cls == Class::Enum || t.cls == Class::Set;
    const bool of_row = t.cls == Class::Ref || t.cls == Class::List;
    out.target = of_enum ? t.enum_.index : of_row ? t.row.index : kNone;
    if (t.cls == Class::Number) {
      out.dimension = static_cast<std::uint32_t>(t.dimension);
      out.integer = t.integer ? 1 : 0;
      out.low = b_.number(t.low);
      out.high = b_.number(t.high);
    }
    if (t.cls == Class::Bool) {
      out.true_label = text(yes);
      out.false_label = text(no);
    }
    for (std::uint32_t i = 0; i < b_.types.size(); ++i) {
      const image::TypeRecord& o = b_.types[i];
      if (o.cls == out.cls && o.optional == out.optional && o.target == out.target && o.dimension == out.dimension &&
          o.integer == out.integer && o.low == out.low && o.high == out.high && o.true_label == out.true_label &&
          o.false_label == out.false_label) {
        return i;
      }
    }
    b_.types.push_back(out);
    return size(b_.types) - 1;
  }

  std::uint32_t constant(const tir::Const& c) {
    const std::int64_t number = c.kind == tir::Const::Kind::Number ? c.number : static_cast<std::int64_t>(c.mask);
    b_.consts.push_back({static_cast<std::uint32_t>(c.kind), b_.number(number), text(c.text)});
    return size(b_.consts) - 1;
  }

  void nodes() {
    std::vector<std::uint32_t> constants;
    for (const tir::Const& c : p_.constants) constants.push_back(constant(c));
    for (tir::ExprId key : p_.keys) b_.node_list.push_back({key.index});
    for (const tir::Expr& e : p_.exprs) {
      image::NodeRecord n;
      n.op = static_cast<std::uint32_t>(e.op);
      n.type = e.type.cls == Class::Bool && e.op == Op::Load
                   ? type(e.type, p_.fields[e.x].true_label, p_.fields[e.x].false_label)
                   : type(e.type);
      n.x = e.x;
      n.y = e.y;
      if (e.op == Op::Const) n.x = constants[e.x];
      if (e.op == Op::InMask || e.op == Op::HasAll || e.op == Op::Scale) n.x = b_.number(p_.numbers[e.x]);
      if (e.op == Op::Scale) n.y = b_.number(p_.numbers[e.y]);
      n.a = e.a.index;
      n.b = e.b.index;
      n.c = e.c.index;
      n.d = e.d.index;
      n.place = place(e.span);
      b_.nodes.push_back(n);
    }
  }

  void steps() {
    auto minutes = [](const std::optional<std::int64_t>& m) {
      return m ? static_cast<std::uint32_t>(*m / 1'000'000) : kNone;
    };
    for (const tir::Step& s : p_.steps) {
      b_.steps.push_back({b_.number(s.number), text(s.title), text(s.purpose), text(s.doc), minutes(s.minutes_low),
                          minutes(s.minutes_high)});
    }
  }

  void rows() {
    for (const tir::Row& r : p_.rows) {
      image::RowRecord out;
      out.name = text(r.name);
      out.label = text(r.label);
      out.doc = text(r.doc);
      out.parent = r.parent.index;
      out.many = r.many.index;
      out.back = r.back.index;
      out.single = r.single ? 1 : 0;
      out.selector = r.selector.index;
      out.id_pattern = text(r.id_pattern);
      out.id_where = r.id_where.index;
      out.header_first = size(b_.header_parts);
      out.header_count = size(r.header);
      for (const tir::HeaderPart& part : r.header) {
        b_.header_parts.push_back({static_cast<std::uint32_t>(part.kind), text(part.word), part.field.index});
      }
      out.field_first = r.fields.empty() ? 0 : r.fields.front().index;
      out.field_count = size(r.fields);
      out.name_field = r.name_field.index;
      out.id_field = r.id_field.index;
      out.place = place(r.span);
      b_.rows.push_back(out);
    }
  }

  void fields() {
    std::vector<std::uint32_t> rank(p_.fields.size());
    for (std::uint32_t i = 0; i < p_.order.size(); ++i) rank[p_.order[i].index] = i;
    for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
      const tir::Field& f = p_.fields[i];
      image::FieldRecord out;
      out.name = text(f.name);
      out.label = text(f.label);
      out.doc = text(f.doc);
      out.row = f.row.index;
      out.type = type(f.type, f.true_label, f.false_label);
      out.category = static_cast<std::uint32_t>(f.category);
      out.reading = static_cast<std::uint32_t>(f.reading);
      out.builtin = static_cast<std::uint32_t>(f.builtin);
      out.inverse_of = f.inverse_of.index;
      out.inverse = f.inverse.index;
      if (f.default_value) out.default_value = constant(*f.default_value);
      out.with = f.with.index;
      out.step = f.step.index;
      out.ask = text(f.ask);
      out.rule = f.rule.index;
      out.parent_first = size(b_.parents);
      out.parent_count = size(f.parents);
      for (const tir::Parent& parent : f.parents) {
        b_.parents.push_back({text(parent.written), parent.quoted ? 1U : 0U, parent.external ? 1U : 0U,
                              size(b_.field_list), size(parent.fields)});
        for (tir::FieldId id : parent.fields) b_.field_list.push_back({id.index});
      }
      out.template_first = f.templates.empty() ? 0 : f.templates.front();
      out.template_count = size(f.templates);
      out.rank = rank[i];
      out.of_scenario = f.type.of_scenario ? 1 : 0;
      out.place = place(f.span);
      b_.fields.push_back(out);
    }
  }

  std::uint32_t text_template(const tir::TextTemplate& t) {
    image::TextTemplateRecord out{size(b_.text_pieces), size(t.pieces), place(t.span)};
    for (const tir::TextPiece& piece : t.pieces) b_.text_pieces.push_back({text(piece.literal), piece.slot.index});
    b_.text_templates.push_back(out);
    return size(b_.text_templates) - 1;
  }

  void rules() {
    for (const tir::Rule& r : p_.rules) {
      image::RuleRecord out;
      out.kind = static_cast<std::uint32_t>(r.kind);
      out.field = r.field.index;
      out.where = r.where.index;
      out.value = r.value.index;
      out.line_first = size(b_.lines);
      out.line_count = size(r.lines);
      for (const tir::Line& l : r.lines) {
        const std::uint32_t reject = l.outcome.valid() ? kNone : text_template(l.reject);
        b_.lines.push_back({text(l.name), l.condition.index, l.outcome.index, reject, place(l.span)});
      }
      if (r.kind == tir::Rule::Kind::Classify || r.kind == tir::Rule::Kind::Unique) table(r, out);
      out.place = place(r.span);
      b_.rules.push_back(out);
    }
  }

  void table(const tir::Rule& r, image::RuleRecord& out) {
    const TableCubes made = make_cubes(p_, r, options_.max_cubes);
    if (r.kind == tir::Rule::Kind::Unique) out.proven = prove(r, made) ? 1 : 0;
    image::TableRecord table;
    table.words = (size(made.cubes) + 31) / 32;
    table.cube_first = size(b_.cubes);
    table.cube_count = size(made.cubes);
    for (std::uint32_t line : made.lines) b_.cubes.push_back({line});
    table.column_first = size(b_.columns);
    table.column_count = size(made.columns);
    for (std::uint32_t c = 0; c < made.columns.size(); ++c) {
      const Column& column = made.columns[c];
      b_.columns.push_back({column.node.index, size(b_.words), (column.values + 1) * table.words});
      for (unsigned value = 0; value <= column.values; ++value) {
        std::vector<std::uint32_t> alive(table.words);
        for (std::uint32_t cube = 0; cube < made.cubes.size(); ++cube) {
          const auto mask = made.cubes[cube].find(c);
          if (mask == made.cubes[cube].end() || (mask->second >> value & 1U) != 0) alive[cube / 32] |= 1U << cube % 32;
        }
        for (std::uint32_t bits : alive) b_.words.push_back({bits});
      }
    }
    out.table = size(b_.tables);
    b_.tables.push_back(table);
  }

  /// A line that certainly matches together with an earlier one, and how many such earlier ones there are.
  struct Clash {
    std::uint32_t other = 0;
    Cube both;
    std::vector<bool> others;
  };

  /// Whether no two rules of a unique table can match together (its `otherwise` aside).
  bool prove(const tir::Rule& r, TableCubes made) {
    bool proven = true;
    std::map<std::uint32_t, Clash> clashes;  // by the later line
    const std::vector<Cube> where = where_cubes(p_, r, options_.max_cubes, made);
    for (std::size_t i = 0; i < made.cubes.size(); ++i) {
      for (std::size_t j = i + 1; j < made.cubes.size(); ++j) {
        const std::uint32_t first = made.lines[i], second = made.lines[j];
        const tir::Line& a = r.lines[first];
        const tir::Line& b = r.lines[second];
        if (first == second || !a.condition.valid() || !b.condition.valid()) continue;
        bool together = false;
        std::optional<Cube> sure;
        for (const Cube& w : where) {
          const std::optional<Cube> both = common(p_, made, {&made.cubes[i], &made.cubes[j], &w});
          together = together || both.has_value();
          if (both && !sure && certain(made, *both)) sure = both;
        }
        if (!together) continue;
        if (sure) {
          Clash& clash =
              clashes.try_emplace(second, Clash{first, *sure, std::vector<bool>(r.lines.size())}).first->second;
          clash.others[first] = true;
        } else if (proven) {
          sink_.report(diag::kind::UniqueUnproved, b.span, a.name, b.name)
              .note(a.span, "the other rule")
              .help("it is checked on each design instead");
        }
        proven = false;
      }
    }
    for (const auto& [line, clash] : clashes) report(r, made, line, clash);
    return proven;
  }

  void report(const tir::Rule& r, const TableCubes& made, std::uint32_t line, const Clash& clash) {
    const tir::Line& a = r.lines[clash.other];
    const tir::Line& b = r.lines[line];
    auto report = sink_.report(diag::kind::UniqueClash, b.span, a.name, b.name);
    report.note(a.span, "the other rule");
    if (const std::string facts = facts_of(made, clash.both); !facts.empty())
      report.note({}, "both match where " + facts);
    if (const auto more = std::count(clash.others.begin(), clash.others.end(), true) - 1; more > 0)
      report.note({}, fmt::format("`{}` matches together with {} more of the rules before it", b.name, more));
    report.help("sharpen one of the two, or make the table first match");
  }

  /// An input of a cube, as words: one value of each column that it narrows.
  std::string facts_of(const TableCubes& made, const Cube& cube) const {
    std::string out;
    for (const auto& [index, mask] : cube) {
      const Column& column = made.columns[index];
      const tir::Field& field = p_.fields[p_[column.node].x];
      if (std::popcount(mask) == static_cast<int>(column.values) + (field.type.optional ? 1 : 0))
        continue;  // any value
      const auto value = static_cast<unsigned>(std::countr_zero(mask));
      std::string word = "absent";
      if (value < column.values)
        word = field.type.cls == Class::Enum ? p_.enums[field.type.enum_.index].values[value].name
                                             : std::string(value == 1 ? "yes" : "no");
      out += fmt::format("{}`{}` is {}", out.empty() ? "" : " and ", field.name, word);
    }
    return out;
  }

  /// An overlap is certain if every column of it is a stored fact of the row at hand: facts can be anything.
  bool certain(const TableCubes& made, const Cube& both) const {
    return std::all_of(both.begin(), both.end(),
                       [&](const auto& c) { return stored_fact(p_, made.columns[c.first].node); });
  }

  void requirements() {
    for (const tir::Require& r : p_.requires_) {
      image::RequireRecord out;
      out.name = text(r.name);
      out.doc = text(r.doc);
      out.row = r.row.index;
      out.where = r.where.index;
      out.condition = r.condition.index;
      out.severity = static_cast<std::uint32_t>(r.severity);
      out.message = text_template(r.message);
      out.hint = text_template(r.hint);
      out.ask = text_template(r.ask);
      out.step = r.step.index;
      out.place = place(r.span);
      b_.requirements.push_back(out);
    }
  }

  void templates() {
    for (const tir::SentenceTemplate& t : p_.templates) {
      b_.templates.push_back({t.field.index, t.when.index, size(b_.sentence_pieces), size(t.pieces), place(t.span)});
      for (const tir::SentencePiece& piece : t.pieces)
        b_.sentence_pieces.push_back({text(piece.literal), piece.slot.index});
    }
  }

  void checklists() {
    for (const tir::Checklist& c : p_.checklists) {
      b_.checklists.push_back(
          {text(c.name), text(c.label), text(c.doc), size(b_.checklist_items), size(c.items), place(c.span)});
      for (const tir::ChecklistItem& item : c.items) {
        b_.checklist_items.push_back({text(item.name), text(item.text), size(b_.require_list), size(item.needs)});
        for (tir::RequireId id : item.needs) b_.require_list.push_back({id.index});
      }
    }
  }

  /// Parts come before the cell that holds them, side by side.
  std::uint32_t cell(const tir::Cell& c) {
    std::vector<image::CellRecord> parts;
    for (const tir::Cell& part : c.parts) parts.push_back(record(part));
    image::CellRecord out;
    out.kind = static_cast<std::uint32_t>(c.kind);
    out.value = c.value.index;
    out.where = c.where.index;
    if (c.kind == tir::Cell::Kind::Text) out.text = text_template(c.text);
    if (!parts.empty()) {
      out.part_first = size(b_.cells);
      out.part_count = size(parts);
      b_.cells.insert(b_.cells.end(), parts.begin(), parts.end());
    }
    b_.cells.push_back(out);
    return size(b_.cells) - 1;
  }

  image::CellRecord record(const tir::Cell& c) {
    const std::uint32_t index = cell(c);
    const image::CellRecord out = b_.cells[index];
    b_.cells.pop_back();  // the caller places it beside its siblings
    return out;
  }

  void sheets() {
    for (const tir::Sheet& s : p_.sheets) {
      image::SheetRecord out;
      out.kind = static_cast<std::uint32_t>(s.kind);
      out.name = text(s.name);
      out.label = text(s.label);
      out.doc = text(s.doc);
      out.row = s.row.index;
      out.where = s.where.index;
      std::vector<image::SheetColumnRecord> columns;
      for (const auto& column : s.columns) columns.push_back({text(column.label), cell(column.cell)});
      for (const tir::Cell& sentence : s.sentences) columns.push_back({text(""), cell(sentence)});
      out.column_first = size(b_.sheet_columns);
      out.column_count = size(columns);
      b_.sheet_columns.insert(b_.sheet_columns.end(), columns.begin(), columns.end());
      out.field_first = size(b_.field_list);
      out.field_count = size(s.fields);
      for (tir::FieldId id : s.fields) b_.field_list.push_back({id.index});
      out.place = place(s.span);
      b_.sheets.push_back(out);
    }
  }

  /// An expression as the language's style writes it.
  std::uint32_t written(source::Span span) { return text(format::one_line(sources_.text(span))); }

  void archetypes() {
    for (const tir::Archetype& a : p_.archetypes) {
      image::ArchetypeRecord out;
      out.name = text(a.name);
      out.label = text(a.label);
      out.doc = text(a.doc);
      out.section = text(a.section);
      out.shape_first = size(b_.text_list);
      out.shape_count = size(a.shapes);
      for (const std::string& shape : a.shapes) b_.text_list.push_back({text(shape)});
      out.example_first = size(b_.text_list);
      out.example_count = size(a.examples);
      for (const std::string& example : a.examples) b_.text_list.push_back({text(example)});
      out.role_first = size(b_.roles);
      out.role_count = size(a.roles);
      for (const tir::Role& role : a.roles) {
        b_.roles.push_back({text(role.name), text(role.label), text(role.doc), role.row.index, role.optional ? 1U : 0U,
                            size(b_.conditions), size(role.conditions), place(role.span)});
        for (const tir::RoleCondition& c : role.conditions) {
          const bool expects = c.kind == tir::RoleCondition::Kind::Expects;
          const std::uint32_t message = expects ? text_template(c.message) : kNone;
          const std::uint32_t insert = c.insert.pieces.empty() ? kNone : text_template(c.insert);
          b_.conditions.push_back({static_cast<std::uint32_t>(c.kind), text(c.name), c.value.index, written(c.span),
                                   text(c.because), message, insert, place(c.span)});
        }
      }
      out.place = place(a.span);
      b_.archetypes.push_back(out);
    }
  }

  void systems() {
    for (const tir::System& s : p_.systems) {
      b_.systems.push_back(
          {text(s.name), text(s.label), text(s.doc), size(b_.archetype_list), size(s.archetypes), place(s.span)});
      for (std::uint32_t archetype : s.archetypes) b_.archetype_list.push_back({archetype});
    }
    for (const tir::Preference& p : p_.preferences) {
      b_.preferences.push_back(
          {p.value.index, written(p.span), text(p.label), text(p.doc), p.step.index, place(p.span)});
    }
  }

  const tir::Program& p_;
  const source::SourceMap& sources_;
  const Options& options_;
  diag::Sink& sink_;
  image::Builder b_;
  std::vector<std::uint32_t> files_;
};

}  // namespace

image::Builder lower(const tir::Program& program, const source::SourceMap& sources, const Options& options,
                     diag::Sink& sink) {
  return Lowerer(program, sources, options, sink).run();
}

}  // namespace msd::lower
