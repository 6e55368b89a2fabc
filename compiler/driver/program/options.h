// What the command line holds, and the options that several commands take.
#pragma once

#include "compiler/driver/bulk_command.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/program/completions.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace msd::driver {

struct Arguments {
  Common common;
  FmtOptions fmt;
  std::string color = "auto", what, cell, file, shell, form = "dot";
  std::vector<std::string> asked;
  NewOptions made;
  LintOptions lint;
  DiffOptions diff;
  EmitOptions emitted;
  bool laid_flat = false;  ///< compile: a rules file
  BulkOptions bulk;
  std::string certified, certificates;
  CoverageOptions coverage;
  GenerateOptions generate;
  std::map<const CLI::Option*, std::vector<std::string>> choices;  // what an option takes, where that is a closed set
  std::map<const CLI::Option*, OptionInfo::Takes> takes;           // what the others take, where that is not plain text
};

/// The formats that reports are written in, by name.
extern const std::vector<std::pair<std::string, report::Format>> kFormats;
/// Formats for programs and terminals, which every command with findings writes.
extern const std::vector<std::string> kFindingFormats;

template <class Value> std::vector<std::string> names_of(const std::vector<std::pair<std::string, Value>>& choices) {
  std::vector<std::string> names;
  for (const auto& [name, value] : choices) names.push_back(name);
  return names;
}
template <class Value>
Value value_of(const std::vector<std::pair<std::string, Value>>& choices, const std::string& wanted) {
  for (const auto& [name, value] : choices) {
    if (name == wanted) return value;
  }
  return {};
}

/// An option, or a positional argument, that takes one of some names; `doc` is followed by the names. Another word is
/// refused with the nearest name.
CLI::Option* choice(CLI::App& command, Arguments& a, const std::string& name, const std::string& doc,
                    const std::vector<std::string>& names, const std::function<void(const std::string&)>& take);

void fail_on_option(CLI::App& command, Arguments& a);
/// `names`: the formats that the command writes.
void format_option(CLI::App& command, Arguments& a, const std::vector<std::string>& names);
void color_option(CLI::App& command, Arguments& a);
/// --format, --color, --fail-on and --quiet.
void output_options(CLI::App& command, Arguments& a, const std::vector<std::string>& formats);
void root_option(CLI::App& command, Arguments& a);
void framework_option(CLI::App& command, Arguments& a);
void path_option(CLI::App& command, Arguments& a);
/// --rows and --budget of those that prove; `left` is undecided past the budget.
void proof_options(CLI::App& command, unsigned& rows, std::size_t& budget, const std::string& left);
/// A positional argument for files.
CLI::Option* files(CLI::App& command, Arguments& a, const std::string& doc);
/// The one design that a question is about.
void design_file(CLI::App& command, Arguments& a);
/// What the commands that ask about one design take.
void question_options(CLI::App& command, Arguments& a);
void budget_option(CLI::App& command, Arguments& a);

}  // namespace msd::driver
