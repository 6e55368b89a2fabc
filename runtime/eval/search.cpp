// Exact answers over unknown facts: a depth-first search that assigns the facts that an answer still depends on, one by
// one, and evaluates again. Each leaf of the search is a cube of assignments under which the answer is decided;
// together the cubes cover all completions. Cost: evaluations of the target times the number of leaves, bounded by the
// budget.
#include "runtime/eval/impl.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace msd::eval {

__extension__ using Wide = __int128;

namespace {
constexpr std::size_t kMaxLeaves = 20'000;
constexpr std::int64_t kAllNumbers = 16;  // a range of so many whole numbers is tried as it is
}  // namespace

/// Adds assumptions until the target rests on no unknown fact that could be assigned.
void Evaluator::Impl::assume_all(const Target& target) {
  for (;;) {
    epoch_ = ++next_epoch_;
    touched_.clear();
    touched_seen_.clear();
    target();
    const auto open = std::find_if(touched_.begin(), touched_.end(),
                                   [&](const Var& var) { return assigned(var) == nullptr && assignable(var); });
    if (open == touched_.end()) return;
    const Var var = *open;
    assignment_.emplace_back(var, domain(var).front());
  }
}

/// False for a relation whose rows were not supplied, and for a reference while there is no row that it could lead to.
bool Evaluator::Impl::assignable(const Var& var) const {
  const image::FieldRecord& f = image_.fields()[var.cell.field];
  const image::TypeRecord& type = image_.types()[f.type];
  if (var.kind != Var::Kind::Cell) return true;
  if (f.builtin != 0) return false;
  if (static_cast<Class>(type.cls) != Class::Ref || type.optional != 0) return true;
  if (facts_.reached(type.target)) return true;
  const auto& all = facts_.open_relations;
  return !facts_.of_kind(type.target).empty() || std::any_of(all.begin(), all.end(), [&](const auto& relation) {
    return may_hold(relation.second, type.target);
  });
}

/// The values that stand for all contents of an unknown fact. Finite classes: one mask each. Numbers: every point where
/// a comparison can change its outcome, with its neighbours. Names: those of the design and new ones.
std::vector<std::int64_t> Evaluator::Impl::domain(const Var& var) {
  if (var.kind != Var::Kind::Cell) return {1, 0};
  const image::TypeRecord& type = image_.types()[image_.fields()[var.cell.field].type];
  std::vector<std::int64_t> out;
  switch (static_cast<Class>(type.cls)) {
  case Class::Bool: out = {2, 1}; break;
  case Class::Enum:
    for (std::uint32_t i = 0; i < image_.enums()[type.target].value_count; ++i) out.push_back(std::int64_t{1} << i);
    break;
  case Class::Number: out = numbers(var.cell); break;
  case Class::Ref:
    for (RowIndex row : facts_.of_kind(type.target)) out.push_back(row);
    if (unlisted(type.target)) out.push_back(kAny);
    break;
  case Class::Id: {
    std::set<std::int64_t> known;
    for (std::uint32_t r = 0; r < facts_.rows().size(); ++r) {
      const image::RowRecord& kind = image_.rows()[facts_.rows()[r].kind];
      known.insert(facts_.rows()[r].name);
      for (std::uint32_t f = 0; f < kind.field_count; ++f) {
        const CellFact& fact = facts_.cell(r, kind.field_first + f);
        const bool id =
            image_.types()[image_.fields()[kind.field_first + f].type].cls == static_cast<std::uint32_t>(Class::Id);
        if (id && fact.state == CellFact::State::Stated) known.insert(fact.value.number);
      }
    }
    for (const image::ConstRecord& c : image_.consts()) {
      if (c.kind == 4) known.insert(const_symbol(c.text));
    }
    out.assign(known.begin(), known.end());
    // New names: one of its own, and those that other unknown names have already.
    out.push_back(kFreshBase - static_cast<std::int64_t>(index(var.cell)));
    for (const auto& [v, value] : assignment_) {
      const bool fresh = v.kind == Var::Kind::Cell && value <= kFreshBase && value != INT64_MIN;
      if (fresh && std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
    }
    break;
  }
  // Nothing compares texts, so two that are not the same stand for all.
  case Class::Text: out = {kFreshBase, kFreshBase - 1}; break;
  // That there is one; its members are facts of their own.
  case Class::Set:
  case Class::List: out = {1}; break;
  }
  if (type.optional != 0)
    out.push_back(finite(static_cast<Class>(type.cls)) ? static_cast<std::int64_t>(kAbsent) : INT64_MIN);
  if (loose_ != nullptr) with_own(var, out);
  return out;
}

std::vector<std::int64_t> Evaluator::Impl::numbers(CellRef cell) {
  const image::TypeRecord& type = image_.types()[image_.fields()[cell.field].type];
  const std::int64_t low = image_.number(type.low);
  const std::int64_t high = image_.number(type.high);
  const std::int64_t step = number_step({Var::Kind::Cell, cell, 0});
  std::set<std::int64_t> points{low, high};
  if (step != 1 && (high - low) / step < kAllNumbers) {
    for (std::int64_t p = low; p <= high; p += step) points.insert(p);
    return {points.begin(), points.end()};
  }
  auto same_dimension = [&](std::uint32_t t) {
    return image_.types()[t].cls == type.cls && image_.types()[t].dimension == type.dimension;
  };
  for (const image::NodeRecord& n : image_.nodes()) {
    if (static_cast<Op>(n.op) == Op::Const && same_dimension(n.type) && image_.consts()[n.x].kind == 3)
      points.insert(image_.number(image_.consts()[n.x].number));
  }
  for (std::uint32_t r = 0; r < facts_.rows().size(); ++r) {
    const image::RowRecord& kind = image_.rows()[facts_.rows()[r].kind];
    for (std::uint32_t f = 0; f < kind.field_count; ++f) {
      const image::TypeRecord& other = image_.types()[image_.fields()[kind.field_first + f].type];
      if (other.cls != type.cls || other.dimension != type.dimension) continue;
      const CellFact& fact = facts_.cell(r, kind.field_first + f);
      const std::uint32_t usual = image_.fields()[kind.field_first + f].default_value;
      if (fact.state == CellFact::State::Stated) points.insert(fact.value.number);
      if (fact.state == CellFact::State::Missing && usual != kNone && image_.consts()[usual].kind == 3)
        points.insert(image_.number(image_.consts()[usual].number));
      if (const std::int64_t* value = assigned({Var::Kind::Cell, {r, kind.field_first + f}, 0});
          value != nullptr && *value != INT64_MIN)
        points.insert(*value);
    }
  }
  if (loose_ != nullptr) points.insert(loose_->points.begin(), loose_->points.end());
  if (type.dimension == static_cast<std::uint32_t>(Dimension::Count)) {
    for (std::size_t n = 0; n <= facts_.rows().size(); ++n)
      points.insert(static_cast<std::int64_t>(n) * 1'000'000);  // what is counted
  }
  std::set<std::int64_t> scaled = points;
  for (const image::NodeRecord& n : image_.nodes()) {
    if (static_cast<Op>(n.op) != Op::Scale || !same_dimension(n.type)) continue;
    const Wide x = image_.number(n.x);
    const Wide y = image_.number(n.y);
    for (std::int64_t p : points) {
      if (x != 0) scaled.insert(static_cast<std::int64_t>(static_cast<Wide>(p) * y / x));
      scaled.insert(static_cast<std::int64_t>(static_cast<Wide>(p) * x / y));
    }
  }
  std::set<std::int64_t> out;
  for (std::int64_t p : scaled) {
    const std::int64_t base = step == 1 ? p : p / step * step;
    for (std::int64_t q : {base - step, base, base + step}) {
      if (q >= low && q <= high) out.insert(q);
    }
  }
  return {out.begin(), out.end()};
}

void Evaluator::Impl::descend(const Target& target, Class cls, const std::uint32_t* line, std::vector<Leaf>& leaves) {
  const std::size_t mark = lists_.size();
  epoch_ = ++next_epoch_;
  touched_.clear();
  touched_seen_.clear();
  const Val value = target();
  const std::uint32_t fired = line != nullptr ? *line : kNone;
  if (exhausted_) return;
  std::vector<Var> open;
  std::vector<CellRef> blocked;
  for (const Var& var : touched_) {
    if (assigned(var) != nullptr) continue;
    assignable(var) ? open.push_back(var) : blocked.push_back(var.cell);
  }
  const bool done = decided(value, cls) && (!wants_line_ || fired != kNone);
  if (done || open.empty()) {
    unasked_ = unasked_ || !open.empty();
    Leaf leaf{assignment_, value, {}, std::move(blocked), fired};
    if (cls == Class::List && (value.may & kPresent) != 0) {
      for (const auto& m : lists_[static_cast<std::size_t>(value.low)].members) leaf.list.push_back(m.row);
    }
    leaf.decided = decided(value, cls);
    leaves.push_back(std::move(leaf));
    lists_.resize(mark);
    if (leaves.size() > kMaxLeaves) exhausted_ = true;
    return;
  }
  // Which rows there are comes before what they hold: an uncertain row makes everything about it a question.
  const auto row = std::find_if(open.begin(), open.end(), [&](const Var& v) { return leads_to_rows(v); });
  const Var var = row != open.end() ? *row : open.front();
  lists_.resize(mark);
  std::size_t before = leaves.size();
  std::int64_t last = INT64_MIN;
  for (std::int64_t v : domain(var)) {
    const std::size_t begin = leaves.size();
    assignment_.emplace_back(var, v);
    descend(target, cls, line, leaves);
    assignment_.pop_back();
    if (exhausted_) return;
    if (cls == Class::Number && last != INT64_MIN && v != INT64_MIN && v - last > number_step(var))
      between_ = between_ ||
                 !same_values({leaves.data() + before, begin - before}, {leaves.data() + begin, leaves.size() - begin});
    before = begin;
    last = v;
  }
}

bool Evaluator::Impl::leads_to_rows(const Var& var) const {
  const Class cls = class_of_field(var.cell.field);
  return (var.kind == Var::Kind::Cell || var.kind == Var::Kind::Member) && (cls == Class::Ref || cls == Class::List);
}

/// The distance of two neighbours in the range of an unknown number; huge for what is no number.
std::int64_t Evaluator::Impl::number_step(const Var& var) const {
  const image::TypeRecord& type = image_.types()[image_.fields()[var.cell.field].type];
  if (var.kind != Var::Kind::Cell || static_cast<Class>(type.cls) != Class::Number) return INT64_MAX;
  const bool whole = type.integer != 0 && type.dimension == static_cast<std::uint32_t>(Dimension::Count);
  return whole ? 1'000'000 : 1;
}

bool Evaluator::Impl::same_values(std::span<const Leaf> a, std::span<const Leaf> b) {
  // As sets: how the other facts were asked may differ between the two.
  const auto all = [](std::span<const Leaf> leaves) {
    std::set<std::tuple<bool, std::uint64_t, std::int64_t>> out;
    for (const Leaf& leaf : leaves) {
      const bool present = (leaf.value.may & kPresent) != 0;
      out.emplace(leaf.decided, leaf.value.may, present ? leaf.value.low : 0);
    }
    return out;
  };
  return all(a) == all(b);
}

/// Whether two decided results are the same; what a class does not use of a Val is left aside.
bool Evaluator::Impl::same_result(const Leaf& a, const Leaf& b, Class cls) {
  if (!a.decided || !b.decided || a.value.may != b.value.may) return false;
  if (finite(cls) || (a.value.may & kPresent) == 0) return true;
  return cls == Class::List ? a.list == b.list : a.value.low == b.value.low;
}

/// The value of a decided result of a class without a mask of values.
Value Evaluator::Impl::value_of(const Val& v, Class cls) const {
  Value out;
  if (cls == Class::List) {
    for (const auto& m : lists_[static_cast<std::size_t>(v.low)].members) out.list.push_back(m.row);
  } else if (cls == Class::Set) {
    out.mask = static_cast<std::uint64_t>(v.low);
  } else {
    out.number = v.low;
  }
  return out;
}

Evaluator::Impl::Found Evaluator::Impl::solve(const Target& target, Class cls, const std::uint32_t* line) {
  Found out;
  const std::uint64_t steps = std::exchange(steps_, 0);
  const std::uint64_t limit = std::exchange(limit_, options_.budget);
  const bool exhausted = std::exchange(exhausted_, false);
  const bool between = std::exchange(between_, false);
  const bool unasked = std::exchange(unasked_, false);
  const bool cyclic = std::exchange(cyclic_, false);
  const std::size_t depth = assignment_.size();
  std::vector<Leaf> leaves;
  descend(target, cls, line, leaves);
  if (exhausted_ || cyclic_) {
    // The abstract answer holds for every completion, but may hold more than is possible.
    assignment_.resize(depth);
    limit_ = UINT64_MAX;
    exhausted_ = false;
    epoch_ = ++next_epoch_;
    touched_.clear();
    touched_seen_.clear();
    out.value = target();
    out.decided = decided(out.value, cls);
    out.settled = out.decided;
    out.exhausted = !out.decided;
    for (const Var& var : touched_) {
      // Not a smallest set: all that the answer may still depend on.
      if (out.decided || std::find(out.needs.begin(), out.needs.end(), var.cell) != out.needs.end()) continue;
      out.needs.push_back(var.cell);
    }
    out.open = !finite(cls) && !out.decided;
    if (out.decided && !finite(cls) && (out.value.may & kPresent) != 0) out.values.push_back(value_of(out.value, cls));
  } else {
    bool first = true;
    for (const Leaf& leaf : leaves) {
      const std::uint64_t states = leaf.value.may & (kAbsent | kRejected);
      if (finite(cls)) {
        out.value.may |= leaf.value.may;
        out.settled = out.settled && leaf.decided;
      } else {
        out.value = first ? leaf.value
                          : Val{out.value.may | leaf.value.may, std::min(out.value.low, leaf.value.low),
                                std::max(out.value.high, leaf.value.high)};
        if (!leaf.decided) {
          out.open = true;
          // An unknown text is simply any text; everything else that stays open was not searched.
          out.settled = out.settled && (cls == Class::Text || cls == Class::Id);
        } else if (states == 0) {
          Value one = cls == Class::List ? Value{0, 0, leaf.list} : value_of(leaf.value, cls);
          if (leaf.value.low <= kFreshBase && (cls == Class::Id || cls == Class::Text)) {
            out.open = true;  // some other name
          } else {
            out.values.push_back(std::move(one));
          }
        }
      }
      out.line = first || out.line == leaf.line ? leaf.line : kNone;
      first = false;
    }
    // Two neighbours of a gap in a tried range agree in every comparison; where they differ, the result holds the
    // number itself, and all in between are possible.
    out.open = out.open || between_;
    std::sort(out.values.begin(), out.values.end(), [](const Value& a, const Value& b) {
      return std::tie(a.mask, a.number, a.list) < std::tie(b.mask, b.number, b.list);
    });
    out.values.erase(std::unique(out.values.begin(), out.values.end()), out.values.end());
    const std::uint64_t states = out.value.may & (kAbsent | kRejected);
    if (finite(cls)) {
      out.decided = std::has_single_bit(out.value.may);
    } else {
      const bool present = (out.value.may & kPresent) != 0;
      out.decided = !out.open && (present ? states == 0 && out.values.size() == 1 : std::has_single_bit(states));
    }
    if (!out.decided)
      out.needs = essential(leaves, [&](const Leaf& a, const Leaf& b) { return same_result(a, b, cls); });
    if (out.decided && !finite(cls) && cls != Class::List && !leaves.empty()) out.value = leaves.front().value;
  }
  if (!leaves.empty()) out.example = std::move(leaves.front().cube);
  epoch_ = ++next_epoch_;
  steps_ = steps;
  limit_ = limit;
  exhausted_ = exhausted;
  between_ = between;
  out.unasked = std::exchange(unasked_, unasked);
  cyclic_ = cyclic;
  return out;
}

}  // namespace msd::eval
