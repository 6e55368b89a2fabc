// The command line of msdc.
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/program/completions.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <map>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

using msd::driver::Common;
using msd::driver::FailOn;
using msd::report::Format;

struct Arguments {
  Common common;
  std::string color = "auto", what, shell;
};

const std::map<std::string, Format> kFormats{{"text", Format::Text},
                                             {"json", Format::Json},
                                             {"sarif", Format::Sarif},
                                             {"github", Format::Github},
                                             {"junit", Format::Junit}};
const std::map<std::string, FailOn> kFailOn{{"open", FailOn::Open},
                                            {"note", FailOn::Note},
                                            {"warning", FailOn::Warning},
                                            {"error", FailOn::Error},
                                            {"never", FailOn::Never}};

/// Takes the name of a choice and gives its number, as CLI11 wants it; another name is an error that lists them.
template <class Value> CLI::Validator one_of(const std::map<std::string, Value>& choices) {
  return CLI::Validator(
      [&choices](std::string& given) -> std::string {
        const auto found = choices.find(given);
        if (found != choices.end()) {
          given = std::to_string(static_cast<int>(found->second));
          return {};
        }
        std::vector<std::string_view> names;
        std::string all;
        for (const auto& [name, value] : choices) {
          names.push_back(name);
          all += (all.empty() ? "" : ", ") + name;
        }
        const std::string near = msd::diag::did_you_mean(given, names);
        return fmt::format("there is no `{}`; {}", given, near.empty() ? "choose one of " + all : near);
      },
      "");
}

void output_options(CLI::App& command, Arguments& a) {
  command.add_option("--format", a.common.report.format, "text, json, sarif, github or junit")
      ->transform(one_of(kFormats))
      ->type_name("FORMAT");
  command.add_option("--color", a.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
  command
      .add_option("--fail-on", a.common.fail_on, "error, warning, note, open or never: what makes the exit status 1")
      ->transform(one_of(kFailOn))
      ->type_name("LEVEL");
  command.add_flag("-q,--quiet", a.common.report.quiet, "findings only, no verdict");
}
void root_option(CLI::App& command, Arguments& a) {
  command.add_option("--root", a.common.root, "folder that imports start from")->type_name("DIR");
}
void framework_option(CLI::App& command, Arguments& a) {
  command
      .add_option("--framework", a.common.framework, "a framework by name, its entry file (.msd) or its image (.msdi)")
      ->type_name("F");
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

int run(int argc, char** argv) {
  Arguments a;
  CLI::App app{"msdc checks designs against frameworks of rules, and frameworks against their own laws"};
  app.set_version_flag("--version", "msdc " MSD_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);

  auto* check = app.add_subcommand("check", "judge designs: findings, what is closed, what is open");
  check->add_option("FILE", a.common.files, "design files, folders, or - for standard input")->required();
  check->add_flag("--sheets", a.common.report.sheets, "print the filled worksheets");
  framework_option(*check, a);
  root_option(*check, a);
  output_options(*check, a);

  auto* eval = app.add_subcommand("eval", "decide one JSON object a line");
  eval->add_option("FILE", a.common.files, "files of JSON lines; standard input if none");
  eval->add_option("--row", a.common.row, "the kind of row that a line gives")->required()->type_name("ROW");
  eval->add_flag("--defaults", a.common.defaults, "a missing key takes the default of its field");
  framework_option(*eval, a);
  root_option(*eval, a);

  auto* test = app.add_subcommand("test", "run the test blocks of frameworks");
  test->add_option("FILE", a.common.files, "entry files or names of frameworks")->required();
  root_option(*test, a);
  output_options(*test, a);

  auto* dump = app.add_subcommand("dump", "print an intermediate form");
  dump->add_option("FORM", a.what, "ast, registry, graph, tir or image")
      ->required()
      ->check(CLI::IsMember({"ast", "registry", "graph", "tir", "image"}).description(""));
  dump->add_option("FILE", a.common.files,
                   "a file, the entry file of a framework, or the name of a shipped one (the default)")
      ->expected(0, 1);
  dump->add_option_function<std::string>(
          "--format", [&](const std::string& f) { a.common.json = f == "json"; }, "text or json (registry)")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->type_name("FORMAT");
  root_option(*dump, a);

  auto* explain = app.add_subcommand("explain", "explain a finding's code, or a cell of a design");
  explain->add_option("WHAT", a.common.files, "a code or name of a finding, or: a design file and ROW.FIELD")
      ->required()
      ->expected(1, 2);
  framework_option(*explain, a);
  root_option(*explain, a);

  auto* compile = app.add_subcommand("compile", "compile a framework to an image");
  compile->add_option("FILE", a.common.files, "the entry file")->required()->expected(1);
  compile->add_option("-o,--output", a.common.output, "the image to write")->required()->type_name("FILE");
  root_option(*compile, a);
  output_options(*compile, a);

  auto* completions = app.add_subcommand("completions", "print the completion script of a shell");
  completions->add_option("SHELL", a.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return refuse(app, error, argc, argv);
  }
  a.common.report.color = wants_color(a.color);
  a.common.report.columns = page_columns();
  a.common.report.version = MSD_VERSION;
  if (check->parsed()) return msd::driver::check(a.common);
  if (eval->parsed()) return msd::driver::eval_rows(a.common);
  if (test->parsed()) return msd::driver::run_tests(a.common);
  if (dump->parsed()) return msd::driver::dump(a.what, a.common);
  if (explain->parsed()) return msd::driver::explain(a.common);
  if (compile->parsed()) return msd::driver::compile_image(a.common);
  fmt::print("{}", msd::driver::completion_script(a.shell));
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
