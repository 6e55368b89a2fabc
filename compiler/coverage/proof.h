// What the analysis of the rules says about goals that no case meets.
#pragma once

#include "compiler/coverage/coverage.h"

namespace msd::coverage {

class Proof {
 public:
  virtual ~Proof() = default;
  /// Whether some design meets the goal. Sound both ways: Impossible is a proof, Reachable has a witness.
  virtual Claim about(const TableCoverage& table, const Goal& goal) = 0;
};

/// Without an analysis nothing is known, so everything stays in the denominator.
class NoProof final : public Proof {
 public:
  Claim about(const TableCoverage&, const Goal&) override { return {}; }
};

/// Asks about every goal that is not met.
void prove(Coverage& coverage, Proof& proof);

}  // namespace msd::coverage
