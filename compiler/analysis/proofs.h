// Proofs in words: which parts of a condition exclude each other, and which derivations make it so.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// Says which of the parts of `conditions` (conjunctions; invalid ones are none) cannot hold together where `context`
/// is 1: as few as possible, each left out if the others still exclude each other; and where what they read is
/// computed.
void why_never(Workspace& workspace, Model& model, Node context, std::initializer_list<tir::ExprId> conditions,
               Claim& claim);

/// Says which earlier lines take what line `i` would take: those for which `cover` holds.
void prove_hidden(const tir::Rule& rule, std::uint32_t i, const std::vector<bool>& cover, Claim& claim);

/// The two lines give the same, by what is written.
bool same_outcome(const tir::Program& program, const tir::Line& a, const tir::Line& b);

/// Notes at the rules of the fields that an expression reads, each once; not of the claim's own field.
void derivations(Workspace& workspace, tir::ExprId id, Claim& claim);

}  // namespace msd::analysis
