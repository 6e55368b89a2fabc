#include "compiler/analysis/functions.h"

namespace msd::analysis {

Variable Functions::variable(unsigned values) {
  arity_.push_back(values);
  return static_cast<Variable>(arity_.size() - 1);
}

std::uint32_t Functions::sampled(Variable v, std::size_t place) const {
  std::uint64_t x = (std::uint64_t{v} * kPlaces + place + 1) * 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return static_cast<std::uint32_t>((x ^ (x >> 31U)) % arity_[v]);
}

std::uint32_t Functions::sample(Node f, std::size_t place) {
  return evaluate(f, [&](Variable v) { return sampled(v, place); });
}

Node Functions::is(Node f, std::uint32_t number) {
  return map(f, [&](std::uint32_t n) { return n == number ? 1U : 0U; });
}

Node Functions::among(Node f, std::uint64_t mask) {
  return map(f, [&](std::uint32_t n) { return one_of(n, mask); });
}

std::uint32_t Functions::one_of(std::uint32_t terminal, std::uint64_t mask) {
  if (terminal == kBad) return kBad;
  return terminal != kGone && (mask >> terminal & 1U) != 0 ? 1 : 0;
}

Node Functions::differs(Node f, Node g) {
  return apply(f, g, [](std::uint32_t a, std::uint32_t b) { return a == b ? 0U : 1U; });
}

bool Functions::same(Node f, Node g, Node care) { return f == g || disjoint(differs(f, g), care); }

bool Functions::implies(Node a, Node b) {
  return disjoint(a, map(b, [](std::uint32_t n) { return n == 1 ? 0U : 1U; }));
}

std::vector<std::size_t> Functions::cover(Node a, std::span<const Node> parts) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!disjoint(a, parts[i])) out.push_back(i);
  }
  const auto holds = [&](std::size_t k) { return is(parts[out[k]], 1); };
  std::vector<Node> after(out.size() + 1, no());  // the union of what comes behind
  for (std::size_t k = out.size(); k-- > 0;) after[k] = either(holds(k), after[k + 1]);
  if (!implies(a, after.front())) return {};
  Node kept = no();
  std::size_t size = 0;
  for (std::size_t k = 0; k < out.size(); ++k) {
    if (implies(a, either(kept, after[k + 1]))) continue;
    kept = either(kept, holds(k));
    out[size++] = out[k];
  }
  out.resize(size);
  return out;
}

}  // namespace msd::analysis
