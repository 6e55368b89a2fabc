#include "compiler/driver/program/options.h"

#include "compiler/diagnostics/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

using report::Format;
using Takes = OptionInfo::Takes;

const std::vector<std::pair<std::string, Format>> kFormats{
    {"text", Format::Text},   {"json", Format::Json},         {"sarif", Format::Sarif}, {"github", Format::Github},
    {"junit", Format::Junit}, {"markdown", Format::Markdown}, {"html", Format::Html}};
const std::vector<std::string> kFindingFormats{"text", "json", "sarif", "github", "junit"};

namespace {

const std::vector<std::pair<std::string, FailOn>> kFailOn{{"error", FailOn::Error},
                                                          {"warning", FailOn::Warning},
                                                          {"note", FailOn::Note},
                                                          {"open", FailOn::Open},
                                                          {"never", FailOn::Never}};

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i)
    all += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return all;
}

/// Refuses what is none of the names, with the nearest one.
std::string refuse_choice(const std::string& given, const std::vector<std::string>& names) {
  if (std::find(names.begin(), names.end(), given) != names.end()) return {};
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string near = diag::did_you_mean(given, known);
  return fmt::format("there is no `{}`; {}", given, near.empty() ? "choose one of " + listed(names) : near);
}

}  // namespace

CLI::Option* choice(CLI::App& command, Arguments& a, const std::string& name, const std::string& doc,
                    const std::vector<std::string>& names, const std::function<void(const std::string&)>& take) {
  CLI::Option* option = command.add_option_function<std::string>(name, take, doc + listed(names));
  option->check(CLI::Validator([names](std::string& given) { return refuse_choice(given, names); }, ""));
  option->type_name(name.starts_with('-') ? "NAME" : "");
  a.choices[option] = names;
  return option;
}

void fail_on_option(CLI::App& command, Arguments& a) {
  choice(command, a, "--fail-on", "what makes the exit status 1: ", names_of(kFailOn), [&a](const std::string& name) {
    a.common.fail_on = value_of(kFailOn, name);
  })->type_name("LEVEL");
}

void format_option(CLI::App& command, Arguments& a, const std::vector<std::string>& names) {
  choice(command, a, "--format", "", names, [&a](const std::string& name) {
    a.common.report.format = value_of(kFormats, name);
  })->type_name("FORMAT");
}
void color_option(CLI::App& command, Arguments& a) {
  choice(command, a, "--color", "", {"auto", "always", "never"}, [&a](const std::string& name) {
    a.color = name;
  })->type_name("WHEN");
}
void output_options(CLI::App& command, Arguments& a, const std::vector<std::string>& formats) {
  format_option(command, a, formats);
  color_option(command, a);
  fail_on_option(command, a);
  command.add_flag("-q,--quiet", a.common.report.quiet, "findings only, no verdict");
}
void root_option(CLI::App& command, Arguments& a) {
  a.takes[command.add_option("--root", a.common.root, "folder that imports start from")->type_name("DIR")] =
      Takes::Folder;
}
void framework_option(CLI::App& command, Arguments& a) {
  a.takes[command
              .add_option("--framework", a.common.framework,
                          "a framework by name, its entry file (.msd) or its image (.msdi)")
              ->type_name("F")] = Takes::File;
}
void path_option(CLI::App& command, Arguments& a) {
  CLI::Option* option =
      command.add_option("--path", a.common.path, "folder with frameworks, found by name; repeatable");
  a.takes[option->type_name("DIR")->allow_extra_args(false)->check(CLI::ExistingDirectory.description(""))] =
      Takes::Folder;
}
CLI::Option* files(CLI::App& command, Arguments& a, const std::string& doc) {
  CLI::Option* option = command.add_option("FILE", a.common.files, doc)->type_name("");
  a.takes[option] = Takes::File;
  return option;
}

void proof_options(CLI::App& command, unsigned& rows, std::size_t& budget, const std::string& left) {
  command.add_option("--rows", rows, "rows of a kind that are looked at beside the one at hand")
      ->type_name("N")
      ->check(CLI::Range(1, 6).description(""));
  command.add_option("--budget", budget, "nodes of decision diagrams; past it, " + left + " are undecided")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{10}, std::size_t{200'000'000}).description(""));
}

void design_file(CLI::App& command, Arguments& a) {
  CLI::Option* option = command.add_option("FILE", a.file, "a design file, or - for standard input")->required();
  a.takes[option->type_name("")] = Takes::File;
}
void question_options(CLI::App& command, Arguments& a) {
  choice(command, a, "--format", "", {"text", "json"}, [&a](const std::string& format) {
    a.common.json = format == "json";
  })->type_name("FORMAT");
  framework_option(command, a);
  root_option(command, a);
  path_option(command, a);
}
void budget_option(CLI::App& command, Arguments& a) {
  command
      .add_option("--budget", a.common.budget,
                  "steps of evaluation, past which the answer says what it leaves undecided")
      ->type_name("STEPS");
}

}  // namespace msd::driver
