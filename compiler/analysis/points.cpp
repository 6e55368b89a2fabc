#include "compiler/analysis/points.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace msd::analysis {

namespace {

__extension__ using Wide = __int128;
constexpr std::int64_t kOne = 1'000'000;  // a count of one

/// The roundest number strictly between two others, the smallest of them; none if there is no whole step between.
std::optional<std::int64_t> between(std::int64_t low, std::int64_t high, std::int64_t step) {
  for (Wide size = static_cast<Wide>(1'000'000'000'000'000'000); size >= 1; size /= 10) {
    if (size % step != 0) continue;
    Wide at = static_cast<Wide>(low) / size;
    if (at * size > low) --at;
    ++at;
    if (at * size > low && at * size < high) return static_cast<std::int64_t>(at * size);
  }
  return std::nullopt;
}

std::int64_t floor_to(Wide value, std::int64_t step) {
  Wide at = value / step;
  if (at * step > value) --at;
  return static_cast<std::int64_t>(at * step);
}

}  // namespace

NumberPoints::NumberPoints(const tir::Program& program)
    : program_(program), parent_(program.fields.size() + program.exprs.size()), groups_(parent_.size()) {
  std::iota(parent_.begin(), parent_.end(), 0U);
  const auto number = [&](tir::FieldId f) { return program[f].type.cls == Class::Number; };
  for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
    if (number({i}) && !program.fields[i].rule.valid()) groups_[i].leaves.insert(i);
  }
  for (const tir::Rule& rule : program.rules) {
    if (!number(rule.field)) continue;
    if (rule.value.valid()) flow(rule.field.index, rule.value);
    for (const tir::Line& line : rule.lines) {
      if (line.outcome.valid()) flow(rule.field.index, line.outcome);
    }
  }
  for (const tir::Expr& e : program.exprs) {
    if (e.op == Op::Compare) compare(e);
    // Keys of numbers are told apart from each other.
    if (e.op == Op::CountDistinct) {
      for (std::uint32_t k = 0; k < e.y; ++k) {
        std::vector<std::uint32_t> nodes;
        std::vector<std::int64_t> constants;
        std::vector<std::pair<std::int64_t, std::int64_t>> factors;
        if (program[program.keys[e.x + k]].type.cls != Class::Number) continue;
        collect(program.keys[e.x + k], nodes, constants, factors);
        for (std::uint32_t n : nodes) groups_[find(n)].meets = true;
      }
    }
  }
  for (std::uint32_t i = 0; i < program.fields.size(); ++i) {
    if (number({i}) && !program.fields[i].rule.valid()) make({i}, groups_[find(i)]);
  }
}

std::uint32_t NumberPoints::find(std::uint32_t of) {
  while (parent_[of] != of) of = parent_[of] = parent_[parent_[of]];
  return of;
}

void NumberPoints::join(std::uint32_t a, std::uint32_t b) {
  a = find(a);
  b = find(b);
  if (a == b) return;
  parent_[b] = a;
  Group& into = groups_[a];
  Group from = std::move(groups_[b]);
  groups_[b] = {};
  into.constants.merge(from.constants);
  into.factors.merge(from.factors);
  into.leaves.merge(from.leaves);
  into.meets = into.meets || from.meets;
}

/// What an expression's number can come from.
void NumberPoints::collect(tir::ExprId value, std::vector<std::uint32_t>& nodes, std::vector<std::int64_t>& constants,
                           std::vector<std::pair<std::int64_t, std::int64_t>>& factors) {
  const tir::Expr& e = program_[value];
  switch (e.op) {
  case Op::Load: return nodes.push_back(e.x);
  case Op::Const:
    if (program_.constants[e.x].kind == tir::Const::Kind::Number) constants.push_back(program_.constants[e.x].number);
    return;
  case Op::Scale: {
    factors.emplace_back(program_.numbers[e.x], program_.numbers[e.y]);
    // A constant that is scaled is a constant.
    std::vector<std::int64_t> inner;
    collect(e.a, nodes, inner, factors);
    for (std::int64_t c : inner)
      constants.push_back(
          static_cast<std::int64_t>(static_cast<Wide>(c) * program_.numbers[e.x] / program_.numbers[e.y]));
    return;
  }
  case Op::If: collect(e.b, nodes, constants, factors); return collect(e.c, nodes, constants, factors);
  case Op::First:
    if (e.c.valid()) collect(e.c, nodes, constants, factors);
    if (e.d.valid()) collect(e.d, nodes, constants, factors);
    return;
  default: return nodes.push_back(static_cast<std::uint32_t>(program_.fields.size()) + value.index);
  }
}

void NumberPoints::flow(std::uint32_t into, tir::ExprId value) {
  std::vector<std::uint32_t> nodes;
  std::vector<std::int64_t> constants;
  std::vector<std::pair<std::int64_t, std::int64_t>> factors;
  collect(value, nodes, constants, factors);
  for (std::uint32_t n : nodes) join(into, n);
  Group& group = groups_[find(into)];
  group.constants.insert(constants.begin(), constants.end());
  group.factors.insert(factors.begin(), factors.end());
}

void NumberPoints::compare(const tir::Expr& e) {
  std::vector<std::uint32_t> nodes;
  std::vector<std::int64_t> constants;
  std::vector<std::pair<std::int64_t, std::int64_t>> factors;
  collect(e.a, nodes, constants, factors);
  collect(e.b, nodes, constants, factors);
  if (nodes.empty()) return;
  for (std::uint32_t n : nodes) join(nodes.front(), n);
  Group& group = groups_[find(nodes.front())];
  group.constants.insert(constants.begin(), constants.end());
  group.factors.insert(factors.begin(), factors.end());
  if (nodes.size() > 1) group.meets = true;
  for (std::uint32_t n : nodes) {
    if (n < program_.fields.size()) continue;
    const Op op = program_.exprs[n - program_.fields.size()].op;
    if (op != Op::Count && op != Op::CountDistinct) continue;
    for (std::int64_t c : constants) largest_count_ = std::max(largest_count_, c / kOne);
  }
}

void NumberPoints::make(tir::FieldId field, const Group& group) {
  const tir::Type& type = program_[field].type;
  const std::int64_t step = type.integer ? kOne : 1;
  std::set<std::int64_t> cuts(group.constants.begin(), group.constants.end());
  for (std::uint32_t leaf : group.leaves) {
    if (!group.meets && leaf != field.index) continue;
    cuts.insert(program_.fields[leaf].type.low);
    cuts.insert(program_.fields[leaf].type.high);
  }
  if (!group.factors.empty()) {
    std::set<std::int64_t> all = cuts;
    for (int round = 0; round < (group.meets ? 2 : 1); ++round) {
      std::set<std::int64_t> next = all;
      for (std::int64_t c : all) {
        for (const auto& [top, bottom] : group.factors) {
          for (const auto& [t, b] : {std::pair{top, bottom}, std::pair{bottom, top}}) {
            if (t == 0 || b == 0) continue;
            const Wide scaled = static_cast<Wide>(c) * t / b;
            if (scaled > INT64_MAX / 2 || scaled < INT64_MIN / 2) continue;
            next.insert({static_cast<std::int64_t>(scaled), static_cast<std::int64_t>(scaled) + 1,
                         static_cast<std::int64_t>(scaled) - 1});
          }
        }
      }
      all = std::move(next);
    }
    cuts = std::move(all);
    if (group.leaves.size() > 2) coarse_.insert(field.index);
  }
  std::set<std::int64_t> points;
  const auto add = [&](std::int64_t value) {
    if (value >= type.low && value <= type.high && value % step == 0) points.insert(value);
  };
  std::vector<std::int64_t> inside;
  for (std::int64_t c : cuts) {
    for (const std::int64_t at : {floor_to(c, step), floor_to(c, step) + step}) {
      if (at == floor_to(c, step) || c % step != 0) add(at);
    }
    if (c >= type.low && c <= type.high) inside.push_back(c);
  }
  for (std::size_t i = 0; i + 1 < inside.size(); ++i) {
    const std::int64_t low = inside[i];
    const std::int64_t high = inside[i + 1];
    const auto middle = between(low, high, step);
    if (!middle) continue;
    points.insert(*middle);
    if (!group.meets) continue;
    for (std::int64_t k = 1; k <= 2; ++k) {
      const std::int64_t up = floor_to(low, step) + k * step;
      const std::int64_t down = -floor_to(-static_cast<Wide>(high), step) - k * step;
      if (up > low && up < high) points.insert(up);
      if (down > low && down < high) points.insert(down);
    }
  }
  if (points.empty()) points.insert(floor_to(type.low, step) < type.low ? floor_to(type.low, step) + step : type.low);
  std::vector<std::int64_t> all(points.begin(), points.end());
  if (all.size() > kMost) {
    // As many as there is room for, from the whole range.
    coarse_.insert(field.index);
    std::vector<std::int64_t> some;
    for (std::size_t i = 0; i < kMost; ++i) some.push_back(all[i * (all.size() - 1) / (kMost - 1)]);
    all = std::move(some);
  }
  points_[field.index] = std::move(all);
  cuts_[field.index] = std::move(cuts);
}

}  // namespace msd::analysis
