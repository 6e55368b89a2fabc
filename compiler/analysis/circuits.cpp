#include "compiler/analysis/circuits.h"

#include "compiler/analysis/solver.h"

#include <algorithm>

namespace msd::analysis {

namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers sorted(Numbers numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::uint32_t as_truth(std::uint32_t n) { return n == 1 || n == kBad ? n : 0; }

constexpr std::size_t kChain = 64;      // how far a chain of `and` or `or` is looked through
constexpr std::size_t kStale = 20'000;  // literals of a solver, past which the next check has one of its own

}  // namespace

Circuits::Circuits(const Options& options)
    : options_(options), solver_(std::make_unique<Solver>(*this, options.max_conflicts)) {}
Circuits::~Circuits() = default;
std::size_t Circuits::conflicts() const { return solver_->conflicts(); }

void Circuits::allow(std::size_t conflicts) {
  if (solver_->literals() > kStale) solver_ = std::make_unique<Solver>(*this, conflicts);
  solver_->allow(conflicts);
}

std::size_t Circuits::Key::operator()(const Gate& g) const {
  std::size_t h = static_cast<std::size_t>(g.kind) * 31 + g.variable;
  for (const std::size_t part : {static_cast<std::size_t>(g.a.bits()), static_cast<std::size_t>(g.b.bits()),
                                 static_cast<std::size_t>(g.c.bits()), reinterpret_cast<std::size_t>(g.table)})
    h = (h ^ (h >> 29U)) * 0xBF58476D1CE4E5B9ULL + part;
  return h ^ (h >> 32U);
}

bool Circuits::Key::operator()(const Gate& a, const Gate& b) const {
  return a.kind == b.kind && a.a == b.a && a.b == b.b && a.c == b.c && a.variable == b.variable && a.table == b.table;
}

Node Circuits::make(Gate gate) {
  if (exhausted_) return no();
  const auto [found, fresh] = index_.try_emplace(gate, static_cast<std::uint32_t>(gates_.size()));
  if (fresh) {
    if (gates_.size() >= options_.max_gates) return exhausted_ = true, no();
    gates_.push_back(gate);
  }
  return Node::at(found->second);
}

bool Circuits::may(Node f, std::uint32_t number) const {
  if (f.is_terminal()) return f.number() == number;
  return std::binary_search(range(f).begin(), range(f).end(), number);
}

bool Circuits::truthful(Node f) const {
  if (f.is_terminal()) return f.number() <= 1;
  return range(f).back() <= 1;
}

Node Circuits::truth(Node f) {
  if (f.is_terminal()) return Node::terminal(as_truth(f.number()));
  return truthful(f) ? f : map(f, as_truth);
}

// ---- tables --------------------------------------------------------------------------------------------------------

Node Circuits::select(Variable variable, std::span<const std::uint32_t> by_value) {
  Numbers table(by_value.begin(), by_value.end());
  Numbers range = sorted(table);
  if (range.size() == 1) return Node::terminal(range.front());
  Gate gate{Gate::Kind::Input};
  gate.variable = variable;
  gate.table = intern(std::move(table));
  gate.range = intern(std::move(range));
  return make(gate);
}

Circuits::View Circuits::view(Node f) const {
  const Gate& g = gates_[f.index()];
  if (g.kind == Gate::Kind::Input) return {true, g.variable, *g.table};
  if (g.kind == Gate::Kind::Map) return {false, g.a.index(), *g.table};
  return {false, f.index(), *g.range};
}

/// The gate that has `table` over what stands below `view`.
Node Circuits::of_view(const View& view, Numbers table) {
  if (view.input) return select(view.base, table);
  Numbers numbers = sorted(table);
  if (numbers.size() == 1) return Node::terminal(numbers.front());
  const Node base = Node::at(view.base);
  if (table == range(base)) return base;
  Gate gate{Gate::Kind::Map};
  gate.a = base;
  gate.table = intern(std::move(table));
  gate.range = intern(std::move(numbers));
  return make(gate);
}

Node Circuits::map(Node f, const std::function<std::uint32_t(std::uint32_t)>& by) {
  if (f.is_terminal()) return Node::terminal(by(f.number()));
  if (exhausted_) return no();
  View below = view(f);
  Numbers table;
  for (std::uint32_t n : below.table) table.push_back(by(n));
  return of_view(below, std::move(table));
}

Node Circuits::apply(Node f, Node g, const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& by) {
  if (f.is_terminal()) return map(g, [&](std::uint32_t n) { return by(f.number(), n); });
  if (g.is_terminal()) return map(f, [&](std::uint32_t n) { return by(n, g.number()); });
  if (exhausted_) return no();
  const View a = view(f);
  const View b = view(g);
  Numbers table;
  if (a == b) {
    for (std::size_t i = 0; i < a.table.size(); ++i) table.push_back(by(a.table[i], b.table[i]));
    return of_view(a, std::move(table));
  }
  for (std::uint32_t x : range(f)) {
    for (std::uint32_t y : range(g)) table.push_back(by(x, y));
  }
  Numbers numbers = sorted(table);
  if (numbers.size() == 1) return Node::terminal(numbers.front());
  Gate gate{Gate::Kind::Apply};
  gate.a = f;
  gate.b = g;
  gate.table = intern(std::move(table));
  gate.range = intern(std::move(numbers));
  return make(gate);
}

// ---- truths --------------------------------------------------------------------------------------------------------

/// `part` is one of the operands of a chain of gates of one kind.
bool Circuits::within(Gate::Kind kind, Node chain, Node part) const {
  std::vector<Node> todo{chain};
  for (std::size_t looked = 0; !todo.empty() && looked < kChain; ++looked) {
    const Node at = todo.back();
    todo.pop_back();
    if (at == part) return true;
    if (at.is_terminal() || gates_[at.index()].kind != kind) continue;
    todo.push_back(gates_[at.index()].a);
    todo.push_back(gates_[at.index()].b);
  }
  return false;
}

Node Circuits::logic(Gate::Kind kind, Node a, Node b) {
  if (exhausted_) return no();
  a = truth(a);
  b = truth(b);
  if (a == b) return a;
  const bool all = kind == Gate::Kind::Both;
  const auto by = [&](std::uint32_t x, std::uint32_t y) -> std::uint32_t {
    if (x == kBad || y == kBad) return kBad;
    return all ? x & y : x | y;
  };
  if (a.is_terminal() && b.is_terminal()) return Node::terminal(by(a.number(), b.number()));
  if (a.is_terminal() || b.is_terminal() || !truthful(a) || !truthful(b) || view(a) == view(b)) return apply(a, b, by);
  if (within(kind, a, b)) return a;
  if (within(kind, b, a)) return b;
  if (a.bits() > b.bits()) std::swap(a, b);
  Gate gate{kind, a, b};
  gate.range = intern({0, 1});
  return make(gate);
}

Node Circuits::both(Node a, Node b) { return logic(Gate::Kind::Both, a, b); }
Node Circuits::either(Node a, Node b) { return logic(Gate::Kind::Either, a, b); }

Node Circuits::choose(Node condition, Node then, Node otherwise) {
  const Node bad = either(is(then, kBad), is(otherwise, kBad));
  return where(bad, Node::terminal(kBad), where(condition, then, otherwise));
}

Node Circuits::where(Node condition, Node then, Node otherwise) {
  if (exhausted_) return no();
  const bool bad = may(condition, kBad);
  if (condition.is_terminal()) return bad ? condition : condition.number() == 1 ? then : otherwise;
  if (then == otherwise && !bad) return then;
  if (then.is_terminal() && otherwise.is_terminal()) {
    return map(condition, [&](std::uint32_t n) {
      return n == kBad ? kBad : n == 1 ? then.number() : otherwise.number();
    });
  }
  if (!bad && truthful(then) && truthful(otherwise)) {
    const Node holds = is(condition, 1);
    if (then == yes()) return either(holds, otherwise);
    if (then == no()) return both(negate(holds), otherwise);
    if (otherwise == no()) return both(holds, then);
    if (otherwise == yes()) return either(negate(holds), then);
  }
  Numbers numbers = terminals(then);
  for (std::uint32_t n : terminals(otherwise)) numbers.push_back(n);
  if (bad) numbers.push_back(kBad);
  Gate gate{Gate::Kind::Where, condition, then, otherwise};
  gate.range = intern(sorted(std::move(numbers)));
  return make(gate);
}

// ---- questions -----------------------------------------------------------------------------------------------------

bool Circuits::disjoint(Node a, Node b) {
  if (!may(a, 1) || !may(b, 1)) return true;
  if (exhausted_) return true;
  if (met(a, b)) return false;
  const auto found = solver_->solve({{a, 1}, {b, 1}});
  exhausted_ = exhausted_ || !found;
  return !found || !*found;
}

std::vector<std::size_t> Circuits::cover(Node a, std::span<const Node> parts) {
  if (exhausted_) return {};
  const auto found = solver_->cover(a, parts);
  exhausted_ = exhausted_ || !found;
  return found.value_or(std::vector<std::size_t>{});
}

std::vector<std::uint32_t> Circuits::terminals(Node f, Node care) {
  if (f.is_terminal()) return never(care) ? Numbers{} : Numbers{f.number()};
  Numbers out;
  for (std::uint32_t n : range(f)) {
    if (exhausted_) return {};
    if (!disjoint(is(f, n), care)) out.push_back(n);
  }
  return out;
}

std::optional<Assignment> Circuits::cheapest(Node f, const Cost& cost) {
  if (exhausted_ || never(f)) return std::nullopt;
  if (f.is_terminal()) return Assignment{};
  std::optional<Assignment> out = solver_->cheapest(f, support(f), cost);
  exhausted_ = exhausted_ || !out;
  return out;
}

}  // namespace msd::analysis
