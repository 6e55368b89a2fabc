#include "compiler/registry/build.h"

namespace msd::registry {

namespace {

class FieldBuilder {
 public:
  FieldBuilder(const std::vector<const ast::Unit*>& units, Work& work)
      : units_(units), work_(work), program_(work.out.program) {}

  void run() {
    for (std::uint32_t i = 0; i < program_.steps.size(); ++i) steps_.emplace(program_.steps[i].number, tir::StepId{i});
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) built_in(tir::RowId{i});
    for (const ast::Unit* unit : units_) {
      for (const ast::FieldDecl& d : unit->fields) declare(*unit, d);
    }
    for (std::uint32_t i = 0; i < program_.rows.size(); ++i) relations(tir::RowId{i});
    const std::size_t declared = work_.sources.size();
    for (std::uint32_t i = 0; i < declared; ++i) inverse(tir::FieldId{i});
    for (std::uint32_t i = 0; i < declared; ++i) with(tir::FieldId{i});
    group();
  }

 private:
  tir::FieldId add(tir::Field field, const FieldSource& source, const ast::Name& where) {
    auto& names = work_.out.row_fields[field.row.index];
    const tir::FieldId id{static_cast<std::uint32_t>(program_.fields.size())};
    const auto [it, added] = names.emplace(field.name, id);
    if (!added) {
      const tir::Field& other = program_[it->second];
      auto report = work_.sink.report(diag::kind::DeclaredTwice, where.span, "the field",
                                      program_[field.row].name + "." + field.name);
      report.label("again here");
      if (other.span.valid()) report.note(other.span, made_by(other.builtin));
      if (other.builtin == tir::Builtin::Name || other.builtin == tir::Builtin::Id)
        report.help("every row has `name` and `id` already");
      return {};
    }
    program_[field.row].fields.push_back(id);
    program_.fields.push_back(std::move(field));
    work_.sources.push_back(source);
    return id;
  }

  static std::string made_by(tir::Builtin builtin) {
    switch (builtin) {
    case tir::Builtin::None: return "first declared here";
    case tir::Builtin::Name:
    case tir::Builtin::Id: return "made by this row";
    case tir::Builtin::Many:
    case tir::Builtin::Back: return "made by this relation";
    case tir::Builtin::Inverse: return "made by this inverse";
    }
    return {};
  }

  static tir::Field bare(std::string_view name, tir::RowId row, tir::Builtin builtin, Class cls, source::Span span) {
    tir::Field field;
    field.name = name;
    field.label = default_label(name);
    field.row = row;
    field.builtin = builtin;
    field.type.cls = cls;
    field.category = Category::Given;
    field.span = span;
    field.declaration = span;
    return field;
  }

  void built_in(tir::RowId row) {
    const source::Span span = program_[row].span;
    program_[row].name_field = add(bare("name", row, tir::Builtin::Name, Class::Id, span), {}, {});
    tir::Field id = bare("id", row, tir::Builtin::Id, Class::Text, span);
    id.type.optional = true;
    program_[row].id_field = add(std::move(id), {}, {});
  }

  void relations(tir::RowId row) {
    const ast::RowDecl& d = *work_.out.row_decls[row.index].decl;
    const tir::RowId parent = program_[row].parent;
    if (!parent.valid()) return;
    tir::Field many = bare(d.many.text, parent, tir::Builtin::Many, Class::List, d.many.span);
    many.type.row = row;
    tir::Field back = bare(d.back.text, row, tir::Builtin::Back, Class::Ref, d.back.span);
    back.type.row = parent;
    const tir::FieldId many_id = add(std::move(many), {}, d.many);
    const tir::FieldId back_id = add(std::move(back), {}, d.back);
    if (many_id.valid() && back_id.valid()) {
      program_[many_id].inverse = back_id;
      program_[back_id].inverse_of = many_id;
    } else {
      work_.out.usable = false;
    }
    program_[row].many = many_id;
    program_[row].back = back_id;
  }

  std::optional<tir::Type> type(const ast::Type& t) {
    tir::Type out;
    out.optional = t.optional;
    switch (t.kind) {
    case ast::TypeKind::Bool: out.cls = Class::Bool; return out;
    case ast::TypeKind::Text: out.cls = Class::Text; return out;
    case ast::TypeKind::Id: out.cls = Class::Id; return out;
    case ast::TypeKind::Named: return named(t, out);
    case ast::TypeKind::SetOf: {
      const auto it = work_.out.enums.find(std::string(t.name.text));
      if (it == work_.out.enums.end()) {
        if (work_.out.rows.contains(std::string(t.name.text))) return misplaced(t.name, Wanted::Enum);
        return unknown(t.name, Wanted::Enum);
      }
      out.cls = Class::Set;
      out.enum_ = it->second;
      return out;
    }
    case ast::TypeKind::ListOf: {
      const auto it = work_.out.rows.find(std::string(t.name.text));
      if (it == work_.out.rows.end()) {
        if (work_.out.enums.contains(std::string(t.name.text))) return misplaced(t.name, Wanted::Row);
        return unknown(t.name, Wanted::Row);
      }
      out.cls = Class::List;
      out.row = it->second;
      return out;
    }
    case ast::TypeKind::Int:
    case ast::TypeKind::Decimal: return range(t, out);
    }
    return std::nullopt;
  }

  /// What a type may be made of; each has words for it and names to suggest.
  enum class Wanted : std::uint8_t { Any, Enum, Row };

  std::optional<tir::Type> unknown(const ast::Name& name, Wanted wanted) {
    if (!name.given() || work_.lost(name.text)) return std::nullopt;
    std::vector<std::string_view> names;
    if (wanted != Wanted::Enum) names = work_.row_names();
    if (wanted != Wanted::Row) {
      for (const tir::Enum& e : program_.enums) names.push_back(e.name);
    }
    if (wanted == Wanted::Any) names.insert(names.end(), {"bool", "text", "id", "int", "decimal", "scenario"});
    const std::string_view what = wanted == Wanted::Any ? "enum or row" : wanted == Wanted::Enum ? "enum" : "row";
    const std::string near = work_.suggest(name.text, names);
    const std::string declare = wanted == Wanted::Row ? fmt::format("declare it: `row {} \"…\"`", name.text)
                                                      : fmt::format("declare it: `enum {} {{ … }}`", name.text);
    auto report = work_.sink.report(diag::kind::UnknownType, name.span, what, name.text);
    report.help(near.empty() ? declare : near);
    work_.explain(report, variants::Use::Enum, "", name.text);
    work_.explain(report, variants::Use::Row, "", name.text);
    return std::nullopt;
  }

  /// `set of` wants an enum and `list of` a row; the other one is there, but does not fit.
  std::optional<tir::Type> misplaced(const ast::Name& name, Wanted wanted) {
    const bool row = wanted == Wanted::Row;
    work_.sink.report(diag::kind::UnknownType, name.span, row ? "row" : "enum", name.text)
        .label(row ? "this is an enum" : "this is a row")
        .help(fmt::format("write `{} of {}`", row ? "set" : "list", name.text));
    return std::nullopt;
  }

  std::optional<tir::Type> named(const ast::Type& t, tir::Type out) {
    if (const auto it = work_.out.enums.find(std::string(t.name.text)); it != work_.out.enums.end()) {
      out.cls = Class::Enum;
      out.enum_ = it->second;
      return out;
    }
    if (const auto it = work_.out.rows.find(std::string(t.name.text)); it != work_.out.rows.end()) {
      out.cls = Class::Ref;
      out.row = it->second;
      return out;
    }
    if (t.name.text == "scenario") {
      out.cls = Class::Id;
      out.of_scenario = true;
      return out;
    }
    return unknown(t.name, Wanted::Any);
  }

  std::optional<tir::Type> range(const ast::Type& t, tir::Type out) {
    out.cls = Class::Number;
    out.integer = t.kind == ast::TypeKind::Int;
    // A bound of plain 0 takes the unit of the other one.
    const std::string_view unit = t.high.unit.empty() ? t.low.unit : t.high.unit;
    const auto dimension = dimension_of(unit);
    if (!dimension) {
      work_.sink.report(diag::kind::BadQuantity, t.high.span, written(t.high), "has an unknown unit");
      return std::nullopt;
    }
    out.dimension = *dimension;
    QuantityError error;
    const ast::Number* bounds[] = {&t.low, &t.high};
    std::int64_t values[2] = {0, 0};
    for (int i = 0; i < 2; ++i) {
      const bool zero = bounds[i]->unit.empty() && bounds[i]->digits == "0";
      const auto value = parse_quantity(bounds[i]->digits, zero ? unit : bounds[i]->unit, out.dimension, error);
      if (!value) {
        report_number(*bounds[i], out.dimension, error, work_.sink);
        return std::nullopt;
      }
      if (out.integer && out.dimension == Dimension::Count && *value % 1'000'000 != 0) {
        work_.sink.report(diag::kind::BadQuantity, bounds[i]->span, written(*bounds[i]), "is not a whole number")
            .help("an `int` has no fraction; a `decimal` may have one");
        return std::nullopt;
      }
      values[i] = *value;
    }
    out.low = values[0];
    out.high = values[1];
    if (out.low > out.high) {
      work_.sink.report(diag::kind::BadRange, source::join(t.low.span, t.high.span))
          .help(fmt::format("write `{} .. {}`", written(t.high), written(t.low)));
      return std::nullopt;
    }
    return out;
  }

  void declare(const ast::Unit& unit, const ast::FieldDecl& d) {
    if (!d.row.given() || !d.name.given()) return;
    const auto row = work_.out.rows.find(std::string(d.row.text));
    if (row == work_.out.rows.end()) {
      work_.out.usable = false;
      if (work_.lost(d.row.text)) return;
      const auto names = work_.row_names();
      const std::string near = work_.suggest(d.row.text, names);
      work_.explain(work_.sink.report(diag::kind::UnknownRow, d.row.span, d.row.text)
                        .help(near.empty() ? fmt::format("declare it: `row {} \"…\"`", d.row.text) : near),
                    variants::Use::Row, "", d.row.text);
      // The row that was meant takes the field in, so that what reads it is not reported as well.
      const auto meant = work_.out.rows.find(std::string(diag::nearest(d.row.text, names)));
      if (near.empty() || meant == work_.out.rows.end() || work_.out.field(meant->second, d.name.text).valid()) return;
      return into(meant->second, unit, d);
    }
    into(row->second, unit, d);
  }

  void into(tir::RowId row, const ast::Unit& unit, const ast::FieldDecl& d) {
    tir::Field field = bare(d.name.text, row, tir::Builtin::None, Class::Bool, d.name.span);
    if (d.label.given()) field.label = d.label.value;
    field.doc = d.doc;
    field.declaration = d.span;
    field.true_label = d.type.true_label.given() ? std::string(d.type.true_label.value) : "yes";
    field.false_label = d.type.false_label.given() ? std::string(d.type.false_label.value) : "no";
    field.ask = d.ask.value;
    const std::optional<tir::Type> found = type(d.type);
    if (found) {
      field.type = *found;
    } else {
      field.mistyped = true;
      work_.out.usable = false;
    }
    categories(d, field);
    step(d, field);
    field.allows = read_allows(d.allows, work_.sink);
    if (found && d.default_value)
      field.default_value = read_literal(*d.default_value, field.type, {&program_, &work_.sink, work_.out.removed});
    add(std::move(field), {&unit, &d}, d.name);
  }

  void categories(const ast::FieldDecl& d, tir::Field& field) {
    const std::string name = std::string(d.row.text) + "." + std::string(d.name.text);
    if (d.categories.empty()) {
      work_.out.usable = false;
      if (work_.parts_lost.touches(d.span)) return;
      work_.sink.report(diag::kind::NoCategory, d.name.span, name)
          .help("say `given`, `chosen`, `classified`, `derived` or `output` after its type");
      return;
    }
    if (d.categories.size() > 1) {
      work_.sink.report(diag::kind::TwoCategories, d.categories[1].span, name)
          .label("another category")
          .note(d.categories[0].span, "the first one")
          .help("a field has exactly one; keep the one that says who settles its value");
    }
    const auto& clause = d.categories[0];
    field.category = static_cast<Category>(clause.category);
    field.reading = static_cast<Reading>(clause.reading);
    if (field.reading != Reading::Rule && (field.category == Category::Given || field.category == Category::Chosen)) {
      work_.sink
          .report(diag::kind::BadReading, clause.span, msd::name(field.category),
                  field.reading == Reading::Stated ? "stated" : "judged")
          .help("given and chosen values are stated as they are; only computed ones can be readings");
      field.reading = Reading::Rule;
    }
  }

  void step(const ast::FieldDecl& d, tir::Field& field) {
    if (!d.step) return;
    QuantityError error;
    const auto number = parse_quantity(d.step->digits, "", Dimension::Count, error);
    const auto it = number ? steps_.find(*number) : steps_.end();
    if (it != steps_.end()) {
      field.step = it->second;
    } else if (!work_.lost("step")) {
      work_.explain(work_.sink.report(diag::kind::UnknownStep, d.step->span, d.step->digits)
                        .help(step_help(program_, d.step->digits)),
                    variants::Use::Step, "", d.step->digits);
    }
  }

  void inverse(tir::FieldId id) {
    const FieldSource source = work_.sources[id.index];
    if (source.decl == nullptr || !source.decl->inverse.given()) return;
    const tir::Type type = program_[id].type;
    if (program_[id].mistyped) return;
    if (type.cls != Class::Ref && type.cls != Class::List) {
      work_.sink.report(diag::kind::BadInverse, source.decl->inverse.span)
          .label(fmt::format("`{}` is {}", work_.name(id), phrase(type, program_)))
          .help("take `inverse` out, or let the field lead to rows");
      return;
    }
    tir::Field reverse =
        bare(source.decl->inverse.text, type.row, tir::Builtin::Inverse, Class::List, source.decl->inverse.span);
    reverse.type.row = program_[id].row;
    reverse.inverse_of = id;
    reverse.category = program_[id].category;
    const tir::FieldId made = add(std::move(reverse), {}, source.decl->inverse);
    if (made.valid()) program_[id].inverse = made;
  }

  void with(tir::FieldId id) {
    const FieldSource source = work_.sources[id.index];
    if (source.decl == nullptr || !source.decl->with.given()) return;
    const tir::FieldId other = work_.out.field(program_[id].row, source.decl->with.text);
    if (!other.valid() || other == id || program_[other].builtin != tir::Builtin::None) {
      if (work_.lost(source.decl->with.text)) return;
      auto report = work_.sink.report(diag::kind::UnknownWith, source.decl->with.span, program_[program_[id].row].name,
                                      source.decl->with.text);
      if (other == id) {
        report.label("this is the field itself");
      } else if (other.valid()) {
        report.label("no `field` declares it").note(program_[other].span, made_by(program_[other].builtin));
      } else {
        const std::string near = work_.suggest(source.decl->with.text, work_.field_names(program_[id].row));
        report.help(near.empty() ? fmt::format("declare it: `field {}.{} : …`", program_[program_[id].row].name,
                                               source.decl->with.text)
                                 : near);
        work_.explain(report, variants::Use::Field, program_[program_[id].row].name, source.decl->with.text);
      }
      return;
    }
    program_[id].with = other;
  }

  /// Fields of one row become neighbours, so that a row's cells are one run everywhere after this.
  void group() {
    std::vector<tir::FieldId> moved(program_.fields.size());
    std::vector<tir::Field> fields;
    std::vector<FieldSource> sources;
    for (tir::Row& row : program_.rows) {
      for (tir::FieldId& id : row.fields) {
        moved[id.index] = tir::FieldId{static_cast<std::uint32_t>(fields.size())};
        fields.push_back(std::move(program_.fields[id.index]));
        sources.push_back(work_.sources[id.index]);
        id = moved[id.index];
      }
    }
    auto move = [&](tir::FieldId& id) {
      if (id.valid()) id = moved[id.index];
    };
    for (tir::Field& field : fields) {
      move(field.inverse);
      move(field.inverse_of);
      move(field.with);
    }
    for (tir::Row& row : program_.rows) {
      move(row.many);
      move(row.back);
      move(row.name_field);
      move(row.id_field);
    }
    for (auto& names : work_.out.row_fields) {
      for (auto& [name, id] : names) move(id);
    }
    program_.fields = std::move(fields);
    work_.sources = std::move(sources);
  }

  const std::vector<const ast::Unit*>& units_;
  Work& work_;
  tir::Program& program_;
  std::unordered_map<std::int64_t, tir::StepId> steps_;
};

}  // namespace

std::string step_help(const tir::Program& program, std::string_view number) {
  if (program.steps.empty()) return fmt::format("declare it: `step {} \"…\"`", number);
  const auto text = [&](const tir::Step& step) { return print_quantity(step.number, Dimension::Count); };
  if (program.steps.size() == 1) return fmt::format("the only step is {}", text(program.steps[0]));
  return fmt::format("the steps go from {} to {}", text(program.steps.front()), text(program.steps.back()));
}

void declare_fields(const std::vector<const ast::Unit*>& units, Work& work) { FieldBuilder(units, work).run(); }

}  // namespace msd::registry
