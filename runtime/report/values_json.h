// Values as JSON, the same in every document that msdc writes.
#pragma once

#include "runtime/eval/eval.h"
#include "runtime/report/json_writer.h"

namespace msd::report {

/// Booleans, identifiers and texts as such; counts as numbers, other quantities as texts with their unit ("10 ms");
/// sets as arrays of identifiers, references by the names of rows.
void write_value(JsonWriter& json, const eval::Facts& facts, std::uint32_t type, const eval::Value& value);
/// The array of what a cell may still be, `null` for absent; many numbers as one
/// `{"from": …, "to": …}`. A rejection is no value: the caller says it.
void write_possible(JsonWriter& json, const eval::Facts& facts, std::uint32_t type, const eval::Possible& possible);

}  // namespace msd::report
