// Parts of conditions, and reads, that change nothing.
#include "tests/analysis/truths.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::testing {

using diag::Id;
using tir::ExprId;
using tir::FieldId;

/// The operands of `and` and `or`, however deep; a chain of one of the two is one operation with many.
void Truths::parts(ExprId id, std::vector<Part>& out) const {
  if (!id.valid()) return;
  const tir::Expr& e = p_[id];
  if (e.op == Op::Load) return;
  for (ExprId side : {e.a, e.b, e.c, e.d}) {
    if (!side.valid()) continue;
    if ((e.op == Op::And || e.op == Op::Or) && p_[side].op != e.op) out.push_back({side, e.op == Op::And});
    parts(side, out);
  }
}

bool Truths::inside(ExprId outer, ExprId inner) const {
  if (!outer.valid()) return false;
  const tir::Expr& e = p_[outer];
  return outer == inner || inside(e.a, inner) || inside(e.b, inner) || inside(e.c, inner) || inside(e.d, inner);
}

/// Of one condition: what is claimed of it can be left out together; what is not claimed is needed, if not by itself
/// then with the others left out.
void Truths::condition(Id id, tir::RowId kind, ExprId condition, const std::string& where,
                       const std::function<bool(const Claim&)>& about, const Result& result,
                       const std::function<Mask(At)>& open) {
  std::vector<Part> all;
  parts(condition, all);
  // Both are asked before a part is replaced: what they compute would be without it, too.
  std::map<At, Column> before;
  std::map<At, Mask> of_interest;
  for (At row : in_.rows_of(kind)) {
    before[row] = result(row);
    of_interest[row] = open(row);
  }
  const auto same = [&](const std::vector<Part>& without, Reach reach) {
    for (const Part& part : without) in_.replace(part.id, part.neutral);
    const bool differs = some(kind, reach, false, [&](At row) {
      const Column now = result(row);
      Mask out = of_interest[row];
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = out[i] != 0 && now[i] != before[row][i] ? 1 : 0;
      return out;
    });
    in_.plain();
    return !differs;
  };
  std::vector<Part> claimed;
  std::vector<Part> own;  // claimed whatever the earlier lines are
  bool bounded = false;
  for (const Part& part : all) {
    const auto of = [&](const Claim& c) { return about(c) && c.part == part.id; };
    if (const Claim* c = find(id, of); c != nullptr) {
      claimed.push_back(part);
      bounded = bounded || c->bounded;
    } else if (id == Id::RedundantAfter && find(Id::RedundantCondition, of) != nullptr) {
      own.push_back(part);
    }
  }
  const Reach reach = bounded ? Reach::Bound : Reach::More;
  if (!claimed.empty() && !same(claimed, reach)) {
    std::vector<Part> together = claimed;
    together.insert(together.end(), own.begin(), own.end());
    if (own.empty() || !same(together, reach)) wrong("claimed to be redundant, but it is not: part of " + where);
  }
  for (const Part& part : all) {
    // What is told of a whole is told of its parts; and what lies before is left out first.
    bool told = false;
    std::vector<Part> before_it;
    std::vector<Part> together;
    for (const Part& o : all) {
      const auto is = [&](const Part& x) { return x.id == o.id; };
      const bool here = std::any_of(claimed.begin(), claimed.end(), is);
      if (!here && std::none_of(own.begin(), own.end(), is)) continue;
      told = told || inside(o.id, part.id) || (here && inside(part.id, o.id));
      if (o.id.index != part.id.index && p_[o.id].span.begin < p_[part.id].span.begin) before_it.push_back(o);
      together.push_back(o);
    }
    if (told || !same({part}, Reach::More)) continue;
    before_it.push_back(part);
    together.push_back(part);
    if (!same(together, Reach::More) || !same(before_it, Reach::More)) continue;
    const source::Span span = p_[part.id].span;
    wrong(fmt::format("redundant{}, but this is not claimed: the part at byte {} of {}",
                      id == Id::RedundantAfter ? " behind earlier rules" : "", span.begin, where));
  }
}

void Truths::conditions(FieldId field) {
  const tir::Field& f = p_[field];
  const tir::Rule& rule = p_[f.rule];
  const bool table = rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
  const auto truth = [this](ExprId id) {
    return [this, id](At row) {
      Column out = in_.evaluate(id, row);
      for (std::int64_t& n : out) n = n == 1 ? 1 : 0;
      return out;
    };
  };
  const auto everywhere = [this](At) { return Mask(in_.count(), 1); };
  for (std::uint32_t i = 0; i < rule.lines.size(); ++i) {
    const ExprId condition = rule.lines[i].condition;
    if (!condition.valid()) continue;
    const auto about = [&](const Claim& c) { return c.field == field && c.line == i; };
    const std::string where = fmt::format("{} line {}", name(field), rule.lines[i].name);
    if (!table) {
      const bool adds = some(f.row, Reach::Bound, false, [&](At row) { return in_.additions(rule, row)[i]; });
      const bool dead = find(Id::DeadRule, about) != nullptr;
      if (!adds || dead) continue;
      this->condition(
          Id::RedundantCondition, f.row, condition, where, about,
          [&](At row) {
            const Mask mask = in_.additions(rule, row)[i];
            return Column(mask.begin(), mask.end());
          },
          everywhere);
      continue;
    }
    if (!fires(field, i, Reach::Bound, false)) continue;
    this->condition(Id::RedundantCondition, f.row, condition, where, about, truth(condition),
                    [&](At row) { return this->table(field, row).live; });
    this->condition(Id::RedundantAfter, f.row, condition, where, about, truth(condition), [&](At row) {
      const Inputs::Table& t = this->table(field, row);
      Mask out = t.live;
      for (std::uint32_t j = 0; j < i; ++j) {
        for (std::size_t k = 0; k < out.size(); ++k) out[k] = out[k] != 0 && t.conditions[j][k] == 0 ? 1 : 0;
      }
      return out;
    });
  }
  const auto about = [&](const Claim& c) { return c.field == field && c.line == UINT32_MAX; };
  if (rule.where.valid())
    condition(Id::RedundantCondition, f.row, rule.where, "where of " + name(field), about, truth(rule.where),
              everywhere);
  if (rule.kind == tir::Rule::Kind::Derive && f.type.cls == Class::Bool)
    condition(
        Id::RedundantCondition, f.row, rule.value, "value of " + name(field), about,
        [&](At row) { return in_.compute(rule, row); }, everywhere);
}

void Truths::requirement_parts(std::uint32_t index, ExprId condition) {
  const tir::Require& r = p_.requires_[index];
  this->condition(
      Id::RedundantCondition, r.row, condition, r.name, [&](const Claim& c) { return c.requirement == index; },
      [&](At row) { return in_.requirement(r, row); }, [this](At) { return Mask(in_.count(), 1); });
}

/// A read is without effect if one and the same content in its place gives the same everywhere.
void Truths::reads(FieldId field) {
  const tir::Rule& rule = p_[p_[field].rule];
  std::vector<FieldId> read;
  std::vector<FieldId> asked;  // whether they are given
  const auto walk = [&](const auto& self, ExprId id) -> void {
    if (!id.valid()) return;
    const tir::Expr& e = p_[id];
    if (e.op == Op::Load) read.push_back({e.x});
    if (e.op == Op::IsGiven) asked.push_back({p_[e.a].x});
    for (std::uint32_t k = 0; e.op == Op::CountDistinct && k < e.y; ++k) self(self, p_.keys[e.x + k]);
    for (ExprId side : {e.a, e.b, e.c, e.d}) self(self, side);
  };
  walk(walk, rule.where);
  walk(walk, rule.value);
  for (const tir::Line& line : rule.lines) walk(walk, line.condition), walk(walk, line.outcome);
  for (std::size_t n = 0; n < read.size(); ++n) {
    const FieldId of = read[n];
    const tir::Type& type = p_[of].type;
    if (std::find(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(n), of) - read.begin() <
        static_cast<std::ptrdiff_t>(n))
      continue;
    const std::int64_t count = type.cls == Class::Bool   ? 2
                               : type.cls == Class::Enum ? static_cast<std::int64_t>(p_[type.enum_].values.size())
                                                         : 0;
    const auto with = [&](std::int64_t v, At row) {
      in_.override_field(of, v);
      Column out = in_.compute(rule, row);
      in_.plain();
      return out;
    };
    // A content that would be rejected, if it came, is kept out by what reads it.
    const auto guards = [&] {
      for (std::int64_t v = 0; v < count; ++v) {
        const bool rejects = some(p_[field].row, Reach::Bound, false, [&](At row) {
          const Column now = in_.compute(rule, row);
          const Column then = with(v, row);
          Mask out(now.size());
          for (std::size_t i = 0; i < out.size(); ++i) out[i] = now[i] != kRejected && then[i] == kRejected ? 1 : 0;
          return out;
        });
        if (rejects) return true;
      }
      return false;
    };
    const auto idle = [&](Reach reach) {
      for (std::int64_t v = 0; v < count; ++v) {
        const bool equal = same(
            p_[field].row, reach, [&](At row) { return in_.compute(rule, row); }, [&](At row) { return with(v, row); });
        if (equal) return true;
      }
      return false;
    };
    const std::string what = fmt::format("{} reads {}", name(field), name(of));
    const Claim* c = find(Id::ReadWithoutEffect, [&](const Claim& o) { return o.field == field && o.with == of; });
    if (c != nullptr) {
      if (!idle(reach(*c))) wrong("claimed to be without effect, but it has one: " + what);
      continue;
    }
    if (std::find(asked.begin(), asked.end(), of) != asked.end() || !idle(Reach::More) || guards()) continue;
    // It may be told as a consequence: of a finding about the rule, or about what is read.
    const source::Span span = p_[of].span;
    const bool told = noted(span, fmt::format("so `{}` reads `{}` without effect", name(field), name(of))) ||
                      find(Id::ConstantField, [&](const Claim& o) { return o.field == of; }) != nullptr ||
                      find(Id::FactChangesNothing, [&](const Claim& o) { return o.field == of; }) != nullptr;
    bool never = false;  // its being constant may itself be a consequence
    for (const Claim& o : analysis_.claims) {
      for (const diag::Label& l : o.notes)
        never = never || l.text.starts_with(fmt::format("so `{}` is never", name(of)));
    }
    if (!told && !never) wrong("without effect, but this is not claimed: " + what);
  }
}

}  // namespace msd::testing
