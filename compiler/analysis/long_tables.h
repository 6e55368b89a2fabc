// Long first-match tables: the checks of a table where the diagram of the whole would be too large to begin with.
#pragma once

#include "compiler/analysis/cover.h"
#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// A table, not another rule, of more lines than the options say.
bool is_long(const Workspace& workspace, const tir::Rule& rule);

/// Dead lines, gaps, overlaps and some of the lines that others mask. No if the budget is spent or the claims would
/// rest on a bound; then nothing is claimed.
bool check_long_table(Workspace& workspace, tir::FieldId field);

/// The lines of a long table were checked, and each gives one constant or nothing: it need not be made to know what it
/// depends on.
bool long_table_of_constants(const Workspace& workspace, tir::FieldId field);

/// The values that a long table gives, ascending, if its lines were checked and give single constants; none otherwise.
std::optional<std::vector<std::uint32_t>> long_table_gives(const Workspace& workspace, tir::FieldId field);

/// Decides of what a long table reads whether it makes a difference, as far as single places show it, or as no line
/// that fires looks at it. In `Workspace::effective`.
void long_table_reads(Workspace& workspace, tir::FieldId field);

/// For `find_consequences`: of the lines of a long table, those that fire somewhere if a read has the content that
/// stands in for it in the model.
std::vector<bool> long_table_fires(Workspace& workspace, tir::FieldId field);

}  // namespace msd::analysis
