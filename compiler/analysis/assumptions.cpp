// Assumptions: what breaks one is no input. Over the rows of a model, and what is claimed about them.
#include "compiler/analysis/declared.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

/// Looks at other rows than its own and those around it.
bool looks_around(const tir::Program& p, tir::ExprId id) {
  if (!id.valid()) return false;
  const tir::Expr& e = p[id];
  if (e.op == Op::All || e.op == Op::Collect || e.type.cls == Class::List) return true;
  return looks_around(p, e.a) || looks_around(p, e.b) || looks_around(p, e.c) || looks_around(p, e.d);
}

}  // namespace

/// Broken nowhere, for each row of its kind: the rows that one makes are looked at in turn.
void Model::assume() {
  if (assumed_.empty()) {
    assumed_.assign(p_.requires_.size(), Diagrams::yes());
    for (const tir::Require& r : p_.requires_) {
      // A single row is there, asked for or not, and may say something of the others.
      const tir::Row& kind = p_[r.row];
      if (r.assumed && kind.single && !kind.selector.valid() && looks_around(p_, r.condition)) single(r.row, kNoSlot);
    }
  }
  const bool before = std::exchange(bounded_, false);
  ++depth_;
  for (; assumed_rows_ < rows_.size(); ++assumed_rows_) {
    const Slot slot = static_cast<Slot>(assumed_rows_);
    for (std::uint32_t i = 0; i < assumed_.size(); ++i) {
      const tir::Require& r = p_.requires_[i];
      if (!r.assumed || !(r.row == rows_[slot].kind)) continue;
      const Node met = d_.map(verdict(r, slot), [](std::uint32_t n) { return n == 0 ? 0U : 1U; });
      const Node here = d_.either(d_.negate(exists(slot)), met);
      assumed_[i] = d_.both(assumed_[i], here);
      met_ = d_.both(met_, here);
    }
  }
  --depth_;
  assumed_bounded_ = assumed_bounded_ || bounded_;
  bounded_ = bounded_ || before;
}

Node Model::assumed(std::uint32_t requirement) {
  assume();
  return assumed_[requirement];
}

namespace {

using diag::Id;

std::vector<std::uint32_t> assumptions(const tir::Program& p) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < p.requires_.size(); ++i) {
    if (p.requires_[i].assumed) out.push_back(i);
  }
  return out;
}

/// Fewest in the sense that none of them can be left out: together they exclude all of `from`.
std::vector<std::uint32_t> core(Model& model, std::vector<std::uint32_t> all, Node from) {
  Functions& d = model.functions();
  for (std::size_t k = 0; k < all.size();) {
    Node others = from;
    for (std::size_t m = 0; m < all.size(); ++m) {
      if (m != k) others = d.both(others, model.assumed(all[m]));
    }
    if (d.never(d.is(others, 1)))
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(k));
    else
      ++k;
  }
  return all;
}

bool leave(Model& model, const std::vector<std::uint32_t>& all) {
  model.valid();  // looks at all rows that there are by now
  Node left = model.structure();
  for (std::uint32_t i : all) left = model.functions().both(left, model.assumed(i));
  return !model.functions().never(left);
}

std::string listed(const tir::Program& p, const std::vector<std::uint32_t>& all) {
  std::string out = all.size() == 1 ? "the assumption " : "the assumptions ";
  for (std::size_t i = 0; i < all.size(); ++i)
    out += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == all.size() ? " and " : ", ", p.requires_[all[i]].name);
  return out;
}

/// The row at hand breaks the assumption, and none other is broken.
bool excludes(Model& model, std::uint32_t index, const std::vector<std::uint32_t>& others) {
  Functions& d = model.functions();
  Node from = d.is(model.requirement(model.program().requires_[index]), 0);
  model.valid();  // looks at all rows that there are by now
  from = d.both(from, model.structure());
  for (std::uint32_t other : others) from = d.both(from, model.assumed(other));
  return !d.never(d.is(from, 1));
}

}  // namespace

void why_assumed(Model& model, Node what, Claim& claim) {
  const tir::Program& p = model.program();
  const std::vector<std::uint32_t> all = assumptions(p);
  model.valid();  // looks at all rows that there are by now
  Functions& d = model.functions();
  const Node from = d.both(d.is(what, 1), model.structure());
  Node left = from;
  for (std::uint32_t i : all) left = d.both(left, model.assumed(i));
  if (d.never(from) || !d.never(left)) return;
  for (std::uint32_t i : core(model, all, from))
    claim.notes.push_back({p.requires_[i].span, fmt::format("`{}` is assumed", p.requires_[i].name)});
}

bool check_contradiction(Workspace& w, tir::RowId row) {
  const tir::Program& p = w.program();
  const std::vector<std::uint32_t> all = assumptions(p);
  Model& model = w.model(row);
  model.reset_bounded();
  const bool some = leave(model, all);
  if (model.exhausted()) return false;
  if (some) return true;
  Model& free = model.bounded() ? w.free_model(row) : model;
  const bool any = model.bounded() && leave(free, all);
  if (free.exhausted() && !w.last()) return false;
  if (any || free.exhausted()) {
    Claim c{Id::Undecided, p[row].span, {fmt::format("`{}`, as the assumptions need more rows", p[row].name)}};
    c.help = "a larger --rows looks at more of them";
    w.claim(std::move(c));
    ++w.undecided;
    return true;
  }
  const std::vector<std::uint32_t> those = core(model, all, model.structure());
  if (model.exhausted()) return false;
  for (const Claim& c : w.claims()) {
    if (c.id == Id::NoInputLeft && c.words.front() == listed(p, those)) return true;
  }
  Claim c{Id::NoInputLeft, p.requires_[those.empty() ? all.front() : those.front()].span, {listed(p, those)}};
  c.label = fmt::format("no `{}` is left to speak of", p[row].name);
  for (std::uint32_t i : those) {
    const tir::Require& r = p.requires_[i];
    if (r.where.valid()) c.notes.push_back({p[r.where].span, fmt::format("where `{}` applies", r.name)});
    c.notes.push_back({p[r.condition].span, those.size() > 1 ? "these do not hold together" : "this never holds"});
  }
  c.help = "mend one of them: nothing else was looked at, as anything is true of no input";
  w.claim(std::move(c));
  return true;
}

bool check_assumption(Workspace& w, std::uint32_t index) {
  const tir::Program& p = w.program();
  const tir::Require& r = p.requires_[index];
  Model& model = w.model(r.row);
  // A later one that says nothing more is the idle one of two.
  std::vector<std::uint32_t> others = assumptions(p);
  std::erase_if(others, [&](std::uint32_t i) {
    return i == index || (i > index && std::any_of(w.claims().begin(), w.claims().end(), [&](const Claim& c) {
                            return c.id == Id::IdleAssumption && c.requirement == i;
                          }));
  });
  model.reset_bounded();
  bool idle = !excludes(model, index, others);
  w.depends(model, model.requirement(r));
  if (model.exhausted()) return false;
  bool rests = false;
  if (idle && model.bounded()) {
    Model& free = w.free_model(r.row);
    free.reset_bounded();
    rests = excludes(free, index, others) || free.exhausted() || free.bounded();
    if (free.exhausted() && !w.last()) return false;
  }
  if (!idle) return true;
  Claim c{Id::IdleAssumption, r.span, {r.name}};
  c.requirement = index;
  c.bounded = rests;
  if (!excludes(model, index, {})) {
    c.notes.push_back({p[r.condition].span, "this always holds where it applies"});
  } else {
    Functions& d = model.functions();
    const Node broken = d.both(d.is(model.requirement(r), 0), model.structure());
    for (std::uint32_t other : core(model, others, broken))
      c.notes.push_back({p.requires_[other].span, fmt::format("`{}` excludes it already", p.requires_[other].name)});
  }
  if (model.exhausted()) return false;
  c.help = "remove it, or mend its condition";
  w.claim(std::move(c));
  return true;
}

}  // namespace msd::analysis
