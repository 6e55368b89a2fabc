// Completions with some facts loose: a depth-first search like that of search.cpp, which ends at the first one that is
// as wished. Facts are counted where they are not as the design has them; once no more may be changed, the others are
// read as they stand, which ends the search there in one evaluation.
#include "runtime/eval/seek.h"

#include "runtime/eval/impl.h"

#include <algorithm>
#include <tuple>

namespace msd::eval {

namespace {

constexpr std::size_t kNotCounted = 2;

/// Whether a wish may come true, and whether it does for certain.
struct Chance {
  bool possible = false, certain = false;
};

Chance turned(Chance c) { return {!c.certain, !c.possible}; }

Chance chance_of_present(const Wish& wish, const Val& v, Class cls) {
  const auto mask = static_cast<std::int64_t>(wish.value.mask);
  Chance equal;
  switch (cls) {
  case Class::Number:
    equal = {v.low <= wish.value.number && wish.value.number <= v.high, v.low == v.high && v.low == wish.value.number};
    break;
  case Class::Set:
    if (wish.kind == Wish::Kind::Holds) return {(mask & ~v.high) == 0, (mask & ~v.low) == 0};
    equal = {(v.low & ~mask) == 0 && (mask & ~v.high) == 0, v.low == mask && v.high == mask};
    break;
  case Class::Text:
  case Class::Id:
  case Class::Ref:
    equal = {v.low == kAny || v.low == wish.value.number, v.low != kAny && v.low == wish.value.number};
    break;
  case Class::Bool:
  case Class::Enum:
  case Class::List: break;
  }
  return wish.kind == Wish::Kind::Differs ? turned(equal) : equal;
}

Chance chance_of_list(const Wish& wish, const ListVal& list) {
  const auto& rows = wish.value.list;
  Chance equal{true, false};
  if (list.decided()) {
    equal.certain = std::equal(list.members.begin(), list.members.end(), rows.begin(), rows.end(),
                               [](const auto& m, RowIndex row) { return m.row == row; });
    equal.possible = equal.certain;
  }
  return wish.kind == Wish::Kind::Differs ? turned(equal) : equal;
}

}  // namespace

std::size_t Evaluator::Impl::level(CellRef cell) const {
  const Hold hold = loose_->quest.holds.empty() ? Hold::Held : loose_->quest.holds[index(cell)];
  return hold == Hold::First ? 0 : hold == Hold::Second ? 1 : kNotCounted;
}

bool Evaluator::Impl::loose(CellRef ref) {
  const auto& holds = loose_->quest.holds;
  const std::uint32_t at = index(ref);
  if (holds.empty() || holds[at] == Hold::Held) return false;
  assumes_ = true;
  const std::size_t counted = level(ref);
  return counted == kNotCounted || loose_->deviations[at] != 0 || loose_->left[counted] != 0;
}

Class Evaluator::Impl::class_of_aim(const Aim& aim) const {
  if (aim.require != kNone) return Class::Enum;
  return aim.node != kNone ? class_of(aim.node) : class_of_field(aim.cell.field);
}

Val Evaluator::Impl::aimed(const Aim& aim) {
  if (aim.require != kNone) return verdict(aim.require, aim.cell.row);
  if (aim.node != kNone) return eval(aim.node, aim.around);
  const std::uint32_t rule_index = image_.fields()[aim.cell.field].rule;
  std::uint32_t line = kNone;
  return rule_index == kNone ? cell(aim.cell.row, aim.cell.field) : rule(aim.cell.row, rule_index, line);
}

Sought::State Evaluator::Impl::hunt(const Quest& quest, Sought& out) {
  using State = Sought::State;
  const std::size_t mark = lists_.size();
  const Class cls = class_of_aim(quest.aim);
  epoch_ = ++next_epoch_;
  touched_.clear();
  touched_seen_.clear();
  const Val v = aimed(quest.aim);
  if (exhausted_ || cyclic_) return State::Undecided;
  Chance chance;
  if (finite(cls)) {
    chance = {(v.may & quest.wish.mask) != 0, (v.may & ~quest.wish.mask) == 0};
  } else {
    Chance present;
    if ((v.may & kPresent) != 0 && quest.wish.kind == Wish::Kind::Any) present = {true, true};
    if ((v.may & kPresent) != 0 && quest.wish.kind > Wish::Kind::Any) {
      present = cls == Class::List ? chance_of_list(quest.wish, lists_[static_cast<std::size_t>(v.low)])
                                   : chance_of_present(quest.wish, v, cls);
    }
    chance.possible = (v.may & quest.wish.mask & kStates) != 0 || present.possible;
    chance.certain = (v.may & kStates & ~quest.wish.mask) == 0 && ((v.may & kPresent) == 0 || present.certain);
  }
  lists_.resize(mark);
  if (!chance.possible) return State::None;
  std::vector<Var> open;
  for (const Var& var : touched_) {
    if (assigned(var) == nullptr && assignable(var)) open.push_back(var);
  }
  if (chance.certain || (open.empty() && quest.open_counts)) {
    note_found(out);
    return State::Found;
  }
  if (open.empty()) return State::None;
  const auto row = std::find_if(open.begin(), open.end(), [&](const Var& var) { return leads_to_rows(var); });
  return hunt_below(quest, row != open.end() ? *row : open.front(), out);
}

/// Tries what a fact may be: first what the design does not say, near numbers before far ones.
Sought::State Evaluator::Impl::hunt_below(const Quest& quest, const Var& var, Sought& out) {
  using State = Sought::State;
  const bool number = var.kind == Var::Kind::Cell && class_of_field(var.cell.field) == Class::Number;
  const Val own = number && !left_open(var.cell) ? in_design(var.cell) : Val{};
  std::vector<std::tuple<bool, std::uint64_t, std::int64_t>> values;
  for (const std::int64_t value : domain(var)) {
    const bool near = own.may == kPresent && value != INT64_MIN;
    const auto from = static_cast<std::uint64_t>(std::min(value, own.low));
    const std::uint64_t far = near ? static_cast<std::uint64_t>(std::max(value, own.low)) - from : 0;
    values.emplace_back(!deviates(var, value), far, value);
  }
  std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
    return std::pair(std::get<0>(a), std::get<1>(a)) < std::pair(std::get<0>(b), std::get<1>(b));
  });
  std::uint32_t& deviations = loose_->deviations[index(var.cell)];
  const std::size_t counted = level(var.cell);
  for (const auto& [same, far, value] : values) {
    const bool costs = !same && deviations == 0 && counted != kNotCounted;
    if (costs && loose_->left[counted] == 0) continue;
    if (costs) --loose_->left[counted];
    if (!same) ++deviations;
    assignment_.emplace_back(var, value);
    const State state = hunt(quest, out);
    assignment_.pop_back();
    if (!same) --deviations;
    if (costs) ++loose_->left[counted];
    if (state != State::None) return state;
  }
  return State::None;
}

std::vector<Assumption> Evaluator::Impl::assumptions(const std::vector<std::pair<Var, std::int64_t>>& cube) const {
  std::vector<Assumption> out;
  for (const auto& [var, value] : cube) {
    Assumption one{static_cast<Assumption::About>(var.kind), var.cell, var.extra, value};
    if (var.kind == Var::Kind::Cell && static_cast<std::uint64_t>(value) == kAbsent &&
        finite(class_of_field(var.cell.field)))
      one.value = Assumption::kNothing;
    out.push_back(one);
  }
  return out;
}

void Evaluator::Impl::note_found(Sought& out) {
  out.assumed = assumptions(assignment_);
  for (const auto& [var, value] : assignment_) {
    if (level(var.cell) != kNotCounted && loose_->deviations[index(var.cell)] != 0) out.changed.push_back(var.cell);
  }
  std::sort(out.changed.begin(), out.changed.end());
  out.changed.erase(std::unique(out.changed.begin(), out.changed.end()), out.changed.end());
}

Sought Evaluator::Impl::seek(const Quest& quest) {
  Loose loosened{quest, quest.whole, quest.most, std::vector<std::uint32_t>(facts_.cell_count()), {}};
  if (class_of_aim(quest.aim) == Class::Number) loosened.points.push_back(quest.wish.value.number);
  loose_ = &loosened;
  limit_ = quest.budget;
  Sought out;
  out.state = hunt(quest, out);
  out.steps = steps_;
  loose_ = nullptr;
  return out;
}

Cases Evaluator::Impl::cases(const Quest& quest, const Aim& aim) {
  Loose loosened{quest, quest.whole, quest.most, std::vector<std::uint32_t>(facts_.cell_count()), {}};
  loose_ = &loosened;
  steps_ = 0;
  limit_ = quest.budget;
  exhausted_ = cyclic_ = between_ = false;
  const Class cls = class_of_aim(aim);
  std::vector<Leaf> leaves;
  descend([&] { return aimed(aim); }, cls, nullptr, leaves);
  assignment_.clear();
  Cases out;
  out.settled = !exhausted_ && !cyclic_;
  out.between = between_;
  out.steps = steps_;
  for (const Leaf& leaf : leaves) {
    Case one;
    one.assumed = assumptions(leaf.cube);
    one.decided = leaf.decided;
    one.content.mask = finite(cls) ? leaf.value.may : leaf.value.may & kStates;
    if (!finite(cls) && (leaf.value.may & kPresent) != 0) {
      one.content.kind = Wish::Kind::Equal;
      one.content.value = cls == Class::List ? Value{0, 0, leaf.list} : value_of(leaf.value, cls);
    }
    out.all.push_back(std::move(one));
  }
  loose_ = nullptr;
  return out;
}

std::vector<std::int64_t> Evaluator::Impl::contents(CellRef cell) {
  const Quest none;
  Loose loosened{none, true, {}, std::vector<std::uint32_t>(facts_.cell_count()), {}};
  loose_ = &loosened;
  std::vector<std::int64_t> out;
  for (const Assumption& one : assumptions([&] {
         std::vector<std::pair<Var, std::int64_t>> all;
         for (std::int64_t value : domain({Var::Kind::Cell, cell, 0}))
           all.emplace_back(Var{Var::Kind::Cell, cell, 0}, value);
         return all;
       }()))
    out.push_back(one.value);
  loose_ = nullptr;
  return out;
}

Sought seek(const Facts& facts, const Quest& quest) { return Within::Impl(facts, {}).seek(quest); }
std::vector<Cases> cases(const Facts& facts, const Quest& quest, const std::vector<Aim>& aims) {
  Within::Impl search(facts, {});
  std::vector<Cases> out;
  for (const Aim& aim : aims) out.push_back(search.cases(quest, aim));
  return out;
}
std::vector<std::int64_t> contents(const Facts& facts, CellRef cell) { return Within::Impl(facts, {}).contents(cell); }

}  // namespace msd::eval
