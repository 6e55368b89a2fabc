// Worksheets: the sheets of a framework filled from one design, and tables laid out as text.
#pragma once

#include "runtime/eval/eval.h"

#include <string>
#include <vector>

namespace msd::report {

/// A cell of a filled sheet; several lines where the sheet nests.
struct SheetCell {
  std::vector<std::string> lines;
};

struct FilledSheet {
  std::uint32_t sheet = image::kNone;  ///< sheet record
  std::vector<std::string> columns;    ///< empty for prose
  std::vector<std::vector<SheetCell>> rows;
  std::vector<std::string> sentences;  ///< prose
};

/// Fills one sheet. Cost: that of the cells it shows.
FilledSheet fill_sheet(eval::Evaluator& evaluator, std::uint32_t sheet);

/// An aligned table, no wider than `columns` as far as words can be broken over lines.
std::string layout_table(const std::vector<std::string>& heads, const std::vector<std::vector<SheetCell>>& rows,
                         std::size_t columns);

/// Text folded at blanks into lines of at most `columns`; longer words stay whole.
std::vector<std::string> fold(const std::string& text, std::size_t columns);

/// One sheet for the terminal.
std::string sheet_text(const image::Image& image, const FilledSheet& sheet, std::size_t columns);

}  // namespace msd::report
