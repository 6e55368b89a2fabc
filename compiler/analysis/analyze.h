// The whole graph of a framework analysed exactly: for every rule, cell and requirement what can and what cannot be,
// with all derivations composed down to the facts.
#pragma once

#include "compiler/analysis/claims.h"

namespace msd::analysis {

constexpr std::size_t kLong = 64;

struct Options {
  unsigned rows = 2;                  ///< rows of one kind in one parent, besides the one at hand
  std::size_t max_nodes = 3'000'000;  ///< of the diagrams of one kind of row, then of one field's alone; the search
                                      ///< that is tried between the two has a conflict for every fifteen
  std::size_t long_table = kLong;     ///< lines; of a longer table not every pair is looked at
};

struct Figures {
  std::size_t fields = 0, by_rule = 0, stated = 0, judged = 0;
  unsigned rows = 0;  ///< of one kind in one parent that were looked at
  std::size_t rules = 0, lines = 0, requirements = 0, undecided = 0;
  std::size_t declared = 0, proved = 0;  ///< properties and dependences
};

struct Analysis {
  std::vector<Claim> claims;  ///< errors first, then warnings, then notes; each group in the order of the sources
  Figures figures;
};

/// Analyses a usable program. Deterministic. Costs what the diagrams cost: exponential at worst, cut off by the budget;
/// what was not checked for it is a claim of its own.
Analysis analyze(const tir::Program& program, const Options& options);

}  // namespace msd::analysis
