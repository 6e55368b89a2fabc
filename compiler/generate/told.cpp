// Where a table and its neighbour give something else, as functions of the facts.
#include "compiler/generate/functions.h"

namespace msd::generate {

using analysis::Diagrams;
using analysis::kBad;
using analysis::Symbol;
using coverage::kWhere;
using Kind = coverage::Table::Kind;
using Slot = Neighbour::Slot;

Symbol GoalFunctions::content(tir::ExprId id) {
  if (rule_ != nullptr && table_.kind == Kind::Attach) return model_.inside(*rule_, {id}).front();
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

Node GoalFunctions::told(const Neighbour& neighbour) {
  switch (neighbour.slot) {
  case Slot::Condition: return told_condition(neighbour);
  case Slot::Outcome: return d_.both(fires_[neighbour.line], differ(content(neighbour.own), content(neighbour.other)));
  case Slot::Value: return d_.both(live_, differ(content(neighbour.own), content(neighbour.other)));
  }
  return Diagrams::no();
}

Node GoalFunctions::told_condition(const Neighbour& neighbour) {
  if (table_.kind == Kind::Require) {
    tir::Require other = p_.requires_[table_.subject];
    (neighbour.line == kWhere ? other.where : other.condition) = neighbour.other;
    return differ(verdict_, model_.requirement(other));
  }
  if (neighbour.line == kWhere) return differ(applies_, model_.truth(neighbour.other));
  const Symbol other = content(neighbour.other);
  const Node holds = lines_[neighbour.line].whole;
  const Node says = d_.is(other.scalar, 1);
  const Node turns = d_.apply(holds, says, [](std::uint32_t a, std::uint32_t b) { return a == b ? 0U : 1U; });
  return d_.both(d_.both(reached(neighbour.line), turns), d_.negate(d_.is(other.scalar, kBad)));
}

}  // namespace msd::generate
