// The files that `msdc new` writes for a framework, before the name is put in.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace msd::driver {

/// Paths below the folder, with their texts. The framework compiles and its tests pass.
std::vector<std::pair<std::string, std::string>> framework_skeleton(const std::string& name);

}  // namespace msd::driver
