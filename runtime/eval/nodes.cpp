// Abstract evaluation of expressions; the semantics of each operation are those of ops.def.
#include "runtime/eval/impl.h"

#include <algorithm>

namespace msd::eval {

__extension__ using Wide = __int128;

namespace {
constexpr std::int64_t kUnit = 1'000'000;          // counts are in millionths
constexpr std::int64_t kMostRows = 1'000'000'000;  // that are not listed
}  // namespace

/// The value of a node. The facts that it read matter only if it is not decided.
Val Evaluator::Impl::eval(std::uint32_t index, const Rows& rows) {
  const std::size_t before = touched_.size();
  Val out = eval_node(index, rows);
  if (view_ != nullptr) out = view_->node(index, rows, cell_depth_ == 0, out);
  if (touched_.size() > before && decided(out, class_of(index))) {
    for (std::size_t i = before; i < touched_.size(); ++i) touched_seen_.erase(touched_[i]);
    touched_.resize(before);
  }
  return out;
}

Val Evaluator::Impl::eval_node(std::uint32_t index, const Rows& rows) {
  const image::NodeRecord& n = image_.nodes()[index];
  if (++steps_ > limit_) exhausted_ = true;
  Rejections rejections;
  switch (static_cast<Op>(n.op)) {
  case Op::Const: return constant(image_.consts()[n.x], class_of(index));
  case Op::Here: {
    const RowIndex row = rows[rows.size() - 1 - n.x];
    if (row == kNone) return {kAbsent, 0, 0};  // a role that no row fills
    return {kPresent, row == kStranger ? kAny : static_cast<std::int64_t>(row), 0};
  }
  case Op::Single: return single(n, rows);
  case Op::All: {
    ListVal list;
    for (RowIndex row : facts_.of_kind(n.x)) list.members.push_back({row, true});
    list.open = hidden(n.x);
    return make_list(std::move(list));
  }
  case Op::Load: return load(n, rows);
  case Op::Collect: return collect(n, rows);
  case Op::And:
  case Op::Or: {
    const Val a = eval(n.a, rows);
    const Val b = eval(n.b, rows);
    rejections.operand(a);
    rejections.operand(b);
    const Truth x = truth(a);
    const Truth y = truth(b);
    if (static_cast<Op>(n.op) == Op::And)
      return rejections.boolean(x.yes && y.yes, (x.no && (y.yes || y.no)) || (y.no && (x.yes || x.no)));
    return rejections.boolean((x.yes && (y.yes || y.no)) || (y.yes && (x.yes || x.no)), x.no && y.no);
  }
  case Op::Not: {
    const Val a = eval(n.a, rows);
    rejections.operand(a);
    return rejections.boolean(truth(a).no, truth(a).yes);
  }
  case Op::If: {
    const Val test = eval(n.a, rows);
    const Val then = eval(n.b, rows);
    const Val other = eval(n.c, rows);
    rejections.operand(test);
    rejections.operand(then);
    rejections.operand(other);
    if (rejections.certain()) return {kRejected, 0, 0};
    Val out;
    if (truth(test).yes) out = join(out, then, class_of(index));
    if (truth(test).no) out = join(out, other, class_of(index));
    return rejections.apply(out);
  }
  case Op::InMask: {
    const Val a = eval(n.a, rows);
    rejections.operand(a);
    const auto mask = static_cast<std::uint64_t>(image_.number(n.x)) & ~kStates;
    return rejections.boolean((a.may & mask) != 0, (a.may & ~mask & ~kRejected) != 0);
  }
  case Op::EqFinite:
  case Op::EqText:
  case Op::EqRow: return equal(n, rows);
  case Op::Compare: return compare(n, rows);
  case Op::Scale: {
    Val a = eval(n.a, rows);
    // Only whole factors stand outside of comparisons, and their products were checked against the ranges.
    auto scaled = [&](std::int64_t v) {
      const Wide wide = static_cast<Wide>(v) * image_.number(n.x) / image_.number(n.y);
      return wide > INT64_MAX ? INT64_MAX : wide < INT64_MIN ? INT64_MIN : static_cast<std::int64_t>(wide);
    };
    const std::int64_t x = scaled(a.low);
    const std::int64_t y = scaled(a.high);
    a.low = std::min(x, y);
    a.high = std::max(x, y);
    return a;
  }
  case Op::EqSet:
  case Op::HasAll:
  case Op::HasValue:
  case Op::SingletonSet:
  case Op::Union: return sets(n, rows);
  case Op::IsAbsent: {
    const Val a = eval(n.a, rows);
    rejections.operand(a);
    return rejections.boolean((a.may & kAbsent) != 0, (a.may & ~kStates) != 0);
  }
  case Op::IsGiven:
  case Op::Fits:
  case Op::Uses: return question(n, rows);
  case Op::Some:
  case Op::Count:
  case Op::CountDistinct:
  case Op::First: return aggregates(index, rows);
  case Op::AttachSelf: return attach_self_;
  }
  return {kRejected, 0, 0};
}

Val Evaluator::Impl::single(const image::NodeRecord& n, const Rows& rows) {
  const RowIndex unnamed = facts_.single(n.x);
  if (unnamed == kNone) return {kAbsent, 0, 0};
  const std::uint32_t selector = image_.rows()[n.x].selector;
  Val out{kPresent, static_cast<std::int64_t>(unnamed), 0};
  if (selector == kNone || n.a == kNone) return out;
  const Val from = eval(n.a, rows);
  if (from.may != kPresent || from.low == kAny) return from.may == kRejected ? from : Val{kPresent, kAny, 0};
  auto at = static_cast<RowIndex>(from.low);
  while (at != kNone && facts_.rows()[at].kind != image_.fields()[selector].row) at = facts_.rows()[at].parent;
  if (at == kNone) return out;
  const Val chosen = cell(at, selector);
  Rejections rejections;
  rejections.operand(chosen);
  Val named = chosen;
  named.may &= kPresent;
  if ((chosen.may & kAbsent) != 0) named = join(named, out, Class::Ref);
  return rejections.apply(named);
}

Val Evaluator::Impl::load(const image::NodeRecord& n, const Rows& rows) {
  const Val from = eval(n.a, rows);
  Rejections rejections;
  rejections.operand(from);
  if (rejections.certain()) return {kRejected, 0, 0};
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[n.x].type].cls);
  Val out;
  auto one = [&](RowIndex row) {
    if (trace_ != nullptr && rule_depth_ == trace_depth_) trace_->push_back({row, n.x});
    return cell(row, n.x);
  };
  if ((from.may & kPresent) != 0 && from.low != kAny) {
    out = one(static_cast<RowIndex>(from.low));
  } else if ((from.may & kPresent) != 0) {
    const std::uint32_t kind = image_.fields()[n.x].row;
    for (RowIndex row : facts_.of_kind(kind)) out = join(out, one(row), cls);
    if (leads_beyond(kind)) out = join(out, anything(n.x), cls);
  }
  if ((from.may & kAbsent) != 0) out = join(out, {kAbsent, 0, 0}, cls);
  return rejections.apply(out);
}

Val Evaluator::Impl::collect(const image::NodeRecord& n, const Rows& rows) {
  const Val from = eval(n.a, rows);
  Rejections rejections;
  rejections.operand(from);
  ListVal out;
  auto add = [&](RowIndex row, bool certain) {
    for (auto& m : out.members) {
      if (m.row != row) continue;
      // It is there for certain, but perhaps only from here on.
      out.shuffled = out.shuffled || (certain && !m.certain);
      m.certain = m.certain || certain;
      return;
    }
    out.members.push_back({row, certain});
  };
  const std::uint32_t kind = image_.types()[image_.fields()[n.x].type].target;
  const auto cls = static_cast<Class>(image_.types()[image_.fields()[n.x].type].cls);
  if ((from.may & kPresent) != 0) {
    const ListVal members = members_of(from);
    out.open = members.open;
    out.shuffled = members.shuffled;
    for (const auto& m : members.members) {
      if (trace_ != nullptr && rule_depth_ == trace_depth_) trace_->push_back({m.row, n.x});
      const Val to = cell(m.row, n.x);
      m.certain ? rejections.operand(to) : rejections.uncertain(to);
      if ((to.may & kPresent) == 0) continue;
      const bool sure = m.certain && to.may == kPresent;
      if (cls == Class::List) {
        const ListVal inner = lists_[static_cast<std::size_t>(to.low)];
        out.open = out.open || inner.open;
        out.shuffled = out.shuffled || inner.shuffled;
        for (const auto& i : inner.members) add(i.row, sure && i.certain);
      } else if (to.low != kAny) {
        add(static_cast<RowIndex>(to.low), sure);
      } else {
        for (RowIndex row : facts_.of_kind(kind)) add(row, false);
        out.open = true;  // the order of what is added later is not known
      }
    }
  }
  if (out.open && may_reject(n.x)) rejections.uncertain({kRejected, 0, 0});
  return rejections.apply(make_list(std::move(out)));
}

/// Identity: of finite values, names, rows. Whatever is absent equals nothing and differs from nothing.
Val Evaluator::Impl::equal(const image::NodeRecord& n, const Rows& rows) {
  const Val a = eval(n.a, rows);
  const Val b = eval(n.b, rows);
  Rejections rejections;
  rejections.operand(a);
  rejections.operand(b);
  const bool absent = ((a.may | b.may) & kAbsent) != 0;
  bool same = false;
  bool differ = false;
  if (static_cast<Op>(n.op) == Op::EqFinite) {
    const std::uint64_t x = a.may & ~kStates;
    const std::uint64_t y = b.may & ~kStates;
    same = (x & y) != 0;
    differ = x != 0 && y != 0 && !(x == y && std::has_single_bit(x));
  } else if ((a.may & b.may & kPresent) != 0) {
    const bool known = a.low != kAny && b.low != kAny;
    same = !known || a.low == b.low;
    differ = !known || a.low != b.low;
  }
  return n.x == 0 ? rejections.boolean(same, differ || absent) : rejections.boolean(differ, same || absent);
}

Val Evaluator::Impl::compare(const image::NodeRecord& n, const Rows& rows) {
  struct Side {
    Val value;
    Wide low = 0, high = 0, unit = 1;
  };
  Rejections rejections;
  auto side = [&](std::uint32_t node) {
    Side out;
    std::uint32_t at = node;
    Wide factor = 1;
    while (static_cast<Op>(image_.nodes()[at].op) == Op::Scale && factor < (Wide{1} << 40)) {
      factor *= image_.number(image_.nodes()[at].x);
      out.unit *= image_.number(image_.nodes()[at].y);
      at = image_.nodes()[at].a;
      if (out.unit > (Wide{1} << 40)) break;
    }
    out.value = eval(at, rows);
    rejections.operand(out.value);
    out.low = out.value.low * factor;
    out.high = out.value.high * factor;
    if (out.low > out.high) std::swap(out.low, out.high);
    return out;
  };
  const Side a = side(n.a);
  const Side b = side(n.b);
  const bool absent = ((a.value.may | b.value.may) & kAbsent) != 0;
  if ((a.value.may & b.value.may & kPresent) == 0) return rejections.boolean(false, absent);
  // Factors are at most 40 bits and values 63, so products with the other side's unit could leave 128 bits only for
  // absurd units; those are clamped by dividing both sides.
  const Wide al = a.low * b.unit;
  const Wide ah = a.high * b.unit;
  const Wide bl = b.low * a.unit;
  const Wide bh = b.high * a.unit;
  bool yes = false;
  bool no = false;
  switch (n.x) {
  case 0: yes = al <= bh && bl <= ah, no = !(al == ah && bl == bh && al == bl); break;
  case 1: no = al <= bh && bl <= ah, yes = !(al == ah && bl == bh && al == bl); break;
  case 2: yes = al < bh, no = ah >= bl; break;
  case 3: yes = al <= bh, no = ah > bl; break;
  case 4: yes = ah > bl, no = al <= bh; break;
  default: yes = ah >= bl, no = al < bh; break;
  }
  return rejections.boolean(yes, no || absent);
}

Val Evaluator::Impl::sets(const image::NodeRecord& n, const Rows& rows) {
  const Op op = static_cast<Op>(n.op);
  Rejections rejections;
  const Val raw = eval(n.a, rows);
  rejections.operand(raw);
  if (op == Op::SingletonSet) {
    const std::uint64_t values = raw.may & ~kStates;
    const bool sure = std::has_single_bit(values) && (raw.may & kAbsent) == 0;
    return rejections.apply(
        {kPresent, sure ? static_cast<std::int64_t>(values) : 0, static_cast<std::int64_t>(values)});
  }
  const Val a = as_set(raw);
  const auto in = static_cast<std::uint64_t>(a.low);
  const auto may = static_cast<std::uint64_t>(a.high);
  if (op == Op::HasAll) {
    const auto mask = static_cast<std::uint64_t>(image_.number(n.x));
    return rejections.boolean((mask & ~may) == 0, (mask & ~in) != 0);
  }
  const Val other = eval(n.b, rows);
  rejections.operand(other);
  if (op == Op::HasValue) {
    const std::uint64_t values = other.may & ~kStates;
    return rejections.boolean((values & may) != 0, (values & ~in) != 0 || (other.may & kAbsent) != 0);
  }
  const Val b = as_set(other);
  const auto b_in = static_cast<std::uint64_t>(b.low);
  const auto b_may = static_cast<std::uint64_t>(b.high);
  if (op == Op::Union)
    return rejections.apply({kPresent, static_cast<std::int64_t>(in | b_in), static_cast<std::int64_t>(may | b_may)});
  const bool same = (in & ~b_may) == 0 && (b_in & ~may) == 0;
  const bool differ = !(in == may && b_in == b_may && in == b_in);
  return n.x == 0 ? rejections.boolean(same, differ) : rejections.boolean(differ, same);
}

Val Evaluator::Impl::question(const image::NodeRecord& n, const Rows& rows) {
  const image::NodeRecord& l = image_.nodes()[n.a];
  Rejections rejections;
  if (static_cast<Op>(l.op) != Op::Load) {
    const Val a = eval(n.a, rows);
    rejections.operand(a);
    return rejections.boolean((a.may & ~kStates) != 0, (a.may & kAbsent) != 0);
  }
  const Val from = eval(l.a, rows);
  rejections.operand(from);
  Val out;
  auto one = [&](RowIndex row) {
    if (trace_ != nullptr && rule_depth_ == trace_depth_) trace_->push_back({row, l.x});
    const Var::Kind kind = static_cast<Op>(n.op) == Op::IsGiven ? Var::Kind::Given
                           : static_cast<Op>(n.op) == Op::Fits  ? Var::Kind::Fits
                                                                : Var::Kind::Uses;
    out = join(out, asks({row, l.x}, kind, n.x), Class::Bool);
  };
  if ((from.may & kPresent) != 0 && from.low != kAny) {
    one(static_cast<RowIndex>(from.low));
  } else if ((from.may & kPresent) != 0) {
    const std::uint32_t kind = image_.fields()[l.x].row;
    for (RowIndex row : facts_.of_kind(kind)) one(row);
    if (leads_beyond(kind)) out.may |= 3 | (may_reject(l.x) ? kRejected : 0);
  }
  if ((from.may & kAbsent) != 0) out.may |= 1;
  return rejections.apply(out);
}

/// The members of a list and, where there may be more than are listed, one that stands for all of those.
ListVal Evaluator::Impl::candidates(const Val& v) const {
  ListVal out = members_of(v);
  if (out.open) out.members.push_back({kStranger, false});
  return out;
}

Val Evaluator::Impl::aggregate(const image::NodeRecord& n, const Rows& rows) {
  Rejections rejections;
  const Val from = eval(n.a, rows);
  rejections.operand(from);
  const ListVal list = candidates(from);
  bool some = false;
  bool none = true;
  std::int64_t least = 0;
  std::int64_t most = 0;
  Rows inner = rows;
  inner.push_back(0);
  for (const auto& m : list.members) {
    inner.back() = m.row;
    Truth t{true, false, false};
    if (n.b != kNone) {
      const Val v = eval(n.b, inner);
      m.certain ? rejections.operand(v) : rejections.uncertain(v);
      t = truth(v);
    }
    some = some || t.yes;
    none = none && (t.no || !m.certain);
    least += m.certain && t.yes && !t.no ? 1 : 0;
    if (t.yes) most += m.row == kStranger ? kMostRows : 1;
  }
  if (static_cast<Op>(n.op) == Op::Some) return rejections.boolean(some, none);
  return rejections.apply({kPresent, least * kUnit, most * kUnit});
}

Val Evaluator::Impl::distinct(const image::NodeRecord& n, const Rows& rows) {
  Rejections rejections;
  const Val from = eval(n.a, rows);
  rejections.operand(from);
  const ListVal list = candidates(from);
  std::vector<std::vector<Val>> seen;
  bool certain = true;
  std::int64_t most = 0;
  Rows inner = rows;
  inner.push_back(0);
  for (const auto& m : list.members) {
    inner.back() = m.row;
    Truth t{true, false, false};
    if (n.b != kNone) {
      const Val v = eval(n.b, inner);
      m.certain ? rejections.operand(v) : rejections.uncertain(v);
      t = truth(v);
    }
    std::vector<Val> key;
    bool known = true;
    for (std::uint32_t i = 0; i < n.y; ++i) {
      const std::uint32_t node = image_.node_list()[n.x + i].node;
      const Val v = eval(node, inner);
      m.certain ? rejections.operand(v) : rejections.uncertain(v);
      known = known && decided(v, class_of(node)) && class_of(node) != Class::List;
      key.push_back(v);
    }
    if (!t.yes) continue;
    most += m.row == kStranger ? kMostRows : 1;
    certain = certain && known && !t.no && m.certain;
    if (std::find(seen.begin(), seen.end(), key) == seen.end()) seen.push_back(std::move(key));
  }
  const auto exact = static_cast<std::int64_t>(seen.size());
  if (certain) return rejections.apply({kPresent, exact * kUnit, exact * kUnit});
  return rejections.apply({kPresent, 0, most * kUnit});
}

Val Evaluator::Impl::first(const image::NodeRecord& n, const Rows& rows) {
  Rejections rejections;
  const Val from = eval(n.a, rows);
  rejections.operand(from);
  const ListVal list = candidates(from);
  const Class cls = n.c == kNone ? Class::Ref : class_of(n.c);
  Val out;
  bool passed = false;  // a member before this one is the first for certain
  bool found = false;   // there is one for certain, wherever it stands
  Rows inner = rows;
  inner.push_back(0);
  for (const auto& m : list.members) {
    inner.back() = m.row;
    Truth t{true, false, false};
    if (n.b != kNone) {
      const Val v = eval(n.b, inner);
      m.certain ? rejections.operand(v) : rejections.uncertain(v);
      t = truth(v);
    }
    Val value{kPresent, m.row == kStranger ? kAny : static_cast<std::int64_t>(m.row), 0};
    if (n.c != kNone) {
      value = eval(n.c, inner);
      m.certain ? rejections.operand(value) : rejections.uncertain(value);
      value.may &= ~kRejected;
    }
    if (!passed && t.yes) out = join(out, value, cls);
    found = found || (m.certain && t.yes && !t.no);
    passed = found && !list.open && !list.shuffled;
  }
  Val otherwise{kAbsent, 0, 0};
  if (n.d != kNone) {
    otherwise = eval(n.d, rows);
    rejections.operand(otherwise);
    otherwise.may &= ~kRejected;
  }
  if (!found) out = join(out, otherwise, cls);
  return rejections.apply(out);
}

}  // namespace msd::eval
