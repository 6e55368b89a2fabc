#include "runtime/records/brief.h"

#include <algorithm>

namespace msd::records {

namespace {

/// Whether a table is decided without its conditions: found by cubes, and what its lines give is said outright.
bool by_cubes_alone(const Program& p, const Decision& d, const Table& table) {
  if (table.form != Table::Form::Diagram && table.form != Table::Form::RuleSets) return false;
  return std::all_of(d.lines.begin(), d.lines.end(), [&](const Line& line) {
    return line.outcome == kNone || p.exprs[line.outcome].kind == Expr::Kind::Const;
  });
}

}  // namespace

std::optional<Program> without_letter(const Program& p, const Plan& plan) {
  Program out = p;
  bool any = false;
  for (std::size_t i = 0; i < out.decisions.size(); ++i) {
    Decision& d = out.decisions[i];
    if (!by_cubes_alone(p, d, plan.tables[i])) continue;
    any = true;
    d.where = kNone;
    for (Line& line : d.lines) line.condition = kNone;
  }
  if (!any) return std::nullopt;
  // Operands stand in front: from the last to the first, all that is needed is marked before it is met.
  std::vector<std::uint32_t> to(p.exprs.size(), kNone);
  const auto need = [&](std::uint32_t index) {
    if (index != kNone) to[index] = 0;
  };
  for (const Decision& d : out.decisions) {
    need(d.where);
    need(d.value);
    for (const Line& line : d.lines) need(line.condition), need(line.outcome);
  }
  for (std::size_t i = to.size(); i-- > 0;) {
    if (to[i] != kNone) need(p.exprs[i].a), need(p.exprs[i].b), need(p.exprs[i].c);
  }
  const auto moved = [&](std::uint32_t& index) {
    if (index != kNone) index = to[index];
  };
  out.exprs.clear();
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i] == kNone) continue;
    to[i] = static_cast<std::uint32_t>(out.exprs.size());
    Expr e = p.exprs[i];
    moved(e.a), moved(e.b), moved(e.c);
    out.exprs.push_back(e);
  }
  for (Decision& d : out.decisions) {
    moved(d.where), moved(d.value);
    for (Line& line : d.lines) moved(line.condition), moved(line.outcome);
  }
  return out;
}

bool same_shape(const Program& a, const Program& b) {
  const auto column = [](const Column& x, const Column& y) { return x.kind == y.kind && x.type == y.type; };
  const auto decision = [](const Decision& x, const Decision& y) {
    return x.kind == y.kind && x.type == y.type && x.lines.size() == y.lines.size();
  };
  return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(), column) &&
         std::equal(a.decisions.begin(), a.decisions.end(), b.decisions.begin(), b.decisions.end(), decision);
}

}  // namespace msd::records
