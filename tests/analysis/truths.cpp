#include "tests/analysis/truths.h"

#include <fmt/format.h>

namespace msd::testing {

using diag::Id;
using tir::FieldId;

namespace {

bool is_table(const tir::Rule& rule) {
  return rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
}

Mask both(Mask a, const Mask& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<char>(a[i] & b[i]);
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
      count(*c, of);
    } else if (some(kind, Reach::Bound, true, of)) {
      wrong("so, but not claimed: " + what);
    }
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
    if (last && !line.outcome.valid())
      exists(Id::Gap, about(i), "a gap of " + what, [&](At row) { return is(table(field, row).fired, i); });
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
      if (line_by_line_ && find(Id::MaskedRule, about(i, j)) == nullptr) continue;
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

}  // namespace msd::testing
