// The typed IR → the image: nodes, decision tables, texts.
#pragma once

#include "compiler/check/tir.h"
#include "compiler/diagnostics/diagnostics.h"
#include "runtime/image/image.h"

namespace msd::lower {

struct Options {
  std::size_t max_cubes = 4096;  ///< of one table; a condition that would need more becomes a column of its own
};

/// Lowers a usable program. Cannot fail; reports notes only (a `unique` table that could not be proved, which is then
/// checked at run time) and overlaps of unique tables that are certain. Deterministic: equal programs, and files
/// of equal names, give equal bytes.
image::Builder lower(const tir::Program& program, const source::SourceMap& sources, const Options& options,
                     diag::Sink& sink);

}  // namespace msd::lower
