#include "compiler/registry/lost.h"

#include <algorithm>

namespace msd::registry {

namespace {

template <class Decls> void spans_of(const Decls& decls, std::vector<source::Span>& out) {
  for (const auto& d : decls) out.push_back(d.span);
}

/// The places of all declarations of a unit, in order.
std::vector<source::Span> declarations(const ast::Unit& unit) {
  std::vector<source::Span> out;
  spans_of(unit.frameworks, out);
  spans_of(unit.imports, out);
  spans_of(unit.enums, out);
  spans_of(unit.rows, out);
  spans_of(unit.fields, out);
  spans_of(unit.derives, out);
  spans_of(unit.tables, out);
  spans_of(unit.requires_, out);
  spans_of(unit.dependences, out);
  spans_of(unit.templates, out);
  spans_of(unit.lexicons, out);
  spans_of(unit.steps, out);
  spans_of(unit.checklists, out);
  spans_of(unit.sheets, out);
  spans_of(unit.archetypes, out);
  spans_of(unit.systems, out);
  spans_of(unit.preferences, out);
  spans_of(unit.tests, out);
  spans_of(unit.designs, out);
  spans_of(unit.variants, out);
  spans_of(unit.changes, out);
  spans_of(unit.edited, out);
  std::sort(out.begin(), out.end(), [](source::Span a, source::Span b) { return a.begin < b.begin; });
  return out;
}

bool syntax_error(const diag::Diagnostic& d) {
  const std::string_view code = diag::info(d.id).code;
  return d.severity == diag::Severity::Error && (code.starts_with("M01") || code.starts_with("M02")) && d.span.valid();
}

bool word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

Lost::Lost(const std::vector<const ast::Unit*>& units, const source::SourceMap& sources, const diag::Sink& sink) {
  for (const ast::Unit* unit : units) {
    std::vector<std::uint32_t> errors;
    for (const diag::Diagnostic& d : sink.all()) {
      if (syntax_error(d) && d.span.file == unit->file) errors.push_back(d.span.begin);
    }
    if (errors.empty()) continue;
    std::sort(errors.begin(), errors.end());
    const std::vector<source::Span> kept = declarations(*unit);
    const std::string_view text = sources.file(unit->file).text;
    std::uint32_t scanned = 0;
    for (const std::uint32_t error : errors) {
      // What stands at the begin of a declaration was expected before it.
      const auto next = std::lower_bound(kept.begin(), kept.end(), error,
                                         [](source::Span span, std::uint32_t at) { return span.begin < at; });
      Part part{unit->file, 0, static_cast<std::uint32_t>(text.size()), error, false};
      if (next != kept.end()) part.end = next->begin;
      // An error inside of a kept declaration dropped an entry of it: its words are lost as well.
      if (next != kept.begin())
        part.begin = error < std::prev(next)->end ? std::prev(next)->begin : std::prev(next)->end;
      part.first = text.find_first_not_of(" \t\r\n", part.begin) >= error;
      parts_.push_back(part);
      for (std::uint32_t at = std::max(part.begin, scanned); at < part.end;) {
        std::uint32_t end = at;
        while (end < part.end && word_char(text[end])) ++end;
        if (end > at) words_.emplace(text.substr(at, end - at));
        at = end + 1;
      }
      scanned = std::max(scanned, part.end);
    }
  }
}

bool Lost::touches(source::Span declaration) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
    return part.file == declaration.file && ((part.error >= declaration.begin && part.error < declaration.end) ||
                                             (part.first && part.begin == declaration.end));
  });
}

}  // namespace msd::registry
