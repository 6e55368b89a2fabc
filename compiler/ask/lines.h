// Lines that an interview shows.
#pragma once

#include "compiler/ask/interview.h"
#include "runtime/report/display.h"

namespace msd::ask {

/// Adds a line. Control characters of the text are shown as escapes.
inline void add(Lines& out, Line::Style style, const std::string& text) {
  out.push_back({style, report::printable(text)});
}

}  // namespace msd::ask
