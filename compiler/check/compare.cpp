// Comparisons, membership, and the questions that texts and cells answer.
#include "compiler/check/checker.h"

#include <bit>

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

bool is_absent(const ast::Unit& unit, const ast::Expr& e) {
  return e.kind == ExprKind::Path && e.names_count == 1 && unit.names[e.names_begin].text == "absent";
}
}  // namespace

Typed Checker::compare(const ast::Expr& e) {
  const ast::Expr& right = (*unit_)[e.b];
  if (is_absent(*unit_, right) || is_absent(*unit_, (*unit_)[e.a])) {
    sink_.report(diag::kind::CompareAbsent, e.span).help("write `is absent` or `is not absent`");
    return {};
  }
  ++negative_;
  // A literal on the left takes its type from the right.
  Typed left;
  if ((*unit_)[e.a].kind == ExprKind::Number && right.kind != ExprKind::Number) {
    comparing_ = true;
    const Typed other = expr(e.b, nullptr);
    comparing_ = true;
    if (other.valid()) {
      tir::Type wanted = type(other);
      wanted.low = INT64_MIN, wanted.high = INT64_MAX, wanted.integer = false;
      left = expr(e.a, &wanted);
    }
    --negative_;
    if (!left.valid()) return {};
    return boolean(Op::Compare, e.span, left.id, other.id, static_cast<std::uint32_t>(e.compare));
  }
  comparing_ = true;
  left = expr(e.a, nullptr);
  comparing_ = false;
  Typed out;
  if (left.valid()) {
    switch (type(left).cls) {
    case Class::Bool:
    case Class::Enum: out = compare_finite(e, left); break;
    case Class::Number: out = compare_number(e, left); break;
    case Class::Text:
      sink_.report(diag::kind::TextIsOpaque, e.span).help("ask `is given`, `fits` or `uses LEXICON`");
      break;
    case Class::Set:
    case Class::Id:
    case Class::Ref: out = compare_finite(e, left); break;
    case Class::List:
      sink_.report(diag::kind::NotComparable, e.span, words(left), spelled(e.compare))
          .help("compare `count` of it, or ask `some … where …`");
      break;
    }
  }
  --negative_;
  return out;
}

/// Everything that has identity but no order.
Typed Checker::compare_finite(const ast::Expr& e, Typed left) {
  const tir::Type wanted = [&] {
    tir::Type t = type(left);
    t.optional = false;
    return t;
  }();
  if (e.compare != CompareOp::Eq && e.compare != CompareOp::Ne) {
    sink_.report(diag::kind::NotComparable, e.span, words(left), spelled(e.compare))
        .help("only `==` and `!=` compare what has no order");
    return {};
  }
  const bool ne = e.compare == CompareOp::Ne;
  const Typed right = expr(e.b, &wanted);
  if (!right.valid()) return {};
  const tir::Type& other = type(right);
  const bool texts = (wanted.cls == Class::Id && other.cls == Class::Id);
  const bool same = wanted.cls == other.cls && wanted.enum_ == other.enum_ && wanted.row == other.row;
  if (!same && !texts) {
    sink_.report(diag::kind::TypeMismatch, (*unit_)[e.b].span, words(left), words(right))
        .label("this is " + words(right))
        .note((*unit_)[e.a].span, "this is " + words(left))
        .help("both sides of a comparison have one type");
    return {};
  }
  const bool constant = program_[right.id].op == Op::Const;
  switch (wanted.cls) {
  case Class::Bool:
  case Class::Enum: {
    if (!constant) return boolean(Op::EqFinite, e.span, left.id, right.id, ne ? 1 : 0);
    std::uint64_t mask = program_.constants[program_[right.id].x].mask;
    if (ne) {
      const std::size_t count = wanted.cls == Class::Bool ? 2 : program_[wanted.enum_].values.size();
      mask = ~mask & ((std::uint64_t{1} << count) - 1);
    }
    return boolean(Op::InMask, e.span, left.id, {}, number(static_cast<std::int64_t>(mask)));
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
  if (type(right).cls != Class::Number || type(right).dimension != wanted.dimension) {
    return mismatch((*unit_)[e.b].span, "a " + std::string(name(wanted.dimension)), right);
  }
  if (program_[right.id].op == Op::Const)
    constant_comparison(e, type(left), program_.constants[program_[right.id].x].number);
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

Typed Checker::membership(const ast::Expr& e) {
  ++negative_;
  const Typed left = expr(e.a, nullptr);
  --negative_;
  if (!left.valid()) return {};
  const ast::Expr& right = (*unit_)[e.b];
  tir::Type element = type(left);
  element.optional = false;
  if (element.cls == Class::Text) {
    sink_.report(diag::kind::TextIsOpaque, e.span).help("ask `is given`, `fits` or `uses LEXICON`");
    return {};
  }
  if (right.kind == ExprKind::Set) {
    if (element.cls == Class::Bool || element.cls == Class::Enum) {
      std::uint64_t mask = 0;
      for (std::uint32_t i = 0; i < right.items_count; ++i) {
        const ast::ExprId item = unit_->items[right.items_begin + i];
        const auto value = as_value(item) ? literal(item, element) : std::nullopt;
        if (!value) {
          if (!as_value(item))
            sink_.report(diag::kind::TypeMismatch, (*unit_)[item].span, registry::phrase(element, program_),
                         "an expression");
          return {};
        }
        mask |= value->mask;
      }
      return boolean(Op::InMask, e.span, left.id, {}, number(static_cast<std::int64_t>(mask)));
    }
    Typed out;
    for (std::uint32_t i = 0; i < right.items_count; ++i) {
      const ast::ExprId item = unit_->items[right.items_begin + i];
      tir::Type wide = element;
      wide.low = INT64_MIN, wide.high = INT64_MAX;
      const Typed value = expr(item, &wide);
      if (!value.valid()) return {};
      if (type(value).cls != element.cls) return mismatch((*unit_)[item].span, element, value);
      const Op op = element.cls == Class::Number ? Op::Compare : element.cls == Class::Ref ? Op::EqRow : Op::EqText;
      const Typed one = boolean(op, e.span, left.id, value.id);
      out = out.valid() ? boolean(Op::Or, e.span, out.id, one.id) : one;
    }
    return out.valid() ? out : const_node({tir::Const::Kind::Finite, 1, 0, {}}, bool_type(), e.span);
  }
  asks_set_ = true;
  const Typed set = expr(e.b, nullptr);
  asks_set_ = false;
  if (!set.valid()) return {};
  if (type(set).cls != Class::Set) {
    sink_.report(diag::kind::NotASet, right.span, "in", words(set)).help("write the values in braces: `in {a, b}`");
    return {};
  }
  if (element.cls != Class::Enum || !(type(set).enum_ == element.enum_))
    return mismatch((*unit_)[e.a].span, "a member of " + words(set), left);
  return boolean(Op::HasValue, e.span, set.id, left.id);
}

Typed Checker::has(const ast::Expr& e) {
  asks_set_ = true;
  const Typed set = expr(e.a, nullptr);
  asks_set_ = false;
  if (!set.valid()) return {};
  if (type(set).cls != Class::Set) {
    sink_.report(diag::kind::NotASet, (*unit_)[e.a].span, "has", words(set))
        .help("a single value is compared: `==`, or `in {a, b}`");
    return {};
  }
  tir::Type wanted = type(set);
  wanted.optional = false;
  if (is_literal(e.b, wanted)) {
    const auto value = literal(e.b, wanted);
    if (!value) return {};
    return boolean(Op::HasAll, e.span, set.id, {}, number(static_cast<std::int64_t>(value->mask)));
  }
  ++negative_;
  const Typed member = expr(e.b, nullptr);
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
  if (e.kind == ExprKind::IsAbsent && load.op == Op::Load && program_[load.a].op == Op::Here) {
    const tir::Field& field = program_.fields[load.x];
    const bool computed =
        field.category != Category::Given && field.category != Category::Chosen && field.reading == Reading::Rule;
    if (!field.type.optional && !computed && field.type.cls != Class::List && field.builtin == tir::Builtin::None) {
      sink_.report(diag::kind::NeverAbsent, e.span, field_name(tir::FieldId{load.x}))
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
    sink_.report(diag::kind::UnknownLexicon, e.name.span, e.name.text).help(diag::did_you_mean(e.name.text, names));
    return {};
  }
  return boolean(Op::Uses, e.span, a.id, {}, lexicon->second.index);
}

}  // namespace msd::check
