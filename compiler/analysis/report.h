// Claims → findings of the catalogue.
#pragma once

#include "compiler/analysis/analyze.h"

namespace msd::analysis {

/// Reports the claims that no `allow` of their field or requirement silences, and each `allow` of these kinds that
/// silences nothing. Marks in `program` which were used. A claim that rests on the bound says so.
void report(const Analysis& analysis, tir::Program& program, const Options& options, diag::Sink& sink);

/// The message of the finding that a claim becomes.
std::string message(const Claim& claim);

}  // namespace msd::analysis
