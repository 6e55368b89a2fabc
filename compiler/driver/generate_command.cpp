// msdc test --generate: tests for the rules of frameworks.
#include "compiler/coverage/report.h"
#include "compiler/driver/expectations.h"
#include "compiler/driver/write_file.h"
#include "compiler/generate/generate.h"
#include "runtime/report/display.h"

#include <fmt/format.h>

#include <cstdio>

namespace msd::driver {

namespace {

constexpr std::size_t kColumns = 80;

/// An entry of a list, further lines below its words.
std::string wrapped(std::string_view text) {
  std::string out, line = "  ";
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (!first && report::width(line) + 1 + report::width(text.substr(0, end)) > kColumns) {
      out += line + "\n";
      line = "   ";
    }
    line += (first ? "" : " ") + std::string(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + line + "\n";
}

class GenerateRun {
 public:
  GenerateRun(const Common& options, const GenerateOptions& generate) : generate_(generate), session_(options) {}

  int run() {
    for (const std::string& entry : session_.options.files) framework(entry);
    if (generate_.output.empty()) {
      session_.output.write(text_);
    } else if (const std::string fault = write_whole(generate_.output, std::as_bytes(std::span(text_)));
               !fault.empty()) {
      fmt::print(stderr, "msdc: cannot write `{}`: {}\n", generate_.output, fault);
      status_ = 2;
    }
    session_.output.flush();
    fmt::print(stderr, "{}", summary_);
    return finish(session_, status_);
  }

 private:
  void framework(const std::string& entry) {
    diag::Sink sink;
    const Compiled compiled = compile(entry, session_.load_options(), session_.sources, sink);
    complain(session_, sink);
    if (!compiled.image) {
      status_ = std::max(status_, compiled.loaded.units.empty() ? 2 : 1);
      return;
    }
    generate::Options how;
    for (const auto& unit : compiled.loaded.units) {
      for (const ast::TestDecl& test : unit->tests) {
        if (generate_.missing) how.tests.push_back(&test);
      }
    }
    const generate::Generated made =
        generate::generate(compiled.program, begun(compiled, entry, how.tests), session_.sources, how);
    text_ += made.text;
    if (session_.options.report.quiet) return;
    coverage::ReportOptions options;
    options.totals = options.missing = true;
    summary_ += coverage::render_text(made.coverage, options);
    summary_ += fmt::format("  told from {} of {} neighbours\n", made.told, made.neighbours);
    if (!made.untold.empty()) summary_ += "\nnot told apart\n";
    for (const std::string& one : made.untold) summary_ += wrapped(one);
  }

  /// What the tests that are there cover, if only the rest is wanted.
  coverage::Coverage begun(const Compiled& compiled, const std::string& entry,
                           const std::vector<const ast::TestDecl*>& tests) {
    coverage::Coverage out = coverage::begin(*compiled.image, entry);
    for (const ast::TestDecl* test : tests) {
      const std::string name(test->name.value);
      run_test(*test, *compiled.image, session_, test->name.span.file, [&](eval::Evaluator& evaluator) {
        coverage::add(out, {coverage::Case::Kind::Test, name, "", 0}, evaluator);
      });
    }
    return out;
  }

  GenerateOptions generate_;
  Session session_;
  std::string text_, summary_;
  int status_ = 0;
};

}  // namespace

int generate_tests(const Common& options, const GenerateOptions& generate) {
  return GenerateRun(options, generate).run();
}

}  // namespace msd::driver
