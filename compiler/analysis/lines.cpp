// Lines of tables: dead ones, gaps, overlaps, lines that others mask.
#include "compiler/analysis/directly.h"
#include "compiler/analysis/line_claims.h"
#include "compiler/analysis/long_tables.h"
#include "compiler/analysis/proofs.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::analysis {

namespace {

using diag::Id;

class TableCheck {
 public:
  TableCheck(Workspace& w, tir::FieldId field)
      : w_(w), p_(w.program()), field_(field), rule_(p_[p_[field].rule]), model_(w.model(p_[field].row)),
        d_(model_.functions()) {}

  bool run() {
    model_.reset_bounded();
    table_ = model_.table(rule_);
    care_ = model_.complete();
    valid_ = model_.valid();
    if (d_.exhausted()) return false;
    within_ = d_.both(table_.live, care_);
    bounded_ = model_.bounded();
    w_.depends(model_, table_.value);
    const std::vector<std::uint32_t> fired = firing(model_, table_, care_);
    const std::vector<std::uint32_t> ever = care_ == valid_ ? fired : firing(model_, table_, valid_);
    std::vector<Claim> made;
    for (std::uint32_t i = 0; i < rule_.lines.size(); ++i) {
      const bool last = i + 1 == rule_.lines.size();
      const bool fires = std::binary_search(fired.begin(), fired.end(), i);
      const bool rejects = !rule_.lines[i].outcome.valid();
      if (!std::binary_search(ever.begin(), ever.end(), i)) {
        Claim never = dead(i);
        // That a rejection is out of reach is what it is there for.
        if (!last || !rejects)
          made.push_back(std::move(never));
        else if (!never.bounded)
          made.push_back(total(never));
      }
      if (fires && last && !rule_.lines[i].outcome.valid()) made.push_back(gap(i));
      if (fires && !last && rule_.kind == tir::Rule::Kind::Classify) masked(i, made);
    }
    if (rule_.kind == tir::Rule::Kind::Unique) overlaps(made);
    if (d_.exhausted() || (free_exhausted_ && !w_.last())) return false;
    for (Claim& c : made) w_.claim(std::move(c));
    return true;
  }

 private:
  /// The lines that fire somewhere where `care` is 1, ascending.
  static std::vector<std::uint32_t> firing(Model& model, const TableFunction& table, Node care) {
    Functions& f = model.functions();
    if (!model.circuits()) return f.terminals(table.fired, care);
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < table.conditions.size() && !f.exhausted(); ++i) {
      if (!f.disjoint(model.fires(table, i), care)) out.push_back(i);
    }
    return out;
  }

  /// Lines before `i`, of other outcomes, that take something of `mine`: all of them, or the first of a long table.
  std::vector<std::uint32_t> takers(std::uint32_t i, Node mine) {
    std::vector<std::uint32_t> out;
    const std::vector<std::uint32_t> all =
        model_.circuits() ? std::vector<std::uint32_t>{} : d_.terminals(table_.fired, mine);
    for (std::uint32_t j = 0; j < i && !d_.exhausted(); ++j) {
      if (same_outcome(p_, rule_.lines[i], rule_.lines[j])) continue;
      if (model_.circuits() ? d_.disjoint(model_.fires(table_, j), mine)
                            : !std::binary_search(all.begin(), all.end(), j))
        continue;
      out.push_back(j);
      if (is_long(w_, rule_)) break;
    }
    return out;
  }

  Node within(Node n) { return d_.both(n, within_); }

  /// With rows of any number, no input reaches the line either.
  bool dead_anyway(std::uint32_t line) {
    if (!bounded_) return true;
    Model& free = w_.free_model(p_[field_].row);
    free.reset_bounded();
    const TableFunction table = free.table(rule_);
    const Node care = free.valid();
    free_exhausted_ = free_exhausted_ || free.exhausted();
    if (free.exhausted() || free.bounded()) return false;
    const std::vector<std::uint32_t> fired = firing(free, table, care);
    return !std::binary_search(fired.begin(), fired.end(), line);
  }

  Claim dead(std::uint32_t i) {
    const tir::Line& line = rule_.lines[i];
    Claim c{Id::DeadRule, line.span, {line.name, w_.name(field_)}};
    c.field = field_;
    c.line = i;
    c.bounded = !dead_anyway(i);
    if (d_.never(d_.both(table_.sound, valid_))) {
      c.label = "what the table reads is rejected, whatever a design states";
      derivations(w_, line.condition, c);
      c.help = "mend what it reads";
      return c;
    }
    const Node mine = d_.both(table_.conditions[i], d_.both(table_.live, valid_));
    if (d_.never(mine)) {
      c.label = "its condition never holds";
      why_never(w_, model_, d_.both(table_.sound, valid_), {line.condition, rule_.where}, c);
      return c;
    }
    // As few of the earlier lines as cover it: each is left out if the others still do.
    std::vector<bool> covers(i);
    for (std::size_t j : d_.cover(mine, {table_.conditions.data(), i})) covers[j] = true;
    prove_hidden(rule_, i, covers, c);
    derivations(w_, line.condition, c);
    return c;
  }

  /// The proof that nothing comes to a last line that rejects.
  Claim total(const Claim& never) {
    Claim c = never;
    c.id = Id::TableIsTotal;
    c.words = {w_.name(field_)};
    c.label = "nothing comes to this line";
    c.help.clear();
    return c;
  }

  /// With a smallest place where the truth holds and all that is required is filled in.
  Claim shown(LineClaim of, Node truth) {
    auto at = shortest(model_, within(truth));
    if (!at) return std::move(of.claim);
    // Whether what nobody looks at here is filled in does not matter.
    spare(model_, d_.both(truth, d_.both(table_.live, valid_)), *at);
    of.claim.witness = witness(model_, *at, of.title, {of.expectation});
    if (cone_.empty()) cone_ = w_.cone(w_.reads(rule_));
    of.claim.fuller = witness(model_, filled(model_, *at, cone_), of.title, {of.expectation});
    return std::move(of.claim);
  }

  /// A set that is absent has no members: places that tell them apart are one combination of facts.
  Node one_place_each(const std::vector<Variable>& all) {
    Node out = Functions::yes();
    for (Variable state : all) {
      const Atom& a = model_.atoms()[state];
      if (a.kind != Atom::Kind::Fact || p_[a.field].type.cls != Class::Set) continue;
      for (Variable member : all) {
        const Atom& m = model_.atoms()[member];
        if (m.kind != Atom::Kind::Member || m.slot != a.slot || !(m.field == a.field)) continue;
        const Node in = d_.select(member, m.values);
        out = d_.both(out, d_.either(d_.is(d_.select(state, a.values), 1), d_.negate(in)));
      }
    }
    return out;
  }

  /// The count that does not depend on how many rows there are, where it is another one than that down to the facts.
  void directly(Claim& c, std::uint32_t line) {
    const std::vector<tir::FieldId> read = w_.reads(rule_);
    const bool facts = std::none_of(read.begin(), read.end(), [&](tir::FieldId f) { return p_[f].rule.valid(); });
    if (facts && !bounded_ && !model_.circuits()) return;
    if (std::string told = told_directly(w_, field_, line); !told.empty()) c.notes.push_back({{}, std::move(told)});
  }

  /// Says for how many of the combinations of facts that the table looks at a truth holds. Nothing where a bound on
  /// rows or numbers makes that no figure, or in a model that does not count.
  void count(Claim& c, Node here, const char* what) {
    if (bounded_ || model_.circuits()) return;
    Diagrams& diagrams = model_.diagrams();
    if (looked_at_.empty()) {
      const Node which = d_.where(within_, table_.fired, Node::terminal(kGone));
      for (const Node n : {within_, which}) {
        for (Variable v : d_.support(n)) looked_at_.insert(v);
      }
    }
    std::set<Variable> among = looked_at_;
    for (Variable v : d_.support(here)) among.insert(v);
    const std::vector<Variable> all(among.begin(), among.end());
    const Node once = one_place_each(all);
    c.notes.push_back({{},
                       fmt::format("{} of the {} combinations of facts that the table looks at {}",
                                   decimal(diagrams.count(d_.both(here, once), all)),
                                   decimal(diagrams.count(d_.both(within_, once), all)), what)});
  }

  Claim gap(std::uint32_t i) {
    const Node fires = model_.fires(table_, i);
    LineClaim of = gap_claim(w_, field_, i);
    count(of.claim, within(fires), "end here");
    directly(of.claim, i);
    return shown(std::move(of), fires);
  }

  void masked(std::uint32_t i, std::vector<Claim>& made) {
    const Node mine = within(table_.conditions[i]);
    for (std::uint32_t j : takers(i, mine)) {
      const Node shared = d_.both(table_.conditions[i], model_.fires(table_, j));
      LineClaim of = masked_claim(w_, field_, i, j);
      count(of.claim, within(shared), "match this one and go to that one");
      if (is_long(w_, rule_))
        of.claim.notes.push_back(
            {{}, fmt::format("in a table of more than {} rules only the first such rule is named", w_.long_table())});
      made.push_back(shown(std::move(of), shared));
    }
  }

  void overlaps(std::vector<Claim>& made) {
    for (std::uint32_t i = 0; i + 1 < rule_.lines.size(); ++i) {
      for (std::uint32_t j = i + 1; j + 1 < rule_.lines.size(); ++j) {
        const Node shared = d_.both(table_.conditions[i], table_.conditions[j]);
        if (d_.never(within(shared))) continue;
        LineClaim of = overlap_claim(w_, field_, j, i);
        count(of.claim, within(shared), "match both");
        made.push_back(shown(std::move(of), shared));
      }
    }
  }

  Workspace& w_;
  const tir::Program& p_;
  tir::FieldId field_;
  const tir::Rule& rule_;
  Model& model_;
  Functions& d_;
  TableFunction table_;
  Node care_;                     ///< all that is required is filled in: for witnesses
  Node within_;                   ///< where the table applies, too
  Node valid_;                    ///< or not: for what never happens
  std::set<std::uint32_t> cone_;  ///< what the table rests on
  std::set<Variable> looked_at_;  ///< by what fires, as soon as something is counted
  bool bounded_ = false;
  bool free_exhausted_ = false;
};

}  // namespace

bool check_table(Workspace& workspace, tir::FieldId field) {
  const tir::Program& p = workspace.program();
  const bool line_by_line = is_long(workspace, p[p[field].rule]) && !workspace.model(p[field].row).circuits();
  if (line_by_line && check_long_table(workspace, field)) return true;
  return TableCheck(workspace, field).run();
}

/// A line of an attach rule is dead if its condition never holds, and idle if the set is the same without it.
bool check_attach(Workspace& w, tir::FieldId field) {
  const tir::Program& p = w.program();
  const tir::Rule& rule = p[p[field].rule];
  Model& model = w.model(p[field].row);
  Functions& d = model.functions();
  const auto same = [&](const Symbol& a, const Symbol& b, Node care) {
    if (!d.same(a.state, b.state, care)) return false;  // what a rule reads may be rejected
    for (std::size_t v = 0; v < a.members.size(); ++v) {
      if (!d.same(a.members[v], b.members[v], care)) return false;
    }
    return true;
  };
  model.reset_bounded();
  const Symbol whole = model.compute(rule);
  w.depends(model, whole);
  const std::vector<Node> conditions = model.additions(rule);
  std::vector<Claim> made;
  for (std::uint32_t i = 0; i < rule.lines.size(); ++i) {
    tir::Rule without = rule;
    without.lines.erase(without.lines.begin() + i);
    if (!same(whole, model.compute(without), model.valid())) continue;
    const bool applies = !d.disjoint(conditions[i], model.valid());
    Claim c{
        applies ? diag::Id::IdleAddition : diag::Id::DeadRule, rule.lines[i].span, {rule.lines[i].name, w.name(field)}};
    c.field = field;
    c.line = i;
    c.bounded = model.bounded();
    c.label = applies ? "the set is the same without it" : "its condition never holds";
    c.help = "remove the rule";
    if (!applies) why_never(w, model, model.valid(), {rule.lines[i].condition, rule.where}, c);
    made.push_back(std::move(c));
  }
  if (d.exhausted()) return false;
  for (Claim& c : made) w.claim(std::move(c));
  return true;
}

}  // namespace msd::analysis
