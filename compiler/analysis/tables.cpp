// Rules as diagrams.
#include "compiler/analysis/model.h"

#include <algorithm>
#include <functional>

namespace msd::analysis {

namespace {

constexpr Slot kFocus = 0;

}  // namespace

Model::Lines Model::lines(const tir::Rule& rule, const Around& around) {
  Lines out;
  for (const tir::Line& line : rule.lines) {
    const Node condition = line.condition.valid() ? eval(line.condition, around).scalar : Diagrams::yes();
    Node bad = d_.is(condition, kBad);
    Symbol outcome = line.outcome.valid() ? eval(line.outcome, around) : gone(p_[rule.field].type, p_);
    bad = d_.either(bad, is_bad(outcome));
    out.conditions.push_back(d_.is(condition, 1));
    out.bad.push_back(bad);
    out.outcomes.push_back(std::move(outcome));
  }
  return out;
}

/// Which line of the table fires.
void Model::first_match(TableFunction& table) {
  const std::vector<Node>& conditions = table.conditions;
  if (options_.circuits) {
    // One gate of thousands of terminals would be too much for a solver.
    Node open = table.live;
    for (Node condition : conditions) {
      table.taken.push_back(d_.both(open, condition));
      open = d_.both(open, d_.negate(condition));
    }
    return;
  }
  // Halves are put behind each other, so that a long table is gone through a few times only.
  const std::function<Node(std::size_t, std::size_t)> among = [&](std::size_t first, std::size_t end) {
    if (first == end) return Node::terminal(kGone);
    if (first + 1 == end)
      return d_.where(conditions[first], Node::terminal(static_cast<std::uint32_t>(first)), Node::terminal(kGone));
    const std::size_t middle = first + (end - first) / 2;
    const Node before = among(first, middle);
    return d_.where(d_.is(before, kGone), among(middle, end), before);
  };
  const Node fired = among(0, conditions.size());
  table.fired = d_.where(table.live, fired, Node::terminal(kGone));
}

Node Model::fires(const TableFunction& table, std::uint32_t line) {
  return options_.circuits ? table.taken[line] : d_.is(table.fired, line);
}

/// What the line that fires gives; `rejects` grows by where it gives nothing.
Symbol Model::outcome(const tir::Rule& rule, const Lines& all, TableFunction& table, Node& rejects) {
  Symbol value = gone(p_[rule.field].type, p_);
  const bool plain = value.cls != Class::Set && value.cls != Class::List;
  const bool constant = std::all_of(all.outcomes.begin(), all.outcomes.end(),
                                    [](const Symbol& s) { return s.scalar.is_terminal() && !s.free; });
  if (plain && constant && !options_.circuits) {
    // One look at the table for all lines.
    value.scalar = d_.map(table.fired, [&](std::uint32_t line) {
      if (line == kGone) return kGone;
      return rule.lines[line].outcome.valid() ? all.outcomes[line].scalar.number() : kBad;
    });
    return value;
  }
  for (std::uint32_t i = static_cast<std::uint32_t>(all.outcomes.size()); i-- > 0;) {
    const Node here = fires(table, i);
    if (here == Diagrams::no()) continue;
    if (rule.lines[i].outcome.valid())
      value = conditional(here, all.outcomes[i], value, false);
    else
      rejects = d_.either(rejects, here);
  }
  return value;
}

Node Model::applies_where(const tir::Rule& rule, const Around& around) {
  return rule.where.valid() ? eval(rule.where, around).scalar : Diagrams::yes();
}

Node Model::any_bad(const Lines& all) {
  Node bad = Diagrams::no();
  for (Node b : all.bad) bad = d_.either(bad, b);
  return bad;
}

TableFunction Model::conditions(Node applies, Node bad, const Lines& all) {
  TableFunction out;
  out.sound = d_.negate(bad);
  out.live = d_.both(applies, out.sound);
  for (Node c : all.conditions) out.conditions.push_back(d_.both(applies, c));
  return out;
}

TableFunction Model::table(const tir::Rule& rule, Slot slot) {
  const Around around{slot};
  const Node where = applies_where(rule, around);
  const Node applies = d_.is(where, 1);
  const Lines all = lines(rule, around);
  const Node bad = any_bad(all);
  TableFunction out = conditions(applies, bad, all);
  first_match(out);
  Node rejects = Diagrams::no();
  if (rule.kind == tir::Rule::Kind::Unique) {
    // Two lines besides `otherwise` that match together.
    Node one = Diagrams::no();
    for (std::size_t i = 0; i + 1 < all.conditions.size(); ++i) {
      rejects = d_.either(rejects, d_.both(one, all.conditions[i]));
      one = d_.either(one, all.conditions[i]);
    }
  }
  Symbol value = outcome(rule, all, out, rejects);
  // Rejected: what the condition of the table reads, what a line reads, or by itself.
  Node rejected = d_.either(d_.is(where, kBad), d_.both(applies, d_.either(bad, rejects)));
  rejected = d_.is(rejected, 1);
  if (value.several()) {
    value.state = d_.where(rejected, Node::terminal(kBad), value.state);
    const Node there = d_.is(value.state, 1);
    for (Node& m : value.members) m = d_.both(there, m);
  } else {
    value.scalar = d_.where(rejected, Node::terminal(kBad), value.scalar);
  }
  out.value = std::move(value);
  return out;
}

/// The least set that holds what it starts from and what each line adds whose condition holds.
Symbol Model::attach(const tir::Rule& rule, const Around& around) {
  const std::size_t values = p_[p_[rule.field].type.enum_].values.size();
  const Symbol start = rule.value.valid() ? eval(rule.value, around) : gone(p_[rule.field].type, p_);
  Symbol out{Class::Set, {}, start.members, {}, Node::terminal(1), false};
  out.members.resize(values, Diagrams::no());
  Node bad = is_bad(start);
  std::vector<Node> outer = std::exchange(attach_self_, out.members);
  bool grown = true;
  // Each round adds a value at each place, or is the last. Circuits do not show which.
  for (std::size_t round = 0; round <= values && grown && !d_.exhausted(); ++round) {
    grown = false;
    const Lines all = lines(rule, around);
    for (std::size_t i = 0; i < all.conditions.size(); ++i) {
      bad = d_.either(bad, all.bad[i]);
      for (std::size_t v = 0; v < all.outcomes[i].members.size(); ++v) {
        const Node more = d_.either(attach_self_[v], d_.both(all.conditions[i], all.outcomes[i].members[v]));
        grown = grown || more != attach_self_[v];
        attach_self_[v] = more;
      }
    }
  }
  out.members = std::exchange(attach_self_, std::move(outer));
  out.state = d_.map(bad, [](std::uint32_t n) { return n == 1 ? kBad : 1U; });
  return out;
}

Symbol Model::computed(Slot slot, const tir::Rule& rule) {
  if (rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique) return table(rule, slot).value;
  const Around around{slot};
  const Node where = rule.where.valid() ? eval(rule.where, around).scalar : Diagrams::yes();
  const Symbol inside = rule.kind == tir::Rule::Kind::Derive ? eval(rule.value, around) : attach(rule, around);
  Symbol out = conditional(where, inside, gone(p_[rule.field].type, p_), false);
  if (out.several()) {
    const Node there = d_.is(out.state, 1);
    for (Node& m : out.members) m = d_.both(there, m);
  }
  return out;
}

std::vector<Node> Model::additions(const tir::Rule& rule) {
  const Around around{kFocus};
  const Node applies = d_.is(rule.where.valid() ? eval(rule.where, around).scalar : Diagrams::yes(), 1);
  const Symbol whole = attach(rule, around);
  std::vector<Node> outer = std::exchange(attach_self_, whole.members);
  Lines all = lines(rule, around);
  attach_self_ = std::move(outer);
  for (Node& c : all.conditions) c = d_.both(d_.both(applies, d_.is(whole.state, 1)), c);
  return std::move(all.conditions);
}

std::vector<Symbol> Model::inside(const tir::Rule& rule, const std::vector<tir::ExprId>& ids) {
  const Around around{kFocus};
  const Symbol whole = attach(rule, around);
  std::vector<Node> outer = std::exchange(attach_self_, whole.members);
  std::vector<Symbol> out;
  for (tir::ExprId id : ids) out.push_back(eval(id, around));
  attach_self_ = std::move(outer);
  return out;
}

TableFunction Model::table(const tir::Rule& rule) { return table(rule, kFocus); }
TableFunction Model::conditions(const tir::Rule& rule) {
  const Around around{kFocus};
  const Lines all = lines(rule, around);
  const Node applies = d_.is(applies_where(rule, around), 1);
  return conditions(applies, any_bad(all), all);
}
Symbol Model::compute(const tir::Rule& rule) { return computed(kFocus, rule); }

Node Model::requirement(const tir::Require& require) { return verdict(require, 0); }

Node Model::verdict(const tir::Require& require, Slot slot) {
  const Node where = require.where.valid() ? eval(require.where, {slot}).scalar : Diagrams::yes();
  const Node holds = eval(require.condition, {slot}).scalar;
  const Node verdict = d_.map(holds, [](std::uint32_t n) { return n == kBad ? kBad : n == 1 ? 1U : 0U; });
  return d_.where(where, verdict, Node::terminal(kGone));
}

}  // namespace msd::analysis
