#include "compiler/analysis/proofs.h"

#include "compiler/analysis/declared.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

void conjuncts(const tir::Program& p, tir::ExprId id, std::vector<tir::ExprId>& out) {
  if (!id.valid()) return;
  if (p[id].op != Op::And) return out.push_back(id);
  conjuncts(p, p[id].a, out);
  conjuncts(p, p[id].b, out);
}

constexpr std::size_t kNamed = 16;  // of the rules that hide one

}  // namespace

void why_never(Workspace& workspace, Model& model, Node context, std::initializer_list<tir::ExprId> conditions,
               Claim& claim) {
  const tir::Program& p = workspace.program();
  Functions& d = model.functions();
  std::vector<tir::ExprId> parts;
  for (tir::ExprId id : conditions) conjuncts(p, id, parts);
  std::vector<Node> truths;
  for (tir::ExprId part : parts) truths.push_back(d.is(model.truth(part), 1));
  for (std::size_t k = 0; k < parts.size() && parts.size() > 1;) {
    Node others = context;
    for (std::size_t m = 0; m < parts.size(); ++m) {
      if (m != k) others = d.both(others, truths[m]);
    }
    if (d.never(others)) {
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(k));
      truths.erase(truths.begin() + static_cast<std::ptrdiff_t>(k));
    } else {
      ++k;
    }
  }
  for (tir::ExprId part : parts)
    claim.notes.push_back({p[part].span, parts.size() > 1 ? "these do not hold together" : "this never holds"});
  for (tir::ExprId part : parts) derivations(workspace, part, claim);
  Node all = Diagrams::yes();
  for (Node truth : truths) all = d.both(all, truth);
  why_assumed(model, all, claim);
  claim.help = "remove the rule, or mend what keeps its condition from holding";
}

void prove_hidden(const tir::Rule& rule, std::uint32_t i, const std::vector<bool>& cover, Claim& claim) {
  claim.label = "earlier rules take every input that it would take";
  std::size_t named = 0;
  for (std::uint32_t j = 0; j < cover.size(); ++j) {
    if (cover[j] && ++named <= kNamed)
      claim.notes.push_back({rule.lines[j].span, fmt::format("`{}` takes it first", rule.lines[j].name)});
  }
  if (named > kNamed)
    claim.notes.push_back({{}, fmt::format("together with {} more of the rules before it", named - kNamed)});
  claim.help = i + 1 == rule.lines.size() ? "make the last of them the `otherwise`"
                                          : "remove the rule, or move it before those that hide it";
}

bool same_outcome(const tir::Program& program, const tir::Line& a, const tir::Line& b) {
  if (!a.outcome.valid() || !b.outcome.valid()) return a.outcome.valid() == b.outcome.valid();
  const tir::Expr& x = program[a.outcome];
  const tir::Expr& y = program[b.outcome];
  if (x.op != Op::Const || y.op != Op::Const) return a.outcome == b.outcome;
  const tir::Const& c = program.constants[x.x];
  const tir::Const& e = program.constants[y.x];
  return c.kind == e.kind && c.mask == e.mask && c.number == e.number && c.text == e.text;
}

void derivations(Workspace& workspace, tir::ExprId id, Claim& claim) {
  if (!id.valid()) return;
  const tir::Program& p = workspace.program();
  for (tir::FieldId f : workspace.reads(id)) {
    if (!p[f].rule.valid() || f == claim.field) continue;
    const source::Span span = p[p[f].rule].span;
    const bool said =
        std::any_of(claim.notes.begin(), claim.notes.end(), [&](const diag::Label& n) { return n.span == span; });
    if (!said) claim.notes.push_back({span, fmt::format("`{}` is computed here", workspace.name(f))});
  }
}

}  // namespace msd::analysis
