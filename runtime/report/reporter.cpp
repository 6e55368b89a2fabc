#include "runtime/report/reporter.h"

#include "runtime/report/formats.h"

namespace msd::report {

std::unique_ptr<Reporter> make_reporter(const ReportOptions& options, Output& output) {
  switch (options.format) {
  case Format::Text: return make_text_reporter(options, output);
  case Format::Json: return make_json_reporter(options, output);
  case Format::Sarif: return make_sarif_reporter(options, output);
  case Format::Github: return make_github_reporter(options, output);
  case Format::Junit: return make_junit_reporter(options, output);
  case Format::Markdown: return make_markdown_reporter(options, output);
  case Format::Html: return make_html_reporter(options, output);
  }
  return nullptr;
}

}  // namespace msd::report
