#include "compiler/analysis/workspace.h"

#include <algorithm>
#include <functional>

namespace msd::analysis {

Workspace::Workspace(const tir::Program& program, const Options& options)
    : p_(program), options_(options), points_(program), for_witnesses_(options.max_nodes / 10) {
  // Two rows tell one from several; a count that is compared with more needs more of them.
  const std::int64_t wanted = points_.largest_count() + 1;
  options_.rows = std::max<unsigned>(options_.rows, static_cast<unsigned>(std::min<std::int64_t>(wanted, 4)));
}

Model& Workspace::model(Models& models, tir::RowId kind, bool free_rows) {
  std::unique_ptr<Model>& at = models[kind.index];
  // Who asks twice in one check has handles of it; `prepare` makes room for another one.
  if (at != nullptr && (!at->exhausted() || kind == prepared_)) return *at;
  const bool circuits = means_ == Means::Search;
  at = std::make_unique<Model>(p_, points_, kind,
                               Model::Options{options_.rows, options_.max_nodes, free_rows, circuits, conflicts()});
  if (!circuits && means_ != Means::Whole) at->diagrams().allow(share());
  return *at;
}

void Workspace::begin(const std::set<std::uint32_t>& fields, bool witnesses) {
  count_nodes();
  witnesses_ = witnesses;
  skip_ = std::any_of(fields.begin(), fields.end(), [&](std::uint32_t f) { return wide_.contains(f); });
}

void Workspace::search(tir::RowId kind) {
  for (Models* models : {&circuits_, &free_circuits_}) {
    const auto found = models->find(kind.index);
    if (found == models->end()) continue;
    auto& circuits = static_cast<Circuits&>(found->second->functions());
    if (circuits.exhausted() || circuits.gates() > options_.max_nodes / 2)
      models->erase(found);
    else
      circuits.allow(conflicts());
  }
}

/// What the last check took from the nodes for witnesses.
void Workspace::count_nodes() {
  std::size_t made = 0;
  for (Models* models : {&models_, &free_}) {
    for (const auto& [kind, model] : *models) made += model->diagrams().made();
  }
  if (witnesses_) for_witnesses_ -= std::min(made, for_witnesses_);
}

bool Workspace::prepare(tir::RowId kind, Means means) {
  if (means == Means::Cone && fresh_) return false;
  if (skip_ && (means == Means::Shared || means == Means::Cone)) return false;
  means_ = means;
  if (means != Means::Shared) count_nodes();
  prepared_ = kind;
  if (means == Means::Search) return search(kind), true;
  for (Models* models : {&models_, &free_}) {
    const auto found = models->find(kind.index);
    if (found == models->end()) continue;
    Model& at = *found->second;
    // What was made and is not needed any more goes with the model.
    if (means != Means::Shared || at.exhausted() || at.diagrams().nodes() > options_.max_nodes / 2)
      models->erase(found);
    else
      at.diagrams().allow(share());
  }
  if (means == Means::Shared) {
    const auto found = models_.find(kind.index);
    fresh_ = found == models_.end() || found->second->diagrams().nodes() < share() / 10;
  }
  return true;
}

Claim& Workspace::claim(Claim claim) {
  if (claim.field.valid())
    claims_of_[{claim.field.index, claim.line}].push_back(static_cast<std::uint32_t>(claims_.size()));
  claims_.push_back(std::move(claim));
  return claims_.back();
}

Claim* Workspace::find(diag::Id id, tir::FieldId field, std::uint32_t line) {
  for (std::uint32_t at : claims_of_[{field.index, line}]) {
    if (claims_[at].id == id) return &claims_[at];
  }
  return nullptr;
}

Claim* Workspace::any_of(tir::FieldId field) {
  std::uint32_t first = UINT32_MAX;
  for (auto at = claims_of_.lower_bound({field.index, 0}); at != claims_of_.end(); ++at) {
    const auto& [of, line] = at->first;
    if (of != field.index || line == UINT32_MAX) break;
    for (std::uint32_t claim : at->second) {
      if (diag::info(claims_[claim].id).severity != diag::Severity::Note) first = std::min(first, claim);
    }
  }
  return first == UINT32_MAX ? nullptr : &claims_[first];
}

std::string Workspace::name(tir::FieldId field) const { return p_[p_[field].row].name + "." + p_[field].name; }

std::vector<tir::FieldId> Workspace::asks(tir::ExprId id) const {
  std::vector<tir::FieldId> out;
  const std::function<void(tir::ExprId)> walk = [&](tir::ExprId at) {
    if (!at.valid()) return;
    const tir::Expr& e = p_[at];
    const bool asked = e.op == Op::IsGiven || e.op == Op::Fits || e.op == Op::Uses;
    if (asked && p_[e.a].op == Op::Load) out.push_back({p_[e.a].x});
    for (tir::ExprId part : {e.a, e.b, e.c, e.d}) walk(part);
  };
  walk(id);
  return out;
}

std::vector<tir::FieldId> Workspace::reads(const tir::Rule& rule) const {
  std::vector<tir::FieldId> out;
  for (tir::ExprId id : tir::expressions(rule)) {
    for (tir::FieldId f : reads(id)) {
      if (std::find(out.begin(), out.end(), f) == out.end()) out.push_back(f);
    }
  }
  return out;
}

std::set<std::uint32_t> Workspace::cone(std::vector<tir::FieldId> todo) const {
  std::set<std::uint32_t> out;
  while (!todo.empty()) {
    const tir::FieldId f = todo.back();
    todo.pop_back();
    if (!out.insert(f.index).second || !p_[f].rule.valid()) continue;
    for (tir::FieldId next : reads(p_[p_[f].rule])) todo.push_back(next);
  }
  return out;
}

void Workspace::depends(Model& model, Node on) {
  if (model.exhausted()) return;  // its nodes say nothing
  for (Variable v : model.functions().support(on)) {
    const Atom& a = model.atoms()[v];
    if (a.field.valid()) influential_.insert(a.field.index);
  }
}

void Workspace::depends(Model& model, const Symbol& on) {
  depends(model, on.scalar);
  depends(model, on.state);
  for (Node m : on.members) depends(model, m);
}

}  // namespace msd::analysis
