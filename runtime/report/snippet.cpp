#include "runtime/report/snippet.h"

#include "runtime/report/display.h"

#include <fmt/format.h>

#include <algorithm>

namespace msd::report {

namespace {

constexpr const char* kBlue = "1;34";
constexpr std::size_t kLongest = 160;  // columns of a source line that are shown

std::string_view line_of(std::string_view text, std::uint32_t line) {
  std::size_t begin = 0;
  for (std::uint32_t i = 1; i < line; ++i) {
    begin = text.find('\n', begin);
    if (begin == std::string_view::npos) return {};
    ++begin;
  }
  std::string_view found = text.substr(begin, text.find('\n', begin) - begin);
  if (found.ends_with('\r')) found.remove_suffix(1);
  if (line == 1 && found.starts_with("\xEF\xBB\xBF")) found.remove_prefix(3);
  return found;
}

/// Byte offset of a column that counts code points from 1.
std::size_t offset_of(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < column && at < line.size(); ++i) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80) ++at;
  }
  return at;
}

std::string shown(std::string_view part) {
  std::string spaced;
  for (char c : part) c == '\t' ? spaced += "  " : spaced += c;
  return printable(spaced);
}

}  // namespace

std::string render_snippet(const Snippet& snippet, std::string_view text, std::size_t gutter, Paint paint) {
  const Location& place = snippet.place;
  const std::string bar = paint(kBlue, "|");
  const std::string margin(gutter, ' ');
  std::string out =
      fmt::format("{}{} {}:{}:{}\n", margin, paint(kBlue, "-->"), printable(place.file), place.line, place.column);
  const std::string_view line = line_of(text, place.line);
  if (line.empty() && text.empty()) return out;
  std::size_t begin = offset_of(line, place.column);
  std::size_t end = place.end_line == place.line ? offset_of(line, place.end_column) : line.size();
  end = std::max(end, begin);
  std::string_view before = line.substr(0, begin);
  std::string_view inside = line.substr(begin, end - begin);
  std::string_view after = line.substr(end);
  std::string lead;
  if (line.size() > kLongest) {  // a hostile or generated line: keep the neighbourhood of the place
    if (before.size() > 40) lead = "…", before = before.substr(before.size() - 40);
    inside = inside.substr(0, 80);
    after = after.substr(0, 40);
    while (!before.empty() && (static_cast<unsigned char>(before.front()) & 0xC0U) == 0x80) before.remove_prefix(1);
  }
  const std::string head = lead + shown(before);
  const std::string marked = shown(inside);
  out += fmt::format("{} {}\n", margin, bar);
  out += fmt::format("{} {} {}{}{}\n", paint(kBlue, fmt::format("{:>{}}", place.line, gutter)), bar, head, marked,
                     shown(after));
  const std::string marks(std::max<std::size_t>(1, width(marked)), snippet.mark);
  const std::string under = snippet.label.empty() ? marks : marks + " " + printable(snippet.label);
  out += fmt::format("{} {} {}{}\n", margin, bar, std::string(width(head), ' '), paint(snippet.color, under));
  return out;
}

}  // namespace msd::report
