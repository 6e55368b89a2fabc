// Expressions and rules of both sides in one space.
#include "compiler/diff/space.h"

#include <algorithm>

namespace msd::diff {

using tir::ExprId;
using tir::FieldId;

tir::Type Space::type(Side side, const tir::Type& type) const {
  tir::Type out = type;
  if (type.enum_.valid()) out.enum_ = enums_[at(side)][type.enum_.index];
  if (type.row.valid()) out.row = row(side, type.row);
  return out;
}

std::uint64_t Space::mask(Side side, const tir::Type& type, std::uint64_t bits) const {
  if (!type.enum_.valid()) return bits;
  const std::vector<std::uint32_t>& to = values_[at(side)][type.enum_.index];
  std::uint64_t out = 0;
  for (std::uint32_t v = 0; v < to.size(); ++v) {
    if ((bits >> v & 1U) != 0) out |= std::uint64_t{1} << to[v];
  }
  return out;
}

std::uint32_t Space::number(std::int64_t value) {
  const auto [found, fresh] = numbers_.try_emplace(value, static_cast<std::uint32_t>(p_.numbers.size()));
  if (fresh) p_.numbers.push_back(value);
  return found->second;
}

std::uint32_t Space::constant(tir::Const constant) {
  const auto [found, fresh] =
      constants_.try_emplace({static_cast<int>(constant.kind), constant.mask, constant.number, constant.text},
                             static_cast<std::uint32_t>(p_.constants.size()));
  if (fresh) p_.constants.push_back(std::move(constant));
  return found->second;
}

ExprId Space::expr(Side side, ExprId id) {
  if (!id.valid()) return id;
  ExprId& done = exprs_[at(side)][id.index];
  if (done.valid()) return done;
  const tir::Program& from = s_.of(side);
  tir::Expr e = from[id];
  const tir::Type& operand = e.a.valid() ? from[e.a].type : e.type;
  switch (e.op) {
  case Op::Single:
  case Op::All: e.x = row(side, {e.x}).index; break;
  case Op::Load:
  case Op::Collect: e.x = field(side, {e.x}).index; break;
  case Op::Uses: e.x = lexicons_[at(side)][e.x]; break;
  case Op::InMask:
  case Op::HasAll:
    e.x = number(static_cast<std::int64_t>(mask(side, operand, static_cast<std::uint64_t>(from.numbers[e.x]))));
    break;
  case Op::Scale:
    e.x = number(from.numbers[e.x]);
    e.y = number(from.numbers[e.y]);
    break;
  case Op::Const: {
    tir::Const c = from.constants[e.x];
    c.mask = mask(side, e.type, c.mask);
    e.x = constant(std::move(c));
    break;
  }
  case Op::CountDistinct: {
    std::vector<ExprId> keys;
    for (std::uint32_t k = 0; k < e.y; ++k) keys.push_back(expr(side, from.keys[e.x + k]));
    const auto found = std::search(p_.keys.begin(), p_.keys.end(), keys.begin(), keys.end());
    e.x = static_cast<std::uint32_t>(found - p_.keys.begin());
    if (found == p_.keys.end()) p_.keys.insert(p_.keys.end(), keys.begin(), keys.end());
    break;
  }
  default: break;
  }
  for (ExprId* part : {&e.a, &e.b, &e.c, &e.d}) *part = expr(side, *part);
  e.type = type(side, e.type);
  const Key key{static_cast<std::uint32_t>(e.op) << 8U | static_cast<std::uint32_t>(e.type.cls),
                e.type.enum_.index,
                e.type.row.index,
                e.x,
                e.y,
                e.a.index,
                e.b.index,
                e.c.index,
                e.d.index};
  const auto [found, fresh] = known_.try_emplace(key, ExprId{static_cast<std::uint32_t>(p_.exprs.size())});
  if (fresh) p_.exprs.push_back(e);
  return exprs_[at(side)][id.index] = found->second;
}

tir::Rule Space::rule(Side side, const tir::Rule& rule, FieldId field) {
  tir::Rule out;
  out.kind = rule.kind;
  out.field = field;
  out.where = expr(side, rule.where);
  out.value = expr(side, rule.value);
  out.span = rule.span;
  for (const tir::Line& line : rule.lines) {
    tir::Line made;
    made.name = line.name;
    made.condition = expr(side, line.condition);
    made.outcome = expr(side, line.outcome);
    made.span = line.span;
    out.lines.push_back(std::move(made));
  }
  return out;
}

FieldId Space::add_rule(Side side, FieldId like, tir::Rule rule) {
  const FieldId here = add(side, like, false);
  from_[at(side)].back() = {};
  compute(here, std::move(rule));
  p_.rows[p_.fields[here.index].row.index].fields.push_back(here);
  return here;
}

}  // namespace msd::diff
