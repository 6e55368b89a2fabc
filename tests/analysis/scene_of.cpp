#include "tests/analysis/scene_of.h"

#include <algorithm>

namespace msd::testing {

using analysis::Atom;
using analysis::kBad;
using analysis::kGone;
using analysis::kNoSlot;
using analysis::Slot;
using State = eval::CellFact::State;

SceneOf::SceneOf(analysis::Model& model, const image::Image& image, const Place& place)
    : model_(model), p_(model.program()), place_(place), facts_(image) {
  std::vector<Slot> order;
  for (Slot s = 0; s < model.rows().size(); ++s) {
    if (evaluate(model.rows()[s].exists) == 1) order.push_back(s);
  }
  const auto depth = [&](Slot s) {
    std::size_t n = 0;
    for (; model.rows()[s].parent != kNoSlot; s = model.rows()[s].parent) ++n;
    return n;
  };
  const auto rank = [&](Slot s) {
    const std::vector<Slot>* all = model.siblings(s);
    const auto at = all == nullptr ? 0 : std::find(all->begin(), all->end(), s) - all->begin();
    return std::pair{depth(s), static_cast<std::size_t>(at)};
  };
  std::stable_sort(order.begin(), order.end(), [&](Slot a, Slot b) { return rank(a) < rank(b); });
  // A single row that nobody selects stands without a name.
  for (Slot s : order) {
    if (p_[model.rows()[s].kind].single && model.rows()[s].selected_by == kNoSlot) add(s);
  }
  for (Slot s : order) {
    if (!rows_.contains(s)) add(s);
  }
  for (std::uint32_t kind = 0; kind < p_.rows.size(); ++kind) {
    if (p_.rows[kind].single && facts_.of_kind(kind).empty())
      facts_.row(facts_.add_row(kind, eval::kNone, p_.rows[kind].name, {})).named = false;
  }
  // A set or a list that atoms speak of has what they say and nothing else.
  for (analysis::Variable v = 0; v < model.atoms().size(); ++v) {
    const Atom& a = model.atoms()[v];
    if (a.slot == kNoSlot || !rows_.contains(a.slot)) continue;
    state(a, a.values[place[v]]);
  }
  for (std::uint32_t row = 0; row < facts_.rows().size(); ++row) {
    for (tir::FieldId f : p_.rows[facts_.rows()[row].kind].fields) {
      eval::CellFact& fact = facts_.cell(row, f.index);
      if (p_[f].type.cls == Class::List && fact.state == State::Missing && !p_[f].rule.valid())
        fact.state = State::Stated;
    }
  }
  for (Slot s : order) {
    const analysis::ModelRow& r = model.rows()[s];
    if (!p_[r.kind].single || r.selected_by == kNoSlot || !facts_.rows()[rows_[s]].named) continue;
    if (!rows_.contains(r.selected_by)) continue;
    eval::CellFact& selector = facts_.cell(rows_[r.selected_by], p_[r.kind].selector.index);
    selector.state = State::Stated;
    selector.value.number = rows_[s];
  }
  for (const oracle::Question& q : oracle::questions(p_, facts_)) {
    if (answers_.contains(q)) continue;
    const auto all = oracle::answers_to(p_, facts_, q, 1);
    answers_[q] = all.empty() ? oracle::absent() : all.front();
  }
  world_.emplace(p_, facts_, answers_, standing_);
}

std::uint32_t SceneOf::evaluate(analysis::Node node) {
  return model_.functions().evaluate(node, [&](analysis::Variable v) { return place_[v]; });
}

void SceneOf::add(Slot slot) {
  const analysis::ModelRow& r = model_.rows()[slot];
  const eval::RowIndex parent = r.parent == kNoSlot ? eval::kNone : rows_.at(r.parent);
  const bool unnamed = p_[r.kind].single && facts_.of_kind(r.kind.index).empty();
  const eval::RowIndex row = facts_.add_row(r.kind.index, parent, model_.row_name(slot), {});
  facts_.row(row).named = !unnamed;
  rows_[slot] = row;
  slots_[row] = slot;
}

void SceneOf::state(const Atom& a, std::uint32_t content) {
  const eval::RowIndex row = rows_.at(a.slot);
  const oracle::CellRef ref{row, a.field.index};
  using Asked = oracle::Question::Kind;
  switch (a.kind) {
  case Atom::Kind::Exists:
  case Atom::Kind::Free: return;
  case Atom::Kind::Given: answers_[{Asked::Given, ref, 0}] = oracle::truth(content == 1); return;
  case Atom::Kind::Fits:
  case Atom::Kind::Uses: {
    const bool fits = a.kind == Atom::Kind::Fits;
    answers_[{fits ? Asked::Fits : Asked::Uses, ref, fits ? 0 : a.detail}] = oracle::truth(content == 1);
    // A text that is there and about which only this is known.
    eval::CellFact& text = facts_.cell(row, a.field.index);
    if (text.state != State::Absent) text.state = State::Unknown;
    answers_.try_emplace({Asked::Cell, ref, 0},
                         oracle::Content{oracle::Content::State::Value, {0, facts_.symbols.intern("some text"), {}}});
    answers_.try_emplace({Asked::Given, ref, 0}, oracle::truth(true));
    return;
  }
  case Atom::Kind::Member:
  case Atom::Kind::Fact: break;
  }
  eval::CellFact& fact = facts_.cell(row, a.field.index);
  const tir::Type& type = p_[a.field].type;
  if (a.kind == Atom::Kind::Fact && content == kGone) {
    fact.state = State::Absent;
    fact.value = {};
    return;
  }
  if (fact.state == State::Absent) return;
  if (type.cls == Class::Text) {
    fact.state = State::Unknown;
    answers_[{Asked::Cell, ref, 0}] = {oracle::Content::State::Value, {0, facts_.symbols.intern("some text"), {}}};
    answers_.try_emplace({Asked::Given, ref, 0}, oracle::truth(true));
    return;
  }
  fact.state = State::Stated;
  if (a.kind == Atom::Kind::Member) {
    if (content != 1) return;
    if (type.cls == Class::Set)
      fact.value.mask |= std::uint64_t{1} << a.detail;
    else
      fact.value.list.push_back(rows_.at(a.detail));
    return;
  }
  switch (type.cls) {
  case Class::Bool: fact.value.mask = content == 1 ? 2 : 1; break;
  case Class::Enum: fact.value.mask = std::uint64_t{1} << content; break;
  case Class::Number: fact.value.number = model_.number(content); break;
  case Class::Id: fact.value.number = facts_.symbols.intern(model_.name(content)); break;
  case Class::Ref: fact.value.number = rows_.at(content); break;
  default: break;
  }
}

const oracle::Evaluated& SceneOf::cell(Slot slot, tir::FieldId field) {
  return world_->cell({rows_.at(slot), field.index});
}

oracle::Holds SceneOf::requirement(std::uint32_t requirement) { return world_->requirement(requirement, rows_.at(0)); }

bool SceneOf::agrees(const oracle::Content& content, const analysis::Symbol& s) {
  using S = oracle::Content::State;
  const bool many = s.cls == Class::Set || s.cls == Class::List;
  const std::uint32_t n = evaluate(many ? s.state : s.scalar);
  if (n == kBad) return content.state == S::Rejected;
  if (n == kGone) return content.state == S::Absent;
  if (content.state != S::Value) return false;
  switch (s.cls) {
  case Class::Bool: return content.value.mask == (n == 1 ? 2U : 1U);
  case Class::Enum: return content.value.mask == std::uint64_t{1} << n;
  case Class::Number: return content.value.number == model_.number(n);
  case Class::Text: return true;
  case Class::Id: return true;  // compared where it counts, in conditions
  case Class::Ref:
    return slots_.contains(static_cast<eval::RowIndex>(content.value.number)) &&
           slots_.at(static_cast<eval::RowIndex>(content.value.number)) == n;
  case Class::Set: {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < s.members.size(); ++i) {
      if (evaluate(s.members[i]) == 1) mask |= std::uint64_t{1} << i;
    }
    return content.value.mask == mask;
  }
  case Class::List: {
    std::vector<Slot> mine;
    for (std::size_t i = 0; i < s.rows.size(); ++i) {
      if (evaluate(s.members[i]) == 1) mine.push_back(s.rows[i]);
    }
    std::vector<Slot> theirs;
    for (eval::RowIndex row : content.value.list) theirs.push_back(slots_.contains(row) ? slots_.at(row) : kNoSlot);
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    std::sort(theirs.begin(), theirs.end());
    return mine == theirs;
  }
  }
  return false;
}

std::string SceneOf::print() const {
  std::string out;
  for (analysis::Variable v = 0; v < model_.atoms().size(); ++v) {
    const Atom& a = model_.atoms()[v];
    if (a.slot == kNoSlot) continue;
    out += model_.row_name(a.slot) + (a.field.valid() ? "." + p_[a.field].name : " there") + " kind " +
           std::to_string(static_cast<int>(a.kind)) + " detail " + std::to_string(a.detail) + " = " +
           std::to_string(a.values[place_[v]]) + "\n";
  }
  return out;
}

}  // namespace msd::testing
