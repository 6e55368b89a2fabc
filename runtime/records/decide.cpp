#include "runtime/records/decide.h"

#include <algorithm>

namespace msd::records {

namespace {

using Kind = Expr::Kind;
using State = Content::State;
__extension__ using Wide = __int128;

constexpr Content kRejects{State::Rejected, 0};

Content truth(bool b) { return {State::Value, b ? 1 : 0}; }
bool holds(Content c) { return c.state == State::Value && c.number == 1; }
/// A set that is absent has no members.
std::uint64_t members(Content c) { return c.state == State::Value ? static_cast<std::uint64_t>(c.number) : 0; }

}  // namespace

Decider::Decider(const Program& program)
    : p_(program), decided_(program.decisions.size()), known_(program.exprs.size()), when_(program.exprs.size()),
      self_(program.exprs.size()) {
  for (std::size_t i = 0; i < p_.exprs.size(); ++i) {
    const Expr& e = p_.exprs[i];
    bool self = e.kind == Kind::Self;
    for (std::uint32_t part : {e.a, e.b, e.c}) self = self || (part != kNone && self_[part]);
    self_[i] = self;
  }
}

void Decider::begin(std::span<const Content> columns) {
  columns_ = columns;
  if (++now_ == 0) {  // it began anew: what was known is long past
    std::fill(when_.begin(), when_.end(), 0);
    now_ = 1;
  }
}

std::span<const Decided> Decider::decide(std::span<const Content> columns) {
  begin(columns);
  for (std::size_t i = 0; i < p_.decisions.size(); ++i) decided_[i] = decision(p_.decisions[i]);
  return decided_;
}

int Decider::held(std::size_t decision, std::size_t line) {
  const Decision& d = p_.decisions[decision];
  const auto now = [&](std::uint32_t index) {
    if (index == kNone) return 1;
    const Content condition = expr(index);
    return condition.state == State::Rejected ? -1 : holds(condition) ? 1 : 0;
  };
  return now_ != 0 && now(d.where) == 1 ? now(d.lines[line].condition) : -1;
}

Content Decider::grown(std::size_t index, std::uint64_t from) {
  return attach(p_.decisions[index], {State::Value, static_cast<std::int64_t>(from)});
}

Content Decider::expr(std::uint32_t index) {
  if (self_[index]) return fresh(p_.exprs[index]);
  if (when_[index] != now_) {
    known_[index] = fresh(p_.exprs[index]);
    when_[index] = now_;
  }
  return known_[index];
}

Content Decider::compared(const Expr& e, Content a, Content b) const {
  if (a.state == State::Absent || b.state == State::Absent) return truth(false);
  const Wide x = static_cast<Wide>(a.number) * e.top * e.other_bottom;
  const Wide y = static_cast<Wide>(b.number) * e.other_top * e.bottom;
  switch (e.x) {
  case 0: return truth(x == y);
  case 1: return truth(x != y);
  case 2: return truth(x < y);
  case 3: return truth(x <= y);
  case 4: return truth(x > y);
  default: return truth(x >= y);
  }
}

Content Decider::fresh(const Expr& e) {
  if (e.kind == Kind::Const) return e.absent ? Content{} : Content{State::Value, e.number};
  if (e.kind == Kind::Column) return columns_[e.x];
  if (e.kind == Kind::Decision) return decided_[e.x].content;
  if (e.kind == Kind::Self) return set_;
  const Content a = expr(e.a);
  const Content b = e.b == kNone ? Content{} : expr(e.b);
  const Content c = e.c == kNone ? Content{} : expr(e.c);
  if (a.state == State::Rejected || b.state == State::Rejected || c.state == State::Rejected) return kRejects;
  const auto mask = static_cast<std::uint64_t>(e.number);
  switch (e.kind) {
  case Kind::And: return truth(holds(a) && holds(b));
  case Kind::Or: return truth(holds(a) || holds(b));
  case Kind::Not: return truth(!holds(a));
  case Kind::If: return holds(a) ? b : c;
  case Kind::In: return truth(a.state == State::Value && (mask >> a.number & 1U) != 0);
  case Kind::Equal: {
    if (p_.exprs[e.a].cls == Class::Set) return truth((members(a) == members(b)) == (e.x == 0));
    const bool both = a.state == State::Value && b.state == State::Value;
    return truth(both && (a.number == b.number) == (e.x == 0));
  }
  case Kind::Compare: return compared(e, a, b);
  case Kind::Scale: {
    if (a.state == State::Absent) return a;
    const Wide scaled = static_cast<Wide>(a.number) * e.top / e.bottom;
    return {State::Value, static_cast<std::int64_t>(std::clamp<Wide>(scaled, INT64_MIN, INT64_MAX))};
  }
  case Kind::HasAll: return truth((mask & ~members(a)) == 0);
  case Kind::Has: return truth(b.state == State::Value && (members(a) >> b.number & 1U) != 0);
  case Kind::IsAbsent: return truth(a.state == State::Absent);
  case Kind::IsThere: return truth(a.state == State::Value);
  case Kind::Single:
    return {State::Value, a.state == State::Value ? static_cast<std::int64_t>(std::uint64_t{1} << a.number) : 0};
  case Kind::Union: return {State::Value, static_cast<std::int64_t>(members(a) | members(b))};
  case Kind::Const:
  case Kind::Column:
  case Kind::Decision:
  case Kind::Self: break;
  }
  return kRejects;
}

Decided Decider::decision(const Decision& d) {
  if (d.where != kNone) {
    const Content applies = expr(d.where);
    if (applies.state == State::Rejected) return {kRejects, kNone};
    if (!holds(applies)) return {};
  }
  switch (d.kind) {
  case Decision::Kind::Derive: return {expr(d.value), kNone};
  case Decision::Kind::Attach: return {attach(d, d.value == kNone ? Content{} : expr(d.value)), kNone};
  case Decision::Kind::First:
  case Decision::Kind::Unique: break;
  }
  return lines(d);
}

/// What any line reads, and what any line gives, is looked at: a rejected cell among that rejects the whole.
Decided Decider::lines(const Decision& d) {
  const Line* fires = nullptr;
  bool several = false;
  for (const Line& line : d.lines) {
    const Content condition = line.condition == kNone ? truth(true) : expr(line.condition);
    if (condition.state == State::Rejected) return {kRejects, kNone};
    if (line.outcome != kNone && expr(line.outcome).state == State::Rejected) return {kRejects, kNone};
    if (!holds(condition)) continue;
    // The last line is `otherwise`.
    several = several || (fires != nullptr && &line != &d.lines.back());
    if (fires == nullptr) fires = &line;
  }
  if (fires == nullptr || (several && d.kind == Decision::Kind::Unique && !d.proven)) return {kRejects, kNone};
  return {fires->outcome == kNone ? kRejects : expr(fires->outcome), fires->record};
}

/// The least fixed point over the set that the rule begins with.
Content Decider::attach(const Decision& d, Content from) {
  if (from.state == State::Rejected) return kRejects;
  const Content around = set_;
  Content set{State::Value, static_cast<std::int64_t>(members(from))};
  for (bool first = true;; first = false) {
    set_ = set;
    bool rejected = false;
    for (const Line& line : d.lines) {
      const Content condition = line.condition == kNone ? truth(true) : expr(line.condition);
      const Content added = expr(line.outcome);
      rejected = rejected || condition.state == State::Rejected || added.state == State::Rejected;
      if (holds(condition)) set.number |= static_cast<std::int64_t>(members(added));
    }
    if (first && rejected) {
      set_ = around;
      return kRejects;
    }
    if (set == set_) break;
  }
  set_ = around;
  return set;
}

}  // namespace msd::records
