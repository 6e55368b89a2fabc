#include "compiler/generate/functions.h"

#include <bit>

namespace msd::generate {

using analysis::Diagrams;
using analysis::kBad;
using analysis::Symbol;
using coverage::Goal;
using coverage::kWhere;
using coverage::Measure;
using coverage::Term;
using TableKind = coverage::Table::Kind;

GoalFunctions::GoalFunctions(analysis::Model& model, const coverage::Table& table, Relations* relations)
    : model_(model), d_(model.diagrams()), p_(model.program()), table_(table), relations_(relations) {
  model.reset_bounded();
  condition_ = table.kind == TableKind::Require ? p_.requires_[table.subject].where : p_.rules[table.subject].where;
  applies_ = condition_.valid() ? model_.truth(condition_) : Diagrams::yes();
  where_ = parts(table_.where);
}

void GoalFunctions::build() {
  if (built_) return;
  built_ = true;
  if (table_.kind == TableKind::Require) {
    requirement(p_.requires_[table_.subject]);
  } else {
    rule(p_.rules[table_.subject]);
  }
  for (const coverage::Decision& line : table_.lines) lines_.push_back(parts(line));
}

void GoalFunctions::rule(const tir::Rule& rule) {
  rule_ = &rule;
  switch (table_.kind) {
  case TableKind::First:
  case TableKind::Unique: {
    const analysis::TableFunction table = model_.table(rule);
    live_ = table.live;
    value_ = table.value;
    conditions_ = table.conditions;
    for (std::uint32_t i = 0; i < rule.lines.size(); ++i) fires_.push_back(d_.is(table.fired, i));
    if (table_.kind == TableKind::First) break;
    // Where two rules of a unique table match, none fires.
    for (std::size_t i = 0; i + 1 < fires_.size(); ++i) {
      for (std::size_t j = 0; j + 1 < fires_.size(); ++j) {
        if (i != j) fires_[i] = d_.both(fires_[i], d_.negate(conditions_[j]));
      }
    }
    break;
  }
  case TableKind::Attach:
    fires_ = model_.additions(rule);
    value_ = model_.compute(rule);
    live_ = d_.both(d_.is(applies_, 1), d_.is(value_.state, 1));
    break;
  case TableKind::Derive: {
    value_ = model_.compute(rule);
    const bool several = value_.several();
    live_ = d_.both(d_.is(applies_, 1), d_.negate(d_.is(several ? value_.state : value_.scalar, kBad)));
    fires_ = {live_};
    break;
  }
  case TableKind::Require: break;
  }
}

void GoalFunctions::requirement(const tir::Require& require) {
  verdict_ = model_.requirement(require);
  live_ = d_.either(d_.is(verdict_, 0), d_.is(verdict_, 1));
}

/// What the atoms of a decision ask: truths, values, sets.
std::vector<Symbol> GoalFunctions::contents(const coverage::Decision& decision) {
  std::vector<tir::ExprId> ids;
  for (const coverage::Atom& a : decision.atoms) ids.push_back({a.node});
  if (rule_ != nullptr && table_.kind == TableKind::Attach) return model_.inside(*rule_, ids);
  std::vector<Symbol> out;
  for (tir::ExprId id : ids) out.push_back(model_.evaluate(id));
  return out;
}

std::vector<Node> GoalFunctions::terms(const coverage::Decision& decision, const std::vector<Node>& atoms) {
  std::vector<Node> out;
  for (const Term& t : decision.terms) {
    switch (t.kind) {
    case Term::Kind::Atom: out.push_back(atoms[t.a]); break;
    case Term::Kind::Const: out.push_back(Node::terminal(t.a)); break;
    case Term::Kind::Not: out.push_back(d_.negate(out[t.a])); break;
    case Term::Kind::And: out.push_back(d_.both(out[t.a], out[t.b])); break;
    case Term::Kind::Or: out.push_back(d_.either(out[t.a], out[t.b])); break;
    case Term::Kind::If: out.push_back(d_.where(out[t.a], out[t.b], out[t.c])); break;
    }
  }
  return out;
}

GoalFunctions::Parts GoalFunctions::parts(const coverage::Decision& decision) {
  Parts out;
  const std::vector<Symbol> symbols = contents(decision);
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const coverage::Atom& a = decision.atoms[i];
    const auto bit = static_cast<std::uint32_t>(std::countr_zero(a.mask));
    switch (a.kind) {
    case coverage::Atom::Kind::Truth: out.atoms.push_back(d_.is(symbols[i].scalar, 1)); break;
    case coverage::Atom::Kind::Is: out.atoms.push_back(d_.is(symbols[i].scalar, bit)); break;
    case coverage::Atom::Kind::Has:
      out.atoms.push_back(bit < symbols[i].members.size() ? symbols[i].members[bit] : Diagrams::no());
      break;
    }
  }
  const std::vector<Node> all = terms(decision, out.atoms);
  if (!all.empty()) out.whole = all.back();
  for (const coverage::Cell& c : decision.cells) out.cells.push_back(all[c.term]);
  return out;
}

Node GoalFunctions::value(std::uint32_t bit) {
  if (value_.cls != Class::Set) return d_.is(value_.scalar, bit);
  return bit < value_.members.size() ? d_.both(d_.is(value_.state, 1), value_.members[bit]) : Diagrams::no();
}

/// Where a line is asked.
Node GoalFunctions::reached(std::uint32_t line) {
  if (line == kWhere) return d_.negate(d_.is(applies_, kBad));
  Node out = live_;
  for (std::uint32_t i = 0; table_.kind == TableKind::First && i < line; ++i)
    out = d_.both(out, d_.negate(conditions_[i]));
  return out;
}

Node GoalFunctions::cell(const Goal& goal) {
  if (goal.holds || goal.line != kWhere) build();
  const Parts& all = goal.line == kWhere ? where_ : lines_[goal.line];
  if (goal.holds) return d_.both(goal.line == kWhere || fires_.empty() ? live_ : fires_[goal.line], all.whole);
  Node out = d_.both(reached(goal.line), d_.negate(all.cells[goal.part]));
  for (std::size_t c = 0; c < all.cells.size(); ++c) {
    if (c != goal.part) out = d_.both(out, all.cells[c]);
  }
  return out;
}

/// Where the whole would turn if the atom did.
Node GoalFunctions::decides(const Goal& goal) {
  if (goal.line != kWhere) build();
  const Parts& all = goal.line == kWhere ? where_ : lines_[goal.line];
  const coverage::Decision& decision = goal.line == kWhere ? table_.where : table_.lines[goal.line];
  std::vector<Node> atoms = all.atoms;
  atoms[goal.part] = Diagrams::yes();
  const Node with = terms(decision, atoms).back();
  atoms[goal.part] = Diagrams::no();
  const Node without = terms(decision, atoms).back();
  const Node turns = d_.apply(with, without, [](std::uint32_t a, std::uint32_t b) { return a == b ? 0U : 1U; });
  const Node own = all.atoms[goal.part];
  const Node out = d_.both(d_.both(reached(goal.line), turns), goal.holds ? own : d_.negate(own));
  if (goal.line == kWhere) {
    // Where it fails, nothing of what comes behind it is read.
    const Node fails = d_.both(out, d_.negate(all.whole));
    if (!(fails == Diagrams::no())) return fails;
    build();
    return d_.both(out, live_);
  }
  // A rule whose condition holds has to fire.
  if (table_.kind != TableKind::First && table_.kind != TableKind::Unique) return out;
  return d_.both(out, d_.either(d_.negate(all.whole), fires_[goal.line]));
}

Node GoalFunctions::goal(const Goal& goal) {
  switch (goal.measure) {
  case Measure::Rules:
    build();
    return table_.kind == TableKind::Require ? d_.is(verdict_, goal.holds) : fires_[goal.line];
  case Measure::Values: build(); return value(goal.part);
  case Measure::Cells: return cell(goal);
  case Measure::Mcdc: return decides(goal);
  }
  return Diagrams::no();
}

Node GoalFunctions::where(const Goal& goal) {
  const Node out = this->goal(goal);
  return possible(out, built_ && goal.line != kWhere);
}

Node GoalFunctions::where(const Neighbour& neighbour) {
  build();
  const auto known = told_.find(neighbour.other.index);
  if (known != told_.end()) return known->second;
  return told_[neighbour.other.index] = told(neighbour);
}

Node GoalFunctions::possible(Node out, bool lines) {
  for (analysis::Variable v : d_.support(out)) {
    const analysis::Atom& a = model_.atoms()[v];
    if (a.kind == analysis::Atom::Kind::Given) out = d_.both(out, d_.select(v, a.values));
  }
  if (relations_ != nullptr) out = d_.both(out, hangs_together(lines));
  return d_.both(out, places());
}

/// No assumption is broken, but that which the table is: a test that breaks it shows what it asks.
Node GoalFunctions::places() {
  const bool own = table_.kind == TableKind::Require && p_.requires_[table_.subject].assumed;
  if (!own) return model_.valid();
  model_.valid();  // looks at all rows that there are by now
  Node out = model_.structure();
  for (std::uint32_t i = 0; i < p_.requires_.size(); ++i) {
    if (i != table_.subject && p_.requires_[i].assumed) out = d_.both(out, model_.assumed(i));
  }
  return out;
}

/// Where lines are read all conditions can be judged, so one that is implied holds; `where` may be read alone.
Node GoalFunctions::hangs_together(bool lines) {
  if (together_[lines ? 1 : 0]) return *together_[lines ? 1 : 0];
  std::vector<std::pair<const coverage::Atom*, Node>> all;
  const auto add = [&](const coverage::Decision& decision, const Parts& parts) {
    for (std::size_t i = 0; i < parts.atoms.size(); ++i) all.emplace_back(&decision.atoms[i], parts.atoms[i]);
  };
  add(table_.where, where_);
  for (std::size_t i = 0; lines && i < lines_.size(); ++i) add(table_.lines[i], lines_[i]);
  Node out = Diagrams::yes();
  for (const auto& [atom, node] : all) {
    if (relations_->never(*atom)) out = d_.both(out, d_.negate(node));
    for (const auto& [other, implied] : all) {
      if (other != atom && relations_->implies(*atom, *other)) out = d_.both(out, d_.either(d_.negate(node), implied));
    }
  }
  return *(together_[lines ? 1 : 0] = out);
}

}  // namespace msd::generate
