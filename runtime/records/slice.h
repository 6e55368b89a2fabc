// A program as boolean operations: one bit of a code of 64 and more records in each word.
#pragma once

#include "runtime/records/circuit.h"
#include "runtime/records/plan.h"

#include <optional>
#include <string>

namespace msd::records {

struct Sliced {
  std::vector<std::uint32_t> columns;  ///< that are read, ascending; their planes are the inputs, the lowest bit first
  Circuit::Chains chains;              ///< outputs: the planes of the decisions asked for
  std::size_t nodes = 0;
};

/// What these decisions come to, by the codes of columns. Says in `why` which decision does not follow from codes, or
/// is a table that would take more than `largest` operations. O(expressions times bits of codes).
std::optional<Sliced> slice(const Program& program, const Plan& plan, std::span<const std::uint32_t> decisions,
                            std::size_t largest, std::string& why);
/// Whether `slice` would say what this decision comes to: without looking for a small circuit.
bool sliceable(const Program& program, const Plan& plan, std::uint32_t decision, std::size_t largest, std::string& why);

}  // namespace msd::records
