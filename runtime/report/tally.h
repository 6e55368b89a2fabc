// How many findings there are, in words.
#pragma once

#include "runtime/report/finding.h"

#include <fmt/format.h>

namespace msd::report {

inline std::string counted(std::size_t n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

/// Whether a finding is a question, which reports list by itself, with the answers that it may have.
inline bool asks(const Finding& finding) { return finding.question; }

struct Tally {
  std::size_t errors = 0, warnings = 0, notes = 0, questions = 0;
  void add(const std::vector<Finding>& findings) {
    for (const Finding& f : findings) {
      if (asks(f)) {
        ++questions;
      } else {
        ++(f.severity == Severity::Error ? errors : f.severity == Severity::Warning ? warnings : notes);
      }
    }
  }
  /// `no errors, 2 warnings, 3 open questions`; what there is none of is left out, but for errors.
  std::string words() const {
    std::string out = errors == 0 ? "no errors" : counted(errors, "error");
    if (warnings != 0) out += ", " + counted(warnings, "warning");
    if (notes != 0) out += ", " + counted(notes, "note");
    if (questions != 0) out += ", " + counted(questions, "open question");
    return out;
  }
};

}  // namespace msd::report
