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
