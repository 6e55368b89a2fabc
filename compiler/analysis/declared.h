// What frameworks declare for the analysis: assumptions, which it rests on, and what it is to prove.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// Each gives false if the model was exhausted, and then has made no claim.
/// Whether the assumptions leave any row of this kind.
bool check_contradiction(Workspace& workspace, tir::RowId row);
/// Whether an assumption (an index into Program::requires_) excludes anything.
bool check_assumption(Workspace& workspace, std::uint32_t requirement);

}  // namespace msd::analysis
