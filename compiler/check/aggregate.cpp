// some, no, every, count, distinct, first.
#include "compiler/check/checker.h"

namespace msd::check {

using ast::ExprKind;
using ast::QuantifierOp;

Typed Checker::relation(ast::ExprId id) {
  const ast::Expr& e = (*unit_)[id];
  if (e.kind == ExprKind::Path && e.names_count == 1) {
    // The name of a kind of row is the relation to all of its rows, also inside one of them.
    const ast::Name& name = unit_->names[e.names_begin];
    const auto row = registry_.rows.find(std::string(name.text));
    bool field = false;
    for (const Level& level : levels_)
      field = field || (level.role.empty() && registry_.field(level.row, name.text).valid());
    if (!field && row != registry_.rows.end() && !program_[row->second].single) {
      reads_.push_back({program_[row->second].name_field, e.span, true});
      tir::Type all;
      all.cls = Class::List;
      all.row = row->second;
      return node(Op::All, all, e.span, {}, {}, {}, {}, row->second.index);
    }
  }
  const Typed list = expr(id, nullptr);
  if (!list.valid()) return {};
  if (type(list).cls == Class::List) return list;
  sink_.report(diag::kind::NotARelation, (*unit_)[id].span, written((*unit_)[id].span))
      .label("this is " + words(list))
      .help("an aggregate ranges over a relation to several rows");
  return {};
}

namespace {
tir::Type count_type() {
  tir::Type type;
  type.cls = Class::Number;
  type.dimension = Dimension::Count;
  type.integer = true;
  type.low = 0;
  type.high = std::int64_t{1'000'000'000} * 1'000'000;
  return type;
}
}  // namespace

Typed Checker::aggregate(const ast::Expr& e, const tir::Type* expected) {
  ++negative_;
  const std::size_t before = reads_.size();
  const Typed list = relation(e.a);
  // Without a condition or keys the relation itself is what is asked.
  if (e.b.valid() || e.c.valid() || e.items_count != 0) walked(before);
  --negative_;
  if (!list.valid()) return {};
  if (e.kind == ExprKind::Quantifier) return quantifier(e, list);
  if (e.kind == ExprKind::First) return first(e, list, expected);
  ++negative_;
  levels_.push_back({type(list).row});
  std::vector<tir::ExprId> keys;
  bool good = true;
  for (std::uint32_t i = 0; i < e.items_count; ++i) {
    const ast::ExprId item = unit_->items[e.items_begin + i];
    const Typed key = expr(item, nullptr);
    good = good && key.valid();
    if (key.valid() && type(key).cls == Class::Text) {
      sink_.report(diag::kind::TextIsOpaque, (*unit_)[item].span)
          .help("two wordings of one thing are two texts; make it an `id` or an enum");
      good = false;
    } else if (key.valid() && type(key).cls == Class::List) {
      sink_.report(diag::kind::NotComparable, (*unit_)[item].span, words(key), "distinct")
          .help("count what has identity: a name, a value, a row");
      good = false;
    }
    keys.push_back(key.id);
  }
  const Typed where = e.b.valid() ? condition(e.b) : Typed{};
  good = good && (!e.b.valid() || where.valid());
  levels_.pop_back();
  --negative_;
  if (!good) return {};
  if (e.kind == ExprKind::Count) return node(Op::Count, count_type(), e.span, list.id, where.id);
  const auto begin = static_cast<std::uint32_t>(program_.keys.size());
  program_.keys.insert(program_.keys.end(), keys.begin(), keys.end());
  return node(Op::CountDistinct, count_type(), e.span, list.id, where.id, {}, {}, begin,
              static_cast<std::uint32_t>(keys.size()));
}

Typed Checker::quantifier(const ast::Expr& e, Typed list) {
  const bool plain = e.quantifier == QuantifierOp::Some;
  if (!plain) ++negative_;
  levels_.push_back({type(list).row});
  const Typed where =
      e.b.valid() ? condition(e.b) : const_node({tir::Const::Kind::Finite, 2, 0, {}}, bool_type(), e.op);
  const Typed also = e.c.valid() ? condition(e.c) : Typed{};
  levels_.pop_back();
  if (!plain) --negative_;
  if (!where.valid() || (e.c.valid() && !also.valid())) return {};
  tir::ExprId body = where.id;
  if (e.quantifier == QuantifierOp::Every) {
    // every R where F satisfies C: no member of F without C; with a `where` alone, that is the claim.
    const Typed missing = boolean(Op::Not, e.span, e.c.valid() ? also.id : where.id);
    body = e.c.valid() ? boolean(Op::And, e.span, where.id, missing.id).id : missing.id;
  } else if (e.c.valid()) {
    body = boolean(Op::And, e.span, where.id, also.id).id;
  }
  const Typed some = boolean(Op::Some, e.span, list.id, body);
  return plain ? some : boolean(Op::Not, e.span, some.id);
}

Typed Checker::first(const ast::Expr& e, Typed list, const tir::Type* expected) {
  ++negative_;
  levels_.push_back({type(list).row});
  const Typed where = e.b.valid() ? condition(e.b) : Typed{};
  const Typed value = e.c.valid() ? expr(e.c, expected) : Typed{};
  levels_.pop_back();
  if ((e.b.valid() && !where.valid()) || (e.c.valid() && !value.valid())) return --negative_, Typed{};
  tir::Type out;
  if (value.valid()) {
    out = type(value);
  } else {
    out.cls = Class::Ref;
    out.row = type(list).row;
  }
  const ast::Expr& last = (*unit_)[e.d];
  const bool absent =
      last.kind == ExprKind::Path && last.names_count == 1 && unit_->names[last.names_begin].text == "absent";
  tir::Type wanted = out;
  if (wanted.cls == Class::Number) wanted.low = INT64_MIN, wanted.high = INT64_MAX;
  const Typed otherwise = absent ? Typed{} : expr(e.d, &wanted);
  --negative_;
  if (!absent && !otherwise.valid()) return {};
  if (absent) {
    out.optional = true;
  } else {
    const tir::Type& b = type(otherwise);
    if (!same_kind(b, out)) return mismatch(last.span, out, otherwise);
    out.optional = out.optional || b.optional;
    out.low = std::min(out.low, b.low);
    out.high = std::max(out.high, b.high);
  }
  return node(Op::First, out, e.span, list.id, where.id, value.id, otherwise.id);
}

}  // namespace msd::check
