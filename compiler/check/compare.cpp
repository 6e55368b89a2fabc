// Comparisons, membership, and the questions that texts and cells answer.
#include "compiler/check/checker.h"

#include <algorithm>
#include <utility>

namespace msd::check {

using ast::CompareOp;
using ast::ExprKind;

namespace {
std::string_view spelled(CompareOp op) {
  switch (op) {
  case CompareOp::Eq: return "==";
  case CompareOp::Ne: return "!=";
  case CompareOp::Lt: return "<";
  case CompareOp::Le: return "<=";
  case CompareOp::Gt: return ">";
  case CompareOp::Ge: return ">=";
  }
  return "";
}

/// The operator that says the same with its sides changed.
CompareOp turned(CompareOp op) {
  switch (op) {
  case CompareOp::Lt: return CompareOp::Gt;
  case CompareOp::Le: return CompareOp::Ge;
  case CompareOp::Gt: return CompareOp::Lt;
  case CompareOp::Ge: return CompareOp::Le;
  case CompareOp::Eq:
  case CompareOp::Ne: return op;
  }
  return op;
}

std::string interval(const tir::Type& type) {
  return print_quantity(type.low, type.dimension) + " .. " + print_quantity(type.high, type.dimension);
}
}  // namespace

bool Checker::is_absent(ast::ExprId id) const {
  const ast::Expr& e = (*unit_)[id];
  return e.kind == ExprKind::Path && e.names_count == 1 && unit_->names[e.names_begin].text == "absent";
}

/// Whether an expression has no type of its own, so that it takes the type of what it is compared with.
bool Checker::untyped(ast::ExprId id) const {
  const ast::Expr& e = (*unit_)[id];
  if (e.kind == ExprKind::Text || e.kind == ExprKind::Number || e.kind == ExprKind::Set) return true;
  return e.kind == ExprKind::Path && e.names_count == 1 && !resolvable(unit_->names[e.names_begin]);
}

Typed Checker::compare(const ast::Expr& written_form) {
  ast::Expr e = written_form;
  if (is_absent(e.a) || is_absent(e.b)) {
    sink_.report(diag::kind::CompareAbsent, e.span).help("write `is absent` or `is not absent`");
    return {};
  }
  const bool turn = untyped(e.a) && !untyped(e.b);
  if (turn) {
    std::swap(e.a, e.b);
    e.compare = turned(e.compare);
  }
  ++negative_;
  comparing_ = true;
  const Typed left = expr(e.a, nullptr);
  comparing_ = false;
  Typed out;
  if (turn && left.valid() && stray(e.b, type(left))) {
    path((*unit_)[e.b]);
  } else if (!left.valid()) {
    if (!untyped(e.b)) expr(e.b, nullptr);  // for its own faults; a literal waits for a type
  } else {
    switch (type(left).cls) {
    case Class::Bool:
    case Class::Enum:
    case Class::Set:
    case Class::Id:
    case Class::Ref: out = compare_finite(e, left); break;
    case Class::Number: out = compare_number(e, left); break;
    case Class::Text:
      sink_.report(diag::kind::TextIsOpaque, e.span).help("ask `is given`, `fits` or `uses LEXICON`");
      break;
    case Class::List:
      sink_.report(diag::kind::NotComparable, e.span, a_value(type(left)), spelled(written_form.compare))
          .help("compare `count` of it, or ask `some … where …`");
      break;
    }
  }
  --negative_;
  return out;
}

/// Whether a name on the left is more likely a field that is not in reach than a value of the enum on the right.
bool Checker::stray(ast::ExprId id, const tir::Type& type) const {
  const ast::Expr& e = (*unit_)[id];
  if (e.kind != ExprKind::Path || (type.cls != Class::Enum && type.cls != Class::Set)) return false;
  std::vector<std::string_view> values;
  for (const tir::EnumValue& value : program_[type.enum_].values) values.push_back(value.name);
  const std::string_view name = unit_->names[e.names_begin].text;
  return std::find(values.begin(), values.end(), name) == values.end() && diag::nearest(name, values).empty();
}

std::string Checker::a_value(const tir::Type& t) const {
  tir::Type plain = t;
  plain.optional = false;
  return registry::phrase(plain, program_);
}

/// Two sides that do not fit together: the second has the wrong type, the first says which would be right.
Typed Checker::mismatch(source::Span span, const tir::Type& wanted, Typed found, Typed beside) {
  sink_.report(diag::kind::TypeMismatch, span, registry::phrase(wanted, program_), words(found))
      .label("this is " + words(found))
      .note(program_[beside.id].span, "this is " + words(beside));
  return {};
}

/// Everything that has identity but no order.
Typed Checker::compare_finite(const ast::Expr& e, Typed left) {
  const tir::Type wanted = [&] {
    tir::Type t = type(left);
    t.optional = false;
    return t;
  }();
  if (e.compare != CompareOp::Eq && e.compare != CompareOp::Ne) {
    sink_.report(diag::kind::NotComparable, e.span, a_value(type(left)), spelled(e.compare))
        .help(wanted.cls == Class::Enum ? "the values of an enum have no order; name those that are meant: `in {a, b}`"
                                        : "only `==` and `!=` compare what has no order");
    return {};
  }
  const bool ne = e.compare == CompareOp::Ne;
  const Typed right = expr(e.b, &wanted);
  if (!right.valid()) return {};
  const tir::Type& other = type(right);
  if (!same_kind(other, wanted)) return mismatch((*unit_)[e.b].span, wanted, right, left);
  const bool constant = program_[right.id].op == Op::Const;
  switch (wanted.cls) {
  case Class::Bool:
  case Class::Enum: {
    if (!constant) return boolean(Op::EqFinite, e.span, left.id, right.id, ne ? 1 : 0);
    std::uint64_t mask = program_.constants[program_[right.id].x].mask;
    if (ne) mask = ~mask & all_values(wanted);
    return in_mask(e, left, mask);
  }
  case Class::Set: return boolean(Op::EqSet, e.span, left.id, right.id, ne ? 1 : 0);
  case Class::Id: return boolean(Op::EqText, e.span, left.id, right.id, ne ? 1 : 0);
  case Class::Ref: return boolean(Op::EqRow, e.span, left.id, right.id, ne ? 1 : 0);
  case Class::Number:
  case Class::Text:
  case Class::List: break;
  }
  return {};
}

Typed Checker::compare_number(const ast::Expr& e, Typed left) {
  tir::Type wanted = type(left);
  wanted.low = INT64_MIN;
  wanted.high = INT64_MAX;
  wanted.integer = false;
  wanted.optional = false;
  comparing_ = true;
  const Typed right = expr(e.b, &wanted);
  comparing_ = false;
  if (!right.valid()) return {};
  if (!same_kind(type(right), wanted)) return mismatch((*unit_)[e.b].span, wanted, right);
  if (program_[right.id].op == Op::Const)
    compare_constant(e, type(left), program_.constants[program_[right.id].x].number);
  else
    range_comparison(e, type(left), type(right));
  return boolean(Op::Compare, e.span, left.id, right.id, static_cast<std::uint32_t>(e.compare));
}

/// A comparison with a constant that the declared range decides.
void Checker::constant_comparison(const ast::Expr& e, const tir::Type& left, std::int64_t value) {
  bool always = false;
  bool never = false;
  switch (e.compare) {
  case CompareOp::Eq: never = value < left.low || value > left.high; break;
  case CompareOp::Ne: always = value < left.low || value > left.high; break;
  case CompareOp::Lt: always = left.high < value, never = left.low >= value; break;
  case CompareOp::Le: always = left.high <= value, never = left.low > value; break;
  case CompareOp::Gt: always = left.low > value, never = left.high <= value; break;
  case CompareOp::Ge: always = left.low >= value, never = left.high < value; break;
  }
  if (left.optional) always = false;  // an absent side makes it false
  if (!always && !never) return;
  const std::string name = written((*unit_)[e.a].span);
  sink_.report(diag::kind::NeverHolds, e.span, always ? "true" : "false", name.empty() ? "the left side" : name)
      .label("it lies in " + print_quantity(left.low, left.dimension) + " .. " +
             print_quantity(left.high, left.dimension));
}

/// A comparison with a constant: a whole number equals no fraction, and the range may decide.
void Checker::compare_constant(const ast::Expr& e, const tir::Type& left, std::int64_t value) {
  const bool identity = e.compare == CompareOp::Eq || e.compare == CompareOp::Ne;
  if (!left.integer || !identity || left.dimension != Dimension::Count || value % 1'000'000 == 0)
    return constant_comparison(e, left, value);
  const std::string name = written((*unit_)[e.a].span);
  sink_
      .report(diag::kind::NeverHolds, e.span, e.compare == CompareOp::Eq ? "false" : "true",
              name.empty() ? "the left side" : name)
      .label("it is a whole number");
}

/// A comparison of two numbers whose ranges do not meet, or meet in their ends only.
void Checker::range_comparison(const ast::Expr& e, const tir::Type& left, const tir::Type& right) {
  const bool below = left.high < right.low;
  const bool above = left.low > right.high;
  bool always = false;
  bool never = false;
  switch (e.compare) {
  case CompareOp::Eq: never = below || above; break;
  case CompareOp::Ne: always = below || above; break;
  case CompareOp::Lt: always = below, never = left.low >= right.high; break;
  case CompareOp::Le: always = left.high <= right.low, never = above; break;
  case CompareOp::Gt: always = above, never = left.high <= right.low; break;
  case CompareOp::Ge: always = left.low >= right.high, never = below; break;
  }
  if (left.optional || right.optional) always = false;  // an absent side makes it false
  if (!always && !never) return;
  const std::string name = written((*unit_)[e.a].span);
  sink_.report(diag::kind::NeverHolds, e.span, always ? "true" : "false", name.empty() ? "the left side" : name)
      .label("one side lies in " + interval(left) + ", the other in " + interval(right));
}

std::uint64_t Checker::all_values(const tir::Type& type) const {
  const std::size_t count = type.cls == Class::Bool ? 2 : program_[type.enum_].values.size();
  return (std::uint64_t{1} << count) - 1;
}

/// `left` is one of the values in `mask`; a mask of none or of all asks nothing.
Typed Checker::in_mask(const ast::Expr& e, Typed left, std::uint64_t mask) {
  // Only a cell that a design must fill is known to have one of the values; any other can be absent.
  const tir::Expr& load = program_[left.id];
  const bool filled = load.op == Op::Load && program_[load.a].op == Op::Here && !type(left).optional &&
                      program_.fields[load.x].category <= Category::Chosen;
  const bool always = filled && mask == all_values(type(left));
  if (mask == 0 || always) {
    const std::string name = written((*unit_)[e.a].span);
    sink_.report(diag::kind::NeverHolds, e.span, always ? "true" : "false", name.empty() ? "the left side" : name)
        .label(always ? "every value of " + words(left) + " is among these"
                      : "no value of " + words(left) + " is left");
  }
  return boolean(Op::InMask, e.span, left.id, {}, number(static_cast<std::int64_t>(mask)));
}

/// `x in {a, field}` where the values of x are finite; every wrong member is reported.
Typed Checker::in_values(const ast::Expr& e, Typed left, const tir::Type& element) {
  const ast::Expr& right = (*unit_)[e.b];
  std::uint64_t mask = 0;
  bool literals = false;
  bool good = true;
  Typed fields;
  for (std::uint32_t i = 0; i < right.items_count; ++i) {
    const ast::ExprId item = unit_->items[right.items_begin + i];
    if (is_absent(item)) {
      sink_.report(diag::kind::CompareAbsent, (*unit_)[item].span).help("write `… is absent or … in {…}`");
      good = false;
      continue;
    }
    if (is_literal(item, element)) {
      const auto value = literal(item, element);
      good = good && value.has_value();
      if (value) mask |= value->mask, literals = true;
      continue;
    }
    ++negative_;
    const Typed value = expr(item, &element);
    --negative_;
    if (value.valid() && !same_kind(type(value), element)) mismatch((*unit_)[item].span, element, value, left);
    good = good && value.valid() && same_kind(type(value), element);
    if (good) fields = any(fields, boolean(Op::EqFinite, e.span, left.id, value.id), e.span);
  }
  if (!good) return {};
  if (fields.valid() && !literals) return fields;
  return any(in_mask(e, left, mask), fields, e.span);
}

/// `x in {a, b}` for what has many values: x is one of them, or another.
Typed Checker::in_list(const ast::Expr& e, Typed left, const tir::Type& element) {
  const ast::Expr& right = (*unit_)[e.b];
  const Op op = element.cls == Class::Number ? Op::Compare : element.cls == Class::Ref ? Op::EqRow : Op::EqText;
  tir::Type wide = element;
  wide.low = INT64_MIN, wide.high = INT64_MAX, wide.integer = false;
  bool good = true;
  Typed out;
  for (std::uint32_t i = 0; i < right.items_count; ++i) {
    const ast::ExprId item = unit_->items[right.items_begin + i];
    ast::Expr one = e;
    one.b = item;
    one.span = (*unit_)[item].span;
    one.compare = CompareOp::Eq;
    if (is_absent(item)) {
      sink_.report(diag::kind::CompareAbsent, one.span).help("write `… is absent or … in {…}`");
      good = false;
      continue;
    }
    ++negative_;
    const Typed value = expr(item, &wide);
    --negative_;
    if (value.valid() && !same_kind(type(value), element)) mismatch(one.span, element, value, left);
    good = good && value.valid() && same_kind(type(value), element);
    if (!good) continue;
    if (element.cls == Class::Number && program_[value.id].op == Op::Const)
      compare_constant(one, type(left), program_.constants[program_[value.id].x].number);
    out = any(out, boolean(op, e.span, left.id, value.id), e.span);
  }
  if (!good) return {};
  if (out.valid()) return out;
  sink_.report(diag::kind::NeverHolds, e.span, "false", written((*unit_)[e.a].span)).label("nothing is in `{}`");
  return const_node({tir::Const::Kind::Finite, 1, 0, {}}, bool_type(), e.span);
}

Typed Checker::membership(const ast::Expr& e) {
  const ast::Expr& right = (*unit_)[e.b];
  if (untyped(e.a) && !untyped(e.b)) {
    ast::Expr asked = e;  // `a in s` is `s has a`
    std::swap(asked.a, asked.b);
    return has(asked);
  }
  ++negative_;
  const Typed left = expr(e.a, nullptr);
  --negative_;
  if (!left.valid()) {
    if (!untyped(e.b)) expr(e.b, nullptr);
    return {};
  }
  tir::Type element = type(left);
  element.optional = false;
  switch (element.cls) {
  case Class::Text:
    sink_.report(diag::kind::TextIsOpaque, e.span).help("ask `is given`, `fits` or `uses LEXICON`");
    return {};
  case Class::Set:
  case Class::List:
    sink_.report(diag::kind::NotComparable, e.span, a_value(type(left)), "in")
        .help(element.cls == Class::Set ? "whether a set has a member is asked by `has`"
                                        : "ask about the rows: `some … where …`");
    return {};
  case Class::Bool:
  case Class::Enum:
    if (right.kind == ExprKind::Set) return in_values(e, left, element);
    break;
  case Class::Number:
  case Class::Id:
  case Class::Ref:
    if (right.kind == ExprKind::Set) return in_list(e, left, element);
    break;
  }
  asks_set_ = true;
  const Typed set = expr(e.b, nullptr);
  asks_set_ = false;
  if (!set.valid()) return {};
  if (type(set).cls != Class::Set) {
    sink_.report(diag::kind::NotASet, right.span, "in", words(set))
        .help(type(set).cls == Class::List ? "ask about the rows: `some … where …`"
                                           : "write the values in braces: `in {a, b}`");
    return {};
  }
  if (element.cls != Class::Enum || !(type(set).enum_ == element.enum_))
    return mismatch((*unit_)[e.a].span, "a value of `" + program_[type(set).enum_].name + "`", left);
  return boolean(Op::HasValue, e.span, set.id, left.id);
}

Typed Checker::has(const ast::Expr& e) {
  asks_set_ = true;
  const Typed set = expr(e.a, nullptr);
  asks_set_ = false;
  if (!set.valid()) {
    if (!untyped(e.b)) expr(e.b, nullptr);
    return {};
  }
  if (type(set).cls != Class::Set) {
    sink_.report(diag::kind::NotASet, (*unit_)[e.a].span, e.kind == ExprKind::In ? "in" : "has", words(set))
        .help(type(set).cls == Class::List ? "ask about the rows: `some … where …`" : "compare it by `==` or `in {…}`");
    return {};
  }
  tir::Type wanted = type(set);
  wanted.optional = false;
  if (e.kind == ExprKind::In && stray(e.b, wanted)) return path((*unit_)[e.b]);
  if (is_literal(e.b, wanted)) {
    const auto value = literal(e.b, wanted);
    if (!value) return {};
    if (value->mask == 0)
      sink_.report(diag::kind::NeverHolds, e.span, "true", written((*unit_)[e.a].span)).label("no member is asked for");
    return boolean(Op::HasAll, e.span, set.id, {}, number(static_cast<std::int64_t>(value->mask)));
  }
  ++negative_;
  const Typed member = expr(e.b, (*unit_)[e.b].kind == ExprKind::Set ? &wanted : nullptr);
  --negative_;
  if (!member.valid()) return {};
  if (type(member).cls == Class::Set && type(member).enum_ == wanted.enum_) {
    // s has t: adding t to s changes nothing.
    if (program_[set.id].op == Op::AttachSelf) {
      sink_.report(diag::kind::AttachNegative, e.span).help("ask for one member at a time");
      return {};
    }
    const Typed both = node(Op::Union, wanted, e.span, set.id, member.id);
    return boolean(Op::EqSet, e.span, both.id, set.id);
  }
  if (type(member).cls != Class::Enum || !(type(member).enum_ == wanted.enum_))
    return mismatch((*unit_)[e.b].span, "a value of `" + program_[wanted.enum_].name + "`", member);
  return boolean(Op::HasValue, e.span, set.id, member.id);
}

Typed Checker::state(const ast::Expr& e) {
  ++negative_;
  const Typed a = expr(e.a, nullptr);
  --negative_;
  if (!a.valid()) return {};
  const tir::Expr& load = program_[a.id];
  if (load.op != Op::Load && load.op != Op::Single && load.op != Op::Here)
    return mismatch((*unit_)[e.a].span, "a field", a);
  if (e.kind == ExprKind::IsAbsent && load.op != Op::Load)
    sink_.report(diag::kind::NeverAbsent, e.span, written((*unit_)[e.a].span))
        .help("the row is there wherever this is asked; ask about one of its fields");
  if (e.kind == ExprKind::IsAbsent && load.op == Op::Load && program_[load.a].op == Op::Here) {
    const tir::Field& field = program_.fields[load.x];
    const bool computed =
        field.category != Category::Given && field.category != Category::Chosen && field.reading == Reading::Rule;
    if (!field.type.optional && !computed && field.type.cls != Class::List && field.builtin == tir::Builtin::None) {
      sink_.report(diag::kind::NeverAbsent, e.span, field_name(tir::FieldId{load.x}))
          .note(field.span, "declared here")
          .help("make it `optional`, or ask `is given`");
    }
  }
  const Typed test = boolean(e.kind == ExprKind::IsAbsent ? Op::IsAbsent : Op::IsGiven, e.span, a.id);
  return e.negated ? boolean(Op::Not, e.span, test.id) : test;
}

Typed Checker::text_test(const ast::Expr& e) {
  const Typed a = expr(e.a, nullptr);
  if (!a.valid()) return {};
  if (type(a).cls != Class::Text || program_[a.id].op != Op::Load)
    return mismatch((*unit_)[e.a].span, "a text field", a);
  if (e.kind == ExprKind::Fits) {
    const tir::FieldId field{program_[a.id].x};
    if (program_[field].templates.empty()) {
      sink_.report(diag::kind::NoTemplate, e.span, field_name(field))
          .note(program_[field].span, "declared here")
          .help(fmt::format("declare one: `template {} \"…\"`", field_name(field)));
      return {};
    }
    return boolean(Op::Fits, e.span, a.id);
  }
  const auto lexicon = registry_.lexicons.find(std::string(e.name.text));
  if (lexicon == registry_.lexicons.end()) {
    std::vector<std::string_view> names;
    for (const tir::Lexicon& l : program_.lexicons) names.push_back(l.name);
    explain(
        sink_.report(diag::kind::UnknownLexicon, e.name.span, e.name.text).help(diag::did_you_mean(e.name.text, names)),
        variants::Use::Lexicon, "", e.name.text);
    return {};
  }
  return boolean(Op::Uses, e.span, a.id, {}, lexicon->second.index);
}

}  // namespace msd::check
