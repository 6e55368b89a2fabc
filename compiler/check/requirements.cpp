// What is said of the rows of a kind: require, assume, never, always; and how a computed field goes with a fact.
#include "compiler/check/checker.h"

namespace msd::check {

namespace {

using Form = ast::RequireDecl::Form;

bool property(Form form) { return form == Form::Never || form == Form::Always; }

std::string_view noun(Form form) {
  switch (form) {
  case Form::Require: return "requirement";
  case Form::Assume: return "assumption";
  default: return "property";
  }
}

/// Values of it have an order: `no` before `yes`, and those of an enum as they are declared.
bool ordered(const tir::Type& type) {
  return type.cls == Class::Bool || type.cls == Class::Enum || type.cls == Class::Number;
}

/// What the analysis can compare, value by value.
bool comparable(const tir::Type& type) { return ordered(type) || type.cls == Class::Set || type.cls == Class::Ref; }

}  // namespace

std::optional<tir::RowId> Checker::demanded_row(const ast::Name& name) {
  const auto row = registry_.rows.find(std::string(name.text));
  if (row != registry_.rows.end()) return row->second;
  usable_ = false;
  if (!registry_.lost.word(name.text)) unknown_row(name);
  return std::nullopt;
}

/// An assumption is about what designs state: what is computed follows from that, and is not to be assumed.
bool Checker::facts_only(const ast::Name& assumption) {
  std::set<std::uint32_t> told;
  for (const Read& r : reads_) {
    const tir::Field& field = program_[r.field];
    if (!has_rule_.contains(r.field.index) && field.builtin != tir::Builtin::Id) continue;
    if (!told.insert(r.field.index).second) continue;
    sink_.report(diag::kind::AssumesComputed, r.span, assumption.text, field_name(r.field))
        .label("not stated by designs")
        .note(field.span, field.builtin == tir::Builtin::Id ? "the display id follows from this" : "declared here")
        .help("assume what its rule reads, or let `always` say it, which is proved");
  }
  return told.empty();
}

tir::Require Checker::made_of(const ast::RequireDecl& d, tir::RowId row) {
  tir::Require made;
  made.name = d.name.text;
  made.doc = d.doc;
  made.row = row;
  made.severity = d.severity == ast::RequireDecl::Severity::Error     ? Severity::Error
                  : d.severity == ast::RequireDecl::Severity::Warning ? Severity::Warning
                                                                      : Severity::Note;
  made.span = d.name.span;
  made.message = text_template(d.message);
  made.hint = text_template(d.hint);
  made.ask = text_template(d.ask);
  made.step = step(d.step);
  made.assumed = d.form == Form::Assume;
  if (!made.assumed) return made;
  made.because = d.because.value;
  // Who breaks it is told why it is assumed, unless there is something better to say.
  if (!d.hint.given()) made.hint.pieces = {{"the rules assume this: " + made.because, {}}};
  return made;
}

void Checker::requirements() {
  std::map<std::string_view, source::Span> names;
  for (const auto& pending : registry_.requires_) {
    const ast::RequireDecl& d = *pending.decl;
    const auto [it, fresh] = names.emplace(d.name.text, d.name.span);
    if (!fresh) {
      sink_.report(diag::kind::RequireTwice, d.name.span, noun(d.form), d.name.text)
          .note(it->second, "the first one")
          .help("give it a name of its own");
    }
    const auto row = demanded_row(d.row);
    if (!row) continue;
    begin(*pending.unit, *row);
    const Typed where = d.where.valid() ? condition(d.where) : Typed{};
    const Typed holds = condition(d.condition);
    bool good = holds.valid() && where.valid() == d.where.valid();
    if (d.form == Form::Assume) good = facts_only(d.name) && good;
    std::vector<tir::Allow> allows = registry::read_allows(d.allows, sink_);
    if (property(d.form)) {
      tir::Property made{std::string(d.name.text), d.doc,      *row, where.id, holds.id, d.form == Form::Never,
                         std::move(allows),        d.name.span};
      if (good) program_.properties.push_back(std::move(made));
    } else {
      tir::Require made = made_of(d, *row);
      made.where = where.id;
      made.condition = holds.id;
      made.allows = std::move(allows);
      if (good) program_.requires_.push_back(std::move(made));
    }
    usable_ = usable_ && good;
  }
}

// ---- how a field goes with a fact

std::optional<tir::FieldId> Checker::named_field(const ast::Name& row, const ast::Name& field) {
  if (const auto found = target(row, field)) return found;
  usable_ = false;
  if (!registry_.lost.word(row.text) && !registry_.lost.word(field.text)) unknown_target(row, field);
  return std::nullopt;
}

bool Checker::dependence_fits(const ast::DependenceDecl& d, tir::FieldId field, tir::FieldId fact) {
  const bool monotone = d.form == ast::DependenceDecl::Form::Monotone;
  bool good = true;
  const auto check = [&](tir::FieldId id, const ast::Name& row, const ast::Name& name, bool computed) {
    const tir::Field& f = program_[id];
    if (f.mistyped) return void(good = false);
    const source::Span place = source::join(row.span, name.span);
    const bool fits = monotone ? ordered(f.type) : comparable(f.type);
    if (f.builtin != tir::Builtin::None || has_rule_.contains(id.index) != computed) {
      sink_.report(diag::kind::DependenceOf, place, field_name(id), computed ? "is computed by no rule" : "is no fact")
          .label(computed ? "this must be computed by a rule" : "this must be what designs state")
          .help(computed ? "name a field that has a rule" : "name a fact that its rules read in the end");
    } else if (!fits) {
      sink_.report(diag::kind::DependenceType, place, field_name(id), registry::phrase(f.type, program_))
          .help(monotone ? "it must be a bool, an enum or a number"
                         : "it must be a bool, an enum, a number, a set or a reference");
    } else {
      return;
    }
    good = false;
  };
  check(field, d.row, d.field, true);
  check(fact, d.fact_row, d.fact, false);
  return good;
}

void Checker::dependences() {
  std::map<std::string, source::Span> seen;
  for (const auto& pending : registry_.dependences) {
    const ast::DependenceDecl& d = *pending.decl;
    const auto field = named_field(d.row, d.field);
    const auto fact = named_field(d.fact_row, d.fact);
    if (!field || !fact) continue;
    const bool monotone = d.form == ast::DependenceDecl::Form::Monotone;
    const std::string name = field_name(*field) + (monotone ? " in " : " of ") + field_name(*fact);
    const auto [it, fresh] = seen.emplace((monotone ? "monotone " : "independent ") + name, d.span);
    if (!fresh)
      sink_.report(diag::kind::RequireTwice, d.span, monotone ? "monotone" : "independent", name)
          .note(it->second, "the first one")
          .help("take one of them out");
    std::vector<tir::Allow> allows = registry::read_allows(d.allows, sink_);
    if (dependence_fits(d, *field, *fact))
      program_.dependences.push_back({*field, *fact, monotone, d.down, std::move(allows), d.span});
    else
      usable_ = false;
  }
}

}  // namespace msd::check
