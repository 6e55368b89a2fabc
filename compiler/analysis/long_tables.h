// Long first-match tables: the checks of a table where the diagram of the whole would be too large to begin with.
#pragma once

#include "compiler/analysis/cover.h"
#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// Dead lines, gaps, overlaps and some of the lines that others mask. No if the budget is spent or the claims would
/// rest on a bound; then nothing is claimed.
bool check_long_table(Workspace& workspace, tir::FieldId field);

}  // namespace msd::analysis
