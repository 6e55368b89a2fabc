// Where a table and its neighbour give something else, as functions of the facts.
#include "compiler/generate/functions.h"

namespace msd::generate {

using analysis::Diagrams;
using analysis::kBad;
using analysis::kGone;
using analysis::Symbol;
using coverage::kWhere;
using TableKind = coverage::Table::Kind;
using Slot = Neighbour::Slot;

Symbol GoalFunctions::content(tir::ExprId id) {
  if (rule_ != nullptr && table_.kind == TableKind::Attach) return model_.inside(*rule_, {id}).front();
  return model_.evaluate(id);
}

/// What cannot be judged tells nothing.
Node GoalFunctions::differ(Node a, Node b) {
  return d_.apply(a, b, [](std::uint32_t x, std::uint32_t y) { return x == y || x == kBad || y == kBad ? 0U : 1U; });
}

Node GoalFunctions::differ(const Symbol& a, const Symbol& b) {
  if (!a.several()) return a.free || b.free ? Diagrams::yes() : differ(a.scalar, b.scalar);
  Node out = differ(a.state, b.state);
  if (a.rows != b.rows || a.members.size() != b.members.size()) return Diagrams::yes();
  for (std::size_t i = 0; i < a.members.size(); ++i) out = d_.either(out, differ(a.members[i], b.members[i]));
  return out;
}

Node GoalFunctions::first_possible(const std::vector<Node>& all) {
  for (Node one : all) {
    if (const Node out = possible(one, true); !(out == Diagrams::no())) return out;
  }
  return Diagrams::no();
}

Node GoalFunctions::told(const Neighbour& neighbour) {
  switch (neighbour.slot) {
  case Slot::Condition:
    if (table_.kind == TableKind::Require) return told_requirement(neighbour);
    return neighbour.line == kWhere ? told_where(neighbour) : told_line(neighbour);
  case Slot::Outcome:
    return possible(d_.both(fires_[neighbour.line], differ(content(neighbour.own), content(neighbour.other))), true);
  case Slot::Value: return possible(d_.both(live_, differ(content(neighbour.own), content(neighbour.other))), true);
  }
  return Diagrams::no();
}

/// One of the two pairs of verdicts, not both at once: what a verdict rests on is to be filled in. Rather one that
/// breaks than one that is held.
Node GoalFunctions::told_requirement(const Neighbour& neighbour) {
  tir::Require other = p_.requires_[table_.subject];
  (neighbour.line == kWhere ? other.where : other.condition) = neighbour.other;
  const Node says = model_.requirement(other);
  std::vector<Node> all;
  for (const auto& [a, b] : {std::pair{0U, 1U}, std::pair{0U, kGone}, std::pair{1U, kGone}}) {
    all.push_back(d_.both(d_.is(verdict_, b), d_.is(says, a)));
    all.push_back(d_.both(d_.is(verdict_, a), d_.is(says, b)));
  }
  return first_possible(all);
}

/// Where the table applies, it is to be known what it gives.
Node GoalFunctions::told_where(const Neighbour& neighbour) {
  const Node says = model_.truth(neighbour.other);
  std::vector<Node> all{d_.both(d_.is(applies_, 0), d_.is(says, 1))};
  for (Node fires : fires_) all.push_back(d_.both(d_.is(says, 0), d_.both(d_.is(applies_, 1), fires)));
  return first_possible(all);
}

/// Where the line does not fire, it is to be known which one does.
Node GoalFunctions::told_line(const Neighbour& neighbour) {
  const Node says = content(neighbour.other).scalar;
  const Node asked = reached(neighbour.line), holds = lines_[neighbour.line].whole;
  const Node lost = d_.both(d_.both(asked, holds), d_.is(says, 0));
  const Node gained = d_.both(d_.both(asked, d_.negate(holds)), d_.is(says, 1));
  std::vector<Node> all;
  if (table_.kind != TableKind::First) {
    all = {lost, gained};
  } else {
    all = {d_.both(lost, fires_[neighbour.line])};
    for (std::size_t i = neighbour.line + 1; i < fires_.size(); ++i) all.push_back(d_.both(gained, fires_[i]));
  }
  return first_possible(all);
}

}  // namespace msd::generate
