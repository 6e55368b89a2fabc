// The text of a file as snippets need it: any place of it is found fast, however long its lines are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace msd::report {

/// A text with an index that whoever holds it has made. All of it is only looked at. An empty one is not at hand.
struct SourceText {
  std::string_view text;
  std::span<const std::uint32_t> lines;   ///< where each line begins; the first at 0
  std::span<const std::uint32_t> blocks;  ///< code points that begin before each `block` bytes, of which the first is 0
  std::uint32_t block = 256;
};

/// One line of it, without its end and without a byte order mark.
class SourceLine {
 public:
  /// `number` is one-based; past the end the line is empty. O(block).
  SourceLine(const SourceText& source, std::uint32_t number);
  std::string_view bytes() const { return bytes_; }
  /// Where a code point begins, by its one-based column, in bytes of the line; its size where the line has fewer.
  /// O(log(text) + block).
  std::size_t offset(std::uint32_t column) const;

 private:
  std::uint32_t points_before(std::size_t offset) const;

  const SourceText& source_;
  std::string_view bytes_;
  std::size_t begin_ = 0;     // in the text
  std::uint32_t points_ = 0;  // code points before it
};

}  // namespace msd::report
