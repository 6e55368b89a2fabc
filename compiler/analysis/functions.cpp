#include "compiler/analysis/functions.h"

namespace msd::analysis {

Variable Functions::variable(unsigned values) {
  arity_.push_back(values);
  return static_cast<Variable>(arity_.size() - 1);
}

Node Functions::is(Node f, std::uint32_t number) {
  return map(f, [&](std::uint32_t n) { return n == number ? 1U : 0U; });
}

Node Functions::differs(Node f, Node g) {
  return apply(f, g, [](std::uint32_t a, std::uint32_t b) { return a == b ? 0U : 1U; });
}

bool Functions::same(Node f, Node g, Node care) { return f == g || disjoint(differs(f, g), care); }

bool Functions::implies(Node a, Node b) {
  return disjoint(a, map(b, [](std::uint32_t n) { return n == 1 ? 0U : 1U; }));
}

}  // namespace msd::analysis
