// Text → tree. The grammar is in grammar/; ANTLR does not show outside of this folder.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/ast.h"

namespace msd::parse {

enum class FileKind : std::uint8_t { Auto, Design, Rules };

struct Options {
  std::uint32_t max_depth = 200;   ///< nesting of blocks, sets and parentheses
  std::uint32_t max_errors = 100;  ///< reports for one file; then parsing of it ends
  FileKind kind = FileKind::Auto;  ///< Auto: a design if `design` is the first word
};

/// Parses one file of the map. Never throws; every error is in `sink`, one for each wrong entry, and the unit holds all
/// entries that were right. Linear in the size of the text.
ast::Unit parse_file(const source::SourceMap& sources, source::FileId file, const Options& options, diag::Sink& sink);

/// A deterministic print of a unit, one node a line, with spans as line:column. For `msdc dump ast`.
std::string dump(const ast::Unit& unit, const source::SourceMap& sources);

}  // namespace msd::parse
