// What was done to the text of a rule.
#pragma once

#include "compiler/diff/diff.h"

namespace msd::diff {

/// Both rules as one space has made them; lines are told by their names, parts by their handles. As few lines as
/// possible count as moved. O(lines²).
std::vector<Edit> edits(const tir::Rule& old_rule, const tir::Rule& new_rule);
/// The new rule with one edit taken back.
tir::Rule without(const Edit& edit, const tir::Rule& old_rule, const tir::Rule& new_rule);
/// Whether the two are one, but for their places in the text.
bool same_text(const tir::Rule& a, const tir::Rule& b);

}  // namespace msd::diff
