// Output formats. A reporter gets designs one by one and writes as it goes, so that memory does not grow with them.
#pragma once

#include "runtime/report/document.h"
#include "runtime/report/source_text.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace msd::report {

enum class Format : std::uint8_t { Text, Json, Sarif, Github, Junit, Markdown, Html };

/// The text of a file by the name that locations use, for snippets; empty if it is not at hand.
using Sources = std::function<SourceText(const std::string& file)>;

struct ReportOptions {
  Format format = Format::Text;
  bool color = false;
  bool quiet = false;         ///< findings only, no verdict
  bool sheets = false;        ///< print the worksheets of each design
  std::size_t columns = 100;  ///< of the page, for tables
  std::string version;        ///< of msdc
  Sources source;
};

/// Collects output and writes it to a file descriptor, or keeps it.
class Output {
 public:
  explicit Output(int fd) : fd_(fd) {}
  /// One that keeps all of it, for `kept`.
  Output() = default;
  void write(std::string_view text);
  const std::string& kept() const { return pending_; }
  /// Writes everything out; false once anything failed (error() says why).
  bool flush();
  bool failed() const { return failed_; }
  const std::string& error() const { return error_; }

 private:
  static constexpr int kKeeps = -1;
  int fd_ = kKeeps;
  std::string pending_;
  std::string error_;
  bool failed_ = false;
};

class Reporter {
 public:
  virtual ~Reporter() = default;
  /// Findings that belong to no design (a file that cannot be read, faults of a framework).
  virtual void findings(const std::vector<Finding>& findings) = 0;
  virtual void design(const DesignReport& report) = 0;
  /// Ends the document.
  virtual void finish() = 0;
};

std::unique_ptr<Reporter> make_reporter(const ReportOptions& options, Output& output);

/// One finding as the text format prints it: message, place, source lines with carets, notes, help.
std::string render_finding(const Finding& finding, const ReportOptions& options);

}  // namespace msd::report
