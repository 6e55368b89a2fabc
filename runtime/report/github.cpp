// Workflow commands of GitHub Actions: one annotation a finding.
#include "runtime/report/escape.h"
#include "runtime/report/formats.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

std::string_view command(Severity severity) {
  switch (severity) {
  case Severity::Error: return "error";
  case Severity::Warning: return "warning";
  case Severity::Note: return "notice";
  }
  return "notice";
}

class GithubReporter final : public Reporter {
 public:
  explicit GithubReporter(Output& output) : output_(output) {}

  void findings(const std::vector<Finding>& findings) override {
    for (const Finding& f : findings) {
      std::string where;
      if (!f.place.file.empty()) where += "file=" + workflow_property(f.place.file);
      if (f.place.given()) {
        where += fmt::format(",line={},endLine={}", f.place.line, f.place.end_line);
        // The runner takes columns only where one line is meant.
        if (f.place.line == f.place.end_line)
          where += fmt::format(",col={},endColumn={}", f.place.column, f.place.end_column);
      }
      if (!where.empty()) where += ",";
      const std::string text = f.help.empty() ? f.message : f.message + "\nhelp: " + f.help;
      output_.write(
          fmt::format("::{} {}title={}::{}\n", command(f.severity), where,
                      workflow_property(f.code + " " + f.slug + (f.step.empty() ? "" : " (step " + f.step + ")")),
                      workflow_data(text)));
    }
  }
  void design(const DesignReport& report) override {
    findings(report.findings);
    output_.flush();
  }
  void finish() override { output_.flush(); }

 private:
  Output& output_;
};

}  // namespace

std::unique_ptr<Reporter> make_github_reporter(const ReportOptions&, Output& output) {
  return std::make_unique<GithubReporter>(output);
}

}  // namespace msd::report
