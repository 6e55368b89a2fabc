#include "runtime/report/snippet.h"

#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace msd::report {

namespace {

constexpr std::size_t kContext = 12;  // columns kept beside the marks of a line that is cut
constexpr std::size_t kNarrowest = 20;

/// The part of a source line that a page can show around a column: one entry a code point, with where it begins in that
/// part. It reaches a page to the left of the column and two pages to the right, so that what is cut is cut inside it.
class ShownLine {
 public:
  ShownLine(const SourceLine& line, std::uint32_t column, std::size_t page) {
    const std::string_view bytes = line.bytes();
    const std::size_t middle = line.offset(column);
    std::size_t begin = middle;
    std::size_t before = 0;
    for (std::size_t wide = 0; begin > 0 && wide < page && before < kMostPoints * page; ++before) {
      const std::size_t end = begin--;
      while (begin > 0 && continues(bytes[begin])) --begin;
      wide += width(shown(bytes.substr(begin, end - begin)));
    }
    std::size_t at = begin;
    const auto stop = [&](std::size_t from) {
      return columns() >= from + 2 * page || parts_.size() >= before + kMostPoints * page;
    };
    for (std::size_t from = 0; at < bytes.size() && (at <= middle || !stop(from));) {
      if (at == middle) from = columns();
      const std::size_t start = at++;
      while (at < bytes.size() && continues(bytes[at])) ++at;
      parts_.push_back(shown(bytes.substr(start, at - start)));
      starts_.push_back(starts_.back() + width(parts_.back()));
    }
    first_ = column - std::min(column, static_cast<std::uint32_t>(before));
    cut_left_ = begin > 0;
    cut_right_ = at < bytes.size();
  }
  bool cut_left() const { return cut_left_; }
  bool cut_right() const { return cut_right_; }
  std::size_t columns() const { return starts_.back(); }
  /// The page column of a one-based column of the source.
  std::size_t at(std::uint32_t column) const {
    return starts_[std::min<std::size_t>(column - std::min(column, first_), starts_.size() - 1)];
  }
  /// What stands between two page columns; characters that are cut in two are left out.
  std::string slice(std::size_t from, std::size_t to) const {
    std::string out;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (starts_[i] >= from && starts_[i + 1] <= to) out += parts_[i];
    }
    return out;
  }
  /// The first column at or after this one at which a character begins.
  std::size_t boundary(std::size_t column) const {
    return *std::lower_bound(starts_.begin(), starts_.end() - 1, column);
  }

 private:
  static constexpr std::size_t kMostPoints = 32;  // for each column of a page: some code points have no width

  static bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }
  static std::string shown(std::string_view code_point) { return code_point == "\t" ? "    " : printable(code_point); }

  std::vector<std::string> parts_;
  std::vector<std::size_t> starts_{0};
  std::uint32_t first_ = 1;  // the column of the source that the part begins with
  bool cut_left_ = false, cut_right_ = false;
};

/// A mark in columns of the shown line.
struct Range {
  std::size_t begin = 0, end = 0;
  const Mark* mark = nullptr;
};

struct Window {
  std::size_t from = 0, to = 0;
};

Window window_of(const ShownLine& line, const std::vector<Range>& ranges, std::size_t page) {
  if (line.columns() <= page && !line.cut_left() && !line.cut_right()) return {0, line.columns()};
  std::size_t first = line.columns();
  std::size_t last = 0;
  for (const Range& r : ranges) first = std::min(first, r.begin), last = std::max(last, r.end);
  if (ranges.empty()) first = 0;
  const std::size_t inner = page - 2;  // what is left beside the two signs of a cut
  const std::size_t spare = inner - std::min(inner, last - std::min(first, last));
  std::size_t from = first - std::min(first, ranges.empty() ? 0 : std::max(kContext, spare / 2));
  if (last < from + inner) from = std::min(from, line.columns() - std::min(line.columns(), inner));
  from = line.boundary(from == 1 ? 0 : from);
  return {from, std::min(from + inner, line.columns())};
}

/// A line below the source line: signs and bars at their columns, each in its colour.
class UnderLine {
 public:
  void put(std::size_t column, std::string_view text, const std::string& color) {
    if (column > at_) out_.emplace_back(std::string(column - at_, ' '), "");
    out_.emplace_back(std::string(text), color);
    at_ = std::max(column, at_) + width(text);
  }
  std::string str(Paint paint) const {
    std::string out;
    for (const auto& [text, color] : out_) out += color.empty() ? text : paint(color, text);
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> out_;
  std::size_t at_ = 0;
};

class LineDrawing {
 public:
  LineDrawing(const ShownLine& line, std::vector<Range> ranges, const SnippetStyle& style, std::size_t page)
      : line_(line), ranges_(std::move(ranges)), style_(style), page_(page), window_(window_of(line, ranges_, page)),
        lead_(window_.from > 0 || line.cut_left() ? 1 : 0) {}

  std::string source() const {
    const bool goes_on = window_.to < line_.columns() || line_.cut_right();
    return (lead_ != 0 ? "…" : "") + line_.slice(window_.from, window_.to) + (goes_on ? "…" : "");
  }

  std::string below(const std::string& left) const {
    if (ranges_.empty()) return {};
    std::vector<Range> waiting = labelled();
    const bool several = waiting.size() > 1;
    std::string out = left + signs(waiting) + "\n";
    if (waiting.empty()) return out;
    if (several) out += left + bars(waiting, waiting.size()) + "\n";
    while (!waiting.empty()) {
      const Range last = waiting.back();
      waiting.pop_back();
      // Labels of one place stand below each other, without a bar between them.
      std::size_t before = waiting.size();
      while (before > 0 && waiting[before - 1].begin == last.begin) --before;
      const std::size_t free = before > 0 ? column(waiting[before - 1].begin) + 2 : 0;
      for (const auto& [at, words] : laid(last, free)) {
        UnderLine under;
        draw_bars(under, waiting, before);
        under.put(at, words, last.mark->color);
        out += left + under.str(style_.paint) + "\n";
      }
    }
    return out;
  }

 private:
  std::size_t column(std::size_t shown) const {
    return std::min(std::max(shown, window_.from), window_.to) - window_.from + lead_;
  }

  /// The lines of a label, with where each begins: below its mark if the page has room there, else as far to the left
  /// as need be, but not beyond `free`.
  std::vector<std::pair<std::size_t, std::string>> laid(const Range& range, std::size_t free) const {
    const std::string label = printable(range.mark->label);
    const std::size_t room = page_ - std::min(page_, width(label));
    const std::size_t at = std::max(std::min(column(range.begin), room), std::min(free, page_ - kNarrowest));
    std::vector<std::pair<std::size_t, std::string>> out;
    std::string line;
    for (std::size_t from = 0; from < label.size();) {
      const std::size_t to = std::min(label.find(' ', from), label.size());
      const std::string word = label.substr(from, to - from);
      if (!line.empty() && at + width(line) + 1 + width(word) > page_) {
        out.emplace_back(at, std::move(line));
        line = word;
      } else {
        line += (line.empty() ? "" : " ") + word;
      }
      from = to + 1;
    }
    out.emplace_back(at, std::move(line));
    return out;
  }

  std::vector<Range> labelled() const {
    std::vector<Range> out;
    for (const Range& r : ranges_) {
      if (!r.mark->label.empty()) out.push_back(r);
    }
    std::stable_sort(out.begin(), out.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
    return out;
  }

  /// The line of signs; the label of the rightmost mark stands behind it where nothing else is in the way.
  std::string signs(std::vector<Range>& waiting) const {
    std::size_t end = 0;
    for (const Range& r : ranges_) end = std::max(end, std::max(column(r.end), column(r.begin) + 1));
    std::vector<const Mark*> owner(end);
    auto lay = [&](bool primary) {
      for (const Range& r : ranges_) {
        if ((r.mark->sign == '^') != primary) continue;
        const std::size_t stop = std::max(column(r.end), column(r.begin) + 1);
        std::fill(owner.begin() + static_cast<std::ptrdiff_t>(column(r.begin)),
                  owner.begin() + static_cast<std::ptrdiff_t>(stop), r.mark);
      }
    };
    lay(false);
    lay(true);
    UnderLine under;
    for (std::size_t i = 0; i < end;) {
      std::size_t j = i;
      while (j < end && owner[j] == owner[i]) ++j;
      if (owner[i] != nullptr) under.put(i, std::string(j - i, owner[i]->sign), owner[i]->color);
      i = j;
    }
    if (!waiting.empty()) {
      const Range& last = waiting.back();
      const bool alone = waiting.size() < 2 || waiting[waiting.size() - 2].begin != last.begin;
      const bool room = end + 1 + width(printable(last.mark->label)) <= page_;
      if (room && alone && std::max(column(last.end), column(last.begin) + 1) == end) {
        under.put(end + 1, printable(last.mark->label), last.mark->color);
        waiting.pop_back();
      }
    }
    return under.str(style_.paint);
  }

  void draw_bars(UnderLine& under, const std::vector<Range>& of, std::size_t count) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0 && of[i].begin == of[i - 1].begin) continue;
      under.put(column(of[i].begin), "|", of[i].mark->color);
    }
  }
  std::string bars(const std::vector<Range>& of, std::size_t count) const {
    UnderLine under;
    draw_bars(under, of, count);
    return under.str(style_.paint);
  }

  const ShownLine& line_;
  std::vector<Range> ranges_;
  const SnippetStyle& style_;
  std::size_t page_;
  Window window_;
  std::size_t lead_;
};

std::vector<Range> ranges_of(const ShownLine& line, const Mark* first, const Mark* last) {
  std::vector<Range> out;
  for (const Mark* mark = first; mark != last; ++mark) {
    const Location& place = mark->place;
    const std::size_t begin = line.at(place.column);
    const std::size_t end = place.end_line == place.line ? line.at(place.end_column) : line.columns();
    out.push_back({begin, std::max(begin, end), mark});
  }
  return out;
}

bool fits(const std::vector<Range>& ranges, const ShownLine& line, std::size_t page) {
  std::size_t first = line.columns();
  std::size_t last = 0;
  for (const Range& r : ranges) first = std::min(first, r.begin), last = std::max(last, r.end);
  return line.columns() <= page || last <= first + page - 2;
}

}  // namespace

std::string render_arrow(const Location& place, std::string_view arrow, const SnippetStyle& style) {
  return fmt::format("{}{} {}:{}:{}\n", std::string(style.gutter, ' '), style.paint(kBlue, arrow),
                     printable(place.file), place.line, place.column);
}

std::string render_marks(std::vector<Mark> marks, const SourceText& text, const SnippetStyle& style) {
  auto key = [](const Mark& m) { return std::tuple(m.place.line, m.place.column); };
  std::stable_sort(marks.begin(), marks.end(), [&](const Mark& a, const Mark& b) { return key(a) < key(b); });
  const std::string bar = style.paint(kBlue, "|");
  const std::string left = fmt::format("{} {} ", std::string(style.gutter, ' '), bar);
  const std::size_t page = std::max(kNarrowest, style.columns - std::min(style.columns, style.gutter + 3));
  auto numbered = [&](std::uint32_t number, const std::string& line) {
    return fmt::format("{} {} {}\n", style.paint(kBlue, fmt::format("{:>{}}", number, style.gutter)), bar, line);
  };
  std::string out = left.substr(0, left.size() - 1) + "\n";
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < marks.size();) {
    const std::uint32_t number = marks[i].place.line;
    std::size_t j = i;
    while (j < marks.size() && marks[j].place.line == number) ++j;
    if (before != 0 && number == before + 2) {
      const ShownLine between(SourceLine(text, before + 1), 1, page);
      out += numbered(before + 1, LineDrawing(between, {}, style, page).source());
    } else if (before != 0 && number > before + 1) {
      out += "...\n";
    }
    const SourceLine source(text, number);
    const ShownLine line(source, marks[i].place.column, page);
    // Marks that are too far apart for one page each get the line to themselves.
    const std::size_t step = fits(ranges_of(line, &marks[i], marks.data() + j), line, page) ? j - i : 1;
    for (std::size_t k = i; k < j; k += step) {
      const ShownLine around(source, marks[k].place.column, page);
      const LineDrawing drawing(around, ranges_of(around, &marks[k], &marks[k] + step), style, page);
      out += numbered(number, drawing.source()) + drawing.below(left);
    }
    before = number;
    i = j;
  }
  return out;
}

}  // namespace msd::report
