// Findings as every report shows them: texts and places only, whatever stage they come from.
#pragma once

#include "runtime/image/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace msd::report {

/// One-based; columns count code points. Line 0: nowhere.
struct Location {
  std::string file;
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  bool given() const { return line != 0; }
};

struct FindingNote {
  Location place;  ///< may be nowhere
  std::string text;
};

struct FindingFix {
  Location place;
  std::string text, title;
  bool safe = false;
};

struct Finding {
  std::string code;  ///< permanent, such as "M0704"
  std::string slug;  ///< its name, or that of the requirement that is broken
  Severity severity{};
  bool question = false;  ///< a fact that is not answered yet; the design's questions have it with its choices
  std::string message;
  Location place;
  std::string label;
  std::vector<FindingNote> notes;
  std::string help;
  std::vector<FindingFix> fixes;
  std::string witness;                          ///< a `test` block that shows it; may be empty
  std::string design, row, field, requirement;  ///< what it is about, where that is known
  std::string step;                             ///< number of the step it belongs to, or empty
  std::string baseline;                         ///< `new`, or `unchanged` if it was known; empty without a baseline
};

/// The message for people, with the step of work that it belongs to behind it.
inline std::string message_with_step(const Finding& finding) {
  return finding.step.empty() ? finding.message : finding.message + " (step " + finding.step + ")";
}

}  // namespace msd::report
