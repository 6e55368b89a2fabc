// What long tables read without effect.
#include "compiler/analysis/effects.h"
#include "compiler/analysis/long_tables.h"

#include <algorithm>

namespace msd::analysis {

namespace {

constexpr std::size_t kLookedAt = 256;  // that are looked at before the lines are

class LongReads {
 public:
  LongReads(Workspace& w, tir::FieldId field)
      : w_(w), p_(w.program()), rule_(p_[p_[field].rule]), model_(w.model(p_[field].row)), d_(model_.diagrams()),
        field_(field) {}

  void run() {
    const auto fires = w_.firing.find(field_.index);
    if (fires == w_.firing.end()) return;
    table_ = model_.conditions(rule_);
    const Node valid = model_.valid();
    Cover cover(d_, w_.cover_steps());
    Effects effects(w_, model_, field_);
    std::size_t looked = 0;
    for (std::uint32_t i = 0; i < rule_.lines.size() && effects.open() && looked < kLookedAt; ++i) {
      cover.add(table_.conditions[i]);
      if (!fires->second[i]) continue;
      const auto cube = cover.left(d_.both(d_.both(table_.conditions[i], table_.live), valid), i);
      if (!cube) break;
      effects.look([&](Node n) { return d_.evaluate(n, [&](Variable v) { return value(*cube, v); }); });
      ++looked;
    }
    if (cover.exhausted() || d_.exhausted()) return;
    std::map<std::uint32_t, bool>& out = w_.effective[field_.index];
    for (tir::FieldId read : w_.reads(rule_)) {
      const Class cls = p_[read].type.cls;
      if (effects.makes_a_difference(read))
        out[read.index] = true;
      else if ((cls == Class::Bool || cls == Class::Enum) && idle(read, fires->second, valid))
        out[read.index] = false;
    }
  }

 private:
  static std::uint32_t value(const Cube& cube, Variable v) {
    for (const Choice& c : cube) {
      if (c.variable == v) return static_cast<std::uint32_t>(__builtin_ctzll(c.values));
    }
    return 0;
  }

  /// No line that fires looks at it, and nothing else goes with it: then the table is the same for all of its values.
  bool idle(tir::FieldId read, const std::vector<bool>& fires, Node valid) {
    std::optional<Variable> own;
    for (Variable v = 0; v < model_.atoms().size(); ++v) {
      const Atom& a = model_.atoms()[v];
      if (a.slot == 0 && a.field == read && a.kind == Atom::Kind::Fact && !own) own = v;
    }
    if (p_[read].rule.valid() || !own) return false;
    const auto depends = [&](Node n) {
      const std::vector<Variable> all = d_.support(n);
      return std::binary_search(all.begin(), all.end(), *own);
    };
    if (depends(valid) || depends(table_.live)) return false;
    for (tir::FieldId other : w_.reads(rule_)) {
      const Symbol cell = model_.cell(0, other);
      if (!(other == read) && std::any_of(cell.members.begin(), cell.members.end(), depends)) return false;
      if (!(other == read) && depends(cell.whole())) return false;
    }
    for (std::uint32_t i = 0; i < fires.size(); ++i) {
      if (fires[i] && (depends(table_.conditions[i]) || !constant(rule_.lines[i]))) return false;
    }
    return !d_.exhausted();
  }
  bool constant(const tir::Line& line) const { return !line.outcome.valid() || p_[line.outcome].op == Op::Const; }

  Workspace& w_;
  const tir::Program& p_;
  const tir::Rule& rule_;
  Model& model_;
  Diagrams& d_;
  tir::FieldId field_;
  TableFunction table_;
};

}  // namespace

void long_table_reads(Workspace& workspace, tir::FieldId field) { LongReads(workspace, field).run(); }

}  // namespace msd::analysis
