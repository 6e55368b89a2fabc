// The commands of msdc with their options.
#pragma once

#include "compiler/driver/program/options.h"

namespace msd::driver {

/// Declares all of them; what is parsed goes into `a`, which outlives `app`.
void declare(CLI::App& app, Arguments& a);

/// The words of a command line as the library takes them, which is backwards. `--coverage` and `--generate` may stand
/// alone: what they take is the next word if that is one of theirs, else the first of those.
std::vector<std::string> words(int argc, char** argv);

/// Throws CLI::ParseError if an option stands without the one that it is about, or with one that it does not go with.
void check_together(const CLI::App& app);

}  // namespace msd::driver
