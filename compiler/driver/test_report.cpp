#include "compiler/driver/test_report.h"

#include "runtime/report/escape.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::driver {

namespace {

using report::Finding;

/// The formats of findings: a test that passes leaves no trace but its count.
class FindingsOnly final : public TestReport {
 public:
  FindingsOnly(const report::ReportOptions& options, report::Output& output) : options_(options), output_(output) {
    report::ReportOptions inner = options;
    inner.quiet = true;
    reporter_ = report::make_reporter(inner, output);
  }

  void findings(const std::string&, const std::vector<Finding>& findings) override {
    if (!findings.empty()) reporter_->findings(findings);
  }
  void test(const TestResult& result) override {
    findings(result.suite, result.findings);
    ++(result.passed() ? passed_ : failed_);
  }
  void finish() override {
    reporter_->finish();
    if (options_.format == report::Format::Text && !options_.quiet)
      output_.write(fmt::format("{} passed, {} failed\n", passed_, failed_));
  }

 private:
  report::ReportOptions options_;
  report::Output& output_;
  std::unique_ptr<report::Reporter> reporter_;
  std::size_t passed_ = 0, failed_ = 0;
};

class Junit final : public TestReport {
 public:
  Junit(const report::ReportOptions& options, report::Output& output) : options_(options), output_(output) {
    options_.color = false;
    output_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"msdc test\">\n");
  }

  void findings(const std::string& suite, const std::vector<Finding>& findings) override {
    open(suite);
    for (const Finding& f : findings) {
      if (f.severity == Severity::Note) continue;
      add(f.code + " " + f.slug, f.place.file, f.place.line, {f});
    }
  }
  void test(const TestResult& result) override {
    open(result.suite);
    add(result.name, result.file, result.line, result.passed() ? std::vector<Finding>{} : result.findings);
  }
  void finish() override {
    close();
    output_.write("</testsuites>\n");
  }

 private:
  void open(const std::string& suite) {
    if (suite == suite_) return;
    close();
    suite_ = suite;
  }
  void close() {
    if (tests_ != 0)
      output_.write(
          fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n",
                      report::xml_text(suite_), tests_, failures_, body_));
    body_.clear();
    tests_ = failures_ = 0;
  }
  void add(const std::string& name, const std::string& file, std::uint32_t line, const std::vector<Finding>& findings) {
    ++tests_;
    body_ +=
        fmt::format("    <testcase classname=\"{}\" name=\"{}\"", report::xml_text(suite_), report::xml_text(name));
    if (!file.empty()) body_ += fmt::format(" file=\"{}\" line=\"{}\"", report::xml_text(file), line);
    if (findings.empty()) {
      body_ += "/>\n";
      return;
    }
    ++failures_;
    // One failure a test case: readers of the format take no more.
    std::string text;
    for (const Finding& f : findings) text += report::render_finding(f, options_);
    body_ += fmt::format(">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                         report::xml_text(findings.front().code), report::xml_text(findings.front().message),
                         report::xml_text(text));
  }

  report::ReportOptions options_;
  report::Output& output_;
  std::string suite_, body_;
  std::size_t tests_ = 0, failures_ = 0;
};

}  // namespace

bool TestResult::passed() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::Error; });
}

std::unique_ptr<TestReport> make_test_report(const report::ReportOptions& options, report::Output& output) {
  if (options.format == report::Format::Junit) return std::make_unique<Junit>(options, output);
  return std::make_unique<FindingsOnly>(options, output);
}

}  // namespace msd::driver
