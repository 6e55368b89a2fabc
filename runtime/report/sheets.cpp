#include "runtime/report/sheets.h"

#include "runtime/report/display.h"

#include <fmt/format.h>

namespace msd::report {

namespace {

using eval::Outcome;
using image::kNone;

bool holds(eval::Evaluator& evaluator, std::uint32_t node, eval::RowIndex row) {
  if (node == kNone) return true;
  const Outcome outcome = evaluator.node(node, row);
  // A line whose condition is still open is shown: leaving it out would hide a gap.
  return outcome.state == Outcome::State::Unknown ||
         (outcome.state == Outcome::State::Value && outcome.value.mask == 2);
}

class Filler {
 public:
  explicit Filler(eval::Evaluator& evaluator) : evaluator_(evaluator), image_(evaluator.facts().image()) {}

  SheetCell cell(std::uint32_t index, eval::RowIndex row) {
    SheetCell out;
    append(index, row, out);
    return out;
  }

  std::string why(eval::RowIndex row, std::uint32_t field) const {
    const std::uint32_t own = evaluator_.facts().cell(row, field).because;
    const std::uint32_t because = own != kNone ? own : evaluator_.facts().rows()[row].because;
    return because == kNone ? std::string() : std::string(evaluator_.facts().symbols.text(because));
  }

 private:
  void append(std::uint32_t index, eval::RowIndex row, SheetCell& out) {
    const image::CellRecord& record = image_.cells()[index];
    switch (record.kind) {
    case kValue: line(out, value(record.value, row), shown(record.value, row)); break;
    case kWhy: line(out, reason(record.value, row), {}); break;
    case kText: line(out, fill(evaluator_, record.text, row), {}); break;
    case kList:
      for (std::uint32_t i = 0; i < record.part_count; ++i) {
        if (!says_absent(record.part_first + i, row)) append(record.part_first + i, row, out);
      }
      break;
    case kEach: each(record, row, out); break;
    default: break;
    }
  }

  /// Whether a part of a list is, or speaks of, something that is absent: then it has no line.
  bool says_absent(std::uint32_t index, eval::RowIndex row) {
    const image::CellRecord& record = image_.cells()[index];
    const auto absent = [&](std::uint32_t node) {
      return node != kNone && evaluator_.node(node, row).state == Outcome::State::Absent;
    };
    if (record.kind == kValue) return absent(record.value);
    if (record.kind != kText) return false;
    const image::TextTemplateRecord& text = image_.text_templates()[record.text];
    for (std::uint32_t i = 0; i < text.piece_count; ++i) {
      if (absent(image_.text_pieces()[text.piece_first + i].slot)) return true;
    }
    return false;
  }

  void each(const image::CellRecord& record, eval::RowIndex row, SheetCell& out) {
    const std::size_t before = out.lines.size();
    for (eval::RowIndex member : evaluator_.list(record.value, row)) {
      if (holds(evaluator_, record.where, member)) append(record.part_first, member, out);
    }
    if (out.lines.size() == before && record.part_count > 1) append(record.part_first + 1, row, out);
  }

  static void line(SheetCell& out, std::string text, eval::CellRef cell) {
    out.lines.push_back(std::move(text));
    out.cells.push_back(cell);
  }

  /// The cell of the design whose value a node gives.
  eval::CellRef shown(std::uint32_t node, eval::RowIndex row) {
    const image::NodeRecord& load = image_.nodes()[node];
    if (static_cast<Op>(load.op) != Op::Load) return {};
    const Outcome owner = evaluator_.node(load.a, row);
    if (owner.state != Outcome::State::Value) return {};
    return {static_cast<eval::RowIndex>(owner.value.number), load.x};
  }

  std::string value(std::uint32_t node, eval::RowIndex row) {
    const Outcome outcome = evaluator_.node(node, row);
    if (outcome.state == Outcome::State::Unknown) return "?";
    if (outcome.state != Outcome::State::Value) return "";
    return show_value(evaluator_.facts(), image_.nodes()[node].type, outcome.value, Style::Label);
  }

  std::string reason(std::uint32_t node, eval::RowIndex row) {
    const image::NodeRecord& load = image_.nodes()[node];
    const Outcome owner = evaluator_.node(load.a, row);
    if (owner.state != Outcome::State::Value) return "";
    return why(static_cast<eval::RowIndex>(owner.value.number), load.x);
  }

  eval::Evaluator& evaluator_;
  const image::Image& image_;
};

void fill_fields(eval::Evaluator& evaluator, const image::SheetRecord& record, FilledSheet& out) {
  const image::Image& image = evaluator.facts().image();
  Filler filler(evaluator);
  const auto& rows = evaluator.facts().of_kind(record.row);
  out.columns = {"Field", "Value", "Why"};
  for (eval::RowIndex row : rows) {
    for (std::uint32_t i = 0; i < record.field_count; ++i) {
      const std::uint32_t field = image.field_list()[record.field_first + i].field;
      std::string label(image.text(image.fields()[field].label));
      if (rows.size() > 1) label = fmt::format("{}: {}", row_name(evaluator.facts(), row), label);
      const std::string value = show_outcome(evaluator.facts(), field, evaluator.cell(row, field), Style::Label);
      out.rows.push_back({{{label}, {}}, {{value}, {{row, field}}}, {{filler.why(row, field)}, {}}});
      out.about.push_back(row);
    }
  }
}

}  // namespace

FilledSheet fill_sheet(eval::Evaluator& evaluator, std::uint32_t sheet) {
  const image::Image& image = evaluator.facts().image();
  const image::SheetRecord& record = image.sheets()[sheet];
  FilledSheet out;
  out.sheet = sheet;
  if (record.kind == 2) {
    for (std::uint32_t i = 0; i < record.column_count; ++i) {
      out.sentences.push_back(say(evaluator, image.sheet_columns()[record.column_first + i].cell));
    }
    return out;
  }
  if (record.kind == 1) return fill_fields(evaluator, record, out), out;
  for (std::uint32_t i = 0; i < record.column_count; ++i) {
    out.columns.emplace_back(image.text(image.sheet_columns()[record.column_first + i].label));
  }
  Filler filler(evaluator);
  for (eval::RowIndex row : evaluator.facts().of_kind(record.row)) {
    if (!holds(evaluator, record.where, row)) continue;
    std::vector<SheetCell> cells;
    for (std::uint32_t i = 0; i < record.column_count; ++i) {
      cells.push_back(filler.cell(image.sheet_columns()[record.column_first + i].cell, row));
    }
    out.rows.push_back(std::move(cells));
    out.about.push_back(row);
  }
  return out;
}

}  // namespace msd::report
