#include "compiler/diff/region.h"

#include <algorithm>
#include <set>

namespace msd::diff {

using analysis::Assignment;
using analysis::Atom;
using analysis::Diagrams;
using analysis::kBad;
using analysis::kGone;
using analysis::Node;
using analysis::Symbol;
using analysis::Variable;
using tir::FieldId;

namespace {

constexpr std::size_t kSmall = 2'000;  // nodes of a region whose parts are listed at once

}  // namespace

// ---- the inputs of both sides --------------------------------------------------------------------------------------

/// What the variable may be so that both sides take it as a fact. What is computed is there, and so is what one side
/// states and the other computes.
Node Regions::allowed(Variable variable) {
  const Atom& atom = model_.atoms()[variable];
  if (!atom.field.valid()) return Diagrams::yes();
  const tir::Field& field = space_.program()[atom.field];
  std::vector<std::uint32_t> in(atom.values.size(), 1);
  if (atom.kind == Atom::Kind::Given) {
    const std::vector<Tied>& tied = space_.tied();
    const bool known = std::any_of(tied.begin(), tied.end(), [&](const Tied& t) { return t.fact == atom.field; });
    if (known || field.rule.valid()) in = {0, 1};
  }
  for (Side side : kSides) {
    const FieldId from = space_.source(side, atom.field);
    if (!from.valid()) continue;
    const bool optional = space_.type_in(side, from).optional;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const std::uint32_t v = atom.values[i];
      if (atom.kind == Atom::Kind::Fact && v == kGone && !optional) in[i] = 0;
      if (atom.kind == Atom::Kind::Fact && field.type.cls == Class::Enum && v != kGone &&
          (space_.missing(side, field.type.enum_) >> v & 1U) != 0)
        in[i] = 0;
      if (atom.kind == Atom::Kind::Member && field.type.cls == Class::Set && v == 1 &&
          (space_.missing(side, field.type.enum_) >> atom.detail & 1U) != 0)
        in[i] = 0;
    }
  }
  return d_.select(variable, in);
}

Node Regions::differ(const Symbol& a, const Symbol& b) {
  if (!a.several()) return d_.differs(a.scalar, b.scalar);
  Node any = d_.differs(a.state, b.state);
  for (std::size_t i = 0; i < std::max(a.members.size(), b.members.size()); ++i) {
    // Lists over the same pool; one that is empty has no members.
    const Node x = i < a.members.size() ? a.members[i] : Diagrams::no();
    const Node y = i < b.members.size() ? b.members[i] : Diagrams::no();
    any = d_.either(any, d_.differs(x, y));
  }
  return any;
}

/// Where what one side states of the variable's cell is what the other computes.
Node Regions::agreed(Variable variable) {
  const Atom atom = model_.atoms()[variable];
  Node out = Diagrams::yes();
  for (const Tied& t : space_.tied()) {
    if (!(t.fact == atom.field) || atom.slot == analysis::kNoSlot) continue;
    const Symbol fact = model_.cell(atom.slot, t.fact);
    out = d_.both(out, d_.negate(differ(fact, model_.cell(atom.slot, t.computed))));
  }
  return out;
}

/// A search looks at all facts: what is computed of some leads to more.
void Regions::look_at_all() {
  Node out = model_.valid();
  for (Variable v = 0; v < model_.atoms().size() && !d_.exhausted(); ++v)
    out = d_.both(out, d_.both(agreed(v), allowed(v)));
  care_ = inputs_ = d_.is(out, 1);
}

/// Only what bears on these variables is looked at: of all others some value will do.
void Regions::look_at(std::vector<bool> in) {
  if (model_.circuits()) return look_at_all();
  among_.clear();
  Node out = Diagrams::yes();
  for (Variable v = 0; v < in.size() && !d_.exhausted(); ++v) {
    if (!in[v]) continue;
    among_.push_back(v);
    out = d_.both(out, agreed(v));
  }
  care_ = d_.is(d_.both(out, model_.valid()), 1);
  in.resize(d_.variables());
  others_ = in;
  others_.flip();
  inputs_ = model_.diagrams().exists(care_, others_);
  for (Variable v : among_) inputs_ = d_.both(inputs_, allowed(v));
}

// ---- steps ---------------------------------------------------------------------------------------------------------

/// For a set one step for each member that comes or goes, else one for each pair of values.
std::vector<Regions::Step> Regions::steps(FieldId a, FieldId b) {
  const tir::Type& type = space_.program()[b].type;
  const Symbol x = model_.cell(0, a);
  const Symbol y = model_.cell(0, b);
  std::vector<Step> out;
  const auto pairs = [&](Node f, Node g) {
    const Node here = d_.both(inputs_, d_.differs(f, g));
    for (std::uint32_t from : d_.terminals(f, here)) {
      const Node at_from = d_.both(here, d_.is(f, from));
      for (std::uint32_t to : d_.terminals(g, at_from)) {
        Step step{d_.both(at_from, d_.is(g, to)), {}, {}, {}, kNone};
        if (d_.never(step.where)) continue;
        const auto word = [&](Side side, std::uint32_t t) {
          if (x.several() && t == 1) return std::string("a set");
          space_.speak(side);
          return words_.value(type, t);
        };
        step.from = word(Side::Old, from);
        step.to = word(Side::New, to);
        out.push_back(std::move(step));
      }
    }
  };
  if (!x.several()) return pairs(x.scalar, y.scalar), out;
  pairs(x.state, y.state);
  const Node both = d_.both(inputs_, d_.both(d_.is(x.state, 1), d_.is(y.state, 1)));
  for (std::uint32_t i = 0; i < std::max(x.members.size(), y.members.size()); ++i) {
    const Node had = i < x.members.size() ? x.members[i] : Diagrams::no();
    const Node has = i < y.members.size() ? y.members[i] : Diagrams::no();
    const std::string name = type.cls == Class::Set ? space_.program()[type.enum_].values[i].name
                                                    : words_.row((i < x.rows.size() ? x : y).rows[i]);
    for (const bool comes : {true, false}) {
      const Node where = d_.is(d_.both(both, d_.both(comes ? has : had, d_.negate(comes ? had : has))), 1);
      if (d_.never(where)) continue;
      out.push_back(
          {where, comes ? "without " + name : "with " + name, comes ? "with " + name : "without " + name, {}, i});
    }
  }
  return out;
}

void Regions::add_support(const Symbol& s, std::vector<bool>& in) {
  const auto add = [&](Node n) {
    for (Variable v : d_.support(n)) in[v] = true;
  };
  add(s.scalar);
  add(s.state);
  for (Node m : s.members) add(m);
}

bool Regions::equal(FieldId a, FieldId b) {
  const Symbol x = model_.cell(0, a);
  const Symbol y = model_.cell(0, b);
  const Node changed = differ(x, y);
  if (changed == Diagrams::no()) return true;
  look_at(support({&x, &y}, {}));
  return d_.disjoint(changed, inputs_);
}

// ---- regions -------------------------------------------------------------------------------------------------------

std::vector<bool> Regions::support(std::initializer_list<const Symbol*> symbols, std::initializer_list<Node> nodes) {
  std::vector<bool> in(d_.variables());
  for (const Symbol* s : symbols) add_support(*s, in);
  for (Node n : nodes) {
    for (Variable v : d_.support(n)) in[v] = true;
  }
  return in;
}

std::optional<Region> Regions::fields(FieldId a, FieldId b, const RegionOptions& options) {
  model_.reset_bounded();
  pair_ = {a, b};
  const Symbol x = model_.cell(0, a);
  const Symbol y = model_.cell(0, b);
  const Node changed = differ(x, y);
  look_at(support({&x, &y}, {}));
  Region out = region(steps(a, b), changed, options);
  if (!out.decided) return std::nullopt;
  return out;
}

std::optional<Region> Regions::requirements(const tir::Require& a, const tir::Require& b,
                                            const RegionOptions& options) {
  model_.reset_bounded();
  pair_.reset();
  const Node x = model_.requirement(a);
  const Node y = model_.requirement(b);
  const Node changed = d_.differs(x, y);
  look_at(support({}, {x, y}));
  const Node here = d_.both(inputs_, changed);
  const auto word = [](std::uint32_t t) {
    return t == kGone ? "not asked" : t == kBad ? "not judged" : t == 1 ? "held" : "broken";
  };
  std::vector<Step> all;
  for (std::uint32_t from : d_.terminals(x, here)) {
    const Node at_from = d_.both(here, d_.is(x, from));
    for (std::uint32_t to : d_.terminals(y, at_from)) {
      Step step{d_.both(at_from, d_.is(y, to)), word(from), word(to), {}, kNone};
      if (d_.never(step.where)) continue;
      const auto expect = [&](std::uint32_t t, const tir::Require& r) -> std::vector<std::string> {
        if (t > 1) return {};
        return {std::string(t == 1 ? "held " : "broken ") + r.name + " on %"};
      };
      step.expect[0] = expect(from, a);
      step.expect[1] = expect(to, b);
      all.push_back(std::move(step));
    }
  }
  Region out = region(std::move(all), changed, options);
  if (!out.decided) return std::nullopt;
  return out;
}

/// Counts, and puts what most inputs are of first.
void Regions::count(Region& out, std::vector<Step>& steps, Node changed) {
  analysis::Diagrams& diagrams = model_.diagrams();
  out.inputs = diagrams.count(inputs_, among_);
  out.changed = diagrams.count(d_.is(d_.both(changed, inputs_), 1), among_);
  for (Step& step : steps) {
    step.where = d_.is(step.where, 1);
    step.inputs = diagrams.count(step.where, among_);
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.inputs.ugt(b.inputs); });
}

/// The parts of a move.
void Regions::list(const Step& step, Move& move, const RegionOptions& options) {
  analysis::Diagrams& diagrams = model_.diagrams();
  const bool parts = !options.small_only || diagrams.size(step.where) <= kSmall;
  Cover covered = parts ? cover(diagrams, step.where, inputs_, options.parts) : Cover{{}, false};
  move.whole = covered.whole;
  for (const analysis::Cube& cube : covered.cubes)
    move.parts.push_back(
        {words_.conditions(cube), cube, diagrams.count(d_.both(node_of(diagrams, cube), step.where), among_)});
}

Region Regions::region(std::vector<Step> all, Node changed, const RegionOptions& options) {
  Region out;
  out.bounded = model_.bounded();
  out.counted = !model_.circuits();
  if (out.counted) count(out, all, changed);
  out.decided = !d_.exhausted();
  for (const Step& step : all) {
    if (out.moves.size() >= options.moves) {
      out.whole = false;
      break;
    }
    // What was counted before stays; what was being listed when the budget ended does not.
    const Move bare{step.from, step.to, step.inputs, {}, false, {}, {}};
    Move move = bare;
    if (!d_.exhausted()) {
      if (out.counted) list(step, move, options);
      if (pair_) {
        const tir::Program& p = space_.program();
        add_givers(p[p[pair_->first].rule], p[p[pair_->second].rule], step, move);
      }
      if (options.examples) move.example = example(step, step.from + " -> " + step.to);
    }
    if (d_.exhausted()) move = bare;
    out.moves.push_back(std::move(move));
  }
  return out;
}

}  // namespace msd::diff
