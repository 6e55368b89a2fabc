// Mutants of a framework: small faults planted in its typed rules, each with a name and a place.
#pragma once

#include "compiler/check/tir.h"

#include <functional>
#include <string>
#include <vector>

namespace msd::testing {

/// One fault. `edit` is applied to a copy of the program that it was found in, and only once.
struct Mutation {
  std::string kind;   ///< `drop_conjunct`
  std::string place;  ///< `claim.outcome rule fresh`, `requirement reviewed`, `claim.days`
  std::string what;   ///< which one of several there: `the second operand`, `refund`
  source::Span span;  ///< what is changed
  std::function<void(tir::Program&)> edit;
  std::string name() const { return kind + " of " + place + (what.empty() ? "" : ": " + what); }
};

/// All of them: in the order of rules, then requirements, then fields; within one, of the text. Mutants keep the types
/// and the order of evaluation, so each can be lowered, unless a `unique` table is then refused.
std::vector<Mutation> mutations(const tir::Program& program);

// ---- for the two halves (mutants_rules.cpp, mutants_nodes.cpp)
// --------------------------------------------------------

/// An expression of the program: where it hangs, and what it is part of.
struct Root {
  std::function<tir::ExprId&(tir::Program&)> slot;
  std::string place;
  tir::FieldId before;  ///< only fields that come before this one may be read; not valid: any
  bool outcome = false;
};

/// The mutations of all nodes below a root.
void mutate_nodes(const tir::Program& program, const Root& root, tir::ExprId node, std::vector<Mutation>& out);

tir::ExprId add_node(tir::Program& program, tir::Expr expr);
tir::ExprId add_constant(tir::Program& program, tir::Const constant, const tir::Type& type, source::Span span);
tir::ExprId add_truth(tir::Program& program, bool truth, source::Span span);
tir::ExprId add_not(tir::Program& program, tir::ExprId of);
/// The constant with another value of its type: of an enum the next one, of a number one step up.
tir::Const other_value(const tir::Program& program, const tir::Const& constant, const tir::Type& type);

}  // namespace msd::testing
