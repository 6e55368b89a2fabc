// msdc test: every `test` block is a small design; its expectations are held against what evaluation gives.
#include "compiler/driver/coverage_run.h"
#include "compiler/driver/expectations.h"
#include "compiler/driver/test_report.h"

#include <fmt/format.h>

#include <map>

namespace msd::driver {

namespace {

class TestRun {
 public:
  TestRun(const Common& options, const CoverageOptions& coverage)
      : session_(options), measures_(coverage.wanted), output_(coverage.output), coverage_(coverage) {
    report::ReportOptions report = options.report;
    report.source = [this](const std::string& path) { return session_.source_text(path); };
    const bool aside = measures_ && coverage_.document();
    report.color = report.color && !aside;
    report_ = make_test_report(report, aside ? errors_ : session_.output);
  }

  int run() {
    if (measures_) {
      diag::Sink sink;
      coverage_.read_designs(session_, sink);
      for (const diag::Diagnostic& d : sink.all()) status_ = d.id == diag::Id::CannotRead ? 2 : status_;
      loose("designs", sink);
    }
    for (const std::string& entry : session_.options.files) framework(entry);
    if (measures_ && compiled_) {
      diag::Sink sink;
      coverage_.unused(sink);
      loose("designs", sink);
    }
    report_->finish();
    errors_.flush();
    if (!measures_) return finish(session_, status_);
    const std::string fault = coverage_.print(session_);
    if (fault.empty()) return finish(session_, status_);
    session_.output.flush();
    fmt::print(stderr, "msdc: cannot write `{}`: {}\n", output_, fault);
    return 2;
  }

 private:
  void framework(const std::string& entry) {
    diag::Sink sink;
    const Compiled compiled = compile(entry, session_.load_options(), session_.sources, sink);
    if (!compiled.image) {
      compiled_ = false;
      loose(entry, sink);
      status_ = std::max(status_, compiled.loaded.units.empty() ? 2 : 1);
      return;
    }
    if (measures_) coverage_.begin(*compiled.image, entry);
    std::map<std::string_view, source::Span> names;
    std::vector<TestResult> results;
    for (const auto& unit : compiled.loaded.units) {
      for (const ast::TestDecl& test : unit->tests) {
        const auto [first, fresh] = names.emplace(test.name.value, test.name.span);
        if (!fresh)
          sink.report(diag::kind::TestTwice, test.name.span, test.name.value)
              .note(first->second, "the first one")
              .help("give each test a name of its own, so that a report can say which one fails");
        TestResult& result = results.emplace_back();
        result.suite = entry;
        result.name = test.name.value;
        const source::FileId file = test.name.span.file;  // a variant's test may stand among its base's
        result.file = session_.sources.file(file).path;
        result.line = session_.sources.position(file, test.name.span.begin).line;
        result.findings = run_test(test, *compiled.image, session_, file, [&](eval::Evaluator& evaluator) {
          if (measures_) coverage_.test(test, {result.file, result.line, 0, 0, 0}, evaluator);
        });
      }
    }
    if (results.empty())
      sink.report(diag::kind::NoTests, {compiled.loaded.entry, 0, 0}, entry)
          .help("write `test \"…\" { facts  expect … }` into any of its files");
    if (measures_) {
      coverage_.designs(session_, sink);
      coverage_.end(compiled.program, sink);
    }
    loose(entry, sink);
    for (const TestResult& result : results) {
      count(result.findings);
      if (!result.passed()) status_ = std::max(status_, 1);
      report_->test(result);
    }
  }

  void loose(const std::string& entry, diag::Sink& sink) {
    const auto all = findings(sink, session_.sources);
    count(all);
    report_->findings(entry, all);
  }
  void count(const std::vector<report::Finding>& all) {
    for (const report::Finding& f : all) status_ = std::max(status_, fails(f, session_.options.fail_on) ? 1 : 0);
  }

  Session session_;
  report::Output errors_{STDERR_FILENO};
  bool measures_;
  bool compiled_ = true;  // all frameworks so far
  std::string output_;    // the file that coverage goes to
  CoverageRun coverage_;
  std::unique_ptr<TestReport> report_;
  int status_ = 0;
};

}  // namespace

int run_tests(const Common& options, const CoverageOptions& coverage) {
  if (coverage.wanted && coverage.output.empty() && options.report.format != report::Format::Text) {
    fmt::print(stderr, "msdc: the tests' report and the coverage cannot both be on standard output\n"
                       "  = help: write the coverage to a file with `-o FILE`\n");
    return 2;
  }
  return TestRun(options, coverage).run();
}

}  // namespace msd::driver
