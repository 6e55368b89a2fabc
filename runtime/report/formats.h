// The formats behind make_reporter, one file each.
#pragma once

#include "runtime/report/reporter.h"

namespace msd::report {

std::unique_ptr<Reporter> make_text_reporter(const ReportOptions& options, Output& output);
std::unique_ptr<Reporter> make_json_reporter(const ReportOptions& options, Output& output);
std::unique_ptr<Reporter> make_sarif_reporter(const ReportOptions& options, Output& output);
std::unique_ptr<Reporter> make_github_reporter(const ReportOptions& options, Output& output);
std::unique_ptr<Reporter> make_junit_reporter(const ReportOptions& options, Output& output);
std::unique_ptr<Reporter> make_markdown_reporter(const ReportOptions& options, Output& output);
std::unique_ptr<Reporter> make_html_reporter(const ReportOptions& options, Output& output);

}  // namespace msd::report
