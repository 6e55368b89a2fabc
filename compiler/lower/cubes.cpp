#include "compiler/lower/cubes.h"

namespace msd::lower {

namespace {

using tir::ExprId;

class CubeMaker {
 public:
  CubeMaker(const tir::Program& program, const tir::Rule& rule, std::size_t max)
      : p_(program), rule_(rule), max_(max) {}

  TableCubes run() {
    for (std::uint32_t i = 0; i < rule_.lines.size(); ++i) {
      const ExprId condition = rule_.lines[i].condition;
      auto cubes = condition.valid() ? dnf(condition, true) : std::optional(std::vector<Cube>{{}});
      // A line without a condition is one cube, whatever the limit.
      const bool full = !cubes || out_.cubes.size() + cubes->size() > max_;
      if (condition.valid() && full) cubes = std::vector<Cube>{atom(condition, 2, true)};
      for (Cube& cube : *cubes) {
        out_.cubes.push_back(std::move(cube));
        out_.lines.push_back(i);
      }
    }
    return std::move(out_);
  }

 private:
  unsigned values(ExprId id) const {
    const tir::Type& type = p_[id].type;
    return type.cls == Class::Bool ? 2U : static_cast<unsigned>(p_[type.enum_].values.size());
  }

  /// Equal expressions share a column.
  bool equal(ExprId a, ExprId b) const {
    if (a == b) return true;
    if (!a.valid() || !b.valid()) return false;
    const tir::Expr& x = p_[a];
    const tir::Expr& y = p_[b];
    if (x.op != y.op || x.op == Op::CountDistinct) return false;
    bool same = x.x == y.x && x.y == y.y;
    if (x.op == Op::InMask || x.op == Op::HasAll) same = p_.numbers[x.x] == p_.numbers[y.x];
    if (x.op == Op::Scale) same = p_.numbers[x.x] == p_.numbers[y.x] && p_.numbers[x.y] == p_.numbers[y.y];
    if (x.op == Op::Const) {
      const tir::Const& c = p_.constants[x.x];
      const tir::Const& d = p_.constants[y.x];
      same = c.kind == d.kind && c.mask == d.mask && c.number == d.number && c.text == d.text;
    }
    return same && equal(x.a, y.a) && equal(x.b, y.b) && equal(x.c, y.c) && equal(x.d, y.d);
  }

  Cube atom(ExprId node, std::uint64_t mask, bool wanted) {
    std::uint32_t column = 0;
    while (column < out_.columns.size() && !equal(out_.columns[column].node, node)) ++column;
    if (column == out_.columns.size()) out_.columns.push_back({node, values(node)});
    const std::uint64_t all = (std::uint64_t{1} << (out_.columns[column].values + 1)) - 1;
    return {{column, wanted ? mask & all : ~mask & all}};
  }

  std::optional<std::vector<Cube>> dnf(ExprId id, bool wanted) {
    const tir::Expr& e = p_[id];
    switch (e.op) {
    case Op::Not: return dnf(e.a, !wanted);
    case Op::And:
    case Op::Or: {
      auto a = dnf(e.a, wanted);
      auto b = dnf(e.b, wanted);
      if (!a || !b) return std::nullopt;
      return (e.op == Op::And) == wanted ? product(*a, *b) : sum(std::move(*a), *b);
    }
    case Op::InMask: return std::vector<Cube>{atom(e.a, static_cast<std::uint64_t>(p_.numbers[e.x]), wanted)};
    case Op::Const: return (p_.constants[e.x].mask == 2) == wanted ? std::vector<Cube>{{}} : std::vector<Cube>{};
    // An absent bool reads as false, so the mask of a bool column is just `yes`.
    default: return std::vector<Cube>{atom(id, 2, wanted)};
    }
  }

  std::optional<std::vector<Cube>> product(const std::vector<Cube>& a, const std::vector<Cube>& b) const {
    std::vector<Cube> out;
    for (const Cube& x : a) {
      for (const Cube& y : b) {
        Cube both = x;
        bool possible = true;
        for (const auto& [column, mask] : y) {
          auto [it, fresh] = both.emplace(column, mask);
          if (!fresh) it->second &= mask;
          possible = possible && it->second != 0;
        }
        if (possible) out.push_back(std::move(both));
        if (out.size() > max_) return std::nullopt;
      }
    }
    return out;
  }

  std::optional<std::vector<Cube>> sum(std::vector<Cube> a, const std::vector<Cube>& b) const {
    a.insert(a.end(), b.begin(), b.end());
    if (a.size() > max_) return std::nullopt;
    return a;
  }

  const tir::Program& p_;
  const tir::Rule& rule_;
  std::size_t max_;
  TableCubes out_;
};

}  // namespace

TableCubes make_cubes(const tir::Program& program, const tir::Rule& rule, std::size_t max_cubes) {
  return CubeMaker(program, rule, max_cubes).run();
}

bool disjoint(const Cube& a, const Cube& b) {
  for (const auto& [column, mask] : a) {
    const auto other = b.find(column);
    if (other != b.end() && (mask & other->second) == 0) return true;
  }
  return false;
}

}  // namespace msd::lower
