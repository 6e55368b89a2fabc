#include "compiler/coverage/truth.h"

#include <algorithm>

namespace msd::coverage {

namespace {

using eval::Outcome;

Truth of(bool yes) { return yes ? Truth::Yes : Truth::No; }

Truth opposite(Truth t) { return t == Truth::Open ? t : of(t == Truth::No); }

/// Absent reads as no.
Truth as_truth(const Outcome& out) {
  switch (out.state) {
  case Outcome::State::Value: return of((out.value.mask & 2) != 0);
  case Outcome::State::Absent: return Truth::No;
  case Outcome::State::Rejected: return Truth::Open;
  case Outcome::State::Unknown: return (out.possible.mask & ~(kAbsent | 1)) == 0 ? Truth::No : Truth::Open;
  }
  return Truth::Open;
}

Truth is_value(const Outcome& out, std::uint64_t bit) {
  switch (out.state) {
  case Outcome::State::Value: return of(out.value.mask == bit);
  case Outcome::State::Absent: return Truth::No;
  case Outcome::State::Rejected: return Truth::Open;
  case Outcome::State::Unknown: return (out.possible.mask & (bit | kRejected)) == 0 ? Truth::No : Truth::Open;
  }
  return Truth::Open;
}

Truth has_member(const Outcome& out, std::uint64_t bit) {
  switch (out.state) {
  case Outcome::State::Value: return of((out.value.mask & bit) != 0);
  case Outcome::State::Absent: return Truth::No;
  case Outcome::State::Rejected: return Truth::Open;
  case Outcome::State::Unknown: break;
  }
  const std::vector<eval::Value>& sets = out.possible.values;
  if (out.possible.open || !out.settled || (out.possible.mask & kRejected) != 0) return Truth::Open;
  const auto in = std::count_if(sets.begin(), sets.end(), [&](const eval::Value& s) { return (s.mask & bit) != 0; });
  if (in == 0) return Truth::No;
  const bool everywhere = in == std::ssize(sets) && (out.possible.mask & kAbsent) == 0;
  return everywhere ? Truth::Yes : Truth::Open;
}

Truth both(Truth a, Truth b) {
  if (a == Truth::No || b == Truth::No) return Truth::No;
  return a == Truth::Yes && b == Truth::Yes ? Truth::Yes : Truth::Open;
}

Truth either(Truth a, Truth b) { return opposite(both(opposite(a), opposite(b))); }

Truth choose(Truth condition, Truth then, Truth otherwise) {
  if (condition != Truth::Open) return condition == Truth::Yes ? then : otherwise;
  return then == otherwise ? then : Truth::Open;
}

}  // namespace

Outcome Reader::outcome(std::uint32_t node) const {
  return field_ == kNone ? evaluator_.node(node, row_) : evaluator_.node_of_rule(node, row_, field_);
}

Truth Reader::node(std::uint32_t node) const { return node == kNone ? Truth::Yes : as_truth(outcome(node)); }

Truth Reader::atom(const Atom& atom) const {
  const Outcome out = outcome(atom.node);
  switch (atom.kind) {
  case Atom::Kind::Truth: return as_truth(out);
  case Atom::Kind::Is: return is_value(out, atom.mask);
  case Atom::Kind::Has: return has_member(out, atom.mask);
  }
  return Truth::Open;
}

std::vector<Truth> Reader::atoms(const Decision& decision) const {
  std::vector<Truth> out;
  for (const Atom& a : decision.atoms) out.push_back(atom(a));
  return out;
}

Truth value(const Decision& decision, const std::vector<Truth>& atoms, std::uint32_t term) {
  std::vector<Truth> truths;
  for (std::uint32_t i = 0; i <= term; ++i) {
    const Term& t = decision.terms[i];
    switch (t.kind) {
    case Term::Kind::Atom: truths.push_back(atoms[t.a]); break;
    case Term::Kind::Const: truths.push_back(of(t.a != 0)); break;
    case Term::Kind::Not: truths.push_back(opposite(truths[t.a])); break;
    case Term::Kind::And: truths.push_back(both(truths[t.a], truths[t.b])); break;
    case Term::Kind::Or: truths.push_back(either(truths[t.a], truths[t.b])); break;
    case Term::Kind::If: truths.push_back(choose(truths[t.a], truths[t.b], truths[t.c])); break;
    }
  }
  return truths[term];
}

Truth value(const Decision& decision, const std::vector<Truth>& atoms) {
  if (decision.terms.empty()) return Truth::Yes;
  return value(decision, atoms, static_cast<std::uint32_t>(decision.terms.size() - 1));
}

bool decides(const Decision& decision, std::vector<Truth> atoms, std::uint32_t atom) {
  if (atoms[atom] == Truth::Open) return false;
  atoms[atom] = Truth::Yes;
  const Truth with = value(decision, atoms);
  atoms[atom] = Truth::No;
  const Truth without = value(decision, atoms);
  return with != Truth::Open && without != Truth::Open && with != without;
}

}  // namespace msd::coverage
