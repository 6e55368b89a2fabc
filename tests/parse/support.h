// Parsing of texts in tests, and findings as `CODE:LINE`.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/parse.h"

#include <filesystem>
#include <string>
#include <vector>

namespace msd::test {

/// A text, parsed, with all that it refers to.
struct Parsed {
  source::SourceMap sources;
  diag::Sink sink;
  source::FileId file;
  ast::Unit unit;

  explicit Parsed(std::string text, parse::Options options = {}) {
    file = sources.add("test.msd", std::move(text));
    unit = parse::parse_file(sources, file, options, sink);
    sink.finish();
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  /// `CODE:LINE` of every finding, in order.
  std::vector<std::string> findings() const;
  std::string_view text(source::Span span) const { return sources.text(span); }
};

/// What a text announces: `//! CODE CODE…` stands on the line of these findings, `//!-1 CODE` one line below it.
std::vector<std::string> announced(const std::string& text);
/// Reading the text finds what it announces, and nothing else.
void check_findings(const std::string& text);

/// All rule files and designs of the repository that are right, sorted.
std::vector<std::filesystem::path> good_files();
std::string slurp(const std::filesystem::path& path);

}  // namespace msd::test
