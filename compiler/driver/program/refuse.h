// What is wrong with a command line.
#pragma once

#include <CLI/CLI.hpp>

namespace msd::driver {

/// Says it on standard error, with the nearest name where a word is not known; help and version are printed, which are
/// errors of the library, too. Gives the exit status.
int refuse(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv);

}  // namespace msd::driver
