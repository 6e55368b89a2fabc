// Relations between rows: which rows stand inside of one, and which ones lead to it. Both are looked up, so that a
// relation costs what it holds and not what the design holds.
#include "runtime/eval/impl.h"

#include <algorithm>

namespace msd::eval {

Val Evaluator::Impl::relation(RowIndex row, std::uint32_t field) {
  const image::FieldRecord& f = image_.fields()[field];
  const RowFact& fact = facts_.rows()[row];
  switch (f.builtin) {
  case kName: return {kPresent, static_cast<std::int64_t>(fact.name), 0};
  case kId: return display_id(row);
  case kBack:
    return fact.parent == kNone ? Val{kAbsent, 0, 0} : Val{kPresent, static_cast<std::int64_t>(fact.parent), 0};
  case kMany: {
    ListVal list;
    for (RowIndex member : inside(row)) {
      if (facts_.rows()[member].kind == image_.types()[f.type].target) list.members.push_back({member, true});
    }
    list.open = touch_hidden(CellRef{row, field});
    return make_list(std::move(list));
  }
  default: return inverse(row, f);
  }
}

/// The rows that stand directly inside of one, in the order of the design.
const std::vector<RowIndex>& Evaluator::Impl::inside(RowIndex row) {
  if (inside_.empty()) {
    inside_.resize(facts_.rows().size());
    for (RowIndex r = 0; r < facts_.rows().size(); ++r) {
      if (facts_.rows()[r].parent != kNone) inside_[facts_.rows()[r].parent].push_back(r);
    }
  }
  return inside_[row];
}

/// The rows that lead to one by a field of theirs. Those of which it is known where they lead are found by the row;
/// the others are read each time, as it depends on the assumptions at hand.
Val Evaluator::Impl::inverse(RowIndex row, const image::FieldRecord& f) {
  const image::FieldRecord& of = image_.fields()[f.inverse_of];
  // Facts that are not taken as the design has them may lead elsewhere: then every row is read.
  Leading every;
  if (loose_ != nullptr) every.open = facts_.of_kind(of.row);
  const Leading& leading = loose_ != nullptr ? every : leading_by(f.inverse_of);
  ListVal list;
  Rejections rejections;
  if (leading.rejected) rejections.operand(Val{kRejected, 0, 0});
  if (const auto known = leading.to.find(row); known != leading.to.end()) {
    for (RowIndex from : known->second) list.members.push_back({from, true});
  }
  const bool many = static_cast<Class>(image_.types()[of.type].cls) == Class::List;
  for (RowIndex from : leading.open) {
    const Val to = cell(from, f.inverse_of);
    rejections.operand(to);
    if ((to.may & kPresent) == 0) continue;
    if (many) {
      const ListVal inner = lists_[static_cast<std::size_t>(to.low)];
      for (const auto& m : inner.members) {
        if (m.row == row) list.members.push_back({from, m.certain && to.may == kPresent});
      }
      list.open = list.open || inner.open;
    } else if (to.low == kAny || to.low == static_cast<std::int64_t>(row)) {
      list.members.push_back({from, to.may == kPresent && to.low != kAny});
    }
  }
  std::stable_sort(list.members.begin(), list.members.end(),
                   [](const auto& a, const auto& b) { return a.row < b.row; });
  const bool more = hidden(of.row);
  list.open = list.open || more;
  if (more && may_reject(f.inverse_of)) rejections.uncertain({kRejected, 0, 0});
  return rejections.apply(make_list(std::move(list)));
}

/// Where the rows of a kind lead by a field. A value counts as known if it is the same under all assumptions.
const Evaluator::Impl::Leading& Evaluator::Impl::leading_by(std::uint32_t field) {
  if (const auto known = leading_.find(field); known != leading_.end()) return known->second;
  Leading out;
  for (RowIndex from : facts_.of_kind(image_.fields()[field].row)) {
    if (class_of_field(field) == Class::List) {
      // A list has a handle, which does not outlive a search; what a design states of it does.
      const CellFact& fact = facts_.cell(from, field);
      const bool stated = image_.fields()[field].rule == kNone && fact.state == CellFact::State::Stated;
      if (!stated) {
        out.open.push_back(from);
        continue;
      }
      for (RowIndex to : fact.value.list) out.to[to].push_back(from);
      continue;
    }
    const Val to = cell(from, field);
    const Memo& memo = memo_[index({from, field})];
    if (memo.busy || memo.epoch != kForever) {
      out.open.push_back(from);
    } else if (to.may == kRejected) {
      out.rejected = true;
    } else if (to.may == kPresent) {
      out.to[static_cast<RowIndex>(to.low)].push_back(from);
    }
  }
  return leading_.emplace(field, std::move(out)).first->second;
}

/// `P{n}`, counting the rows of the kind inside the same parent for which the condition holds.
Val Evaluator::Impl::display_id(RowIndex row) {
  const RowFact& fact = facts_.rows()[row];
  const image::RowRecord& kind = image_.rows()[fact.kind];
  const std::string_view pattern = image_.text(kind.id_pattern);
  if (pattern.empty()) return {kAbsent, 0, 0};
  std::int64_t number = 1;
  bool certain = true;
  for (RowIndex other : facts_.of_kind(fact.kind)) {
    if (facts_.rows()[other].parent != fact.parent) continue;
    Truth t{true, false, false};
    if (kind.id_where != kNone) t = truth(eval(kind.id_where, {other}));
    if (other != row) {
      number += t.yes ? 1 : 0;
      certain = certain && !(t.yes && (t.no || t.rejected));
      continue;
    }
    Val out{(t.yes ? kPresent : 0) | (t.no ? kAbsent : 0) | (t.rejected ? kRejected : 0), kAny, 0};
    if (!t.yes || !certain) return out;
    std::string id(pattern);
    if (const std::size_t at = id.find("{n}"); at != std::string::npos) id.replace(at, 3, std::to_string(number));
    out.low = static_cast<std::int64_t>(facts_.symbols.intern(id));
    return out;
  }
  return {kAbsent, 0, 0};
}

}  // namespace msd::eval
