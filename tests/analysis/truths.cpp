#include "tests/analysis/truths.h"

#include "compiler/analysis/points.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace msd::testing {

using diag::Id;
using tir::FieldId;

namespace {

std::string value_name(const tir::Program& p, const tir::Type& type, std::uint32_t value) {
  return type.cls == Class::Bool ? (value == 1 ? "yes" : "no") : p[type.enum_].values[value].name;
}

bool is_table(const tir::Rule& rule) {
  return rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
}

Mask is(const Column& column, std::int64_t content) {
  Mask out(column.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = column[i] == content ? 1 : 0;
  return out;
}

Mask both(Mask a, const Mask& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = a[i] & b[i];
  return a;
}

}  // namespace

Truths::Truths(const tir::Program& program, const analysis::Analysis& analysis, std::size_t limit, Tally& tally)
    : p_(program), analysis_(analysis), in_(program, analysis.figures.rows + 1, limit), tally_(tally) {}

std::string Truths::name(FieldId field) const { return p_[p_[field].row].name + "." + p_[field].name; }

/// Beside a row at hand the analysis looks at one before it, or at some behind it: two are in reach for certain.
unsigned Truths::among(tir::RowId kind, Reach reach) const {
  const unsigned rows = analysis_.figures.rows;
  return reach == Reach::More ? rows + 1 : p_[kind].parent.valid() ? 2 : rows;
}

Mask Truths::care(tir::RowId kind, At row, Reach reach, bool complete) const {
  return in_.where(row, among(kind, reach), complete);
}

bool Truths::some(tir::RowId kind, Reach reach, bool complete, const std::function<Mask(At)>& of) {
  for (At row : in_.rows_of(kind)) {
    const Mask care = this->care(kind, row, reach, complete);
    const Mask there = of(row);
    for (std::size_t i = 0; i < care.size(); ++i) {
      if (care[i] != 0 && there[i] != 0) return true;
    }
  }
  return false;
}

bool Truths::same(tir::RowId kind, Reach reach, const std::function<Column(At)>& a,
                  const std::function<Column(At)>& b) {
  return !some(kind, reach, false, [&](At row) {
    const Column x = a(row);
    const Column y = b(row);
    Mask out(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) out[i] = x[i] != y[i] ? 1 : 0;
    return out;
  });
}

const analysis::Claim* Truths::find(Id id, const std::function<bool(const Claim&)>& which) const {
  for (const Claim& c : analysis_.claims) {
    if (c.id == id && which(c)) return &c;
  }
  return nullptr;
}

bool Truths::noted(source::Span span, const std::string& text) const {
  for (const Claim& c : analysis_.claims) {
    for (const diag::Label& n : c.notes) {
      if (n.span == span && n.text == text) return true;
    }
  }
  return false;
}

const Inputs::Table& Truths::table(FieldId field, At row) {
  const auto [found, fresh] = tables_.try_emplace({row, field.index});
  if (fresh) found->second = in_.table(p_[p_[field].rule], row);
  return found->second;
}

std::string Truths::judge() {
  for (const Claim& c : analysis_.claims) ++tally_[std::string(diag::info(c.id).slug)];
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    if (!p_.fields[i].rule.valid()) continue;
    const tir::Rule& rule = p_[p_.fields[i].rule];
    if (is_table(rule)) lines({i});
    if (rule.kind == tir::Rule::Kind::Attach) additions({i});
    values({i});
    conditions({i});
    reads({i});
  }
  for (std::uint32_t i = 0; i < p_.rows.size(); ++i) equivalents({i});
  for (std::uint32_t i = 0; i < p_.requires_.size(); ++i) requirement(i);
  unread();
  return std::move(out_);
}

// ---- lines ---------------------------------------------------------------------------------------------------------

bool Truths::fires(FieldId field, std::uint32_t line, Reach reach, bool complete) {
  return some(p_[field].row, reach, complete, [&](At row) { return is(table(field, row).fired, line); });
}

void Truths::lines(FieldId field) {
  const tir::Rule& rule = p_[p_[field].rule];
  const tir::RowId kind = p_[field].row;
  const auto lines = static_cast<std::uint32_t>(rule.lines.size());
  const auto about = [&](std::uint32_t line, std::uint32_t other = UINT32_MAX) {
    return [=](const Claim& c) { return c.field == field && c.line == line && c.other == other; };
  };
  /// Claimed of two lines, in sight of a witness: true, and claimed if it is within the bound.
  const auto exists = [&](Id id, const std::function<bool(const Claim&)>& which, const std::string& what,
                          const std::function<Mask(At)>& of) {
    const Claim* c = find(id, which);
    if (c != nullptr) {
      if (!some(kind, Reach::More, true, of)) wrong("claimed, but not so: " + what);
      witness(*c, of);
    } else if (some(kind, Reach::Bound, true, of)) {
      wrong("so, but not claimed: " + what);
    }
    return c;
  };
  for (std::uint32_t i = 0; i < lines; ++i) {
    const tir::Line& line = rule.lines[i];
    const std::string what = fmt::format("{} line {}", name(field), line.name);
    const Claim* dead = find(Id::DeadRule, about(i));
    const bool last = i + 1 == lines;
    if (dead != nullptr) {
      if (fires(field, i, reach(*dead), false)) wrong("claimed, but it fires: " + what);
      cover(*dead);
    } else if (!last && !fires(field, i, Reach::More, false) &&
               !noted(line.span, fmt::format("so `{}` of `{}` never fires", line.name, name(field)))) {
      wrong("never fires, but this is not claimed: " + what);
    }
    if (last && !line.outcome.valid()) {
      const Claim* gap =
          exists(Id::Gap, about(i), "a gap of " + what, [&](At row) { return is(table(field, row).fired, i); });
      if (gap != nullptr) gap_count(*gap);
    }
    for (std::uint32_t j = 0; j < lines; ++j) {
      const auto shared = [&](At row) {
        const Inputs::Table& t = table(field, row);
        return both(both(t.conditions[i], t.conditions[j]), t.live);
      };
      const std::string pair = what + " and " + rule.lines[j].name;
      if (rule.kind == tir::Rule::Kind::Unique && i < j && j + 1 < lines)
        exists(Id::Overlap, about(j, i), "an overlap of " + pair, shared);
      if (rule.kind != tir::Rule::Kind::Classify || j >= i || last) continue;
      const auto text = [&](tir::ExprId outcome) {
        if (!outcome.valid()) return std::string("reject");
        const tir::Expr& e = p_[outcome];
        if (e.op != Op::Const) return fmt::format("expression {}", outcome.index);
        const tir::Const& c = p_.constants[e.x];
        return fmt::format("{} {} {}", static_cast<int>(c.kind), c.mask, c.number);
      };
      if (text(line.outcome) == text(rule.lines[j].outcome) || !fires(field, i, Reach::Bound, true)) continue;
      exists(Id::MaskedRule, about(i, j), "a mask of " + pair,
             [&](At row) { return both(shared(row), is(table(field, row).fired, j)); });
    }
  }
}

void Truths::additions(FieldId field) {
  const tir::Rule& rule = p_[p_[field].rule];
  const tir::RowId kind = p_[field].row;
  for (std::uint32_t i = 0; i < rule.lines.size(); ++i) {
    const auto about = [&](const Claim& c) { return c.field == field && c.line == i; };
    const std::string what = fmt::format("{} line {}", name(field), rule.lines[i].name);
    tir::Rule without = rule;
    without.lines.erase(without.lines.begin() + i);
    const auto idle = [&](Reach reach) {
      return same(
          kind, reach, [&](At row) { return in_.compute(rule, row); },
          [&](At row) { return in_.compute(without, row); });
    };
    const auto applies = [&](Reach reach) {
      return some(kind, reach, false, [&](At row) { return in_.additions(rule, row)[i]; });
    };
    const Claim* dead = find(Id::DeadRule, about);
    const Claim* spare = find(Id::IdleAddition, about);
    if (dead != nullptr) {
      if (applies(reach(*dead))) wrong("claimed, but it adds: " + what);
    } else if (spare != nullptr) {
      if (!idle(reach(*spare))) wrong("claimed, but the set is another one without it: " + what);
    } else if (idle(Reach::More) && !noted(rule.lines[i].span, fmt::format("so `{}` of `{}` never fires",
                                                                           rule.lines[i].name, name(field)))) {
      wrong("adds nothing, but this is not claimed: " + what);
    }
  }
}

// ---- values --------------------------------------------------------------------------------------------------------

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
