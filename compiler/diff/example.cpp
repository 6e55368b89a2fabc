// The lines that make a difference, and a place that shows it.
#include "compiler/analysis/witness.h"
#include "compiler/diff/region.h"

namespace msd::diff {

using analysis::Assignment;
using analysis::Atom;
using analysis::Diagrams;
using analysis::kBad;
using analysis::kGone;
using analysis::Node;
using analysis::Symbol;
using tir::FieldId;

// ---- rules ---------------------------------------------------------------------------------------------------------

/// Where each line gives what the field holds; for an addition, where it adds the member.
std::vector<std::pair<std::string, Node>> Regions::lines(const tir::Rule& rule, std::uint32_t member) {
  std::vector<std::pair<std::string, Node>> out;
  if (rule.kind == tir::Rule::Kind::Attach) {
    const std::vector<Node> conditions = model_.additions(rule);
    for (std::size_t i = 0; i < rule.lines.size() && member != kNone; ++i) {
      const Symbol outcome = model_.evaluate(rule.lines[i].outcome);
      if (member < outcome.members.size())
        out.emplace_back(rule.lines[i].name, d_.is(d_.both(conditions[i], outcome.members[member]), 1));
    }
  } else if (rule.kind != tir::Rule::Kind::Derive) {
    const analysis::TableFunction table = model_.table(rule);
    for (std::uint32_t i = 0; i < rule.lines.size(); ++i) out.emplace_back(rule.lines[i].name, model_.fires(table, i));
  }
  return out;
}

void Regions::add_givers(const tir::Rule& a, const tir::Rule& b, const Step& step, Move& move) {
  const auto from = lines(a, step.member);
  const auto to = lines(b, step.member);
  const auto add = [&](const std::string& x, const std::string& y, Node where) {
    where = d_.is(where, 1);
    if (d_.never(where)) return;
    move.by.push_back({x, y});
  };
  if (!from.empty() && !to.empty() && step.member == kNone) {
    for (const auto& [x, f] : from) {
      const Node here = d_.both(step.where, f);
      if (d_.never(here)) continue;
      for (const auto& [y, g] : to) add(x, y, d_.both(here, g));
    }
  } else {
    for (const auto& [x, f] : from) add(x, {}, d_.both(step.where, f));
    for (const auto& [y, g] : to) add({}, y, d_.both(step.where, g));
  }
}

// ---- examples ------------------------------------------------------------------------------------------------------

/// Narrows a place down to where a set is wholly known, and says what it is; other fields are known already.
Node Regions::settled(Node where, FieldId field, std::vector<std::string>& expect) {
  const tir::Program& p = space_.program();
  const tir::Field& f = p[field];
  const Symbol s = model_.cell(0, field);
  if (d_.never(where) || d_.exhausted()) return Diagrams::no();
  const std::string name = "%." + f.name;
  const auto word = [&](std::uint32_t t) {
    if (t == kGone) return expect.push_back(name + " is absent");
    if (t == kBad) return expect.push_back(name + " is rejected");
    expect.push_back(name + " == " + words_.value(f.type, t));
  };
  const auto first = [&](Node of) {
    const std::vector<std::uint32_t> all = d_.terminals(of, where);
    return all.empty() ? kGone : all.front();  // none if the budget ended
  };
  if (!s.several()) {
    const std::uint32_t t = first(s.scalar);
    if (f.type.cls != Class::Ref && f.type.cls != Class::Text) word(t);
    where = d_.both(where, d_.is(s.scalar, t));
  } else {
    const std::uint32_t state = first(s.state);
    where = d_.both(where, d_.is(s.state, state));
    if (state != 1) {
      word(state);
    } else {
      std::string members;
      for (std::size_t i = 0; i < s.members.size(); ++i) {
        const Node with = d_.is(d_.both(where, s.members[i]), 1);
        const Node without = d_.is(d_.both(where, d_.negate(s.members[i])), 1);
        const bool has = d_.never(without);
        where = has ? with : without;
        if (has && f.type.cls == Class::Set) members += (members.empty() ? "" : ", ") + p[f.type.enum_].values[i].name;
      }
      if (f.type.cls == Class::Set) expect.push_back(name + " == {" + members + "}");
    }
  }
  const tir::Rule& rule = p[f.rule];
  if (rule.kind == tir::Rule::Kind::Classify || rule.kind == tir::Rule::Kind::Unique) {
    const analysis::TableFunction table = model_.table(rule);
    if (d_.never(where) || d_.exhausted()) return Diagrams::no();
    for (std::uint32_t line = 0; line < rule.lines.size(); ++line) {
      const Node here = d_.both(where, model_.fires(table, line));
      if (d_.never(here)) continue;
      where = here;
      expect.push_back(name + " by " + rule.lines[line].name);
      break;
    }
  }
  return where;
}

std::optional<Example> Regions::example(const Step& step, const std::string& title) {
  Node where = d_.is(d_.both(step.where, d_.both(care_, model_.complete())), 1);
  if (d_.never(where)) return std::nullopt;  // something is not filled in: nothing is decided there
  std::array<std::vector<std::string>, 2> expect = step.expect;
  if (pair_) {
    where = settled(where, pair_->first, expect[0]);
    where = settled(where, pair_->second, expect[1]);
  }
  const auto place = analysis::shortest(model_, d_.is(where, 1));
  if (!place || d_.exhausted()) return std::nullopt;
  Example out;
  for (Side side : kSides) {
    space_.speak(side);
    std::vector<std::string> words = step.expect[at(side)];
    if (pair_) {
      words.clear();
      settled(where, side == Side::Old ? pair_->first : pair_->second, words);
    }
    Assignment known;
    for (const auto& [v, value] : *place) {
      const Atom& atom = model_.atoms()[v];
      if (atom.slot != analysis::kNoSlot && !space_.has_row(side, model_.rows()[atom.slot].kind)) continue;
      if (atom.field.valid() && !space_.states(side, atom.field)) continue;
      known.emplace_back(v, value);
    }
    const analysis::Witness w = analysis::witness(model_, known, title, words);
    out.test[at(side)] = w.text;
    out.facts = w.facts;
  }
  return out;
}

}  // namespace msd::diff
