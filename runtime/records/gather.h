// The record of a row of a design.
#pragma once

#include "runtime/eval/eval.h"
#include "runtime/records/decide.h"

#include <optional>

namespace msd::records {

/// What the evaluator has for each column; none where a column, or the row of a place, is not known. O(columns), and
/// what it costs to evaluate them.
std::optional<std::vector<Content>> gather(const Program& program, eval::Evaluator& evaluator, eval::RowIndex row);

/// The content of an outcome; none if it is not known. Of classes that records have.
std::optional<Content> content(const eval::Outcome& outcome, Class cls);

}  // namespace msd::records
