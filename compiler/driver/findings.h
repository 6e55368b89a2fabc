// Findings for reports: from the catalogue's diagnostics, and from what evaluation gives.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "runtime/report/document.h"

namespace msd::driver {

report::Finding finding(const diag::Diagnostic& diagnostic, const source::SourceMap& sources);
std::vector<report::Finding> findings(diag::Sink& sink, const source::SourceMap& sources);

/// Everything that evaluation finds in one design: contradicted statements, rejections, broken requirements, questions.
/// `questions` adds a note for each unanswered fact.
void evaluation_findings(report::DesignReport& report, bool questions);

}  // namespace msd::driver
