// Expressions by kind; comparisons and aggregates are in files of their own.
#include "compiler/check/checker.h"

#include <algorithm>
#include <numeric>

namespace msd::check {

using ast::ExprKind;

std::vector<ast::Name> Checker::names(const ast::Expr& e) const {
  return {unit_->names.begin() + e.names_begin, unit_->names.begin() + e.names_begin + e.names_count};
}

std::string Checker::written(source::Span span) const {
  // The units keep no text; the names of the tree are views into it, so the words are rebuilt from them.
  std::string out;
  for (const std::vector<ast::Name>* names : {&unit_->names, &outside_}) {
    for (const ast::Name& name : *names) {
      if (name.span.begin >= span.begin && name.span.end <= span.end && name.span.file == span.file)
        out += (out.empty() ? "" : ".") + std::string(name.text);
    }
    if (!out.empty()) break;
  }
  return out;
}

Typed Checker::mismatch(source::Span span, const tir::Type& wanted, Typed found) {
  auto report = sink_.report(diag::kind::TypeMismatch, span, registry::phrase(wanted, program_), words(found));
  report.label("this is " + words(found));
  if (wanted.cls != Class::Enum) return {};
  std::string values;
  for (const tir::EnumValue& value : program_[wanted.enum_].values) {
    if (values.size() > 80) return {};
    values += (values.empty() ? "" : ", ") + value.name;
  }
  report.help(fmt::format("`{}` is one of {}", program_[wanted.enum_].name, values));
  return {};
}

Typed Checker::mismatch(source::Span span, const std::string& expected, Typed found) {
  sink_.report(diag::kind::TypeMismatch, span, expected, words(found)).label("this is " + words(found));
  return {};
}

std::optional<ast::Value> Checker::as_value(ast::ExprId id) const {
  const ast::Expr& e = (*unit_)[id];
  ast::Value out;
  out.span = e.span;
  switch (e.kind) {
  case ExprKind::Path:
    if (e.names_count != 1) return std::nullopt;
    out.kind = ast::Value::Kind::Word;
    out.word = unit_->names[e.names_begin];
    return out;
  case ExprKind::Text:
    out.kind = ast::Value::Kind::Text;
    out.text = e.text;
    return out;
  case ExprKind::Number:
    out.kind = ast::Value::Kind::Number;
    out.number = e.number;
    return out;
  case ExprKind::Set:
    out.kind = ast::Value::Kind::Set;
    for (std::uint32_t i = 0; i < e.items_count; ++i) {
      auto item = as_value(unit_->items[e.items_begin + i]);
      if (!item) return std::nullopt;
      out.items.push_back(std::move(*item));
    }
    return out;
  case ExprKind::Or:
  case ExprKind::And:
  case ExprKind::Not:
  case ExprKind::Compare:
  case ExprKind::In:
  case ExprKind::Has:
  case ExprKind::IsAbsent:
  case ExprKind::IsGiven:
  case ExprKind::Uses:
  case ExprKind::Fits:
  case ExprKind::Scale:
  case ExprKind::If:
  case ExprKind::Quantifier:
  case ExprKind::Count:
  case ExprKind::Distinct:
  case ExprKind::First: return std::nullopt;
  }
  return std::nullopt;
}

/// Whether an expression is a literal where `type` is expected: values of the type win over names, other names over
/// nothing.
bool Checker::is_literal(ast::ExprId id, const tir::Type& type) const {
  const ast::Expr& e = (*unit_)[id];
  if (e.kind == ExprKind::Text || e.kind == ExprKind::Number) return true;
  if (e.kind == ExprKind::Set) {
    // A set of enum values may hold fields as well; such a one is an expression.
    const auto items = unit_->items.begin() + e.items_begin;
    return type.cls != Class::Set ||
           std::all_of(items, items + e.items_count, [&](ast::ExprId item) { return is_literal(item, type); });
  }
  if (e.kind != ExprKind::Path || e.names_count != 1) return false;
  const ast::Name& name = unit_->names[e.names_begin];
  if (name.text == "absent") return true;
  if (type.cls == Class::Bool)
    return name.text == "yes" || name.text == "no" || name.text == "true" || name.text == "false";
  if (type.cls == Class::Enum || type.cls == Class::Set) {
    for (const tir::EnumValue& value : program_[type.enum_].values) {
      if (value.name == name.text) return true;
    }
  }
  return !resolvable(name) && (type.cls == Class::Enum || type.cls == Class::Set || type.cls == Class::Id);
}

std::optional<tir::Const> Checker::literal(ast::ExprId id, const tir::Type& type) {
  const std::optional<ast::Value> value = as_value(id);
  if (!value) return std::nullopt;
  return registry::read_literal(*value, type, {&program_, &sink_, registry_.removed});
}

/// What may be meant by a name that can be no field here, where no name in reach is like it.
std::string Checker::unknown_help(const ast::Name& name) const {
  for (const tir::Row& row : program_.rows) {
    for (tir::FieldId id : row.fields) {
      if (program_[id].name == name.text && program_[id].builtin == tir::Builtin::None)
        return "`" + row.name + "` has a field of this name; write the path that leads there";
    }
  }
  for (const tir::Enum& one : program_.enums) {
    for (const tir::EnumValue& value : one.values) {
      if (value.name == name.text) return "it is a value of `" + one.name + "`; compare a field of this type with it";
    }
  }
  return {};
}

Typed Checker::path(const ast::Expr& e) {
  const ast::Name& head = unit_->names[e.names_begin];
  if (e.names_count == 1 && !resolvable(head)) {
    const std::string help = unknown_help(head);
    if (!help.empty() && diag::nearest(head.text, names_in_scope()).empty()) {
      explain_any(sink_.report(diag::kind::UnknownName, head.span, head.text).help(help), head.text);
      usable_ = false;
      return {};
    }
  }
  return resolve(names(e), false);
}

Typed Checker::expr(ast::ExprId id, const tir::Type* expected) {
  const ast::Expr& e = (*unit_)[id];
  const bool comparing = comparing_;
  comparing_ = false;
  if (expected != nullptr && is_literal(id, *expected)) {
    const auto value = literal(id, *expected);
    if (!value) return {};
    tir::Type exact = *expected;
    if (exact.cls == Class::Number) exact.low = exact.high = value->number;  // what it adds to the range of a branch
    return const_node(*value, exact, e.span);
  }
  switch (e.kind) {
  case ExprKind::Or:
  case ExprKind::And:
  case ExprKind::Not: return logic(e);
  case ExprKind::Compare: return compare(e);
  case ExprKind::In: return membership(e);
  case ExprKind::Has: return has(e);
  case ExprKind::IsAbsent:
  case ExprKind::IsGiven: return state(e);
  case ExprKind::Uses:
  case ExprKind::Fits: return text_test(e);
  case ExprKind::Scale: comparing_ = comparing; return scale(e, expected);
  case ExprKind::If: return conditional(e, expected);
  case ExprKind::Quantifier:
  case ExprKind::Count:
  case ExprKind::Distinct:
  case ExprKind::First: return aggregate(e, expected);
  case ExprKind::Path: {
    const ast::Name& name = unit_->names[e.names_begin];
    const bool truth =
        e.names_count == 1 && (name.text == "yes" || name.text == "no" || name.text == "true" || name.text == "false");
    if (truth && !resolvable(name))
      return const_node({tir::Const::Kind::Finite, name.text == "yes" || name.text == "true" ? 2U : 1U, 0, {}},
                        bool_type(), e.span);
    return path(e);
  }
  case ExprKind::Number: {
    // Without an expectation a number says its own dimension.
    tir::Type type;
    type.cls = Class::Number;
    type.dimension = dimension_of(e.number.unit).value_or(Dimension::Count);
    type.low = INT64_MIN;
    type.high = INT64_MAX;
    const auto value = literal(id, type);
    if (!value) return {};
    type.low = type.high = value->number;
    return const_node(*value, type, e.span);
  }
  case ExprKind::Text:
  case ExprKind::Set: {
    if (e.kind == ExprKind::Set && expected != nullptr && expected->cls == Class::Set) {
      const auto items = unit_->items.begin() + e.items_begin;
      return members({items, items + e.items_count}, *expected);
    }
    sink_.report(diag::kind::TypeMismatch, e.span, "a value", e.kind == ExprKind::Text ? "a quoted text" : "a set")
        .help("nothing here says which type it should have");
    return {};
  }
  }
  return {};
}

namespace {
/// How a value that is not true or false is asked about.
std::string question(Class cls) {
  switch (cls) {
  case Class::Enum: return "compare it with its values: `== a` or `in {a, b}`";
  case Class::Set: return "ask for a member: `has a`";
  case Class::Number: return "compare it with a number";
  case Class::Text: return "ask `is given`, `fits` or `uses LEXICON`";
  case Class::List: return "ask about its rows: `some … where …`";
  case Class::Bool:
  case Class::Id:
  case Class::Ref: return "ask `is given` or `is absent`, or compare it by `==`";
  }
  return {};
}
}  // namespace

Typed Checker::condition(ast::ExprId id) {
  const Typed out = expr(id, nullptr);
  if (!out.valid()) return {};
  if (type(out).cls == Class::Bool) return out;
  sink_.report(diag::kind::NotBool, (*unit_)[id].span, a_value(type(out))).help(question(type(out).cls));
  return {};
}

Typed Checker::logic(const ast::Expr& e) {
  if (e.kind == ExprKind::Not) {
    ++negative_;
    const Typed a = condition(e.a);
    --negative_;
    return a.valid() ? boolean(Op::Not, e.span, a.id) : Typed{};
  }
  const Typed a = condition(e.a);
  const Typed b = condition(e.b);
  if (!a.valid() || !b.valid()) return {};
  return boolean(e.kind == ExprKind::Or ? Op::Or : Op::And, e.span, a.id, b.id);
}

Typed Checker::conditional(const ast::Expr& e, const tir::Type* expected) {
  ++negative_;
  const Typed test = condition(e.a);
  --negative_;
  // A branch without a type of its own takes that of the other, unless one is expected of both.
  const bool text = expected != nullptr && expected->cls == Class::Text;
  const bool turn = (expected == nullptr || text) && untyped(e.b) && !untyped(e.c);
  const ast::ExprId one_id = turn ? e.c : e.b;
  const ast::ExprId two_id = turn ? e.b : e.c;
  tir::Type branch = expected != nullptr ? *expected : bool_type();
  if (branch.cls == Class::Number) branch.low = INT64_MIN, branch.high = INT64_MAX;  // check_range judges each branch
  const Typed one = expr(one_id, expected != nullptr ? &branch : nullptr);
  std::optional<tir::Type> wanted;
  const bool id = text && one.valid() && type(one).cls == Class::Id;  // an id may stand for a text, on both branches
  if (one.valid() && (expected == nullptr || id)) wanted = type(one);
  if (!wanted && expected != nullptr) wanted = *expected;
  if (wanted && wanted->cls == Class::Number) {
    wanted->low = INT64_MIN;
    wanted->high = INT64_MAX;
    wanted->integer = wanted->integer && expected != nullptr;
  }
  if (wanted) wanted->optional = expected != nullptr ? expected->optional : wanted->optional || is_absent(two_id);
  // What the other branch should be is not known after a fault in the first one.
  const Typed two = !wanted && untyped(two_id) ? Typed{} : expr(two_id, wanted ? &*wanted : nullptr);
  if (!test.valid() || !one.valid() || !two.valid()) return {};
  if (!same_kind(type(one), type(two))) return mismatch((*unit_)[two_id].span, type(one), two, one);
  tir::Type out = type(one);
  out.optional = type(one).optional || type(two).optional;
  out.low = std::min(type(one).low, type(two).low);
  out.high = std::max(type(one).high, type(two).high);
  return node(Op::If, out, e.span, test.id, (turn ? two : one).id, (turn ? one : two).id);
}

Typed Checker::scale(const ast::Expr& e, const tir::Type* expected) {
  const bool comparing = comparing_;
  QuantityError error;
  const auto factor = parse_quantity(e.number.digits, e.number.unit, Dimension::Count, error);
  if (!factor) {
    const std::string unit = e.number.unit.empty() ? "" : " " + std::string(e.number.unit);
    sink_.report(diag::kind::BadQuantity, e.number.span, std::string(e.number.digits) + unit, "is no factor")
        .help("a factor is a plain number with at most six decimals");
    return {};
  }
  comparing_ = comparing;
  const Typed a = expr(e.a, expected);
  if (!a.valid()) return {};
  if (type(a).cls != Class::Number) return mismatch((*unit_)[e.a].span, "a number", a);
  const std::int64_t common = std::gcd(*factor, std::int64_t{1'000'000});
  const std::int64_t numerator = *factor / std::max<std::int64_t>(1, common);
  const std::int64_t denominator = 1'000'000 / std::max<std::int64_t>(1, common);
  if (denominator != 1 && !comparing) {
    sink_.report(diag::kind::ScaleFraction, e.span)
        .help("multiply with a whole number, or compare the product directly");
    return {};
  }
  tir::Type out = type(a);
  __extension__ using Wide = __int128;
  auto scaled = [&](std::int64_t bound, bool up) {
    // Outwards, so that the range holds every product.
    const Wide product = static_cast<Wide>(bound) * numerator;
    const Wide wide =
        product / denominator + (up && product % denominator > 0 ? 1 : 0) - (!up && product % denominator < 0 ? 1 : 0);
    return wide > INT64_MAX ? INT64_MAX : wide < INT64_MIN ? INT64_MIN : static_cast<std::int64_t>(wide);
  };
  const bool turn = numerator < 0;
  const std::int64_t low = scaled(turn ? out.high : out.low, false);
  out.high = scaled(turn ? out.low : out.high, true);
  out.low = low;
  const std::uint32_t x = number(numerator);
  const std::uint32_t y = number(denominator);
  return node(Op::Scale, out, e.span, a.id, {}, {}, {}, x, y);
}

}  // namespace msd::check
