// Coverage as a summary for people, as JSON, and as LCOV records.
#pragma once

#include "compiler/coverage/coverage.h"
#include "runtime/report/reporter.h"

#include <deque>
#include <optional>

namespace msd::coverage {

enum class Form : std::uint8_t { Text, Json, Lcov };

struct ReportOptions {
  Form form = Form::Text;
  bool missing = false;      ///< Text: list what is not covered
  bool impossible = false;   ///< Text: list what cannot be
  bool totals = false;       ///< Text: no line for each table
  std::size_t columns = 80;  ///< Text: of the page
  std::string version;       ///< of msdc
};

/// All frameworks of a run, in their order, as one document. Deterministic.
std::string render(const std::deque<Coverage>& all, const ReportOptions& options);

std::string render_text(const Coverage& coverage, const ReportOptions& options);
std::string render_json(const std::deque<Coverage>& all, const ReportOptions& options);
/// One record a source file: DA for rules, BRDA for cells (a branch where it holds, one where it alone fails), FN for
/// tables. A file of several frameworks has one record with the sums.
std::string render_lcov(const std::deque<Coverage>& all);

}  // namespace msd::coverage
