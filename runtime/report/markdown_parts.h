// Parts of the Markdown report.
#pragma once

#include "runtime/report/document.h"

#include <string>

namespace msd::report {

/// Our own texts quote names in backticks: those become code. What is between them is not interpreted, but a table
/// still ends a cell at a `|`.
std::string markdown_with_code(const std::string& text);
/// The scenarios of a design and the rankings of all its versions; empty where it has none.
std::string markdown_versions(const DesignReport& report);

}  // namespace msd::report
