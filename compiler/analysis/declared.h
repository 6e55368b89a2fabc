// What frameworks declare for the analysis: assumptions, which it rests on, and what it is to prove.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// Each gives false if the model was exhausted, and then has made no claim.
/// Whether the assumptions leave any row of this kind.
bool check_contradiction(Workspace& workspace, tir::RowId row);
/// Whether an assumption (an index into Program::requires_) excludes anything.
bool check_assumption(Workspace& workspace, std::uint32_t requirement);
/// Proves or refutes one of Program::properties, or of Program::dependences.
bool check_property(Workspace& workspace, std::uint32_t property);
bool check_dependence(Workspace& workspace, std::uint32_t dependence);

/// If `what` does not happen only since something is assumed: notes of the claim that say what.
void why_assumed(Model& model, Node what, Claim& claim);

/// What a test block expects of a computed cell at a place; nothing where the place does not settle it, or the block
/// has no name for the row.
std::vector<std::string> expectations(Model& model, Slot slot, tir::FieldId field, const Assignment& at);

}  // namespace msd::analysis
