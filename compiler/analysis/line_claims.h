// What is claimed of the lines of a table, however it was found out.
#pragma once

#include "compiler/analysis/workspace.h"

namespace msd::analysis {

/// A claim, and the test that a witness of it is.
struct LineClaim {
  Claim claim;
  std::string title, expectation;
};

/// Only the last line takes what comes there.
LineClaim gap_claim(const Workspace& workspace, tir::FieldId field, std::uint32_t line);
/// The line takes less than it matches, since `other` comes first.
LineClaim masked_claim(const Workspace& workspace, tir::FieldId field, std::uint32_t line, std::uint32_t other);
/// The line and one before it match together, in a table in which that must not be.
LineClaim overlap_claim(const Workspace& workspace, tir::FieldId field, std::uint32_t line, std::uint32_t other);

}  // namespace msd::analysis
