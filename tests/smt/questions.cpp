#include "tests/smt/questions.h"

#include "compiler/check/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::testing::smt {

using diag::Id;

namespace {

constexpr unsigned kRows = 3;

bool is_table(const tir::Rule& rule) {
  return rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
}

}  // namespace

Questions::Questions(const tir::Program& program, const analysis::Analysis& analysis)
    : p_(program), analysis_(analysis), t_(program, std::max(kRows, analysis.figures.rows + 1), "") {
  text_ = kSorts;
  for (const Claim& c : analysis.claims) claim(c);
  lines();
}

std::string Questions::some(tir::RowId kind, const Claim& c, bool complete, const std::function<std::string(At)>& of) {
  const unsigned rows = analysis_.figures.rows;
  const unsigned among = !c.bounded ? std::max(kRows, rows + 1) : p_[kind].parent.valid() ? 2 : rows;
  std::string out = "false";
  for (At row : t_.rows_of(kind)) {
    const std::string holds = of(row);
    out = either(out, both(t_.care(row, among, complete), holds));
  }
  return out;
}

void Questions::ask(const Claim& c, bool exists, const std::string& holds) {
  std::string what(diag::info(c.id).slug);
  for (const std::string& word : c.words) what += " " + word;
  all_.push_back({std::string(diag::info(c.id).slug), what, exists});
  text_ += t_.take();
  text_ += fmt::format("(push)\n(assert {})\n(check-sat)\n(pop)\n", holds);
}

void Questions::claim(const Claim& c) {
  const tir::RowId kind = c.field.valid()               ? p_[c.field].row
                          : c.requirement != UINT32_MAX ? p_.requires_[c.requirement].row
                                                        : tir::RowId{};
  const auto table = [&](At row) { return t_.table(p_[p_[c.field].rule], row); };
  const auto verdict = [&](int n) {
    return some(kind, c, false, [&](At row) { return is(t_.requirement(p_.requires_[c.requirement], row), n); });
  };
  switch (c.id) {
  case Id::DeadRule:
    if (!is_table(p_[p_[c.field].rule])) return idle(c);
    [[fallthrough]];
  case Id::TableIsTotal: return ask(c, false, some(kind, c, false, [&](At row) { return table(row).fires[c.line]; }));
  case Id::IdleAddition: return idle(c);
  case Id::Gap: return ask(c, true, some(kind, c, true, [&](At row) { return table(row).fires[c.line]; }));
  case Id::MaskedRule:
    return ask(c, true, some(kind, c, true, [&](At row) {
                 const Table t = table(row);
                 return both(t.fires[c.other], t.conditions[c.line]);
               }));
  case Id::Overlap:
    return ask(c, true, some(kind, c, true, [&](At row) {
                 const Table t = table(row);
                 return both(t.live, both(t.conditions[c.other], t.conditions[c.line]));
               }));
  case Id::UnproducedValue:
  case Id::ConstantField: return values(c);
  case Id::EquivalentFields:
    return ask(c, false, some(kind, c, false, [&](At row) {
                 const Term a = t_.cell(row, c.field);
                 Term b = t_.cell(row, c.with);
                 if (c.negated)
                   b.term = fmt::format("(ite (bvule {} {}) (bvsub {} {}) {})", b.term, number(1), number(1), b.term,
                                        b.term);
                 return differ(a, b);
               }));
  case Id::RedundantCondition:
  case Id::RedundantAfter: return parts(c);
  case Id::ReadWithoutEffect: return read(c);
  case Id::FactChangesNothing: return fact(c);
  case Id::ContradictoryRequirement: return ask(c, false, verdict(1));
  case Id::AlwaysHolds: return ask(c, false, verdict(0));
  case Id::NeverApplies: return ask(c, false, either(verdict(0), verdict(1)));
  default: return;
  }
}

std::string Questions::has(At row, tir::FieldId field, std::uint32_t value) {
  const Term cell = t_.cell(row, field);
  return p_[field].type.cls == Class::Set ? member(cell, value) : is(cell.term, value);
}

void Questions::values(const Claim& c) {
  const tir::Type& type = p_[c.field].type;
  const auto count = static_cast<std::uint32_t>(type.cls == Class::Bool ? 2 : p_[type.enum_].values.size());
  ask(c, false, some(p_[c.field].row, c, false, [&](At row) {
        std::string any = "false";
        for (std::uint32_t v = 0; v < count; ++v) {
          if ((v == c.other) == (c.id == Id::UnproducedValue)) any = either(any, has(row, c.field, v));
        }
        return any;
      }));
}

/// A line of an attach rule: the set is the same without it, and if it is dead, it adds nothing.
void Questions::idle(const Claim& c) {
  const tir::Rule& rule = p_[p_[c.field].rule];
  tir::Rule without = rule;
  without.lines.erase(without.lines.begin() + c.line);
  ask(c, false, some(p_[c.field].row, c, false, [&](At row) {
        const std::string changed = differ(t_.compute(rule, row), t_.compute(without, row));
        return c.id == Id::DeadRule ? either(changed, t_.additions(rule, row)[c.line]) : changed;
      }));
}

/// All parts that are claimed of one condition are left out together.
void Questions::parts(const Claim& c) {
  if (!conditions_.emplace(static_cast<int>(c.id), c.field.index, c.line, c.requirement, c.words.front()).second)
    return;
  Claim of = c;
  // Equal expressions are one: what holds the part is looked for in the condition that the claim is about.
  std::vector<tir::ExprId> roots;
  // Of a rule without lines: where it applies, or what it gives.
  const bool applies = c.line == UINT32_MAX && c.words.front().starts_with("where ");
  if (c.requirement != UINT32_MAX) {
    roots = {p_.requires_[c.requirement].where, p_.requires_[c.requirement].condition};
  } else {
    const tir::Rule& rule = p_[p_[c.field].rule];
    roots = c.line != UINT32_MAX ? std::vector{rule.lines[c.line].condition}
                                 : std::vector{applies ? rule.where : rule.value};
  }
  const auto neutral = [&](tir::ExprId part) {
    std::optional<bool> found;
    for (tir::ExprId root : roots) {
      tir::visit(p_, root, [&](const tir::Expr& e) {
        const bool holds = (e.op == Op::And || e.op == Op::Or) && (e.a == part || e.b == part);
        if (holds && !found) found = e.op == Op::And;
      });
    }
    return found.value_or(true);
  };
  std::vector<tir::ExprId> all;
  for (const Claim& other : analysis_.claims) {
    if (!(other.id == c.id && other.field == c.field && other.line == c.line && other.requirement == c.requirement &&
          other.words.front() == c.words.front()))
      continue;
    all.push_back(other.part);
    of.bounded = of.bounded || other.bounded;
  }
  const auto result = [&](At row) -> Term {
    if (c.requirement != UINT32_MAX) return {t_.requirement(p_.requires_[c.requirement], row), {}};
    const tir::Rule& rule = p_[p_[c.field].rule];
    const auto truth = [&](tir::ExprId id) {
      return Term{fmt::format("(ite {} {} {})", is(t_.evaluate(id, row).term, 1), number(1), number(0)), {}};
    };
    if (applies) return truth(rule.where);
    if (c.line == UINT32_MAX) return t_.compute(rule, row);
    if (is_table(rule)) return truth(rule.lines[c.line].condition);
    return {number(0), {t_.additions(rule, row)[c.line]}};
  };
  const tir::RowId kind = c.field.valid() ? p_[c.field].row : p_.requires_[c.requirement].row;
  ask(c, false, some(kind, of, false, [&](At row) {
        const Term before = result(row);
        for (tir::ExprId part : all) t_.replace(part, neutral(part));
        const Term after = result(row);
        t_.plain();
        std::string open = "true";
        if (c.field.valid() && c.line != UINT32_MAX && is_table(p_[p_[c.field].rule])) {
          const Table t = t_.table(p_[p_[c.field].rule], row);
          open = t.live;
          for (std::uint32_t j = 0; c.id == Id::RedundantAfter && j < c.line; ++j)
            open = both(open, negate(t.conditions[j]));
        }
        return both(open, differ(before, after));
      }));
}

/// Some one value in its place gives the same for every input.
void Questions::read(const Claim& c) {
  const tir::Rule& rule = p_[p_[c.field].rule];
  const tir::Type& type = p_[c.with].type;
  const auto count = static_cast<std::uint32_t>(type.cls == Class::Bool ? 2 : p_[type.enum_].values.size());
  for (std::uint32_t v = 0; v < count; ++v) {
    ask(c, false, some(p_[c.field].row, c, false, [&](At row) {
          const Term before = t_.compute(rule, row);
          t_.override_field(c.with, v);
          const Term after = t_.compute(rule, row);
          t_.plain();
          return differ(before, after);
        }));
    all_.back().any = all_.size() - v;
  }
}

/// Two inputs that differ in this fact only give the same cells and verdicts.
void Questions::fact(const Claim& c) {
  text_ += t_.take();
  std::string apart = "false";
  std::string alike = "(= rows z_rows)";
  Translation other(p_, std::max(kRows, analysis_.figures.rows + 1), "z_");
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    const tir::Field& f = p_.fields[i];
    if (f.rule.valid() || f.builtin != tir::Builtin::None || i == c.field.index) continue;
    const auto mine = t_.constants({i});
    const auto theirs = other.constants({i});
    for (std::size_t k = 0; k < mine.size(); ++k) alike = both(alike, fmt::format("(= {} {})", mine[k], theirs[k]));
  }
  for (std::uint32_t i = 0; i < p_.fields.size(); ++i) {
    if (!p_.fields[i].rule.valid()) continue;
    apart = either(apart, some(p_.fields[i].row, c, false,
                               [&](At row) { return differ(t_.cell(row, {i}), other.cell(row, {i})); }));
  }
  for (const tir::Require& r : p_.requires_)
    apart = either(apart, some(r.row, c, false, [&](At row) {
                     return fmt::format("(distinct {} {})", t_.requirement(r, row), other.requirement(r, row));
                   }));
  text_ += t_.take() + "(push)\n" + other.take();
  std::string what = fmt::format("fact_changes_nothing {}", c.words.empty() ? "" : c.words.front());
  all_.push_back({"fact_changes_nothing", what, false});
  text_ += fmt::format("(assert {})\n(assert {})\n(check-sat)\n(pop)\n", alike, apart);
}

/// A line that is not said to be dead fires.
void Questions::lines() {
  for (const tir::Rule& rule : p_.rules) {
    if (!is_table(rule)) continue;
    for (std::uint32_t i = 0; i + 1 < rule.lines.size(); ++i) {
      const std::string name = p_[p_[rule.field].row].name + "." + p_[rule.field].name;
      const std::string so = fmt::format("so `{}` of `{}` never fires", rule.lines[i].name, name);
      const bool said = std::any_of(analysis_.claims.begin(), analysis_.claims.end(), [&](const Claim& c) {
        return (c.id == Id::DeadRule && c.field == rule.field && c.line == i) ||
               std::any_of(c.notes.begin(), c.notes.end(), [&](const diag::Label& n) { return n.text == so; });
      });
      if (said) continue;
      const Claim none;
      const std::string fires =
          some(p_[rule.field].row, none, false, [&](At row) { return t_.table(rule, row).fires[i]; });
      all_.push_back({"(a line that fires)", fmt::format("`{}` of `{}` fires", rule.lines[i].name, name), true});
      text_ += t_.take();
      text_ += fmt::format("(push)\n(assert {})\n(check-sat)\n(pop)\n", fires);
    }
  }
}

}  // namespace msd::testing::smt
