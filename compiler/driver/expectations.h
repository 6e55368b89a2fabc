// One `test` block: a small design, evaluated, and its expectations held against what evaluation gives.
#pragma once

#include "compiler/driver/session.h"

#include <functional>

namespace msd::driver {

struct TestOptions {
  eval::Options evaluation;
  bool explain = true;  ///< an actual value that is not the expected one; the grounds of a value can cost a search
};

/// Runs a test. Gives what is wrong with it: expectations that fail, with the expected and the actual values and the
/// explanation of the actual one, and faults of the test itself that it does not expect. `seen`, if given, is shown the
/// evaluated facts.
std::vector<report::Finding> run_test(const ast::TestDecl& test, const image::Image& image, const Session& session,
                                      source::FileId file, const std::function<void(eval::Evaluator&)>& seen = {},
                                      const TestOptions& options = {});

}  // namespace msd::driver
