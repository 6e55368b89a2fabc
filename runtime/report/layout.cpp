#include "runtime/report/display.h"
#include "runtime/report/sheets.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

constexpr std::size_t kGap = 2;         // blanks between columns
constexpr std::size_t kNarrowest = 12;  // a column is not squeezed below this

std::size_t longest_word(const std::string& text) {
  std::size_t longest = 0;
  for (const std::string& line : fold(text, 1)) longest = std::max(longest, width(line));
  return longest;
}

/// Takes columns from the widest ones until the table fits or every column is at its narrowest.
void squeeze(std::vector<std::size_t>& widths, const std::vector<std::size_t>& least, std::size_t page) {
  std::size_t total = kGap * (widths.size() - 1);
  for (std::size_t w : widths) total += w;
  while (total > page) {
    std::size_t best = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] > least[i] && (best == widths.size() || widths[i] > widths[best])) best = i;
    }
    if (best == widths.size()) return;
    --widths[best];
    --total;
  }
}

std::vector<std::string> wrapped(const SheetCell& cell, std::size_t columns) {
  std::vector<std::string> out;
  for (const std::string& line : cell.lines) {
    for (std::string& part : fold(printable(line), columns)) out.push_back(std::move(part));
  }
  return out;
}

void append_line(std::string& out, const std::vector<std::string>& parts, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    line += parts[i];
    if (i + 1 < parts.size()) line.append(widths[i] + kGap - std::min(widths[i] + kGap, width(parts[i])), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line;
  out += '\n';
}

void append_row(std::string& out, const std::vector<SheetCell>& cells, const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    lines.push_back(i < cells.size() ? wrapped(cells[i], widths[i]) : std::vector<std::string>{});
    height = std::max(height, lines.back().size());
  }
  for (std::size_t y = 0; y < height; ++y) {
    std::vector<std::string> parts;
    for (const auto& column : lines) parts.push_back(y < column.size() ? column[y] : std::string());
    append_line(out, parts, widths);
  }
}

}  // namespace

std::vector<std::string> fold(const std::string& text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && width(line) + 1 + width(word) > columns) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!word.empty()) line += line.empty() ? word : " " + word;
    at = end + 1;
  }
  lines.push_back(std::move(line));
  return lines;
}

std::string layout_table(const std::vector<std::string>& heads, const std::vector<std::vector<SheetCell>>& rows,
                         std::size_t columns) {
  if (heads.empty()) return {};
  std::vector<std::size_t> widths, least;
  std::vector<SheetCell> head_cells;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    std::size_t wide = width(printable(heads[i]));
    std::size_t word = longest_word(heads[i]);
    for (const auto& row : rows) {
      if (i >= row.size()) continue;
      for (const std::string& line : row[i].lines) {
        wide = std::max(wide, width(printable(line)));
        word = std::max(word, longest_word(printable(line)));
      }
    }
    widths.push_back(wide);
    least.push_back(std::min(wide, std::max(word, kNarrowest)));
    head_cells.push_back({{heads[i]}, {}});
  }
  squeeze(widths, least, columns);
  std::string out;
  append_row(out, head_cells, widths);
  std::vector<std::string> rules;
  for (std::size_t w : widths) {
    std::string line;
    for (std::size_t i = 0; i < w; ++i) line += "─";
    rules.push_back(std::move(line));
  }
  append_line(out, rules, widths);
  for (const auto& row : rows) append_row(out, row, widths);
  return out;
}

std::string sheet_text(const image::Image& image, const FilledSheet& sheet, std::size_t columns) {
  const image::SheetRecord& record = image.sheets()[sheet.sheet];
  std::string out = fmt::format("{} · {}\n", image.text(record.name), image.text(record.label));
  if (record.kind == 2) {
    for (const Sentence& sentence : sheet.sentences) {
      for (const std::string& line : fold(printable(sentence.text), columns)) out += line + "\n";
    }
    return out;
  }
  if (sheet.rows.empty()) return out + "(no rows)\n";
  return out + layout_table(sheet.columns, sheet.rows, columns);
}

}  // namespace msd::report
