// The brief form of a program: without the conditions that the forms of its tables do not look at.
#pragma once

#include "runtime/records/plan.h"

#include <optional>

namespace msd::records {

/// `program` without the conditions of tables that are found by cubes and whose lines say outright what they give, and
/// without expressions that nothing else needs: by `plan`, its plan, it decides the same. None if there is no such
/// table. O(program).
std::optional<Program> without_letter(const Program& program, const Plan& plan);

/// Whether two programs have the same columns and decisions, so that what decides by one can ask the other. O(columns
/// and decisions).
bool same_shape(const Program& a, const Program& b);

}  // namespace msd::records
