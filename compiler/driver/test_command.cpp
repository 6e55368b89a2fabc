// msdc test: every `test` block is a small design; its expectations are held against what evaluation gives.
#include "compiler/driver/expectations.h"
#include "compiler/driver/test_report.h"

#include <map>

namespace msd::driver {

namespace {

class TestRun {
 public:
  explicit TestRun(const Common& options) : session_(options) {
    report::ReportOptions report = options.report;
    report.source = [this](const std::string& path) { return session_.source_text(path); };
    report_ = make_test_report(report, session_.output);
  }

  int run() {
    for (const std::string& entry : session_.options.files) framework(entry);
    report_->finish();
    return finish(session_, status_);
  }

 private:
  void framework(const std::string& entry) {
    diag::Sink sink;
    const Compiled compiled = compile(entry, session_.load_options(), session_.sources, sink);
    if (!compiled.image) {
      loose(entry, sink);
      status_ = std::max(status_, compiled.loaded.units.empty() ? 2 : 1);
      return;
    }
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
        result.findings = run_test(test, *compiled.image, session_, file);
      }
    }
    if (results.empty())
      sink.report(diag::kind::NoTests, {compiled.loaded.entry, 0, 0}, entry)
          .help("write `test \"…\" { facts  expect … }` into any of its files");
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
  std::unique_ptr<TestReport> report_;
  int status_ = 0;
};

}  // namespace

int run_tests(const Common& options) { return TestRun(options).run(); }

}  // namespace msd::driver
