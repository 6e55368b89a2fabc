// Completion scripts for shells, made from the command line as it is declared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace msd::driver {

/// An option, or a positional argument (then `names` holds its name).
struct OptionInfo {
  enum class Takes { Nothing, Choice, File, Folder, Text } takes = Takes::Nothing;
  std::vector<std::string> names;  ///< with their dashes
  std::string doc;
  std::vector<std::string> choices;  ///< Takes::Choice
  bool many = false;                 ///< a positional that takes the rest
};

struct CommandInfo {
  std::string name, doc;
  std::vector<OptionInfo> options, positionals;
};

/// The script for `bash`, `zsh` or `fish`. The first command, without a name, holds the options that stand before one.
std::string completion_script(std::string_view shell, const std::vector<CommandInfo>& commands);

}  // namespace msd::driver
