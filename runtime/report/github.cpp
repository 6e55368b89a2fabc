// Workflow commands of GitHub Actions: one annotation a finding.
#include "runtime/report/formats.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

/// Escapes as the runner undoes them; properties also escape their separators.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : text) {
    switch (c) {
    case '%': out += "%25"; break;
    case '\r': out += "%0D"; break;
    case '\n': out += "%0A"; break;
    case ':': out += property ? "%3A" : ":"; break;
    case ',': out += property ? "%2C" : ","; break;
    default: out += c;
    }
  }
  return out;
}

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
      if (!f.place.file.empty()) where += "file=" + escaped(f.place.file, true);
      if (f.place.given()) {
        where += fmt::format(",line={},endLine={},col={},endColumn={}", f.place.line, f.place.end_line, f.place.column,
                             f.place.end_column);
      }
      if (!where.empty()) where += ",";
      const std::string text = f.help.empty() ? f.message : f.message + "\nhelp: " + f.help;
      output_.write(fmt::format("::{} {}title={}::{}\n", command(f.severity), where,
                                escaped(f.code + " " + f.slug, true), escaped(text, false)));
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
