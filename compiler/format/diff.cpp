#include "compiler/format/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace msd::format {

namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kCells = 4'000'000;

struct WholeLine {
  std::string_view text;  // with its line end
  std::size_t at = 0;     // characters that formatting keeps, in front of it
};

/// Formatting keeps all other characters, in order: lines in front of which equally many stand belong together.
bool kept(char c) { return std::string_view(" \t\r\n,;").find(c) == std::string_view::npos; }

std::vector<WholeLine> lines_of(std::string_view text) {
  std::vector<WholeLine> out;
  std::size_t at = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line = text.substr(begin, end - begin);
    out.push_back({line, at});
    at += static_cast<std::size_t>(std::count_if(line.begin(), line.end(), kept));
    if (begin == 0 && text.starts_with("\xEF\xBB\xBF")) at -= 3;
    begin = end;
  }
  return out;
}

/// Lines [a, b) of the text before give way to lines [c, d) of the text after.
struct Change {
  std::size_t a, b, c, d;
};

class Diff {
 public:
  Diff(std::string_view before, std::string_view after) : old_(lines_of(before)), new_(lines_of(after)) {}

  std::string run(std::string_view path, bool any) {
    any ? find_common() : find();
    if (changes_.empty()) return {};
    std::string out = fmt::format("--- {}\n+++ {}\n", path, path);
    for (std::size_t first = 0; first < changes_.size();) {
      std::size_t last = first;
      while (last + 1 < changes_.size() && changes_[last + 1].a - changes_[last].b <= 2 * kContext) ++last;
      hunk(first, last, out);
      first = last + 1;
    }
    return out;
  }

 private:
  void find() {
    std::size_t i = 0, j = 0;
    while (i < old_.size() || j < new_.size()) {
      // From a pair of lines that belong together to the next.
      std::size_t k = i + (i < old_.size() ? 1 : 0);
      std::size_t l = j + (j < new_.size() ? 1 : 0);
      while (k < old_.size() && l < new_.size() && old_[k].at != new_[l].at) ++(old_[k].at < new_[l].at ? k : l);
      if (k == old_.size()) l = new_.size();
      if (l == new_.size()) k = old_.size();
      compare(i, k, j, l);
      i = k;
      j = l;
    }
  }

  /// By a longest run of lines that both have.
  void find_common() {
    std::size_t first = 0, a = old_.size(), b = new_.size();
    while (first < a && first < b && old_[first].text == new_[first].text) ++first;
    while (a > first && b > first && old_[a - 1].text == new_[b - 1].text) --a, --b;
    const std::size_t rows = a - first, columns = b - first;
    if (rows * columns > kCells) return compare(first, a, first, b);
    std::vector<std::uint32_t> run((rows + 1) * (columns + 1));  // of what begins here
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return run[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        const bool same = old_[first + i].text == new_[first + j].text;
        at(i, j) = same ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
    std::size_t i = 0, j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && old_[first + i].text == new_[first + j].text) {
        ++i, ++j;
        continue;
      }
      const bool goes = j == columns || (i < rows && at(i + 1, j) >= at(i, j + 1));
      const std::size_t x = i, y = j;
      (goes ? i : j) += 1;
      compare(first + x, first + i, first + y, first + j);
    }
  }

  void compare(std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    while (a < b && c < d && old_[a].text == new_[c].text) ++a, ++c;
    while (a < b && c < d && old_[b - 1].text == new_[d - 1].text) --b, --d;
    if (a == b && c == d) return;
    if (!changes_.empty() && changes_.back().b == a && changes_.back().d == c) {
      changes_.back().b = b;
      changes_.back().d = d;
    } else {
      changes_.push_back({a, b, c, d});
    }
  }

  static std::string range(std::size_t begin, std::size_t end) {
    const std::size_t lines = end - begin;
    const std::size_t from = lines == 0 ? begin : begin + 1;
    return lines == 1 ? fmt::format("{}", from) : fmt::format("{},{}", from, lines);
  }
  static void put(char sign, std::string_view line, std::string& out) {
    out += sign;
    out += line;
    if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  }

  void hunk(std::size_t first, std::size_t last, std::string& out) {
    const std::size_t lead = std::min({kContext, changes_[first].a, changes_[first].c});
    const std::size_t tail = std::min({kContext, old_.size() - changes_[last].b, new_.size() - changes_[last].d});
    out += fmt::format("@@ -{} +{} @@\n", range(changes_[first].a - lead, changes_[last].b + tail),
                       range(changes_[first].c - lead, changes_[last].d + tail));
    std::size_t at = changes_[first].a - lead;
    for (std::size_t i = first; i <= last; ++i) {
      const Change& change = changes_[i];
      for (; at < change.a; ++at) put(' ', old_[at].text, out);
      for (; at < change.b; ++at) put('-', old_[at].text, out);
      for (std::size_t j = change.c; j < change.d; ++j) put('+', new_[j].text, out);
    }
    for (const std::size_t end = at + tail; at < end; ++at) put(' ', old_[at].text, out);
  }

  std::vector<WholeLine> old_, new_;
  std::vector<Change> changes_;
};

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  return Diff(before, after).run(path, false);
}

std::string unified_diff_of(std::string_view path, std::string_view before, std::string_view after) {
  return Diff(before, after).run(path, true);
}

}  // namespace msd::format
