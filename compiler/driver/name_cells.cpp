#include "compiler/driver/findings.h"
#include "runtime/report/display.h"

#include <tuple>

namespace msd::driver {

namespace {

bool around(const eval::Place& cell, const report::Location& place) {
  return std::tie(cell.line, cell.column) <= std::tie(place.line, place.column) &&
         std::tie(place.end_line, place.end_column) <= std::tie(cell.end_line, cell.end_column);
}

/// The cell that is written where `place` is. A sentence that its slots made has the place of its row, which holds much
/// else.
eval::CellRef cell_at(const eval::Facts& facts, const report::Location& place) {
  for (eval::RowIndex row = 0; row < facts.rows().size(); ++row) {
    const eval::Place& whole = facts.rows()[row].place;
    const image::RowRecord& kind = facts.image().rows()[facts.rows()[row].kind];
    for (std::uint32_t field = kind.field_first; field < kind.field_first + kind.field_count; ++field) {
      const eval::Place& cell = facts.cell(row, field).place;
      const bool of_row = cell.line == whole.line && cell.column == whole.column;
      if (cell.line != 0 && !of_row && around(cell, place)) return {row, field};
    }
  }
  return {eval::kNone, eval::kNone};
}

}  // namespace

void name_cells(std::vector<report::Finding>& findings, const eval::Facts& facts) {
  for (report::Finding& out : findings) {
    if (!out.place.given() || out.place.file != facts.file) continue;
    eval::CellRef cell = cell_at(facts, out.place);
    // What is stated a second time made no cell; the note leads to the first.
    for (const report::FindingNote& note : out.notes)
      if (cell.row == eval::kNone && note.place.given()) cell = cell_at(facts, note.place);
    if (cell.row == eval::kNone) continue;
    out.row = report::row_name(facts, cell.row);
    out.field = facts.image().text(facts.image().fields()[cell.field].name);
    out.step = step_of(facts.image(), cell.field);
  }
}

}  // namespace msd::driver
