#include "compiler/driver/program/describe.h"

namespace msd::driver {

namespace {

OptionInfo described(const CLI::Option& option, const Arguments& a) {
  OptionInfo out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_positional()) out.names.push_back(option.get_name(true));
  out.doc = option.get_description();
  out.many = option.get_items_expected_max() > 1;
  if (option.get_items_expected_max() == 0) return out;
  out.takes = OptionInfo::Takes::Text;
  if (const auto found = a.takes.find(&option); found != a.takes.end()) out.takes = found->second;
  if (const auto found = a.choices.find(&option); found != a.choices.end())
    out.takes = OptionInfo::Takes::Choice, out.choices = found->second;
  return out;
}

CommandInfo described(const CLI::App& command, const Arguments& a) {
  CommandInfo out;
  out.name = command.get_name();
  out.doc = command.get_description();
  for (const CLI::Option* option : command.get_options())
    (option->get_positional() ? out.positionals : out.options).push_back(described(*option, a));
  return out;
}

}  // namespace

std::vector<CommandInfo> describe(const CLI::App& app, const Arguments& a) {
  std::vector<CommandInfo> out{described(app, a)};
  out.front().name.clear();
  for (const CLI::App* command : app.get_subcommands({})) out.push_back(described(*command, a));
  return out;
}

}  // namespace msd::driver
