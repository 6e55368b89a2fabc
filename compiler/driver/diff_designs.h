// What two frameworks say of the same designs.
#pragma once

#include "compiler/diff/diff.h"
#include "compiler/driver/session.h"

namespace msd::driver {

struct BothImages {
  const image::Image& a;
  const image::Image& b;
};

/// Judges each design below `path` by both. A design that neither is for is left out. What cannot be read is reported
/// into `sink`. Costs two evaluations of each design.
diff::Designs compare_designs(const std::string& path, const diff::Sides& sides, const diff::Matching& matching,
                              const BothImages& images, Session& session, diag::Sink& sink);

}  // namespace msd::driver
