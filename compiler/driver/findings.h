// Findings for reports: from the catalogue's diagnostics, and from what evaluation gives.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "runtime/report/document.h"
#include "runtime/report/source_text.h"

#include <functional>

namespace msd::driver {

/// A file as snippets read it; valid as long as the file is.
report::SourceText source_text(const source::File& file);
/// A span as reports say it; nowhere if the span is none.
report::Location location(source::Span span, const source::SourceMap& sources);
report::Finding finding(const diag::Diagnostic& diagnostic, const source::SourceMap& sources);
std::vector<report::Finding> findings(diag::Sink& sink, const source::SourceMap& sources);
/// The number of the step that a field belongs to; empty if it belongs to none.
std::string step_of(const image::Image& image, std::uint32_t field);
/// Says of findings about a design's text which cell each stands in: row, field, and the step of the field. Those that
/// stand in no cell, and whose notes lead to none, are left as they are. O(findings × cells).
void name_cells(std::vector<report::Finding>& findings, const eval::Facts& facts);

struct EvaluationOptions {
  bool questions = true;                            ///< a note for each unanswered fact
  std::function<bool(eval::RowIndex)> ignore = {};  ///< rows of which nothing is reported
};

/// Everything that evaluation finds in one design: contradicted statements, rejections, broken requirements, questions.
void evaluation_findings(report::DesignReport& report, const EvaluationOptions& options);

/// Adds the explanation of a computed cell: the rule that fires, the rules before it that do not, and the facts behind
/// both at their places.
void explain(report::Finding& finding, eval::Evaluator& evaluator, eval::CellRef cell);
/// Adds what a requirement asks for, at its place.
void explain_requirement(report::Finding& finding, eval::Evaluator& evaluator, std::uint32_t requirement);

}  // namespace msd::driver
