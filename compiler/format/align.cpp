// Columns: what stands below each other in a table, in a run of rows of one kind, in a run of cells.
#include "compiler/format/layout.h"

#include <algorithm>

namespace msd::format {

namespace {

using Kind = Group::Kind;

/// What is wider stands in its column, but nothing is moved for it.
constexpr std::size_t kWide = 40;
constexpr std::size_t kWideCondition = 104;
constexpr std::size_t kWideLine = 100;  // in front of a comment
constexpr std::size_t kMaxCells = 64;   // of a row; what stands behind them is not aligned

/// A part of a line that stands in a column.
struct Cell {
  std::size_t piece = 0;
  char kind = 0;
  std::string_view name;  ///< of the field; cells of one column have the same kind and name
  std::size_t width = 0;  ///< up to the next cell, without the space before that
  bool same(const Cell& other) const { return kind == other.kind && name == other.name; }
};

struct Line {
  std::size_t begin = 0, end = 0;
  std::size_t width = 0;  ///< with indentation, and with the padding so far
  std::vector<Cell> cells;
};

class Aligner {
 public:
  explicit Aligner(Layout& layout) : layout_(layout), pieces_(layout.pieces) {}

  void run() {
    indent_ = indents(layout_);
    for (std::size_t begin = 0; begin < pieces_.size();) {
      const std::size_t end = line_end(layout_, begin);
      lines_.push_back({begin, end, 0, {}});
      begin = end;
    }
    rows_and_cells();
    tables();
    comments();
  }

 private:
  Kind kind_of(std::size_t i) const { return layout_.groups[pieces_[i].group].kind; }

  /// Columns of the pieces from `begin` to before `end`, with their padding.
  std::size_t width(std::size_t begin, std::size_t end) const {
    std::size_t sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (pieces_[i].gone) continue;
      sum += pieces_[i].width + (i == begin ? 0 : gap(layout_, i).size() + pieces_[i].pad);
    }
    return sum;
  }
  /// Without a comment at its end.
  std::size_t end_of_words(const Line& line) const {
    return line.end - line.begin > 1 && pieces_[line.end - 1].comment ? line.end - 1 : line.end;
  }

  // ---- runs in blocks

  void rows_and_cells() {
    std::vector<Line> run;
    for (Line& line : lines_) {
      const bool taken = take(line);
      if (!taken || run.empty() || pieces_[line.begin].breaks != 1 || !goes_with(run.back(), line)) {
        align_run(run);
        run.clear();
      }
      if (taken) run.push_back(line);
    }
    align_run(run);
  }

  bool goes_with(const Line& above, const Line& line) const {
    const Piece& a = pieces_[above.begin];
    const Piece& b = pieces_[line.begin];
    return a.group == b.group && a.kind == b.kind && (a.kind == Tok::KEY || a.text == b.text);
  }

  /// Finds the cells of a line, if it can stand in a run.
  bool take(Line& line) {
    const Piece& first = pieces_[line.begin];
    if (first.comment || kind_of(line.begin) != Kind::Block || !whole_entry(layout_, line.begin, line.end))
      return false;
    if (first.kind == Tok::KEY) {
      cells_of_field(line);
    } else if (first.kind == Tok::HEAD) {
      cells_of_row(line);
    } else {
      return false;
    }
    const std::size_t end = end_of_words(line);
    for (std::size_t i = 0; i < line.cells.size(); ++i)
      line.cells[i].width = width(line.cells[i].piece, i + 1 < line.cells.size() ? line.cells[i + 1].piece : end);
    line.width = indent_[line.begin] + width(line.begin, end);
    return true;
  }

  void cells_of_field(Line& line) const {
    line.cells.push_back({line.begin, 'k', {}, 0});
    const std::size_t end = end_of_words(line);
    if (line.begin + 2 >= end) return;
    line.cells.push_back({line.begin + 2, 'v', {}, 0});
    for (std::size_t i = line.begin + 3; i < end; ++i) {
      if (pieces_[i].kind == Tok::K_BECAUSE && pieces_[i].group == pieces_[line.begin].group)
        line.cells.push_back({i, 'r', {}, 0});
    }
  }

  void cells_of_row(Line& line) const {
    const std::size_t group = pieces_[line.begin].group;
    std::size_t body = kNone;
    for (std::size_t i = line.begin; i < end_of_words(line) && line.cells.size() < kMaxCells; ++i) {
      const Piece& piece = pieces_[i];
      if (piece.group == group && piece.closes == kNone) {
        line.cells.push_back({i, piece.opens != kNone ? 'b' : piece.kind == Tok::K_BECAUSE ? 'r' : 'a', {}, 0});
        if (piece.opens != kNone) body = piece.opens;
      } else if (piece.entry && piece.group == body) {
        if (piece.kind != Tok::KEY) return;
        line.cells.push_back({i, 'k', piece.text, 0});
      }
    }
  }

  void align_run(std::vector<Line>& run) {
    if (run.size() > 1) columns(run, 0, run.size(), 0);
  }

  /// Lines that have a cell `at + 1` of the same kind, below each other, get it at the same column.
  void columns(std::vector<Line>& run, std::size_t begin, std::size_t end, std::size_t at) {
    while (begin < end) {
      if (run[begin].cells.size() <= at + 1) {
        ++begin;
        continue;
      }
      std::size_t last = begin + 1;
      while (last < end && run[last].cells.size() > at + 1 && run[last].cells[at + 1].same(run[begin].cells[at + 1]))
        ++last;
      if (last - begin > 1) {
        column(run, begin, last, at);
        columns(run, begin, last, at + 1);
      }
      begin = last;
    }
  }

  void column(std::vector<Line>& run, std::size_t begin, std::size_t end, std::size_t at) {
    std::size_t widest = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (run[i].cells[at].width <= kWide) widest = std::max(widest, run[i].cells[at].width);
    }
    // Nothing is moved so far that a row that fits does not fit any more.
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t own = run[i].cells[at].width;
      if (own < widest && run[i].width <= kTableLine && run[i].width + widest - own > kTableLine &&
          run[i].cells[0].kind == 'a')
        return;
    }
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t own = run[i].cells[at].width;
      if (own >= widest) continue;
      pieces_[run[i].cells[at + 1].piece].pad = widest - own;
      run[i].width += widest - own;
    }
  }

  // ---- tables and sheets: all lines of a body

  void tables() {
    std::vector<std::vector<std::size_t>> members(layout_.groups.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Piece& first = pieces_[lines_[i].begin];
      if (first.entry && layout_.groups[first.group].multi) members[first.group].push_back(i);
    }
    for (std::size_t g = 0; g < layout_.groups.size(); ++g) {
      if (layout_.groups[g].kind == Kind::Table) table(members[g]);
      if (layout_.groups[g].kind == Kind::Plain && layout_.groups[g].of == Tok::K_SHEET) sheet(members[g]);
    }
  }

  /// The first piece of a kind among those of a line that belong to its entry and stand in no parentheses.
  std::size_t find(const Line& line, Tok kind) const {
    const Piece& first = pieces_[line.begin];
    for (std::size_t i = line.begin + 1; i < line.end; ++i) {
      if (pieces_[i].kind == kind && pieces_[i].group == first.group && pieces_[i].parens == 0) return i;
    }
    return kNone;
  }

  void table(const std::vector<std::size_t>& members) {
    std::vector<std::pair<std::size_t, std::size_t>> names, conditions;  // width before, piece that is moved
    for (const std::size_t at : members) {
      const std::size_t when = find(lines_[at], Tok::K_WHEN);
      const bool otherwise = pieces_[lines_[at].begin].kind == Tok::K_OTHERWISE;
      if (when != kNone || otherwise)
        names.emplace_back(width(lines_[at].begin, otherwise ? lines_[at].begin + 1 : when), when);
    }
    move(names, kWide);
    for (const std::size_t at : members) {
      std::size_t arrow = find(lines_[at], Tok::ARROW);
      const bool otherwise = pieces_[lines_[at].begin].kind != Tok::RULE;
      if (arrow == kNone && !otherwise) arrow = find(lines_[at], Tok::K_REJECT);
      if (arrow != kNone) conditions.emplace_back(width(lines_[at].begin, arrow), arrow);
    }
    move(conditions, kWideCondition);
  }

  void sheet(const std::vector<std::size_t>& members) {
    std::vector<std::pair<std::size_t, std::size_t>> heads;
    for (const std::size_t at : members) {
      const std::size_t sign = find(lines_[at], Tok::ASSIGN);
      if (sign == lines_[at].begin + 1) heads.emplace_back(width(lines_[at].begin, sign), sign);
    }
    move(heads, kWide);
  }

  void move(const std::vector<std::pair<std::size_t, std::size_t>>& column, std::size_t limit) {
    std::size_t widest = 0;
    for (const auto& [own, piece] : column) {
      if (own <= limit) widest = std::max(widest, own);
    }
    for (const auto& [own, piece] : column) {
      if (own < widest && piece != kNone) pieces_[piece].pad = widest - own;
    }
  }

  // ---- comments at the ends of lines

  void comments() {
    for (std::size_t begin = 0; begin < lines_.size();) {
      if (!has_comment(lines_[begin])) {
        ++begin;
        continue;
      }
      std::size_t end = begin + 1;
      while (end < lines_.size() && has_comment(lines_[end]) && pieces_[lines_[end].begin].breaks == 1 &&
             indent_[lines_[end].begin] == indent_[lines_[begin].begin])
        ++end;
      std::vector<std::pair<std::size_t, std::size_t>> run;
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t comment = lines_[i].end - 1;
        run.emplace_back(indent_[lines_[i].begin] + width(lines_[i].begin, comment), comment);
      }
      move(run, kWideLine);
      begin = end;
    }
  }
  bool has_comment(const Line& line) const { return end_of_words(line) != line.end; }

  Layout& layout_;
  std::vector<Piece>& pieces_;
  std::vector<std::size_t> indent_;
  std::vector<Line> lines_;
};

}  // namespace

void align(Layout& layout) { Aligner(layout).run(); }

}  // namespace msd::format
