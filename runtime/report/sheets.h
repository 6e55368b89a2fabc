// Worksheets: the sheets of a framework filled from one design, and tables laid out as text.
#pragma once

#include "runtime/eval/eval.h"

#include <string>
#include <vector>

namespace msd::report {

/// What a cell of a sheet shows, as the image numbers it.
enum CellKind : std::uint32_t { kValue, kWhy, kText, kList, kEach };

/// A cell of a filled sheet; several lines where the sheet nests.
struct SheetCell {
  std::vector<std::string> lines;
  std::vector<eval::CellRef> cells;  ///< by line, where a line shows one cell of the design; may be shorter
};

/// A sentence of prose with the design's facts in it; what is not decided is said in place.
struct Sentence {
  std::string text;
  std::vector<eval::CellRef> undecided;  ///< in the order of the text, each once
};

struct FilledSheet {
  std::uint32_t sheet = image::kNone;  ///< sheet record
  std::vector<std::string> columns;    ///< empty for prose
  std::vector<std::vector<SheetCell>> rows;
  std::vector<eval::RowIndex> about;  ///< by row of the sheet: the row of the design
  std::vector<Sentence> sentences;    ///< prose
};

/// Whether a sheet is prose: sentences instead of a table.
inline bool is_prose(const image::Image& image, std::uint32_t sheet) { return image.sheets()[sheet].kind == 2; }

/// Fills one sheet. Cost: that of the cells it shows.
FilledSheet fill_sheet(eval::Evaluator& evaluator, std::uint32_t sheet);

/// One sentence of a prose sheet, from its cell. Members of a list are joined in words; one that may belong to it or
/// not is there with "perhaps".
Sentence say(eval::Evaluator& evaluator, std::uint32_t cell);

/// An aligned table, no wider than `columns` as far as words can be broken over lines.
std::string layout_table(const std::vector<std::string>& heads, const std::vector<std::vector<SheetCell>>& rows,
                         std::size_t columns);

/// Text folded at blanks into lines of at most `columns`; longer words stay whole.
std::vector<std::string> fold(const std::string& text, std::size_t columns);

/// One sheet for the terminal.
std::string sheet_text(const image::Image& image, const FilledSheet& sheet, std::size_t columns);

}  // namespace msd::report
