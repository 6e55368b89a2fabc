// One rule against its other version, over what it reads.
#include "compiler/check/walk.h"
#include "compiler/diff/compare.h"

#include <algorithm>
#include <set>

namespace msd::diff {

using analysis::Model;
using analysis::NumberPoints;
using tir::ExprId;
using tir::FieldId;

unsigned rows_for(const NumberPoints& points, unsigned wanted) {
  // Two rows tell one from several; a count that is compared with more needs more of them.
  const std::int64_t needed = std::min<std::int64_t>(points.largest_count() + 1, 4);
  return std::max(wanted, static_cast<unsigned>(needed));
}

std::vector<std::uint32_t> reads(const tir::Program& p, const std::vector<ExprId>& roots) {
  std::set<std::uint32_t> out;
  for (ExprId root : roots) {
    tir::visit(p, root, [&](const tir::Expr& e) {
      if (e.op == Op::Load || e.op == Op::Collect) out.insert(e.x);
      if (e.op == Op::Single && p.rows[e.x].selector.valid()) out.insert(p.rows[e.x].selector.index);
    });
  }
  return {out.begin(), out.end()};
}

namespace {

bool may_be_rejected(const tir::Program& p, FieldId field, std::set<std::uint32_t>& seen) {
  const tir::Field& f = p[field];
  if (!f.rule.valid() || !seen.insert(field.index).second) return false;
  const tir::Rule& rule = p[f.rule];
  if (rule.kind == tir::Rule::Kind::Unique || f.type.cls == Class::Number) return true;
  const bool rejects =
      std::any_of(rule.lines.begin(), rule.lines.end(), [](const tir::Line& l) { return !l.outcome.valid(); });
  if (rejects && rule.kind == tir::Rule::Kind::Classify) return true;
  const std::vector<std::uint32_t> all = reads(p, tir::expressions(rule));
  return std::any_of(all.begin(), all.end(), [&](std::uint32_t r) { return may_be_rejected(p, {r}, seen); });
}

}  // namespace

bool may_be_rejected(const tir::Program& program, FieldId field) {
  std::set<std::uint32_t> seen;
  return may_be_rejected(program, field, seen);
}

bool reads_rejected(const tir::Program& program, const std::vector<ExprId>& roots) {
  const std::vector<std::uint32_t> all = reads(program, roots);
  return std::any_of(all.begin(), all.end(), [&](std::uint32_t f) { return may_be_rejected(program, {f}); });
}

namespace {

bool only_facts(const Sides& s, Side side, const std::vector<ExprId>& roots) {
  const tir::Program& p = s.of(side);
  const std::vector<std::uint32_t> all = reads(p, roots);
  return std::none_of(all.begin(), all.end(), [&](std::uint32_t f) { return p.fields[f].rule.valid(); });
}

/// Rows of any number: equal there is equal for good.
bool same_with_free_rows(Space& space, FieldId a, FieldId b, const NumberPoints& points, std::size_t max_nodes) {
  Model model(space.program(), points, space.program()[b].row, {2, max_nodes, true});
  Regions regions(space, model, points);
  const bool same = regions.equal(a, b);
  return same && !model.exhausted() && !model.bounded();
}

}  // namespace

Own OwnRules::field(FieldId old_field, FieldId new_field) {
  Own out;
  const FieldId here = names_.field(Side::New, new_field);
  const tir::Rule x = names_.rule_of(Side::Old, old_field, here);
  const tir::Rule y = names_.rule_of(Side::New, new_field, here);
  out.taken_over = s_.a[old_field].rule.valid() != s_.b[new_field].rule.valid();
  out.same_text = !out.taken_over && same_text(x, y);
  if (out.same_text) return out;
  if (!out.taken_over) out.edits = edits(x, y);
  const auto plain = [&](Side side, const tir::Program& p, FieldId f) {
    return !p[f].rule.valid() || only_facts(s_, side, tir::expressions(p[p[f].rule]));
  };
  out.facts_only = plain(Side::Old, s_.a, old_field) && plain(Side::New, s_.b, new_field);
  compare(old_field, new_field, out);
  return out;
}

void OwnRules::compare(FieldId old_field, FieldId new_field, Own& out) {
  out.space = std::make_shared<Space>(s_, m_, Plan{true, {}});
  Space& space = *out.space;
  const tir::Rule a = space.rule_of(Side::Old, old_field, {});
  const tir::Rule b = space.rule_of(Side::New, new_field, {});
  const FieldId x = space.add_rule(Side::Old, old_field, a);
  const FieldId y = space.add_rule(Side::New, new_field, b);
  std::vector<FieldId> reverted;
  for (const Edit& e : out.edits) reverted.push_back(space.add_rule(Side::New, new_field, without(e, a, b)));
  const NumberPoints points(space.program());
  if (s_.b[new_field].type.cls == Class::Text) {
    out.state = Own::State::Undecided;  // diagrams do not look at what texts say
    return;
  }
  const auto rejected = [](const tir::Program& p, FieldId f) {
    return p[f].rule.valid() && reads_rejected(p, tir::expressions(p[p[f].rule]));
  };
  const bool known = !rejected(s_.a, old_field) && !rejected(s_.b, new_field);
  if (known && same_with_free_rows(space, x, y, points, options_.max_nodes)) return;
  Model model(space.program(), points, space.program()[y].row,
              {rows_for(points, options_.rows), options_.max_nodes, false});
  Regions regions(space, model, points);
  RegionOptions region;
  region.examples = false;
  out.direct = regions.fields(x, y, region);
  if (!out.direct) {
    out.state = Own::State::Undecided;
    return;
  }
  out.atoms = model.atoms();
  out.state = out.direct->same() ? Own::State::SameHere : Own::State::Differs;
  for (std::size_t i = 0; i < reverted.size() && out.edits.size() > 1; ++i) {
    if (regions.equal(reverted[i], y) && !model.exhausted()) out.edits[i].effect = false;
  }
}

Own OwnRules::requirement(const tir::Require& a, const tir::Require& b) {
  Own out;
  const auto same = [&](ExprId x, ExprId y) { return names_.expr(Side::Old, x) == names_.expr(Side::New, y); };
  out.same_text = same(a.where, b.where) && same(a.condition, b.condition);
  if (out.same_text) return out;
  const auto edit = [&](const char* what) {
    out.edits.push_back({Edit::Kind::Rewritten, what, {{a.span, b.span}}, true});
  };
  if (!same(a.where, b.where)) edit("where");
  if (!same(a.condition, b.condition)) edit("the condition");
  const auto roots = [](const tir::Require& r) { return std::vector<ExprId>{r.where, r.condition}; };
  out.facts_only = only_facts(s_, Side::Old, roots(a)) && only_facts(s_, Side::New, roots(b));
  out.space = std::make_shared<Space>(s_, m_, Plan{true, {}});
  Space& space = *out.space;
  const auto here = [&](Side side, const tir::Require& r) {
    tir::Require made = r;
    made.row = space.row(side, r.row);
    made.where = space.expr(side, r.where);
    made.condition = space.expr(side, r.condition);
    return made;
  };
  const tir::Require x = here(Side::Old, a);
  const tir::Require y = here(Side::New, b);
  const NumberPoints points(space.program());
  RegionOptions region;
  region.examples = false;
  const auto look = [&](bool free, std::vector<analysis::Atom>& atoms, bool& bounded) {
    Model model(space.program(), points, y.row, {rows_for(points, options_.rows), options_.max_nodes, free});
    Regions regions(space, model, points);
    auto found = regions.requirements(x, y, region);
    atoms = model.atoms();
    bounded = model.bounded();
    return found;
  };
  bool bounded = false;
  const auto free = look(true, out.atoms, bounded);
  const bool known = !reads_rejected(s_.a, roots(a)) && !reads_rejected(s_.b, roots(b));
  if (known && free && free->same() && !bounded) return out;
  out.direct = look(false, out.atoms, bounded);
  out.state = !out.direct ? Own::State::Undecided : out.direct->same() ? Own::State::SameHere : Own::State::Differs;
  return out;
}

}  // namespace msd::diff
