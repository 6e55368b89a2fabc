// Whether facts lead to a part of what a rule reads.
#pragma once

#include "compiler/diff/compare.h"

namespace msd::diff {

class Reach {
 public:
  /// `own` has the atoms that parts speak of; `model` is over `whole`, around a row of the same kind.
  Reach(const Own& own, Space& whole, analysis::Model& model)
      : own_(own), whole_(whole), model_(model), d_(model.functions()) {}

  /// Whether facts lead there on either side; yes where that is not easily told.
  bool possible(const Part& part);

 private:
  analysis::Node choice(const analysis::Choice& c, Side side);
  bool around(analysis::Slot slot) const;

  const Own& own_;
  Space& whole_;
  analysis::Model& model_;
  analysis::Functions& d_;
};

}  // namespace msd::diff
