#include "compiler/analysis/solver.h"

#include <algorithm>
#include <cadical.hpp>

namespace msd::analysis {

namespace {

constexpr unsigned kMuch = 32;            // a row more
constexpr std::size_t kLiterals = 1'000;  // that weigh as much as a conflict

}  // namespace

/// Each conflict learns a clause.
class Solver::Counter final : public CaDiCaL::Learner {
 public:
  explicit Counter(std::size_t& conflicts) : conflicts_(conflicts) {}
  bool learning(int) override { return ++conflicts_, false; }
  void learn(int) override {}

 private:
  std::size_t& conflicts_;
};

Solver::Solver(const Circuits& circuits, std::size_t max_conflicts)
    : circuits_(circuits), solver_(std::make_unique<CaDiCaL::Solver>()), max_conflicts_(max_conflicts) {
  solver_->set("quiet", 1);
  counter_ = std::make_unique<Counter>(conflicts_);
  solver_->connect_learner(counter_.get());
}

Solver::~Solver() { solver_->disconnect_learner(); }

// ---- clauses -------------------------------------------------------------------------------------------------------

void Solver::add(const Clause& clause) {
  for (int literal : clause) solver_->add(literal);
  solver_->add(0);
}

/// Literals of which exactly one holds.
std::vector<int> Solver::fresh(std::size_t terminals) {
  if (terminals == 2) {
    ++last_;
    return {-last_, last_};
  }
  std::vector<int> out;
  for (std::size_t i = 0; i < terminals; ++i) out.push_back(++last_);
  add(out);
  for (std::size_t i = 0; i < terminals; ++i) {
    for (std::size_t j = 0; j < i; ++j) add({-out[i], -out[j]});
  }
  return out;
}

const std::vector<int>& Solver::variable(Variable v) {
  const auto found = inputs_.find(v);
  if (found != inputs_.end()) return found->second;
  return inputs_[v] = fresh(circuits_.values(v));
}

void Solver::encode(Node f) {
  if (gates_.size() < circuits_.gates()) gates_.resize(circuits_.gates());
  if (f.is_terminal() || !gates_[f.index()].empty()) return;
  for (std::uint32_t at : circuits_.cone(f, [&](std::uint32_t gate) { return !gates_[gate].empty(); })) encode(at);
}

/// The literal of a terminal that the gate can have by its shape; 0 of any other.
int Solver::literal(Node f, std::uint32_t number) {
  const std::vector<std::uint32_t>& range = circuits_.range(f);
  const auto at = std::lower_bound(range.begin(), range.end(), number);
  if (at == range.end() || *at != number) return 0;
  return gates_[f.index()][static_cast<std::size_t>(at - range.begin())];
}

void Solver::encode(std::uint32_t at) {
  const Gate& gate = circuits_.gates_[at];
  if (gate.kind == Gate::Kind::Where) return encode_where(gate, at);
  if (gate.kind != Gate::Kind::Both && gate.kind != Gate::Kind::Either) return encode_table(gate, at);
  gates_[at] = fresh(2);
  const int sign = gate.kind == Gate::Kind::Both ? 1 : -1;
  const int self = sign * gates_[at][1];
  const int a = sign * gates_[gate.a.index()][1];
  const int b = sign * gates_[gate.b.index()][1];
  add({-self, a});
  add({-self, b});
  add({self, -a, -b});
}

void Solver::encode_table(const Gate& gate, std::uint32_t at) {
  const std::vector<std::uint32_t>& table = *gate.table;
  const std::vector<int> none{0};
  const std::vector<int>& a = gate.kind == Gate::Kind::Input ? variable(gate.variable) : gates_[gate.a.index()];
  const std::vector<int>& b = gate.kind == Gate::Kind::Apply ? gates_[gate.b.index()] : none;
  if (gate.kind != Gate::Kind::Apply && gate.range->size() == table.size()) {
    // Each terminal is one of those below.
    std::vector<int> own(table.size());
    for (std::size_t i = 0; i < table.size(); ++i)
      own[static_cast<std::size_t>(std::lower_bound(gate.range->begin(), gate.range->end(), table[i]) -
                                   gate.range->begin())] = a[i];
    gates_[at] = std::move(own);
    return;
  }
  gates_[at] = fresh(gate.range->size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      Clause clause{-a[i]};
      if (b[j] != 0) clause.push_back(-b[j]);
      clause.push_back(literal(Node::at(at), table[i * b.size() + j]));
      add(clause);
    }
  }
}

void Solver::encode_where(const Gate& gate, std::uint32_t at) {
  gates_[at] = fresh(gate.range->size());
  const int holds = literal(gate.a, 1);
  const int bad = literal(gate.a, kBad);
  const auto same = [&](Node side, Clause where) {
    if (side.is_terminal()) {
      where.push_back(literal(Node::at(at), side.number()));
      return add(where);
    }
    const std::vector<std::uint32_t>& range = circuits_.range(side);
    for (std::size_t i = 0; i < range.size(); ++i) {
      Clause clause = where;
      clause.push_back(-gates_[side.index()][i]);
      clause.push_back(literal(Node::at(at), range[i]));
      add(clause);
    }
  };
  if (holds != 0) same(gate.b, {-holds});
  Clause other;
  for (int literal : {holds, bad}) {
    if (literal != 0) other.push_back(literal);
  }
  same(gate.c, other);
  if (bad != 0) add({-bad, literal(Node::at(at), kBad)});
}

// ---- questions -----------------------------------------------------------------------------------------------------

std::optional<bool> Solver::ask(const std::vector<int>& assumptions) {
  // A question is gone through once, whatever it costs to answer.
  conflicts_ += 1 + static_cast<std::size_t>(last_) / kLiterals;
  if (conflicts_ >= max_conflicts_) return std::nullopt;
  for (int literal : assumptions) solver_->assume(literal);
  solver_->limit("conflicts", static_cast<int>(max_conflicts_ - conflicts_));
  const int answer = solver_->solve();
  if (answer == 0) return conflicts_ = max_conflicts_, std::nullopt;
  return answer == 10;
}

std::optional<bool> Solver::solve(const std::vector<std::pair<Node, std::uint32_t>>& wanted) {
  std::vector<int> assumptions;
  for (const auto& [node, number] : wanted) {
    if (node.is_terminal()) {
      if (node.number() != number) return false;
      continue;
    }
    encode(node);
    const int one = literal(node, number);
    if (one == 0) return false;
    assumptions.push_back(one);
  }
  return ask(assumptions);
}

std::optional<std::vector<std::size_t>> Solver::cover(Node a, std::span<const Node> parts) {
  std::vector<int> fixed;
  if (!a.is_terminal()) {
    encode(a);
    fixed.push_back(literal(a, 1));
    if (fixed.back() == 0) return std::vector<std::size_t>{};
  } else if (a.number() != 1) {
    return std::vector<std::size_t>{};
  }
  std::vector<std::size_t> out;
  std::vector<int> outside;  // by part; 0 for one that never holds
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == Functions::yes()) {
      const auto any = ask(fixed);
      if (!any) return std::nullopt;
      return *any ? std::vector<std::size_t>{i} : std::vector<std::size_t>{};
    }
    if (!parts[i].is_terminal()) encode(parts[i]);
    outside.push_back(parts[i].is_terminal() ? 0 : -literal(parts[i], 1));
    if (outside.back() != 0) out.push_back(i);
  }
  const auto covered = [&](const std::vector<std::size_t>& by) {
    std::vector<int> all = fixed;
    for (std::size_t i : by) all.push_back(outside[i]);
    const auto found = ask(all);
    return found ? std::optional(!*found) : std::nullopt;
  };
  const auto used = [&](std::vector<std::size_t>& of) {
    std::erase_if(of, [&](std::size_t i) { return !solver_->failed(outside[i]); });
  };
  const auto all = covered(out);
  if (!all) return std::nullopt;
  if (!*all) return std::vector<std::size_t>{};
  used(out);
  for (std::size_t k = 0; k < out.size();) {
    std::vector<std::size_t> without = out;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(k));
    const auto still = covered(without);
    if (!still) return std::nullopt;
    if (!*still) {
      ++k;
      continue;
    }
    // What was found to be needed still is.
    used(without);
    out = std::move(without);
  }
  return out;
}

void Solver::read(Assignment& out) {
  for (auto& [v, value] : out) {
    const std::vector<int>& literals = inputs_.at(v);
    for (std::uint32_t i = 0; i < literals.size(); ++i) {
      const int literal = literals[i];
      if (solver_->val(literal < 0 ? -literal : literal) == literal) value = i;
    }
  }
}

/// Values of a variable that cost less than the one it has, the cheapest first.
std::vector<std::uint32_t> Solver::cheaper(Variable v, std::uint32_t than, const Cost& cost) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t value = 0; value < circuits_.values(v); ++value) {
    if (cost(v, value) < cost(v, than)) out.push_back(value);
  }
  std::stable_sort(out.begin(), out.end(), [&](auto a, auto b) { return cost(v, a) < cost(v, b); });
  return out;
}

/// Takes back, one by one, what costs much, as far as the truth can hold without it. No if the conflicts are used up.
bool Solver::improve(Assignment& best, int goal, const Cost& cost) {
  std::vector<int> kept{goal};
  for (std::size_t i = 0; i < best.size(); ++i) {
    const Variable v = best[i].first;
    for (std::uint32_t value : cheaper(v, best[i].second, cost)) {
      if (cost(v, best[i].second) - cost(v, value) < kMuch) break;
      std::vector<int> with = kept;
      with.push_back(variable(v)[value]);
      const auto found = ask(with);
      if (!found) return false;
      if (*found) {
        read(best);
        break;
      }
    }
    if (cost(v, best[i].second) < kMuch) kept.push_back(variable(v)[best[i].second]);
  }
  return true;
}

std::optional<Assignment> Solver::cheapest(Node f, const std::vector<Variable>& among, const Cost& cost) {
  encode(f);
  // Where nothing decides, a variable has its cheapest value.
  for (Variable v : among) {
    std::uint32_t least = 0;
    for (std::uint32_t value = 1; value < circuits_.values(v); ++value) {
      if (cost(v, value) < cost(v, least)) least = value;
    }
    for (std::uint32_t value = 0; value < circuits_.values(v); ++value) {
      const int one = variable(v)[value];
      solver_->phase(value == least ? one : -one);
    }
  }
  const int goal = literal(f, 1);
  const auto found = ask({goal});
  if (!found || !*found) return std::nullopt;
  Assignment best;
  for (Variable v : among) best.emplace_back(v, 0);
  read(best);
  if (!improve(best, goal, cost)) return std::nullopt;
  return shorten(f, best, goal, cost);
}

/// No truth that is broken has these values.
std::optional<bool> Solver::enough(const Assignment& at, int goal) {
  std::vector<int> all{-goal};
  for (const auto& [v, value] : at) all.push_back(variable(v)[value]);
  const auto found = ask(all);
  return found ? std::optional(!*found) : std::nullopt;
}

/// Changes of one variable that break the truth at a whole place. They break it with less said of the rest, too, so
/// that nothing need be asked of them.
Solver::Changes Solver::breaking(Node f, const Assignment& place) const {
  Assignment all;
  for (const auto& [v, value] : place) {
    for (std::uint32_t other = 0; other < circuits_.values(v); ++other) {
      if (other != value) all.emplace_back(v, other);
    }
  }
  Changes out;
  const auto broken = circuits_.broken_by(f, place, all);
  for (std::size_t i = 0; broken && i < all.size(); ++i) {
    if ((*broken)[i]) out.insert(all[i]);
  }
  return out;
}

/// Leaves out what the rest does without, the first ones first. No if the conflicts are used up.
bool Solver::leave_out(Assignment& at, const Changes& breaks, int goal) {
  for (std::size_t k = 0; k < at.size();) {
    const auto needed = breaks.lower_bound({at[k].first, 0});
    if (needed != breaks.end() && needed->first == at[k].first) {
      ++k;
      continue;
    }
    Assignment without = at;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(k));
    const auto found = enough(without, goal);
    if (!found) return false;
    if (!*found) {
      ++k;
      continue;
    }
    // What the proof did not use goes with it.
    at.clear();
    for (std::size_t i = 0; i < without.size(); ++i) {
      if (i < k || solver_->failed(variable(without[i].first)[without[i].second])) at.push_back(without[i]);
    }
  }
  return true;
}

/// Gives each a cheaper value if it can have one while the rest stays. Whether any has one now; none if the conflicts
/// are used up.
std::optional<bool> Solver::cheapen(Assignment& at, const Changes& breaks, int goal, const Cost& cost) {
  bool changed = false;
  for (auto& one : at) {
    for (std::uint32_t value : cheaper(one.first, one.second, cost)) {
      if (!changed && breaks.contains({one.first, value})) continue;
      const std::uint32_t before = std::exchange(one.second, value);
      const auto found = enough(at, goal);
      if (!found) return std::nullopt;
      changed = changed || *found;
      if (*found) break;
      one.second = before;
    }
  }
  return changed;
}

/// As little of a whole place as the truth needs, what costs most left out first.
std::optional<Assignment> Solver::shorten(Node f, Assignment place, int goal, const Cost& cost) {
  Assignment out = place;
  for (bool changed = true; changed;) {
    std::stable_sort(out.begin(), out.end(),
                     [&](const auto& a, const auto& b) { return cost(a.first, a.second) > cost(b.first, b.second); });
    const Changes breaks = breaking(f, place);
    if (!leave_out(out, breaks, goal)) return std::nullopt;
    const auto cheapened = cheapen(out, breaks, goal, cost);
    if (!cheapened) return std::nullopt;
    changed = *cheapened;
    const std::unordered_map<Variable, std::uint32_t> now(out.begin(), out.end());
    for (auto& one : place) {
      if (const auto found = now.find(one.first); found != now.end()) one.second = found->second;
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace msd::analysis
