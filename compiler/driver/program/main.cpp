// The command line of msdc.
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/program/completions.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <functional>
#include <map>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

using msd::driver::Common;
using msd::driver::FailOn;
using msd::report::Format;

using msd::driver::CommandInfo;
using msd::driver::OptionInfo;
using Takes = OptionInfo::Takes;

struct Arguments {
  Common common;
  msd::driver::FmtOptions fmt;
  std::string color = "auto", what, cell, file, shell, form = "dot";
  std::vector<std::string> asked;
  msd::driver::NewOptions made;
  msd::driver::LintOptions lint;
  msd::driver::DiffOptions diff;
  std::string certified, certificates;
  msd::driver::CoverageOptions coverage;
  msd::driver::GenerateOptions generate;
  std::map<const CLI::Option*, std::vector<std::string>> choices;  // what an option takes, where that is a closed set
  std::map<const CLI::Option*, Takes> takes;                       // what the others take, where that is not plain text
};

const std::vector<std::pair<std::string, Format>> kFormats{
    {"text", Format::Text},   {"json", Format::Json},         {"sarif", Format::Sarif}, {"github", Format::Github},
    {"junit", Format::Junit}, {"markdown", Format::Markdown}, {"html", Format::Html}};
/// Formats for programs and terminals, which every command with findings writes.
const std::vector<std::string> kFindingFormats{"text", "json", "sarif", "github", "junit"};
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
  const std::string near = msd::diag::did_you_mean(given, known);
  return fmt::format("there is no `{}`; {}", given, near.empty() ? "choose one of " + listed(names) : near);
}

/// An option, or a positional argument, that takes one of some names; `doc` is followed by the names.
CLI::Option* choice(CLI::App& command, Arguments& a, const std::string& name, const std::string& doc,
                    const std::vector<std::string>& names, const std::function<void(const std::string&)>& take) {
  CLI::Option* option = command.add_option_function<std::string>(name, take, doc + listed(names));
  option->check(CLI::Validator([names](std::string& given) { return refuse_choice(given, names); }, ""));
  option->type_name(name.starts_with('-') ? "NAME" : "");
  a.choices[option] = names;
  return option;
}

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

void fail_on_option(CLI::App& command, Arguments& a) {
  choice(command, a, "--fail-on", "what makes the exit status 1: ", names_of(kFailOn), [&a](const std::string& name) {
    a.common.fail_on = value_of(kFailOn, name);
  })->type_name("LEVEL");
}

/// `names`: the formats that the command writes.
void format_option(CLI::App& command, Arguments& a, const std::vector<std::string>& names) {
  choice(command, a, "--format", "", names, [&a](const std::string& name) {
    a.common.report.format = value_of(kFormats, name);
  })->type_name("FORMAT");
}
void output_options(CLI::App& command, Arguments& a, const std::vector<std::string>& formats) {
  format_option(command, a, formats);
  choice(command, a, "--color", "", {"auto", "always", "never"}, [&a](const std::string& name) {
    a.color = name;
  })->type_name("WHEN");
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
/// A positional argument for files.
CLI::Option* files(CLI::App& command, Arguments& a, const std::string& doc) {
  CLI::Option* option = command.add_option("FILE", a.common.files, doc)->type_name("");
  a.takes[option] = Takes::File;
  return option;
}

/// The one design that a question is about.
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

OptionInfo describe(const CLI::Option& option, const Arguments& a) {
  OptionInfo out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_positional()) out.names.push_back(option.get_name(true));
  out.doc = option.get_description();
  out.many = option.get_items_expected_max() > 1;
  if (option.get_items_expected_max() == 0) return out;
  out.takes = Takes::Text;
  if (const auto found = a.takes.find(&option); found != a.takes.end()) out.takes = found->second;
  if (const auto found = a.choices.find(&option); found != a.choices.end())
    out.takes = Takes::Choice, out.choices = found->second;
  return out;
}

CommandInfo describe(const CLI::App& command, const Arguments& a) {
  CommandInfo out;
  out.name = command.get_name();
  out.doc = command.get_description();
  for (const CLI::Option* option : command.get_options())
    (option->get_positional() ? out.positionals : out.options).push_back(describe(*option, a));
  return out;
}

std::vector<CommandInfo> describe_all(const CLI::App& app, const Arguments& a) {
  std::vector<CommandInfo> out{describe(app, a)};
  out.front().name.clear();
  for (const CLI::App* command : app.get_subcommands({})) out.push_back(describe(*command, a));
  return out;
}

bool wants_color(const std::string& when) {
  if (when != "auto") return when == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (no_color == nullptr || *no_color == '\0') && ::isatty(STDOUT_FILENO) == 1 &&
         (term == nullptr || std::string_view(term) != "dumb");
}

std::size_t page_columns() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 1 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    return size.ws_col;
  if (const char* wanted = std::getenv("COLUMNS"); wanted != nullptr) {
    const unsigned long columns = std::strtoul(wanted, nullptr, 10);
    if (columns >= 40 && columns <= 100'000) return columns;
  }
  return 100;
}

/// Says what is wrong with the command line, with the nearest name where a word is not known. Gives the exit status.
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
  const std::string near = word.empty() ? "" : msd::diag::did_you_mean(word, known);
  fmt::print(stderr, "msdc: {}\n", message);
  if (!near.empty()) fmt::print(stderr, "  = help: {}\n", near);
  fmt::print(stderr, "  = help: `msdc {}--help` shows what there is\n", at == &app ? "" : at->get_name() + " ");
  return 2;
}

const std::vector<std::pair<std::string, msd::coverage::Form>> kCoverage{
    {"text", msd::coverage::Form::Text}, {"json", msd::coverage::Form::Json}, {"lcov", msd::coverage::Form::Lcov}};

void coverage_options(CLI::App& test, Arguments& a) {
  CLI::Option* coverage = choice(test, a, "--coverage", "measure what the tests cover, as text unless it says ",
                                 names_of(kCoverage), [&a](const std::string& form) {
                                   a.coverage.wanted = true;
                                   a.coverage.form = value_of(kCoverage, form);
                                 });
  coverage->type_name("[FORM]");
  test.add_flag("--missing", a.coverage.missing, "(with --coverage) list what is not covered, and what it needs");
  a.takes[test.add_option("--designs", a.coverage.designs,
                          "(with --coverage) designs that count like tests; repeatable")
              ->type_name("PATH")
              ->allow_extra_args(false)] = Takes::File;
  test.add_option("--fail-under", a.coverage.fail_under, "(with --coverage) percent that each measure has to reach")
      ->type_name("PERCENT")
      ->check(CLI::Validator(
          [](std::string& given) -> std::string {
            char* end = nullptr;
            const double share = std::strtod(given.c_str(), &end);
            const bool good = end != given.c_str() && *end == '\0' && share >= 0 && share <= 100;
            return good ? "" : fmt::format("`{}` is no percentage; say a number from 0 to 100", given);
          },
          ""));
  a.takes[test.add_option("-o,--output", a.coverage.output, "the file that --coverage or --generate writes")
              ->type_name("FILE")] = Takes::File;
}

/// Throws if an option that is about coverage stands without it.
void check_coverage(const CLI::App& test) {
  for (const char* name : {"--missing", "--designs", "--fail-under"}) {
    if (test.count(name) != 0 && test.count("--coverage") == 0) throw CLI::RequiresError(name, "--coverage");
  }
  if (test.count("--output") != 0 && test.count("--coverage") == 0 && test.count("--generate") == 0)
    throw CLI::RequiresError("--output", "--coverage or --generate");
}

/// `--coverage` and `--generate` may stand alone: what they take is the next word if that is one of theirs, else the
/// first of those.
std::vector<std::string> with_form(int argc, char** argv) {
  std::vector<std::string> out(argv + std::min(argc, 1), argv + argc);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] == "--") break;
    if (out[i] != "--coverage" && out[i] != "--generate") continue;
    const std::vector<std::string> forms =
        out[i] == "--coverage" ? names_of(kCoverage) : std::vector<std::string>{"all", "missing"};
    const bool given = i + 1 < out.size() && std::find(forms.begin(), forms.end(), out[i + 1]) != forms.end();
    if (!given) out.insert(out.begin() + static_cast<std::ptrdiff_t>(i) + 1, forms.front());
  }
  return {out.rbegin(), out.rend()};  // as the library takes them
}

void lint_options(CLI::App& lint, Arguments& a) {
  a.takes[lint.add_option("--baseline", a.lint.baseline, "a file of findings that are known: they are not told")
              ->type_name("FILE")] = Takes::File;
  lint.add_flag("--update", a.lint.update, "(with --baseline) write the file anew, with what is found now");
  lint.add_option("--rename", a.lint.renames, "(with --baseline) OLD=NEW: what has a new name; repeatable")
      ->type_name("OLD=NEW")
      ->allow_extra_args(false);
  lint.add_flag("--fix", a.lint.fix, "take out what does nothing, once it is proved that all else stays the same");
  lint.add_flag("--diff", a.lint.diff, "(with --fix) print what would change, write nothing");
}

/// Throws if an option stands without the one that it is about.
void check_lint(const CLI::App& lint) {
  for (const char* name : {"--update", "--rename"}) {
    if (lint.count(name) != 0 && lint.count("--baseline") == 0) throw CLI::RequiresError(name, "--baseline");
  }
  if (lint.count("--diff") != 0 && lint.count("--fix") == 0) throw CLI::RequiresError("--diff", "--fix");
  for (const char* name : {"--update", "--certify"}) {
    if (lint.count(name) != 0 && lint.count("--fix") != 0) throw CLI::ExcludesError(name, "--fix");
  }
}

const std::vector<std::pair<std::string, msd::driver::DiffOptions::FailFrom>> kFailFrom{
    {"major", msd::driver::DiffOptions::FailFrom::Major},
    {"minor", msd::driver::DiffOptions::FailFrom::Minor},
    {"patch", msd::driver::DiffOptions::FailFrom::Patch},
    {"never", msd::driver::DiffOptions::FailFrom::Never}};

void diff_options(CLI::App& diff, Arguments& a) {
  for (const auto& [name, side] : {std::pair{"OLD", &a.diff.old_side}, std::pair{"NEW", &a.diff.new_side}}) {
    CLI::Option* option = diff.add_option(name, *side, "a file, a folder, the name of a framework, or REV:PATH of git");
    a.takes[option->required()->type_name("")] = Takes::File;
  }
  diff.add_option("--rename", a.diff.renames, "OLD=NEW: what has a new name; repeatable")
      ->type_name("OLD=NEW")
      ->allow_extra_args(false);
  a.takes[diff.add_option("--designs", a.diff.designs, "designs: say which of their cells and findings change")
              ->type_name("PATH")] = Takes::File;
  diff.add_option("--rows", a.diff.rows, "rows of a kind that are looked at beside the one at hand")
      ->type_name("N")
      ->check(CLI::Range(1, 6).description(""));
  diff.add_option("--budget", a.diff.budget, "nodes of decision diagrams; past it, results are undecided")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{10}, std::size_t{200'000'000}).description(""));
  format_option(diff, a, {"text", "json", "markdown"});
  choice(diff, a, "--fail-on", "the version step from which on the exit status is 1: ", names_of(kFailFrom),
         [&a](const std::string& name) { a.diff.fail_from = value_of(kFailFrom, name); })
      ->type_name("STEP");
  root_option(diff, a);
  path_option(diff, a);
}

int run(int argc, char** argv) {
  Arguments a;
  CLI::App app{"msdc checks designs against frameworks of rules, and frameworks against their own laws"};
  app.name("msdc");  // not the path that it was called by
  app.set_version_flag("--version", "msdc " MSD_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);

  auto* check = app.add_subcommand("check", "judge designs: findings, what is closed, what is open");
  files(*check, a, "design files, folders, or - for standard input")->required();
  check->add_flag("--sheets", a.common.report.sheets, "print the filled worksheets");
  framework_option(*check, a);
  root_option(*check, a);
  path_option(*check, a);
  output_options(*check, a, names_of(kFormats));

  auto* eval = app.add_subcommand("eval", "decide one JSON object a line");
  files(*eval, a, "files of JSON lines; standard input if none");
  eval->add_option("--row", a.common.row, "the kind of row that a line gives")->required()->type_name("ROW");
  eval->add_flag("--defaults", a.common.defaults, "a missing key takes the default of its field");
  fail_on_option(*eval, a);
  framework_option(*eval, a);
  root_option(*eval, a);
  path_option(*eval, a);

  auto* test = app.add_subcommand("test", "run the test blocks of frameworks");
  files(*test, a, "entry files or names of frameworks")->required();
  root_option(*test, a);
  path_option(*test, a);
  output_options(*test, a, kFindingFormats);
  coverage_options(*test, a);
  choice(*test, a, "--generate", "write tests that cover ", {"all", "missing"},
         [&a](const std::string& what) {
           a.generate.wanted = true;
           a.generate.missing = what == "missing";
         })
      ->type_name("[WHAT]")
      ->excludes(test->get_option("--coverage"));

  auto* lint = app.add_subcommand("lint", "prove what the rules of frameworks do: dead rules, gaps, what is always so");
  files(*lint, a, "entry files or names of frameworks")->required();
  lint->add_flag("--notes", a.lint.notes, "print notes, too");
  lint->add_option("--rows", a.lint.rows, "rows of a kind that are looked at beside the one at hand")
      ->type_name("N")
      ->check(CLI::Range(1, 6).description(""));
  lint->add_option("--budget", a.lint.budget, "nodes of decision diagrams; past it, findings are undecided")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{10}, std::size_t{200'000'000}).description(""));
  a.takes[lint->add_option("--certify", a.lint.certificates, "write what shows each finding, for `msdc verify`")
              ->type_name("FILE")] = Takes::File;
  lint_options(*lint, a);
  root_option(*lint, a);
  path_option(*lint, a);
  output_options(*lint, a, kFindingFormats);

  auto* verify = app.add_subcommand("verify", "check again, by a checker of its own, what shows the findings of lint");
  a.takes[verify->add_option("FRAMEWORK", a.certified, "the entry file or the name of the framework")
              ->required()
              ->type_name("")] = Takes::File;
  files(*verify, a, "certificates that `msdc lint --certify` or `msdc why-not --certify` wrote")->required();
  root_option(*verify, a);
  path_option(*verify, a);
  output_options(*verify, a, kFindingFormats);

  auto* diff = app.add_subcommand("diff", "say what is different between two frameworks, exactly");
  diff_options(*diff, a);

  auto* dump = app.add_subcommand("dump", "print an intermediate form");
  choice(*dump, a, "FORM", "", {"ast", "registry", "graph", "archetypes", "systems", "tir", "image"},
         [&a](const std::string& form) { a.what = form; })
      ->required();
  files(*dump, a, "a file, the entry file of a framework, or the name of a shipped one (the default)")->expected(0, 1);
  choice(*dump, a, "--format", "(json: of the registry, archetypes and systems) ", {"text", "json"},
         [&a](const std::string& format) { a.common.json = format == "json"; })
      ->type_name("FORMAT");
  root_option(*dump, a);
  path_option(*dump, a);

  auto* explain = app.add_subcommand("explain", "explain a finding's code, or a cell of a design");
  a.takes[explain->add_option("WHAT", a.what, "a code or name of a finding, or a design file")
              ->required()
              ->type_name("")] = Takes::File;
  explain->add_option("CELL", a.cell, "ROW.FIELD: why this cell of the design is what it is")->type_name("");
  framework_option(*explain, a);
  root_option(*explain, a);
  path_option(*explain, a);

  auto* graph = app.add_subcommand("graph", "print what depends on what, in a design or a framework");
  files(*graph, a, "a design, or a framework by its name or file (a shipped one is the default)")->expected(0, 1);
  choice(*graph, a, "--format", "(dot is the default) ", {"dot", "svg", "mermaid"}, [&a](const std::string& form) {
    a.form = form;
  })->type_name("FORMAT");
  framework_option(*graph, a);
  root_option(*graph, a);
  path_option(*graph, a);

  auto* script = app.add_subcommand("script", "print the prose of a framework with the facts of a design in it");
  files(*script, a, "a design file, or - for standard input")->required()->expected(1);
  format_option(*script, a, {"text", "json", "markdown"});
  framework_option(*script, a);
  root_option(*script, a);
  path_option(*script, a);

  auto* match = app.add_subcommand("match", "rank the archetypes that designs look like");
  files(*match, a, "design files, folders, or - for standard input")->required();
  choice(*match, a, "--format", "", {"text", "json"}, [&a](const std::string& format) {
    a.common.json = format == "json";
  })->type_name("FORMAT");
  framework_option(*match, a);
  root_option(*match, a);

  auto* why = app.add_subcommand("why", "name the fewest facts of a design that force what a cell is");
  design_file(*why, a);
  why->add_option("CELL", a.cell, "ROW.FIELD")->required()->type_name("");
  question_options(*why, a);
  budget_option(*why, a);

  auto* why_not =
      app.add_subcommand("why-not", "say why a cell is not VALUE, and the smallest change that makes it so");
  design_file(*why_not, a);
  why_not->add_option("CELL", a.asked, "ROW.FIELD = VALUE; of a set also ROW.FIELD has VALUE")
      ->required()
      ->type_name("");
  a.takes[why_not
              ->add_option("--certify", a.certificates,
                           "write what shows that no choice gives it, if none does, for `msdc verify`")
              ->type_name("FILE")] = Takes::File;
  question_options(*why_not, a);
  budget_option(*why_not, a);

  auto* what_if = app.add_subcommand("what-if", "say what changes if facts of a design were others");
  design_file(*what_if, a);
  what_if->add_option("FACT", a.asked, "ROW.FIELD=VALUE")->required()->type_name("");
  question_options(*what_if, a);

  auto* sensitivity = app.add_subcommand("sensitivity", "say what each choice of a design can still change");
  design_file(*sensitivity, a);
  sensitivity->add_option("CELL", a.asked, "ROW.FIELD: look at these outcomes only")->type_name("");
  question_options(*sensitivity, a);
  budget_option(*sensitivity, a);

  auto* compile = app.add_subcommand("compile", "compile a framework to an image");
  files(*compile, a, "the entry file")->required()->expected(1);
  a.takes[compile->add_option("-o,--output", a.common.output, "the image to write")->required()->type_name("FILE")] =
      Takes::File;
  root_option(*compile, a);
  path_option(*compile, a);
  output_options(*compile, a, kFindingFormats);

  auto* fmt_command = app.add_subcommand("fmt", "put files into the one style, in place");
  files(*fmt_command, a, "files, folders, or - for standard input to standard output")->required();
  fmt_command->add_flag("--check", a.fmt.check,
                        "write nothing; name the files that would change, and exit with 1 if any");
  fmt_command->add_flag("--diff", a.fmt.diff, "write nothing; print what would change");
  choice(*fmt_command, a, "--color", "", {"auto", "always", "never"}, [&a](const std::string& name) {
    a.color = name;
  })->type_name("WHEN");
  fmt_command->add_flag("-q,--quiet", a.common.report.quiet, "errors only");
  auto* make = app.add_subcommand("new", "begin a design, an archetype, a rule or a framework");
  choice(*make, a, "KIND", "", {"design", "archetype", "rule", "framework"}, [&a](const std::string& kind) {
    a.made.kind = kind;
  })->required();
  make->add_option("NAME", a.made.name, "what it is called")->required()->type_name("");
  a.takes[make->add_option("-o,--output", a.common.output,
                           "the file to write, - for standard output; else NAME.msd (a framework: the folder NAME)")
              ->type_name("FILE")] = Takes::File;
  make->add_option("--archetype", a.made.archetypes, "(design) an archetype that it follows; may be given again")
      ->type_name("A")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  make->add_option("--system", a.made.system, "(design) a known system, for its archetypes")->type_name("SYSTEM");
  framework_option(*make, a);
  root_option(*make, a);
  path_option(*make, a);

  auto* ask = app.add_subcommand("ask", "ask what a design still leaves open, and write the answers into it");
  files(*ask, a, "the design; without one, a new design is begun")->expected(0, 1);
  choice(*ask, a, "--color", "", {"auto", "always", "never"}, [&a](const std::string& name) {
    a.color = name;
  })->type_name("WHEN");
  framework_option(*ask, a);
  root_option(*ask, a);
  path_option(*ask, a);

  auto* completions = app.add_subcommand("completions", "print the completion script of a shell");
  choice(*completions, a, "SHELL", "", {"bash", "zsh", "fish"}, [&a](const std::string& shell) {
    a.shell = shell;
  })->required();

  try {
    app.parse(with_form(argc, argv));
    check_coverage(*test);
    check_lint(*lint);
  } catch (const CLI::ParseError& error) {
    return refuse(app, error, argc, argv);
  }
  a.common.report.color = wants_color(a.color);
  a.common.report.columns = page_columns();
  a.common.report.version = MSD_VERSION;
  if (!a.file.empty()) a.common.files = {a.file};
  if (check->parsed()) return msd::driver::check(a.common);
  if (eval->parsed()) return msd::driver::eval_rows(a.common);
  if (test->parsed() && a.generate.wanted) {
    a.generate.output = a.coverage.output;
    return msd::driver::generate_tests(a.common, a.generate);
  }
  if (test->parsed()) return msd::driver::run_tests(a.common, a.coverage);
  if (dump->parsed()) return msd::driver::dump(a.what, a.common);
  if (graph->parsed()) return msd::driver::graph(a.form, a.common);
  if (script->parsed()) return msd::driver::script(a.common);
  if (explain->parsed()) {
    a.common.files = {a.what};
    if (!a.cell.empty()) a.common.files.push_back(a.cell);
    return msd::driver::explain(a.common);
  }
  if (lint->parsed()) {
    // Whoever lints wants to hear of warnings.
    if (lint->get_option("--fail-on")->count() == 0) a.common.fail_on = FailOn::Warning;
    return msd::driver::lint(a.lint, a.common);
  }
  if (verify->parsed()) return msd::driver::verify_certificates(a.certified, a.common);
  if (diff->parsed()) return msd::driver::diff(a.diff, a.common);
  if (match->parsed()) return msd::driver::match(a.common);
  if (why->parsed()) return msd::driver::why(a.cell, a.common);
  if (why_not->parsed())
    return msd::driver::why_not(fmt::format("{}", fmt::join(a.asked, " ")), a.certificates, a.common);
  if (what_if->parsed()) return msd::driver::what_if(a.asked, a.common);
  if (sensitivity->parsed()) return msd::driver::sensitivity(a.asked, a.common);
  if (fmt_command->parsed()) return msd::driver::format_files(a.common, a.fmt);
  if (make->parsed()) return msd::driver::make_new(a.made, a.common);
  if (ask->parsed()) return msd::driver::ask(a.common);
  if (compile->parsed()) return msd::driver::compile_image(a.common);
  fmt::print("{}", msd::driver::completion_script(a.shell, describe_all(app, a)));
  return 0;
}

/// A stream that the caller closed is replaced by one that can be neither read nor written, so that no file that is
/// opened later takes its number and its output.
void keep_standard_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

/// What was printed by way of the standard library (help, the version, completions) must have arrived as well.
int end(int status) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "msdc: cannot write to standard output: {}\n", std::strerror(errno));
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write, handled where it happens
  std::signal(SIGXFSZ, SIG_IGN);  // so is a file that may not grow
  keep_standard_streams();
  try {
    return end(run(argc, argv));
  } catch (const std::exception& fault) {
    if (std::ferror(stdout) != 0) return end(2);  // fmt throws where standard output takes no more
    fmt::print(stderr, "msdc: internal fault: {}\n", fault.what());
    return 3;
  }
}
