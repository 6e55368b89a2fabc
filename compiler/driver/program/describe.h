// The command line as completions need it.
#pragma once

#include "compiler/driver/program/options.h"

namespace msd::driver {

/// All commands with their options. The first one, without a name, holds the options that stand before a command.
std::vector<CommandInfo> describe(const CLI::App& app, const Arguments& a);

}  // namespace msd::driver
