// Proofs in words: which parts of a condition exclude each other, and which derivations make it so.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// Says which of the parts of `conditions` (conjunctions; invalid ones are none) cannot hold together where `context`
/// is 1: as few as possible, each left out if the others still exclude each other; and where what they read is
/// computed.
void why_never(Workspace& workspace, Model& model, Node context, std::initializer_list<tir::ExprId> conditions,
               Claim& claim);

/// Notes at the rules of the fields that an expression reads, each once; not of the claim's own field.
void derivations(Workspace& workspace, tir::ExprId id, Claim& claim);

}  // namespace msd::analysis
