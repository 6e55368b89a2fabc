// Text → the same text in the one style of the language. For `msdc fmt`, and for whatever else writes `.msd`.
#pragma once

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/parse.h"

#include <optional>
#include <string>

namespace msd::format {

struct Options {
  parse::FileKind kind = parse::FileKind::Auto;
  std::size_t max_bytes = source::kMaxFileBytes;  ///< of the result
};

/// Gives the text of a file of the map as it is to be written: UTF-8 without a byte order mark, line ends `\n`. Its
/// tokens are those of the file but for separators that say nothing; its comments are those of the file, in order. The
/// result, formatted again, is itself. Nothing if the file has an error, which then is in `sink` as parse_file reports
/// it, or if the result would be too large. Linear in the size of the text, times the depth of its blocks.
/// Throws std::logic_error, before anything is lost, if the result does not read as the same tokens and comments.
std::optional<std::string> format(const source::SourceMap& sources, source::FileId file, const Options& options,
                                  diag::Sink& sink);

/// An expression in the style of the language on one line, without its comments: what is shown of it does not depend on
/// how it was set. `text` is one that was parsed. Linear.
std::string one_line(std::string_view text);

}  // namespace msd::format
