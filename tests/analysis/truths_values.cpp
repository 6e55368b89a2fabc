// Values, requirements and facts.
#include "tests/analysis/truths.h"

#include "compiler/analysis/points.h"

#include <fmt/format.h>

#include <set>

namespace msd::testing {

using diag::Id;
using tir::FieldId;

namespace {

std::string value_name(const tir::Program& p, const tir::Type& type, std::uint32_t value) {
  return type.cls == Class::Bool ? (value == 1 ? "yes" : "no") : p[type.enum_].values[value].name;
}

}  // namespace

void Truths::values(FieldId field) {
  const tir::Field& f = p_[field];
  const Class cls = f.type.cls;
  if (cls != Class::Bool && cls != Class::Enum && cls != Class::Set) return;
  const auto count = static_cast<std::uint32_t>(cls == Class::Bool ? 2 : p_[f.type.enum_].values.size());
  const auto had = [&](std::uint32_t v, Reach reach) {
    return some(f.row, reach, false, [&](At row) {
      const Column& cell = in_.cell(row, field);
      if (cls != Class::Set) return is(cell, v);
      Mask out(cell.size());
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = cell[i] >= 0 && (cell[i] >> v & 1) != 0 ? 1 : 0;
      return out;
    });
  };
  const Claim* constant = find(Id::ConstantField, [&](const Claim& c) { return c.field == field; });
  for (std::uint32_t v = 0; v < count; ++v) {
    const std::string value = value_name(p_, f.type, v);
    const std::string what = fmt::format("{} to {}", value, name(field));
    const Claim* c = find(Id::UnproducedValue, [&](const Claim& o) { return o.field == field && o.other == v; });
    if (c != nullptr && had(v, reach(*c))) wrong("claimed, but some input gives " + what);
    if (constant != nullptr && constant->other != v && had(v, reach(*constant)))
      wrong("claimed to be constant, but some input gives " + what);
    if (constant != nullptr && constant->other == v && !had(v, Reach::More))
      wrong("claimed to be constant, but nothing gives " + what);
    if (c != nullptr || constant != nullptr || had(v, Reach::More)) continue;
    const source::Span span = cls == Class::Bool ? f.span : p_[f.type.enum_].values[v].span;
    const std::string never = cls == Class::Set ? "has" : "is";
    if (!noted(span, fmt::format("so `{}` {} `{}`", name(field), cls == Class::Set ? "never has" : "is never", value)))
      wrong("not claimed, but no input gives " + what);
  }
}

void Truths::equivalents(tir::RowId row) {
  const auto finite = [&](FieldId id) {
    const tir::Field& f = p_[id];
    return f.builtin == tir::Builtin::None && (f.type.cls == Class::Bool || f.type.cls == Class::Enum);
  };
  for (FieldId a : p_[row].fields) {
    for (FieldId b : p_[row].fields) {
      if (!(a.index < b.index) || !finite(a) || !finite(b)) continue;
      const tir::Type& t = p_[a].type;
      if (t.cls != p_[b].type.cls || !(t.enum_ == p_[b].type.enum_)) continue;
      for (const bool negated : {false, true}) {
        if (negated && t.cls != Class::Bool) continue;
        const auto equal = [&](Reach reach) {
          return same(
              row, reach, [&](At at) { return in_.cell(at, a); },
              [&](At at) {
                Column out = in_.cell(at, b);
                if (!negated) return out;
                for (std::int64_t& n : out) n = n == 0 ? 1 : n == 1 ? 0 : n;
                return out;
              });
        };
        const std::string what = fmt::format("{} and {}{}", name(a), name(b), negated ? ", opposites" : "");
        const Claim* c = find(Id::EquivalentFields, [&](const Claim& o) {
          return ((o.field == a && o.with == b) || (o.field == b && o.with == a)) && o.negated == negated;
        });
        if (c != nullptr) {
          if (!equal(reach(*c))) wrong("claimed to be the same, but they differ: " + what);
          continue;
        }
        // What has one value only is told as that.
        std::set<std::int64_t> contents;
        for (At at : in_.rows_of(row)) {
          const Mask care = this->care(row, at, Reach::Bound, true);
          for (std::size_t i = 0; i < care.size(); ++i) {
            if (care[i] != 0 && in_.cell(at, a)[i] >= 0) contents.insert(in_.cell(at, a)[i]);
          }
        }
        if (contents.size() > 1 && (p_[a].rule.valid() || p_[b].rule.valid()) && equal(Reach::More))
          wrong("the same, but this is not claimed: " + what);
      }
    }
  }
}

// ---- requirements --------------------------------------------------------------------------------------------------

void Truths::requirement(std::uint32_t index) {
  const tir::Require& r = p_.requires_[index];
  const auto claim = [&](Id id) { return find(id, [&](const Claim& c) { return c.requirement == index; }); };
  const auto gives = [&](std::int64_t verdict, Reach reach) {
    return some(r.row, reach, false, [&](At row) { return is(in_.requirement(r, row), verdict); });
  };
  const Claim* never = claim(Id::NeverApplies);
  const Claim* contradictory = claim(Id::ContradictoryRequirement);
  const Claim* always = claim(Id::AlwaysHolds);
  for (const Claim* c : {never, contradictory}) {
    if (c != nullptr && gives(1, reach(*c))) wrong("claimed never to hold, but it does: " + r.name);
  }
  for (const Claim* c : {never, always}) {
    if (c != nullptr && gives(0, reach(*c))) wrong("claimed never to be broken, but it is: " + r.name);
  }
  const bool held = gives(1, Reach::More);
  const bool broken = gives(0, Reach::More);
  if (contradictory != nullptr && !broken) wrong("claimed to be broken, but it never applies: " + r.name);
  if (always != nullptr && !held) wrong("claimed to hold, but it never applies: " + r.name);
  if (!held && !broken && never == nullptr) wrong("never applies, but this is not claimed: " + r.name);
  if (!held && broken && contradictory == nullptr) wrong("never holds, but this is not claimed: " + r.name);
  // Whether a computed cell is given stays open while its facts are not: such a requirement is not for nothing.
  const auto asks = [&](const auto& self, tir::ExprId id) -> bool {
    if (!id.valid()) return false;
    const tir::Expr& e = p_[id];
    if (e.op == Op::IsGiven && p_[e.a].op == Op::Load && p_.fields[p_[e.a].x].rule.valid()) return true;
    return self(self, e.a) || self(self, e.b) || self(self, e.c) || self(self, e.d);
  };
  if (held && !broken && always == nullptr && !asks(asks, r.condition))
    wrong("always holds, but this is not claimed: " + r.name);
  if (!gives(1, Reach::Bound) || !gives(0, Reach::Bound)) return;
  requirement_parts(index, r.where);
  requirement_parts(index, r.condition);
}

// ---- what nobody reads ---------------------------------------------------------------------------------------------

/// No computed cell and no verdict is another one if the fact is.
bool Truths::changes_nothing(FieldId field, Reach reach) {
  std::vector<std::pair<Column, Mask>> all;
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    if (!p_.fields[i].rule.valid()) continue;
    for (At row : in_.rows_of(p_.fields[i].row))
      all.emplace_back(in_.cell(row, {i}), care(p_.fields[i].row, row, reach, false));
  }
  for (const tir::Require& r : p_.requires_) {
    for (At row : in_.rows_of(r.row)) all.emplace_back(in_.requirement(r, row), care(r.row, row, reach, false));
  }
  std::size_t stride = 1;
  for (const Choosable& c : in_.choosable()) {
    const std::size_t n = c.contents.size();
    for (const auto& [column, care] : all) {
      if (!(c.field == field)) break;
      for (std::size_t i = 0; i < in_.count(); ++i) {
        const std::size_t first = i - i / stride % n * stride;
        if (care[i] != 0 && column[i] != column[first]) return false;
      }
    }
    stride *= n;
  }
  return true;
}

void Truths::unread() {
  std::set<std::uint32_t> read;
  for (const tir::Expr& e : p_.exprs) {
    if (e.op == Op::Load) read.insert(e.x);
  }
  const analysis::NumberPoints points(p_);
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    const tir::Field& f = p_.fields[i];
    if (f.builtin != tir::Builtin::None) continue;
    const auto about = [&](const Claim& c) { return c.field.index == i; };
    if ((find(Id::UnreadField, about) != nullptr) == read.contains(i)) wrong("read, or not: " + name({i}));
    if (f.rule.valid()) continue;
    const Claim* c = find(Id::FactChangesNothing, about);
    if (c != nullptr && !changes_nothing({i}, reach(*c))) wrong("claimed to change nothing, but it does: " + name({i}));
    // A number that is compared with nothing is one case.
    if (f.type.cls == Class::Number && points.of({i}).size() < 2) continue;
    if (c == nullptr && read.contains(i) && changes_nothing({i}, Reach::More))
      wrong("changes nothing, but this is not claimed: " + name({i}));
  }
}

}  // namespace msd::testing
