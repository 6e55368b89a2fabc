// Lines of long tables: what `lines.cpp` finds, without a diagram of the whole table.
#include "compiler/analysis/long_tables.h"

#include "compiler/analysis/line_claims.h"
#include "compiler/analysis/proofs.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;

constexpr std::size_t kMasked = 16;  ///< rules of one table of which it is said that others come before them
constexpr std::size_t kKept = 256;   ///< of lines that fire, that are kept to be looked at
constexpr std::size_t kSifted =
    64;  ///< of rules that hide one, the most from which those are left out that need not be

class LongTable {
 public:
  LongTable(Workspace& w, tir::FieldId field)
      : w_(w), p_(w.program()), field_(field), rule_(p_[p_[field].rule]), model_(w.model(p_[field].row)),
        d_(model_.diagrams()), cover_(d_, w.cover_steps()) {}

  bool run() {
    model_.reset_bounded();
    table_ = model_.conditions(rule_);
    valid_ = d_.both(table_.live, model_.valid());
    care_ = d_.both(table_.live, model_.complete());
    if (d_.exhausted() || model_.bounded()) return false;
    for (Node condition : table_.conditions) cover_.add(condition);
    fires_.assign(rule_.lines.size(), true);
    for (std::uint32_t i = 0; i < rule_.lines.size() && !spent(); ++i) line(i);
    if (spent()) return false;
    for (Claim& c : made_) w_.claim(std::move(c));
    // Of two lines of a unique table that match together each makes a difference, also one that never comes first.
    if (!overlap_) w_.firing[field_.index] = fires_;
    // Of other tables the whole is looked at for their values.
    if (long_table_of_constants(w_, field_)) influences();
    return true;
  }

 private:
  /// The facts that the table depends on: shown by two places that differ in one variable, else by its diagram, else
  /// all that lines look at which fire.
  void influences() {
    w_.depends(model_, table_.live);
    std::set<Variable> left;
    for (std::uint32_t i = 0; i < fires_.size(); ++i) {
      if (!fires_[i]) continue;
      for (Variable v : d_.support(table_.conditions[i])) left.insert(v);
    }
    std::erase_if(left, [&](Variable v) { return changes(v) && (depends(v), true); });
    if (left.empty()) return;
    const Symbol value = model_.table(rule_).value;
    if (!d_.exhausted()) return w_.depends(model_, value);
    for (Variable v : left) depends(v);
  }
  void depends(Variable v) {
    const Atom& atom = model_.atoms()[v];
    w_.depends(model_, d_.select(v, atom.values));
  }
  /// Another value of the variable leads to another outcome somewhere.
  bool changes(Variable v) const {
    for (const auto& [line, cube] : places_) {
      std::vector<std::uint32_t> place(d_.variables());
      for (const Choice& c : cube) place[c.variable] = static_cast<std::uint32_t>(__builtin_ctzll(c.values));
      for (std::uint32_t value = 0; value < d_.values(v); ++value) {
        place[v] = value;
        if (d_.evaluate(valid_, [&](Variable at) { return place[at]; }) != 1) continue;
        const std::uint32_t other = cover_.first(place);
        if (other >= rule_.lines.size() || !same_outcome(p_, rule_.lines[line], rule_.lines[other])) return true;
      }
    }
    return false;
  }

  bool spent() const { return cover_.exhausted() || d_.exhausted(); }

  void line(std::uint32_t i) {
    const bool last = i + 1 == rule_.lines.size();
    const bool rejects = !rule_.lines[i].outcome.valid();
    const Node mine = d_.both(table_.conditions[i], valid_);
    if (rule_.kind == tir::Rule::Kind::Unique && !last) overlaps(i, mine);
    const auto open = cover_.left(mine, i);
    if (open && places_.size() < kKept) places_.emplace_back(i, *open);
    if (!open) {
      fires_[i] = false;
      if (!spent()) made_.push_back(dead(i, mine, last && rejects));
      return;
    }
    const Node here = d_.both(table_.conditions[i], care_);
    if (last && rejects) return gap(i, here);
    if (last || rule_.kind == tir::Rule::Kind::Unique) return;
    if (here == mine || cover_.left(here, i)) masked(i, here);
  }

  Claim dead(std::uint32_t i, Node mine, bool total) {
    const tir::Line& line = rule_.lines[i];
    Claim c{Id::DeadRule, line.span, {line.name, w_.name(field_)}};
    c.field = field_;
    c.line = i;
    const Node sound = d_.both(table_.sound, model_.valid());
    if (sound == Functions::no()) {
      c.label = "what the table reads is rejected, whatever a design states";
      derivations(w_, line.condition, c);
      c.help = "mend what it reads";
    } else if (mine == Functions::no()) {
      c.label = "its condition never holds";
      why_never(w_, model_, sound, {line.condition, rule_.where}, c);
    } else {
      prove_hidden(rule_, i, takers(i, mine), c);
      derivations(w_, line.condition, c);
    }
    if (!total) return c;
    c.id = Id::TableIsTotal;
    c.words = {w_.name(field_)};
    c.label = "nothing comes to this line";
    c.help.clear();
    return c;
  }

  /// Lines before `i` that together take all of it, after `left` has found nothing.
  std::vector<bool> takers(std::uint32_t i, Node mine) const {
    std::vector<bool> out(i);
    if (const auto alone = cover_.alone(mine, i)) {
      out[*alone] = true;
      return out;
    }
    const std::vector<std::uint32_t> all = cover_.takers();
    for (std::uint32_t j : all.size() <= kSifted ? cover_.fewest(mine, all) : all) out[j] = true;
    return out;
  }

  /// With a place of a cube, with the cheapest values, without the facts that neither the truth needs nor that none of
  /// the lines before takes the place.
  void show(LineClaim of, const Cube& cube, Node truth, std::uint32_t before) {
    Assignment at = cheapest_of(model_, cube);
    const std::vector<Node> earlier(table_.conditions.begin(), table_.conditions.begin() + before);
    const auto reached = [&](Node place) { return cover_.sharing(place, before).empty(); };
    spare(model_, d_.both(truth, valid_), earlier, reached, at);
    of.claim.witness = witness(model_, at, of.title, {of.expectation});
    if (cone_.empty()) cone_ = w_.cone(w_.reads(rule_));
    of.claim.fuller = witness(model_, filled(model_, at, cone_), of.title, {of.expectation});
    made_.push_back(std::move(of.claim));
  }

  void gap(std::uint32_t i, Node here) {
    const auto cube = cover_.left(here, i);
    if (!cube) return;
    LineClaim of = gap_claim(w_, field_, i);
    of.claim.notes.push_back({{}, "the table is long: how many inputs end here was not counted"});
    show(std::move(of), *cube, table_.conditions[i], i);
  }

  void masked(std::uint32_t i, Node here) {
    if (masked_ == kMasked) return;
    for (std::uint32_t j : cover_.sharing(here, i)) {
      if (same_outcome(p_, rule_.lines[i], rule_.lines[j])) continue;
      const Node shared = d_.both(table_.conditions[i], table_.conditions[j]);
      const auto cube = cover_.left(d_.both(here, shared), j);
      if (!cube) continue;
      LineClaim of = masked_claim(w_, field_, i, j);
      if (++masked_ == kMasked)
        of.claim.notes.push_back(
            {{}, fmt::format("the table is long: no more than {} of its rules are named for this", kMasked)});
      show(std::move(of), *cube, shared, j);
      return;
    }
  }

  void overlaps(std::uint32_t j, Node mine) {
    for (std::uint32_t i : cover_.sharing(mine, j)) {
      const Node shared = d_.both(table_.conditions[i], table_.conditions[j]);
      overlap_ = overlap_ || !d_.disjoint(shared, valid_);
      if (const auto cube = cover_.left(d_.both(shared, care_), 0))
        show(overlap_claim(w_, field_, j, i), *cube, shared, 0);
    }
  }

  Workspace& w_;
  const tir::Program& p_;
  tir::FieldId field_;
  const tir::Rule& rule_;
  Model& model_;
  Diagrams& d_;
  Cover cover_;
  TableFunction table_;
  Node care_, valid_;
  std::vector<Claim> made_;
  std::vector<bool> fires_;
  bool overlap_ = false;                                ///< two lines of a unique table match together somewhere
  std::vector<std::pair<std::uint32_t, Cube>> places_;  ///< of lines that fire
  std::size_t masked_ = 0;
  std::set<std::uint32_t> cone_;  ///< what the table rests on
};

}  // namespace

bool is_long(const Workspace& workspace, const tir::Rule& rule) {
  const bool table = rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique;
  return table && rule.lines.size() > workspace.long_table();
}

bool check_long_table(Workspace& workspace, tir::FieldId field) { return LongTable(workspace, field).run(); }

bool long_table_of_constants(const Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  if (!w.firing.contains(field.index)) return false;
  const std::vector<tir::Line>& lines = p[p[field].rule].lines;
  return std::all_of(lines.begin(), lines.end(),
                     [&](const tir::Line& line) { return !line.outcome.valid() || p[line.outcome].op == Op::Const; });
}

std::optional<std::vector<std::uint32_t>> long_table_gives(const Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const auto fires = w.firing.find(field.index);
  if (fires == w.firing.end()) return std::nullopt;
  std::set<std::uint32_t> out;
  const std::vector<tir::Line>& lines = p[p[field].rule].lines;
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].outcome.valid()) continue;
    const tir::Expr& e = p[lines[i].outcome];
    if (e.op != Op::Const || p.constants[e.x].kind != tir::Const::Kind::Finite) return std::nullopt;
    if (fires->second[i]) out.insert(static_cast<std::uint32_t>(__builtin_ctzll(p.constants[e.x].mask)));
  }
  return std::vector<std::uint32_t>(out.begin(), out.end());
}

std::vector<bool> long_table_fires(Workspace& w, tir::FieldId field) {
  const tir::Rule& rule = w.program()[w.program()[field].rule];
  Model& model = w.model(w.program()[field].row);
  Functions& d = model.functions();
  const TableFunction table = model.conditions(rule);
  const Node care = d.both(table.live, model.complete());
  Cover cover(model.diagrams(), w.cover_steps());
  std::vector<bool> out(rule.lines.size());
  for (std::uint32_t i = 0; i < rule.lines.size() && !cover.exhausted() && !d.exhausted(); ++i) {
    cover.add(table.conditions[i]);
    out[i] = !d.exhausted() && cover.left(d.both(table.conditions[i], care), i).has_value();
  }
  return out;
}

}  // namespace msd::analysis
