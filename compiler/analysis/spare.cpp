// Facts that a witness can do without.
#include "compiler/analysis/witness.h"

#include <algorithm>
#include <map>
#include <set>

namespace msd::analysis {

namespace {

using Kind = Atom::Kind;

class Spare {
 public:
  using Also = std::function<bool(Node)>;

  Spare(Model& model, Node truth, const Also& also, Assignment& at)
      : model_(model), f_(model.functions()), truth_(truth), also_(also), at_(at), matters_(f_.support(truth)) {
    for (Variable v = 0; v < model.atoms().size(); ++v) {
      const Atom& a = model.atoms()[v];
      if (a.slot != kNoSlot && a.kind != Kind::Exists) cells_[{a.slot, a.field.index}].push_back(v);
    }
  }

  void rests_on(const std::vector<Node>& more) {
    std::set<Variable> all(matters_.begin(), matters_.end());
    for (const Node n : more) {
      for (Variable v : f_.support(n)) all.insert(v);
    }
    matters_.assign(all.begin(), all.end());
  }

  void run() {
    say_all();
    // What one fact is left out for may make another one needless: its default.
    for (bool changed = true; changed && !f_.exhausted();) {
      changed = false;
      std::vector<Cell> said;
      for (const auto& [cell, atoms] : cells_) {
        if (is_written(atoms)) said.push_back(cell);
      }
      for (auto cell = said.rbegin(); cell != said.rend() && !f_.exhausted(); ++cell)
        changed = leave_out(*cell) || changed;
    }
    for (Variable v = static_cast<Variable>(model_.atoms().size()); v-- > 0 && !f_.exhausted();) {
      if (model_.atoms()[v].kind == Kind::Exists) leave_out_row(v);
    }
  }

 private:
  using Cell = std::pair<Slot, std::uint32_t>;

  const std::uint32_t* said(Variable v) const {
    const auto found = std::find_if(at_.begin(), at_.end(), [&](const auto& one) { return one.first == v; });
    return found == at_.end() ? nullptr : &found->second;
  }
  bool is_written(const std::vector<Variable>& atoms) const {
    return std::any_of(atoms.begin(), atoms.end(), [&](Variable v) {
      const std::uint32_t* value = said(v);
      return value != nullptr && cost(model_, v, *value) != 0;
    });
  }
  /// What an atom is if its cell is not written; none if it can be anything.
  std::optional<std::uint32_t> left_out(Variable v) const {
    const Atom& a = model_.atoms()[v];
    if (a.kind != Kind::Fact && a.kind != Kind::Member) return std::nullopt;
    for (std::uint32_t value = 0; value < a.values.size(); ++value) {
      if (cost(model_, v, value) == 0) return value;
    }
    return std::nullopt;
  }
  /// What it is if its cell is written for another reason.
  std::optional<std::uint32_t> filled_in(Variable v) const {
    const Atom& a = model_.atoms()[v];
    const tir::Type& type = model_.program()[a.field].type;
    if (a.kind == Kind::Member) return left_out(v).value_or(0);
    if (a.kind != Kind::Fact) return std::nullopt;
    const bool set = type.cls == Class::Set || type.cls == Class::List;
    for (std::uint32_t value = 0; value < a.values.size(); ++value) {
      const std::uint32_t content = a.values[value];
      if (set || type.cls == Class::Bool ? content == 1 : type.cls == Class::Enum && content == 0) return value;
      if (type.cls == Class::Number && content != kGone && model_.number(content) == type.low) return value;
    }
    return std::nullopt;
  }

  /// Puts into the place what the block says by what it writes, and by what it leaves out.
  void say_all() {
    Assignment more;
    for (Variable v : matters_) {
      const Atom& a = model_.atoms()[v];
      if (said(v) != nullptr || a.slot == kNoSlot || model_.program()[model_.rows()[a.slot].kind].single) continue;
      std::optional<std::uint32_t> value;
      if (a.kind != Kind::Exists)
        value = is_written(cells_.at({a.slot, a.field.index})) ? filled_in(v) : left_out(v);
      else
        value = stands(a.slot) ? 1 : 0;
      if (value) more.emplace_back(v, *value);
    }
    at_.insert(at_.end(), more.begin(), more.end());
  }

  /// Whether the block has the row, since another one stands in it or leads to it.
  bool stands(Slot slot) const {
    return std::any_of(at_.begin(), at_.end(), [&](const auto& one) {
      const Atom& a = model_.atoms()[one.first];
      const std::uint32_t content = a.values[one.second];
      if (a.slot == kNoSlot) return false;
      if (a.kind == Kind::Exists) return content == 1 && model_.rows()[a.slot].parent == slot;
      const Class cls = model_.program()[a.field].type.cls;
      if (a.kind == Kind::Member) return cls == Class::List && a.detail == slot && content == 1;
      return a.kind == Kind::Fact && cls == Class::Ref && content == slot;
    });
  }

  Node is(Variable v, std::uint32_t value) {
    std::vector<std::uint32_t> by(f_.values(v), 0);
    by[value] = 1;
    return f_.select(v, by);
  }

  bool leave_out(Cell cell) {
    const std::vector<Variable>& atoms = cells_.at(cell);
    // A search has tried already to leave out what may be anything then, one fact after the other.
    const bool anything = std::none_of(atoms.begin(), atoms.end(), [&](Variable v) { return left_out(v).has_value(); });
    if (anything && model_.circuits()) return false;
    Assignment less;
    for (const auto& [v, value] : at_) {
      if (std::find(atoms.begin(), atoms.end(), v) == atoms.end()) less.emplace_back(v, value);
    }
    for (Variable v : atoms) {
      if (const auto value = left_out(v)) less.emplace_back(v, *value);
    }
    if (!holds(less)) return false;
    at_ = std::move(less);
    return true;
  }

  bool holds(const Assignment& at) {
    Node place = Functions::yes();
    for (const auto& [v, value] : at) place = f_.both(place, is(v, value));
    return f_.implies(place, truth_) && !f_.exhausted() && (!also_ || also_(place));
  }

  /// A row with all that is said of it, unless another row stands in it or behind it.
  void leave_out_row(Variable exists) {
    const std::uint32_t* there = said(exists);
    if (there == nullptr || *there == 0) return;
    const Slot slot = model_.atoms()[exists].slot;
    Assignment less;
    for (const auto& [v, value] : at_) {
      const Atom& a = model_.atoms()[v];
      if (v == exists || a.slot == slot) continue;
      if (a.slot != kNoSlot) {
        const ModelRow& row = model_.rows()[a.slot];
        if (value != 0 && a.kind == Kind::Exists && (row.parent == slot || row.after == slot)) return;
      }
      less.emplace_back(v, value);
    }
    less.emplace_back(exists, 0);
    if (holds(less)) at_ = std::move(less);
  }

  Model& model_;
  Functions& f_;
  Node truth_;
  const Also& also_;
  Assignment& at_;
  std::vector<Variable> matters_;
  std::map<Cell, std::vector<Variable>> cells_;
};

}  // namespace

void spare(Model& model, Node truth, Assignment& at) {
  const std::function<bool(Node)> nothing;
  Spare(model, truth, nothing, at).run();
}

void spare(Model& model, Node truth, const std::vector<Node>& rests_on, const std::function<bool(Node)>& also,
           Assignment& at) {
  Spare spare(model, truth, also, at);
  spare.rests_on(rests_on);
  spare.run();
}

}  // namespace msd::analysis
