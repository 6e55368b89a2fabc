// What gates have: by their shape, at a place that is given, and at some that are tried before a search.
#include "compiler/analysis/circuits.h"

#include <algorithm>
#include <array>

namespace msd::analysis {

namespace {

using Numbers = std::vector<std::uint32_t>;

constexpr std::size_t kTried = 400'000;  // gates, past which no places are tried
constexpr std::size_t kWide = 256;       // terminals of a gate, past which neither

}  // namespace

std::vector<std::uint32_t> Circuits::terminals(Node f) const {
  return f.is_terminal() ? Numbers{f.number()} : range(f);
}

std::vector<std::uint32_t> Circuits::cone(Node f, const std::function<bool(std::uint32_t)>& done) const {
  std::vector<bool> seen(gates_.size());
  std::vector<Node> todo{f};
  std::vector<std::uint32_t> out;
  while (!todo.empty()) {
    const Node at = todo.back();
    todo.pop_back();
    if (at.is_terminal() || seen[at.index()] || (done && done(at.index()))) continue;
    seen[at.index()] = true;
    out.push_back(at.index());
    const Gate& g = gates_[at.index()];
    if (g.kind == Gate::Kind::Input) continue;
    for (Node part : {g.a, g.b, g.c}) todo.push_back(part);
  }
  // A gate is made after its operands.
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Variable> Circuits::support(Node f) const {
  std::set<Variable> out;
  for (std::uint32_t at : cone(f)) {
    if (gates_[at].kind == Gate::Kind::Input) out.insert(gates_[at].variable);
  }
  return {out.begin(), out.end()};
}

std::uint32_t Circuits::evaluate_gate(const Gate& g, const std::function<std::uint32_t(Node)>& of,
                                      const std::function<std::uint32_t(Variable)>& value) const {
  const auto place = [&](Node operand) -> std::size_t {
    const Numbers& all = range(operand);
    return static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), of(operand)) - all.begin());
  };
  switch (g.kind) {
  case Gate::Kind::Input: return (*g.table)[value(g.variable)];
  case Gate::Kind::Map: return (*g.table)[place(g.a)];
  case Gate::Kind::Apply: return (*g.table)[place(g.a) * range(g.b).size() + place(g.b)];
  case Gate::Kind::Both: return of(g.a) & of(g.b);
  case Gate::Kind::Either: return of(g.a) | of(g.b);
  case Gate::Kind::Where: break;
  }
  const std::uint32_t condition = of(g.a);
  return condition == kBad ? kBad : condition == 1 ? of(g.b) : of(g.c);
}

std::uint32_t Circuits::evaluate(Node f, const std::function<std::uint32_t(Variable)>& value) const {
  if (f.is_terminal()) return f.number();
  std::unordered_map<std::uint32_t, std::uint32_t> done;
  const auto of = [&](Node n) { return n.is_terminal() ? n.number() : done.at(n.index()); };
  for (std::uint32_t at : cone(f)) done[at] = evaluate_gate(gates_[at], of, value);
  return done.at(f.index());
}

/// What the gate has at some places, as places in its range.
void Circuits::at_places(std::uint32_t at, const Places& of, const ValueAt& value, std::uint8_t* out) const {
  const Gate& g = gates_[at];
  const auto in_range = [](const Numbers& range, std::uint32_t number) {
    return static_cast<std::size_t>(std::lower_bound(range.begin(), range.end(), number) - range.begin());
  };
  std::vector<std::uint8_t> by(g.table == nullptr ? 0 : g.table->size());
  for (std::size_t i = 0; i < by.size(); ++i) by[i] = static_cast<std::uint8_t>(in_range(*g.range, (*g.table)[i]));
  const auto operand = [&](Node n) { return n.is_terminal() ? nullptr : of(n.index()); };
  const std::uint8_t* a = operand(g.a);
  const std::uint8_t* b = operand(g.b);
  const std::uint8_t* c = operand(g.c);
  const auto number = [&](Node n, const std::uint8_t* places, std::size_t k) {
    return n.is_terminal() ? n.number() : range(n)[places[k]];
  };
  for (std::size_t k = 0; k < kPlaces; ++k) {
    switch (g.kind) {
    case Gate::Kind::Input: out[k] = by[value(g.variable, k)]; break;
    case Gate::Kind::Map: out[k] = by[a[k]]; break;
    case Gate::Kind::Apply: out[k] = by[a[k] * range(g.b).size() + b[k]]; break;
    case Gate::Kind::Both: out[k] = a[k] & b[k]; break;
    case Gate::Kind::Either: out[k] = a[k] | b[k]; break;
    case Gate::Kind::Where: {
      const std::uint32_t holds = number(g.a, a, k);
      const std::uint32_t taken = holds == kBad ? kBad : holds == 1 ? number(g.b, b, k) : number(g.c, c, k);
      out[k] = static_cast<std::uint8_t>(in_range(*g.range, taken));
      break;
    }
    }
  }
}

/// Null if there are too many gates, or one has too many terminals.
const std::uint8_t* Circuits::tried(Node f) {
  if (gates_.size() > kTried) return nullptr;
  tried_.resize(gates_.size());
  if (tried_[f.index()] != nullptr) return tried_[f.index()].get();
  for (std::uint32_t at : cone(f, [&](std::uint32_t gate) { return tried_[gate] != nullptr; })) {
    if (gates_[at].range->size() > kWide) return nullptr;
    tried_[at] = std::make_unique<std::uint8_t[]>(kPlaces);
    at_places(
        at, [&](std::uint32_t gate) { return tried_[gate].get(); },
        [&](Variable v, std::size_t place) { return sampled(v, place); }, tried_[at].get());
  }
  return tried_[f.index()].get();
}

std::optional<std::vector<bool>> Circuits::broken_by(Node f, const Assignment& at, const Assignment& changes) const {
  const std::vector<std::uint32_t> gates = cone(f);
  std::unordered_map<std::uint32_t, std::size_t> position;
  for (const std::uint32_t gate : gates) {
    if (gates_[gate].range->size() > kWide) return std::nullopt;
    position.emplace(gate, position.size());
  }
  std::unordered_map<Variable, std::uint32_t> all(at.begin(), at.end());
  std::vector<std::uint8_t> places(gates.size() * kPlaces);
  const auto of = [&](std::uint32_t gate) { return &places[position.at(gate) * kPlaces]; };
  std::vector<bool> out;
  for (std::size_t first = 0; first < changes.size(); first += kPlaces) {
    const std::size_t count = std::min(kPlaces, changes.size() - first);
    const auto value = [&](Variable v, std::size_t place) {
      return place < count && changes[first + place].first == v ? changes[first + place].second : all.at(v);
    };
    for (const std::uint32_t gate : gates) at_places(gate, of, value, of(gate));
    const Numbers& numbers = range(f);
    for (std::size_t k = 0; k < count; ++k) out.push_back(numbers[of(f.index())[k]] != 1);
  }
  return out;
}

std::uint32_t Circuits::sample(Node f, std::size_t place) {
  if (f.is_terminal()) return f.number();
  const std::uint8_t* places = tried(f);
  return places == nullptr ? Functions::sample(f, place) : range(f)[places[place]];
}

/// Both are 1 at one of the places tried.
bool Circuits::met(Node a, Node b) {
  std::array<bool, kPlaces> all;
  all.fill(true);
  for (Node n : {a, b}) {
    if (n.is_terminal()) continue;
    const std::uint8_t* places = tried(n);
    if (places == nullptr) return false;
    const Numbers& numbers = range(n);
    const auto one = std::lower_bound(numbers.begin(), numbers.end(), 1U) - numbers.begin();
    for (std::size_t k = 0; k < kPlaces; ++k) all[k] = all[k] && places[k] == one;
  }
  return std::find(all.begin(), all.end(), true) != all.end();
}

}  // namespace msd::analysis
