// Witnesses are run before they are shown.
#pragma once

#include "compiler/driver/session.h"

namespace msd::driver {

/// Runs a text that holds one `test` block, with so many steps for each cell that rests on what is left open. Gives
/// what is wrong with it: nothing if the runtime agrees with it.
std::vector<report::Finding> replay(const std::string& test, const image::Image& image, Session& session,
                                    std::uint64_t budget = eval::Options{}.budget);

}  // namespace msd::driver
