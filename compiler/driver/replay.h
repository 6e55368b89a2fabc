// Witnesses are run before they are shown.
#pragma once

#include "compiler/driver/session.h"

#include <functional>

namespace msd::driver {

/// Runs a text that holds one `test` block. Gives what is wrong with it: nothing if the runtime agrees with it. `seen`,
/// if given, is shown the evaluated facts.
std::vector<report::Finding> replay(const std::string& test, const image::Image& image, Session& session,
                                    const std::function<void(eval::Evaluator&)>& seen = {});

}  // namespace msd::driver
