// What a cell holds: relations, stated facts, defaults, computed values, unknowns.
#include "runtime/eval/impl.h"

#include <algorithm>
#include <utility>

namespace msd::eval {

std::int64_t Evaluator::Impl::const_symbol(std::uint32_t text) {
  return static_cast<std::int64_t>(facts_.symbols.intern(image_.text(text)));
}

Val Evaluator::Impl::constant(const image::ConstRecord& record, Class cls) {
  switch (record.kind) {
  case 1: return {static_cast<std::uint64_t>(image_.number(record.number)), 0, 0};
  // An empty set literal is also how an empty list is written.
  case 2:
    if (cls == Class::List) return make_list({});
    return {kPresent, image_.number(record.number), image_.number(record.number)};
  case 3: return {kPresent, image_.number(record.number), image_.number(record.number)};
  case 4: return {kPresent, const_symbol(record.text), 0};
  default: return {kAbsent, 0, 0};
  }
}

Val Evaluator::Impl::stated(const CellFact& fact, Class cls) {
  const Value& v = fact.value;
  switch (cls) {
  case Class::Bool:
  case Class::Enum: return {v.mask, 0, 0};
  case Class::Set: return {kPresent, static_cast<std::int64_t>(v.mask), static_cast<std::int64_t>(v.mask)};
  case Class::Number: return {kPresent, v.number, v.number};
  case Class::Text:
  case Class::Id:
  case Class::Ref: return {kPresent, v.number, 0};
  case Class::List: {
    ListVal list;
    for (RowIndex row : v.list) list.members.push_back({row, true});
    return make_list(std::move(list));
  }
  }
  return {};
}

CellRef Evaluator::Impl::owner(RowIndex row, std::uint32_t field) const { return owner_of(facts_, {row, field}); }

Val Evaluator::Impl::cell(RowIndex row, std::uint32_t field) {
  const std::uint32_t at = index({row, field});
  {
    Memo& memo = memo_[at];
    if (!memo.busy && (memo.epoch == kForever || memo.epoch == epoch_)) {
      assumes_ = assumes_ || memo.assumes;
      for (const Var& var : memo.touched) touch(var);
      return memo.value;
    }
    if (memo.busy) {
      cyclic_ = true;
      return unknown({row, field});
    }
    memo.busy = true;
  }
  std::uint32_t line = kNone;
  const bool outer = std::exchange(assumes_, false);
  auto touched = std::exchange(touched_, {});
  auto seen = std::exchange(touched_seen_, {});
  ++cell_depth_;
  Val value = compute_cell(row, field, line);
  --cell_depth_;
  if (view_ != nullptr) value = view_->cell({row, field}, value);
  Memo& memo = memo_[at];
  // What is decided as far as the search has come rests on no further fact, whatever was read on the way.
  const bool done = decided(value, class_of_field(field));
  memo.touched = done ? std::vector<Var>{} : std::exchange(touched_, {});
  touched_ = std::move(touched);
  touched_seen_ = std::move(seen);
  for (const Var& var : memo.touched) touch(var);
  memo.busy = false;
  memo.value = value;
  remember(memo, done && class_of_field(field) != Class::List, outer);
  return value;
}

/// Says for how long a value holds. What rests on no unknown fact is the same under all assumptions, and so is what is
/// decided without any: they could only narrow it. (The handle of a list does not outlive a search.) `outer` says
/// whether what is being evaluated around it rests on unknown facts already.
void Evaluator::Impl::remember(Memo& memo, bool lasting, bool outer) {
  const bool forever = lasting && !cyclic_ && (!assumes_ || assignment_.empty());
  memo.epoch = forever ? kForever : epoch_;
  memo.assumes = assumes_ && !forever;
  assumes_ = memo.assumes || outer;
}

Val Evaluator::Impl::compute_cell(RowIndex row, std::uint32_t field, std::uint32_t& line) {
  const image::FieldRecord& f = image_.fields()[field];
  if (f.builtin != kNotBuiltin) return relation(row, field);
  if (f.rule == kNone) return leaf(owner(row, field));
  if (facts_.cell(row, field).state == CellFact::State::Stated ||
      facts_.cell(row, field).state == CellFact::State::Absent) {
    if (loose_ == nullptr) return asserted({row, field}, line);
    if (!loose({row, field})) return in_design({row, field});
  }
  return rule(row, f.rule, line);
}

Val Evaluator::Impl::leaf(CellRef ref) { return loose_ != nullptr && loose(ref) ? unknown(ref) : in_design(ref); }

/// What the design says of a fact, or its default.
Val Evaluator::Impl::in_design(CellRef ref) {
  const CellFact& fact = facts_.cell(ref.row, ref.field);
  const image::FieldRecord& f = image_.fields()[ref.field];
  const auto cls = static_cast<Class>(image_.types()[f.type].cls);
  switch (fact.state) {
  case CellFact::State::Stated: return stated(fact, cls);
  case CellFact::State::Absent: return {kAbsent, 0, 0};
  case CellFact::State::Unknown: return unknown(ref);
  case CellFact::State::Missing: break;
  }
  if (f.default_value != kNone) return constant(image_.consts()[f.default_value], cls);
  if (image_.types()[f.type].optional != 0) return {kAbsent, 0, 0};
  return unknown(ref);
}

Val Evaluator::Impl::unknown(CellRef ref) {
  const image::FieldRecord& f = image_.fields()[ref.field];
  const image::TypeRecord& type = image_.types()[f.type];
  const auto cls = static_cast<Class>(type.cls);
  std::uint64_t absent = type.optional != 0 || (loose_ != nullptr && own_absent(ref)) ? kAbsent : 0;
  const Var whole{Var::Kind::Cell, ref, 0};
  assumes_ = true;
  if (cls != Class::Set && cls != Class::List) {
    if (const std::int64_t* value = assigned(whole)) {
      if (finite(cls)) return {static_cast<std::uint64_t>(*value), 0, 0};
      if (*value == INT64_MIN) return {kAbsent, 0, 0};
      if (cls == Class::Ref && *value == kAny) leads_beyond(type.target);
      return {kPresent, *value, cls == Class::Number ? *value : 0};
    }
  }
  if ((cls == Class::Set || cls == Class::List) && absent != 0) {
    // Whether there is a set at all comes before what is in it.
    const std::int64_t* value = assigned(whole);
    if (value == nullptr) touch(whole);
    if (value != nullptr && *value == INT64_MIN) return {kAbsent, 0, 0};
    if (value != nullptr) absent = 0;
  }
  switch (cls) {
  case Class::Bool: touch(whole); return {3 | absent, 0, 0};
  case Class::Enum:
    touch(whole);
    return {((std::uint64_t{1} << image_.enums()[type.target].value_count) - 1) | absent, 0, 0};
  case Class::Number: touch(whole); return {kPresent | absent, image_.number(type.low), image_.number(type.high)};
  case Class::Text:
  case Class::Id:
  case Class::Ref: touch(whole); return {kPresent | absent, kAny, 0};
  case Class::Set: {
    std::uint64_t in = 0;
    std::uint64_t may = 0;
    for (std::uint32_t i = 0; i < image_.enums()[type.target].value_count; ++i) {
      const Var member{Var::Kind::Member, ref, i};
      const std::int64_t* value = assigned(member);
      if (value == nullptr) touch(member);
      if (value == nullptr || *value != 0) may |= std::uint64_t{1} << i;
      if (value != nullptr && *value != 0) in |= std::uint64_t{1} << i;
    }
    return {kPresent | absent, static_cast<std::int64_t>(in), static_cast<std::int64_t>(may)};
  }
  case Class::List: {
    ListVal list;
    std::vector<RowIndex> rows = facts_.of_kind(type.target);
    if (loose_ != nullptr) own_first(ref, rows);
    for (RowIndex row : rows) {
      const Var member{Var::Kind::Member, ref, row};
      const std::int64_t* value = assigned(member);
      if (value == nullptr) touch(member);
      if (value == nullptr || *value != 0) list.members.push_back({row, value != nullptr});
    }
    list.open = hidden(type.target);
    Val out = make_list(std::move(list));
    out.may |= absent;
    return out;
  }
  }
  return {};
}

/// A computed cell that the design states: its rule decides; where the rule is open, a statement that is possible
/// stands in for it.
Val Evaluator::Impl::asserted(CellRef ref, std::uint32_t& line) {
  const CellFact& fact = facts_.cell(ref.row, ref.field);
  const image::FieldRecord& f = image_.fields()[ref.field];
  const auto cls = static_cast<Class>(image_.types()[f.type].cls);
  auto known = asserted_.find(ref);
  if (known == asserted_.end()) {
    // The rule is asked without the assumptions of a search that may be going on.
    auto assumed = std::exchange(assignment_, {});
    auto touched = std::exchange(touched_, {});
    auto seen = std::exchange(touched_seen_, {});
    const std::uint32_t epoch = std::exchange(epoch_, ++next_epoch_);
    const bool assumes = assumes_;
    const Found own = by_rule(ref);
    assumes_ = assumes;
    assignment_ = std::move(assumed);
    touched_ = std::move(touched);
    touched_seen_ = std::move(seen);
    epoch_ = epoch;
    known = asserted_.emplace(ref, compare_statement(fact, own, cls)).first;
  }
  switch (known->second) {
  case Outcome::Assertion::StandsIn: break;
  // What the rule gives depends on the assumptions at hand, if only as to how it is found.
  case Outcome::Assertion::None:
  case Outcome::Assertion::Holds:
  case Outcome::Assertion::Contradicted: return rule(ref.row, f.rule, line);
  }
  return fact.state == CellFact::State::Absent ? Val{kAbsent, 0, 0} : stated(fact, cls);
}

/// How a statement about a computed cell stands to what its rule gives.
Outcome::Assertion Evaluator::Impl::compare_statement(const CellFact& fact, const Found& own, Class cls) const {
  bool possible = false;
  if (fact.state == CellFact::State::Absent) {
    possible = (own.value.may & kAbsent) != 0;
  } else if (finite(cls)) {
    possible = (own.value.may & fact.value.mask) != 0;
  } else {
    // Every number, name and row that the design states was tried; only texts are not compared with what is stated.
    const bool any = !own.settled || (own.open && cls == Class::Text);
    possible = any || std::find(own.values.begin(), own.values.end(), fact.value) != own.values.end();
  }
  if (!possible) return Outcome::Assertion::Contradicted;
  return own.decided ? Outcome::Assertion::Holds : Outcome::Assertion::StandsIn;
}

}  // namespace msd::eval
