#include "compiler/driver/program/refuse.h"

#include "compiler/diagnostics/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace msd::driver {

int refuse(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) return app.exit(error);
  std::string message = error.what();
  std::vector<std::string_view> known;
  std::vector<std::string> names;
  std::string_view word;
  const CLI::App* at = &app;
  for (const CLI::App* command : app.get_subcommands({})) {
    names.push_back(command->get_name());
    if (argc > 1 && command->get_name() == argv[1]) at = command;
  }
  if (at == &app && argc > 1 && argv[1][0] != '-') {
    word = argv[1];
    message = fmt::format("there is no command `{}`", word);
  } else if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    names.clear();
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    for (int i = at == &app ? 1 : 2; i < argc && word.empty(); ++i) {
      const std::string_view given(argv[i]);
      const std::string_view plain = given.substr(0, given.find('='));
      if (plain.starts_with("--") && plain.size() > 2 && std::find(names.begin(), names.end(), plain) == names.end())
        word = plain;
    }
    if (!word.empty()) message = fmt::format("there is no option `{}`", word);
  }
  for (const std::string& name : names) known.push_back(name);
  const std::string near = word.empty() ? "" : diag::did_you_mean(word, known);
  fmt::print(stderr, "msdc: {}\n", message);
  if (!near.empty()) fmt::print(stderr, "  = help: {}\n", near);
  fmt::print(stderr, "  = help: `msdc {}--help` shows what there is\n", at == &app ? "" : at->get_name() + " ");
  return 2;
}

}  // namespace msd::driver
