#include "compiler/generate/relations.h"

#include <algorithm>
#include <bit>

namespace msd::generate {

using analysis::Diagrams;
using analysis::kBad;
using analysis::Model;
using analysis::Node;
using analysis::Symbol;
using tir::ExprId;

namespace {

constexpr std::int64_t kOne = 1'000'000;  // numbers are in millionths

bool opens(Op op) { return op == Op::Some || op == Op::Count || op == Op::CountDistinct || op == Op::First; }

/// The operation with its operands swapped: `2 < count …` is `count … > 2`.
std::uint32_t mirrored(std::uint32_t comparison) {
  static constexpr std::uint32_t kMirror[] = {0, 1, 4, 5, 2, 3};
  return kMirror[comparison];
}

}  // namespace

Relations::Relations(const tir::Program& program, const analysis::NumberPoints& points, std::size_t max_nodes)
    : p_(program), points_(points), max_nodes_(max_nodes) {}

Model& Relations::model(tir::RowId kind) {
  std::unique_ptr<Model>& at = models_[kind.index];
  if (at == nullptr || at->exhausted())
    at = std::make_unique<Model>(p_, points_, kind, Model::Options{1, max_nodes_, true});
  at->reset_bounded();
  return *at;
}

std::optional<Relations::AtLeast> Relations::at_least(ExprId id) const {
  const tir::Expr& e = p_[id];
  if (e.op == Op::Some) return AtLeast{e.a, e.b};
  if (e.op != Op::Compare) return std::nullopt;
  const bool left = p_[e.b].op == Op::Const;
  const tir::Expr& counted = p_[left ? e.a : e.b];
  const tir::Expr& constant = p_[left ? e.b : e.a];
  if ((counted.op != Op::Count && counted.op != Op::CountDistinct) || constant.op != Op::Const) return std::nullopt;
  const tir::Const& number = p_.constants[constant.x];
  if (number.kind != tir::Const::Kind::Number || number.number % kOne != 0) return std::nullopt;
  AtLeast out{counted.a, counted.b};
  if (counted.op == Op::CountDistinct) out.first_key = counted.x, out.keys = counted.y;
  switch (left ? e.x : mirrored(e.x)) {
  case 2: out.less = true; [[fallthrough]];
  case 5: out.least = number.number / kOne; break;
  case 3: out.less = true; [[fallthrough]];
  case 4: out.least = number.number / kOne + 1; break;
  default: return std::nullopt;
  }
  return out.least > 0 ? std::optional(out) : std::nullopt;
}

std::optional<Relations::AtLeast> Relations::at_least(const coverage::Atom& atom) const {
  return atom.kind == coverage::Atom::Kind::Truth ? at_least(ExprId{atom.node}) : std::nullopt;
}

bool Relations::same(ExprId a, ExprId b) const {
  if (a == b) return true;
  if (!a.valid() || !b.valid()) return false;
  const tir::Expr &x = p_[a], &y = p_[b];
  if (x.op != y.op || x.op == Op::Const || x.op == Op::CountDistinct) return false;
  const bool numbers = x.op == Op::InMask || x.op == Op::HasAll;
  const bool details = numbers ? p_.numbers[x.x] == p_.numbers[y.x] : x.x == y.x && x.y == y.y;
  return details && same(x.a, y.a) && same(x.b, y.b) && same(x.c, y.c) && same(x.d, y.d);
}

bool Relations::same_keys(const AtLeast& a, const AtLeast& b) const {
  if (a.keys != b.keys) return false;
  for (std::uint32_t k = 0; k < a.keys; ++k) {
    if (!same(p_.keys[a.first_key + k], p_.keys[b.first_key + k])) return false;
  }
  return true;
}

bool Relations::closed(ExprId id, std::uint32_t depth) const {
  if (!id.valid()) return true;
  const tir::Expr& e = p_[id];
  if (e.op == Op::Here) return e.x <= depth;
  const std::uint32_t inner = opens(e.op) ? depth + 1 : depth;
  for (std::uint32_t k = 0; e.op == Op::CountDistinct && k < e.y; ++k) {
    if (!closed(p_.keys[e.x + k], inner)) return false;
  }
  return closed(e.a, depth) && closed(e.b, inner) && closed(e.c, inner) && closed(e.d, depth);
}

bool Relations::unsatisfiable(tir::RowId member, ExprId where) {
  if (!where.valid() || !closed(where, 0)) return false;
  Model& m = model(member);
  Diagrams& d = m.diagrams();
  const Node holds = d.is(m.truth(where), 1);
  const bool out = d.disjoint(holds, m.complete());
  return out && !m.exhausted() && !m.bounded();
}

bool Relations::implies(tir::RowId member, ExprId a, ExprId b) {
  if (!b.valid() || same(a, b)) return true;
  if (!a.valid() || !closed(a, 0) || !closed(b, 0)) return false;
  Model& m = model(member);
  Diagrams& d = m.diagrams();
  const Node first = d.both(d.is(m.truth(a), 1), m.complete());
  const Node second = m.truth(b);
  const bool out = d.implies(first, d.either(d.is(second, 1), d.is(second, kBad)));
  return out && !m.exhausted() && !m.bounded();
}

bool Relations::implies(const AtLeast& a, const AtLeast& b) {
  if (a.less != b.less) return false;
  if (a.less)
    return implies(AtLeast{b.list, b.where, b.first_key, b.keys, b.least},
                   AtLeast{a.list, a.where, a.first_key, a.keys, a.least});
  if (a.least < b.least || !same(a.list, b.list)) return false;
  // One row is one key; of more rows it is not known.
  if (b.keys != 0 && b.least > 1 && !same_keys(a, b)) return false;
  return implies(p_[a.list].type.row, a.where, b.where);
}

bool Relations::never(const coverage::Atom& atom) {
  if (const auto asks = at_least(atom); asks && !asks->less) return unsatisfiable(p_[asks->list].type.row, asks->where);
  // The content of a cell that a reference leads to.
  const tir::Expr& e = p_[ExprId{atom.node}];
  if (e.op != Op::Load || p_[e.a].op == Op::Here) return false;
  const tir::Field& field = p_.fields[e.x];
  if (atom.kind != coverage::Atom::Kind::Is || !field.rule.valid()) return false;
  Model& m = model(field.row);
  Diagrams& d = m.diagrams();
  const Node is = d.is(m.cell(0, tir::FieldId{e.x}).scalar, static_cast<std::uint32_t>(std::countr_zero(atom.mask)));
  const bool out = d.disjoint(is, m.complete());
  return out && !m.exhausted() && !m.bounded();
}

bool Relations::implies(const coverage::Atom& a, const coverage::Atom& b) {
  const auto first = at_least(a), second = at_least(b);
  return first && second && implies(*first, *second);
}

}  // namespace msd::generate
