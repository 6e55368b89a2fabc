#include "compiler/lower/cubes.h"

#include <algorithm>

namespace msd::lower {

namespace {

using tir::ExprId;

/// Equal expressions share a column.
bool equal(const tir::Program& p, ExprId a, ExprId b) {
  if (a == b) return true;
  if (!a.valid() || !b.valid()) return false;
  const tir::Expr& x = p[a];
  const tir::Expr& y = p[b];
  if (x.op != y.op || x.op == Op::CountDistinct) return false;
  bool same = x.x == y.x && x.y == y.y;
  if (x.op == Op::InMask || x.op == Op::HasAll) same = p.numbers[x.x] == p.numbers[y.x];
  if (x.op == Op::Scale) same = p.numbers[x.x] == p.numbers[y.x] && p.numbers[x.y] == p.numbers[y.y];
  if (x.op == Op::Const) {
    const tir::Const& c = p.constants[x.x];
    const tir::Const& d = p.constants[y.x];
    same = c.kind == d.kind && c.mask == d.mask && c.number == d.number && c.text == d.text;
  }
  return same && equal(p, x.a, y.a) && equal(p, x.b, y.b) && equal(p, x.c, y.c) && equal(p, x.d, y.d);
}

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

  std::vector<Cube> where(TableCubes& made) {
    if (!rule_.where.valid()) return {{}};
    out_ = std::move(made);
    auto cubes = dnf(rule_.where, true);
    if (!cubes) cubes = std::vector<Cube>{atom(rule_.where, 2, true)};
    made = std::move(out_);
    return *cubes;
  }

 private:
  unsigned values(ExprId id) const {
    const tir::Type& type = p_[id].type;
    return type.cls == Class::Bool ? 2U : static_cast<unsigned>(p_[type.enum_].values.size());
  }

  Cube atom(ExprId node, std::uint64_t mask, bool wanted) {
    std::uint32_t column = 0;
    while (column < out_.columns.size() && !equal(p_, out_.columns[column].node, node)) ++column;
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

std::vector<Cube> where_cubes(const tir::Program& program, const tir::Rule& rule, std::size_t max_cubes,
                              TableCubes& made) {
  return CubeMaker(program, rule, max_cubes).where(made);
}

namespace {

/// What a comparison that holds says about a number: it is between `low` and `high`.
struct Bounds {
  ExprId number;
  std::int64_t low = INT64_MIN, high = INT64_MAX;
};

std::optional<Bounds> bounds(const tir::Program& p, ExprId comparison) {
  const tir::Expr& e = p[comparison];
  if (e.op != Op::Compare) return std::nullopt;
  const bool turned = p[e.a].op == Op::Const;
  const ExprId constant = turned ? e.a : e.b;
  if (p[constant].op != Op::Const) return std::nullopt;
  const std::int64_t at = p.constants[p[constant].x].number;
  Bounds out{turned ? e.b : e.a};
  // 0 == 1 != 2 < 3 <= 4 > 5 >=, read from the side of the number.
  const std::uint32_t op = turned && e.x >= 2 ? (e.x + 2 > 5 ? e.x - 2 : e.x + 2) : e.x;
  if (op == 1) return std::nullopt;
  if (op == 0 || op == 4 || op == 5) out.low = op == 4 && at < INT64_MAX ? at + 1 : at;
  if (op == 0 || op == 2 || op == 3) out.high = op == 2 && at > INT64_MIN ? at - 1 : at;
  return out;
}

}  // namespace

bool stored_fact(const tir::Program& program, ExprId node) {
  const tir::Expr& e = program[node];
  return e.op == Op::Load && program[e.a].op == Op::Here && !program.fields[e.x].rule.valid() &&
         program.fields[e.x].builtin == tir::Builtin::None;
}

std::optional<Cube> common(const tir::Program& program, const TableCubes& made,
                           std::initializer_list<const Cube*> cubes) {
  Cube all;
  for (const Cube* cube : cubes) {
    for (const auto& [column, mask] : *cube) {
      auto [it, fresh] = all.emplace(column, mask);
      if (!fresh) it->second &= mask;
      const Column& of = made.columns[column];
      if (stored_fact(program, of.node) && !program[of.node].type.optional)
        it->second &= (std::uint64_t{1} << of.values) - 1;
      if (it->second == 0) return std::nullopt;
    }
  }
  std::vector<Bounds> known;
  for (const auto& [column, mask] : all) {
    if (mask != 2) continue;  // the comparison holds
    const auto more = bounds(program, made.columns[column].node);
    if (!more) continue;
    const auto it = std::find_if(known.begin(), known.end(),
                                 [&](const Bounds& b) { return equal(program, b.number, more->number); });
    if (it == known.end()) {
      known.push_back(*more);
      continue;
    }
    it->low = std::max(it->low, more->low);
    it->high = std::min(it->high, more->high);
    if (it->low > it->high) return std::nullopt;
  }
  return all;
}

}  // namespace msd::lower
