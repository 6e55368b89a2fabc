// What values are: decided or not, joined, lists and their certain members.
#include "runtime/eval/impl.h"

#include <algorithm>

namespace msd::eval {

bool Evaluator::Impl::decided(const Val& v, Class cls) const {
  if (finite(cls)) return std::has_single_bit(v.may);
  if (v.may == kAbsent || v.may == kRejected) return true;
  if (v.may != kPresent) return false;
  switch (cls) {
  case Class::Set:
  case Class::Number: return v.low == v.high;
  case Class::Text:
  case Class::Id:
  case Class::Ref: return v.low != kAny;
  case Class::List: return lists_[static_cast<std::size_t>(v.low)].decided();
  case Class::Bool:
  case Class::Enum: break;
  }
  return false;
}

Val Evaluator::Impl::make_list(ListVal list) {
  lists_.push_back(std::move(list));
  return {kPresent, static_cast<std::int64_t>(lists_.size() - 1), 0};
}

/// An absent list reads as empty: where it may be absent, no member is certain.
ListVal Evaluator::Impl::members_of(const Val& v) const {
  ListVal out;
  if ((v.may & kPresent) != 0) out = lists_[static_cast<std::size_t>(v.low)];
  if ((v.may & kAbsent) != 0) {
    for (auto& m : out.members) m.certain = false;
  }
  return out;
}

/// An absent set reads as empty.
Val Evaluator::Impl::as_set(Val v) {
  if ((v.may & kAbsent) == 0) return v;
  if ((v.may & kPresent) == 0) v.high = 0;
  v.low = 0;
  v.may = (v.may & ~kAbsent) | kPresent;
  return v;
}

Val Evaluator::Impl::join(Val a, Val b, Class cls) {
  if (a.may == 0) return b;
  if (b.may == 0) return a;
  Val out{a.may | b.may, 0, 0};
  if (finite(cls)) return out;
  if ((a.may & kPresent) == 0) return out.low = b.low, out.high = b.high, out;
  if ((b.may & kPresent) == 0) return out.low = a.low, out.high = a.high, out;
  switch (cls) {
  case Class::Set: out.low = a.low & b.low, out.high = a.high | b.high; break;
  case Class::Number: out.low = std::min(a.low, b.low), out.high = std::max(a.high, b.high); break;
  case Class::Text:
  case Class::Id:
  case Class::Ref: out.low = a.low == b.low ? a.low : kAny; break;
  case Class::List: {
    const ListVal x = lists_[static_cast<std::size_t>(a.low)];
    const ListVal y = lists_[static_cast<std::size_t>(b.low)];
    if (x.members == y.members && x.open == y.open && x.shuffled == y.shuffled) return out.low = a.low, out;
    ListVal both{{}, true};
    for (const auto& m : x.members) both.members.push_back({m.row, false});
    for (const auto& m : y.members) {
      const bool known =
          std::any_of(both.members.begin(), both.members.end(), [&](const auto& o) { return o.row == m.row; });
      if (!known) both.members.push_back({m.row, false});
    }
    out.low = make_list(std::move(both)).low;
    break;
  }
  case Class::Bool:
  case Class::Enum: break;
  }
  return out;
}

}  // namespace msd::eval
