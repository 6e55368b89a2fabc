// The command line of msdc.
#include "compiler/driver/commands.h"
#include "compiler/driver/program/completions.h"
#include "compiler/driver/program/declare.h"
#include "compiler/driver/program/describe.h"
#include "compiler/driver/program/refuse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

namespace driver = msd::driver;

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

int run(int argc, char** argv) {
  driver::Arguments a;
  CLI::App app{"msdc checks designs against frameworks of rules, and frameworks against their own laws"};
  app.name("msdc");  // not the path that it was called by
  app.set_version_flag("--version", "msdc " MSD_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  driver::declare(app, a);

  try {
    app.parse(driver::words(argc, argv));
    driver::check_together(app);
  } catch (const CLI::ParseError& error) {
    return driver::refuse(app, error, argc, argv);
  }
  const auto chosen = [&](const char* command) { return app.got_subcommand(command); };
  a.common.report.color = wants_color(a.color);
  a.common.report.columns = page_columns();
  a.common.report.version = MSD_VERSION;
  if (!a.file.empty()) a.common.files = {a.file};
  if (chosen("check")) return driver::check(a.common);
  if (chosen("eval") && a.bulk.wanted) return driver::eval_records(a.common, a.bulk);
  if (chosen("eval")) return driver::eval_rows(a.common);
  if (chosen("test") && a.generate.wanted) {
    a.generate.output = a.coverage.output;
    return driver::generate_tests(a.common, a.generate);
  }
  if (chosen("test")) return driver::run_tests(a.common, a.coverage);
  if (chosen("dump")) return driver::dump(a.what, a.common);
  if (chosen("graph")) return driver::graph(a.form, a.common);
  if (chosen("script")) return driver::script(a.common);
  if (chosen("explain")) {
    a.common.files = {a.what};
    if (!a.cell.empty()) a.common.files.push_back(a.cell);
    return driver::explain(a.common);
  }
  if (chosen("lint")) {
    // Whoever lints wants to hear of warnings.
    if (app.get_subcommand("lint")->count("--fail-on") == 0) a.common.fail_on = driver::FailOn::Warning;
    return driver::lint(a.lint, a.common);
  }
  if (chosen("verify")) return driver::verify_certificates(a.certified, a.common);
  if (chosen("diff")) return driver::diff(a.diff, a.common);
  if (chosen("match")) return driver::match(a.common);
  if (chosen("why")) return driver::why(a.cell, a.common);
  if (chosen("why-not")) return driver::why_not(fmt::format("{}", fmt::join(a.asked, " ")), a.certificates, a.common);
  if (chosen("what-if")) return driver::what_if(a.asked, a.common);
  if (chosen("sensitivity")) return driver::sensitivity(a.asked, a.common);
  if (chosen("fmt")) return driver::format_files(a.common, a.fmt);
  if (chosen("new")) return driver::make_new(a.made, a.common);
  if (chosen("ask")) return driver::ask(a.common);
  if (chosen("compile") && a.emitted.language) return driver::emit_rules(a.emitted, a.common);
  if (chosen("compile") && a.laid_flat) return driver::compile_records(a.common);
  if (chosen("compile")) return driver::compile_image(a.common);
  fmt::print("{}", driver::completion_script(a.shell, driver::describe(app, a)));
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