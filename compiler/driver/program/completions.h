// Completion scripts for shells.
#pragma once

#include <string_view>

namespace msd::driver {

/// The script for `bash`, `zsh` or `fish`.
std::string_view completion_script(std::string_view shell);

}  // namespace msd::driver
