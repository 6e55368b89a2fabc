// Source lines with marks under them, as terminals show findings.
#pragma once

#include "runtime/report/finding.h"
#include "runtime/report/source_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::report {

// SGR codes.
inline constexpr const char* kBold = "1";
inline constexpr const char* kBlue = "1;34";

/// Escape sequences, or nothing at all.
struct Paint {
  bool on = false;
  std::string operator()(std::string_view code, std::string_view text) const {
    return on && !text.empty() ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
};

/// One marked place of a line, with words of its own or without any.
struct Mark {
  Location place;
  std::string label;
  char sign = '^';
  std::string color;  ///< SGR code of the sign and the label
};

struct SnippetStyle {
  std::size_t gutter = 1;     ///< width of line numbers
  std::size_t columns = 100;  ///< of the page; longer lines are cut around their marks
  Paint paint;
};

/// ` --> file:line:column`
std::string render_arrow(const Location& place, std::string_view arrow, const SnippetStyle& style);

/// The lines of one file that hold marks, in the order of the file, each once, with its marks and their labels below
/// it. A gap of one line is shown, a longer one is `...`. A place of several lines is marked on its first one. `text`
/// is the text of the file. O(marks² + marks × (page + log(text))).
std::string render_marks(std::vector<Mark> marks, const SourceText& text, const SnippetStyle& style);

}  // namespace msd::report
