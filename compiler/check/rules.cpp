// derive, classify, attach.
#include "compiler/check/checker.h"

#include <map>
#include <utility>

namespace msd::check {

void Checker::begin(const ast::Unit& unit, tir::RowId row) {
  unit_ = &unit;
  levels_.clear();
  if (row.valid()) levels_.push_back({row});
  reads_.clear();
  attaching_ = {};
  negative_ = 0;
  asks_set_ = comparing_ = false;
}

std::optional<tir::FieldId> Checker::target(const ast::Name& row, const ast::Name& field) const {
  const auto found = registry_.rows.find(std::string(row.text));
  if (found == registry_.rows.end()) return std::nullopt;
  const tir::FieldId id = registry_.field(found->second, field.text);
  if (!id.valid()) return std::nullopt;
  return id;
}

void Checker::finish(tir::FieldId field, tir::Rule rule) {
  field_reads_.resize(program_.fields.size());
  field_reads_[field.index] = reads_;
  rule.field = field;
  program_[field].rule = tir::RuleId{static_cast<std::uint32_t>(program_.rules.size())};
  program_.rules.push_back(std::move(rule));
}

/// The range of each value that an expression may give, at its own place.
void Checker::check_range(Typed value, const tir::Type& wanted) {
  if (wanted.cls != Class::Number) return;
  const tir::Expr e = program_[value.id];
  switch (e.op) {
  // The count of rows has no bound of its own; it is checked when it is computed.
  case Op::Count:
  case Op::CountDistinct: return;
  case Op::If: check_range({e.b}, wanted); return check_range({e.c}, wanted);
  case Op::First:
    if (e.c.valid()) check_range({e.c}, wanted);
    if (e.d.valid()) check_range({e.d}, wanted);
    return;
  case Op::Const: {
    const std::int64_t number = program_.constants[e.x].number;
    if (program_.constants[e.x].kind == tir::Const::Kind::Absent || (number >= wanted.low && number <= wanted.high))
      return;
    sink_.report(diag::kind::OutOfRange, e.span, print_quantity(number, wanted.dimension),
                 print_quantity(wanted.low, wanted.dimension), print_quantity(wanted.high, wanted.dimension));
    usable_ = false;
    return;
  }
  default: break;
  }
  if (e.op == Op::Scale && (program_[e.a].op == Op::Count || program_[e.a].op == Op::CountDistinct)) return;
  if (e.type.low >= wanted.low && e.type.high <= wanted.high) return;
  const bool below = e.type.low < wanted.low;
  sink_
      .report(diag::kind::RangeTooWide, e.span, print_quantity(below ? e.type.low : e.type.high, e.type.dimension),
              print_quantity(wanted.low, wanted.dimension), print_quantity(wanted.high, wanted.dimension))
      .help("widen the range of the field");
  usable_ = false;
}

namespace {
bool fits(const tir::Type& found, const tir::Type& wanted) {
  const auto words = [](Class c) { return c == Class::Text || c == Class::Id; };
  if (words(found.cls) && words(wanted.cls)) return true;  // a name is a text, and stays opaque there
  return same_kind(found, wanted);
}
}  // namespace

void Checker::derives() {
  for (const auto& pending : registry_.derives) {
    const ast::DeriveDecl& d = *pending.decl;
    const auto field = target(d.row, d.field);
    if (!field) continue;
    has_rule_.insert(field->index);
    if (program_[*field].mistyped) continue;
    begin(*pending.unit, program_[*field].row);
    tir::Rule rule;
    rule.kind = tir::Rule::Kind::Derive;
    rule.span = d.span;
    const tir::Type wanted = program_[*field].type;
    bool good = true;
    if (d.where.valid()) {
      const Typed where = condition(d.where);
      good = where.valid();
      rule.where = where.id;
    }
    const Typed value = of_type(d.value, wanted);
    if (value.valid() && !fits(type(value), wanted)) {
      mismatch(unit_->exprs[d.value.index].span, wanted, value);
      good = false;
    }
    if (!good || !value.valid()) {
      usable_ = false;
      continue;
    }
    check_range(value, wanted);
    rule.value = value.id;
    if (!registry_.lost.touches(d.span)) sound_.insert(field->index);
    finish(*field, std::move(rule));
  }
}

/// A set of values and of what fields hold: `a, field, b`.
Typed Checker::members(const std::vector<ast::ExprId>& outcomes, const tir::Type& wanted) {
  std::uint64_t mask = 0;
  Typed out;
  source::Span span;
  bool good = true;
  tir::Type one = wanted;
  one.cls = Class::Enum;
  for (ast::ExprId id : outcomes) {
    const source::Span at = unit_->exprs[id.index].span;
    span = source::join(span, at);
    if (is_literal(id, wanted)) {
      const auto value = literal(id, wanted);
      good = good && value.has_value();
      if (value) mask |= value->mask;
      continue;
    }
    Typed value = expr(id, nullptr);
    if (!value.valid()) {
      good = false;
      continue;
    }
    if (fits(type(value), one)) value = node(Op::SingletonSet, wanted, at, value.id);
    if (!fits(type(value), wanted)) {
      mismatch(at, "a value of `" + program_[wanted.enum_].name + "` or a set of them", value);
      good = false;
      continue;
    }
    out = out.valid() ? node(Op::Union, wanted, at, out.id, value.id) : value;
  }
  if (!good) return {};
  if (mask == 0 && out.valid()) return out;
  const Typed constant = const_node({tir::Const::Kind::Set, mask, 0, {}}, wanted, span);
  return out.valid() ? node(Op::Union, wanted, span, out.id, constant.id) : constant;
}

/// An expression for a field of this type; a single value is a set of one, as it is among literals.
Typed Checker::of_type(ast::ExprId id, const tir::Type& wanted) {
  const Typed value = expr(id, &wanted);
  if (!value.valid() || wanted.cls != Class::Set || type(value).cls != Class::Enum) return value;
  if (!(type(value).enum_ == wanted.enum_)) return value;
  return node(Op::SingletonSet, wanted, (*unit_)[id].span, value.id);
}

void Checker::line(const ast::TableLine& l, const ast::TableDecl& d, const tir::Field& field, tir::Rule& rule) {
  const bool attach = d.kind == ast::TableDecl::Kind::Attach;
  tir::Line made;
  made.name = l.name.text;
  made.span = l.span;
  bool good = true;
  if (l.condition.valid()) {
    const Typed when = condition(l.condition);
    good = when.valid();
    made.condition = when.id;
  }
  if (attach && (l.reject.given() || l.otherwise)) {
    sink_
        .report(diag::kind::AttachRejects, l.reject.given() ? l.reject.span : l.name.span,
                l.reject.given() ? "reject" : "stand for otherwise")
        .help("every rule of `attach` that matches adds its members");
    good = false;
  } else if (l.reject.given()) {
    made.reject = text_template(l.reject);
  } else if (attach) {
    ++negative_;  // what is added must not depend on the set itself
    const Typed value = members(l.outcomes, field.type);
    --negative_;
    good = good && value.valid();
    made.outcome = value.id;
  } else if (l.outcomes.size() != 1) {
    if (!l.outcomes.empty())
      sink_.report(diag::kind::OneOutcome, unit_->exprs[l.outcomes[1].index].span)
          .label("a second value")
          .help("leave one, or give each a rule of its own; only `attach` adds several");
    good = false;
  } else {
    const Typed value = of_type(l.outcomes[0], field.type);
    if (value.valid() && !fits(type(value), field.type)) {
      mismatch(unit_->exprs[l.outcomes[0].index].span, field.type, value);
      good = false;
    }
    good = good && value.valid();
    if (good) check_range(value, field.type);
    made.outcome = value.id;
  }
  usable_ = usable_ && good;
  if (good) rule.lines.push_back(std::move(made));
}

void Checker::table(const registry::Pending<ast::TableDecl>& pending) {
  const ast::TableDecl& d = *pending.decl;
  const auto id = target(d.row, d.field);
  if (!id) return;
  has_rule_.insert(id->index);
  if (program_[*id].mistyped) return;
  const bool usable = std::exchange(usable_, true);
  const bool sound = table_of(pending, *id);
  if (sound && !registry_.lost.touches(d.span)) sound_.insert(id->index);
  usable_ = usable && sound;
}

/// False if anything in it is wrong.
bool Checker::table_of(const registry::Pending<ast::TableDecl>& pending, tir::FieldId target_field) {
  const ast::TableDecl& d = *pending.decl;
  const std::optional<tir::FieldId> id = target_field;
  begin(*pending.unit, program_[*id].row);
  const tir::Field field = program_[*id];
  const source::Span place = source::join(d.row.span, d.field.span);
  const bool attach = d.kind == ast::TableDecl::Kind::Attach;
  if (attach && field.type.cls != Class::Set) {
    sink_.report(diag::kind::AttachNotSet, place, field_name(*id), registry::phrase(field.type, program_))
        .help("give the field the type `set of ENUM`, or compute it with `classify`");
    return false;
  }
  if (!attach && (field.type.cls == Class::Text || field.type.cls == Class::List)) {
    sink_.report(diag::kind::ClassifyType, place, field_name(*id), registry::phrase(field.type, program_))
        .help(field.type.cls == Class::Text ? "let the table give a value of an enum; its labels are for display"
                                            : "compute it with `derive`");
    return false;
  }
  tir::Rule rule;
  rule.kind = attach                                           ? tir::Rule::Kind::Attach
              : d.kind == ast::TableDecl::Kind::ClassifyUnique ? tir::Rule::Kind::Unique
                                                               : tir::Rule::Kind::Classify;
  rule.span = d.span;
  if (d.where.valid()) {
    const Typed where = condition(d.where);
    usable_ = usable_ && where.valid();
    rule.where = where.id;
  }
  if (d.from.valid()) {
    const Typed from = expr(d.from, &field.type);
    if (from.valid() && !fits(type(from), field.type)) {
      mismatch(unit_->exprs[d.from.index].span, field.type, from);
      usable_ = false;
    }
    usable_ = usable_ && from.valid();
    rule.value = from.id;
  }
  if (attach) attaching_ = *id;
  std::map<std::string_view, source::Span> names;
  bool ended = false;
  for (std::size_t i = 0; i < d.lines.size(); ++i) {
    const ast::TableLine& l = d.lines[i];
    const auto [it, fresh] = names.emplace(l.name.text, l.name.span);
    if (!fresh && !l.otherwise)
      sink_.report(diag::kind::LineTwice, l.name.span, l.name.text)
          .note(it->second, "the first one")
          .help("give it a name of its own: results and tests name the rule that fired");
    line(l, d, field, rule);
    if (l.otherwise && i + 1 < d.lines.size() && !attach && !ended) {
      sink_.report(diag::kind::OtherwiseNotLast, d.lines[i + 1].name.span)
          .note(l.name.span, "`otherwise` is here")
          .help("move `otherwise` to the end");
      usable_ = false;
    }
    ended = ended || l.otherwise;
  }
  if (!attach && !ended) {
    sink_.report(diag::kind::NoOtherwise, place, field_name(*id))
        .help("end it with `otherwise VALUE` or `otherwise reject \"…\"`");
    usable_ = false;
  }
  finish(*id, std::move(rule));
  return usable_;
}

void Checker::tables() {
  for (const auto& pending : registry_.tables) table(pending);
}

/// The step that a clause names; reported if there is none of that number.
tir::StepId Checker::step(const std::optional<ast::Number>& number) {
  if (!number) return {};
  QuantityError error;
  const auto value = parse_quantity(number->digits, "", Dimension::Count, error);
  for (std::uint32_t i = 0; value && i < program_.steps.size(); ++i) {
    if (program_.steps[i].number == *value) return tir::StepId{i};
  }
  if (!registry_.lost.word("step"))
    explain(sink_.report(diag::kind::UnknownStep, number->span, number->digits)
                .help(registry::step_help(program_, number->digits)),
            variants::Use::Step, "", number->digits);
  return {};
}

}  // namespace msd::check
