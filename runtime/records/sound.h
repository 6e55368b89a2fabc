// Whether rules that were read from somewhere can be decided by.
#pragma once

#include "runtime/records/plan.h"

namespace msd::records {

/// Everything that deciding relies on and that `flatten` and `plan` see to: operands come first and have the classes
/// that ops.def asks for, no expression is nested deeper than nodes of an image are, values are values of their types,
/// decisions read earlier ones, whose expressions come first, lines have names. Empty if it holds, else what is wrong.
/// O(expressions and lines).
std::string unsound(const Program& program);

/// The same of the forms of its tables: codes lead to where something is. Codings and packed codes are those of the
/// program, which is sound. O(numbers).
std::string unsound(const Program& program, const Plan& plan);

}  // namespace msd::records
