// Source lines with carets under them, as terminals show findings.
#pragma once

#include "runtime/report/finding.h"

#include <string>
#include <string_view>

namespace msd::report {

/// Escape sequences, or nothing at all.
struct Paint {
  bool on = false;
  std::string operator()(std::string_view code, std::string_view text) const {
    return on ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
};

struct Snippet {
  Location place;
  std::string label;
  char mark = '^';
  std::string color;  ///< SGR code of the marks
};

/// `  --> file:line:column` and, if the text is at hand, the line with marks. `gutter` is the width of line numbers.
/// A place of several lines shows its first one. Long lines are cut around the place.
std::string render_snippet(const Snippet& snippet, std::string_view text, std::size_t gutter, Paint paint);

}  // namespace msd::report
