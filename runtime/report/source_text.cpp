#include "runtime/report/source_text.h"

#include <algorithm>

namespace msd::report {

namespace {
bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }
}  // namespace

SourceLine::SourceLine(const SourceText& source, std::uint32_t number) : source_(source) {
  if (number == 0 || number > source.lines.size()) return;
  begin_ = source.lines[number - 1];
  const std::size_t end = number < source.lines.size() ? source.lines[number] - 1 : source.text.size();
  bytes_ = source.text.substr(begin_, end - begin_);
  if (bytes_.ends_with('\r')) bytes_.remove_suffix(1);
  if (number == 1 && bytes_.starts_with("\xEF\xBB\xBF")) begin_ += 3, bytes_.remove_prefix(3);
  points_ = points_before(begin_);
}

std::uint32_t SourceLine::points_before(std::size_t offset) const {
  const std::size_t block = offset / source_.block;
  std::uint32_t out = source_.blocks[block];
  for (std::size_t i = block * source_.block; i < offset; ++i) out += begins_code_point(source_.text[i]) ? 1 : 0;
  return out;
}

std::size_t SourceLine::offset(std::uint32_t column) const {
  if (column <= 1 || bytes_.empty()) return 0;
  const std::uint32_t wanted = points_ + column - 1;
  // The last block before which no more code points begin than are wanted.
  const auto next = std::upper_bound(source_.blocks.begin(), source_.blocks.end(), wanted);
  const auto block = static_cast<std::size_t>(next - source_.blocks.begin()) - 1;
  std::uint32_t seen = source_.blocks[block];
  std::size_t at = block * source_.block;
  if (at < begin_) at = begin_, seen = points_;
  const std::size_t end = begin_ + bytes_.size();
  for (; at < end; ++at) {
    if (!begins_code_point(source_.text[at])) continue;
    if (seen == wanted) return at - begin_;
    ++seen;
  }
  return bytes_.size();
}

}  // namespace msd::report
