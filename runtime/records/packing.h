// A record in a few words: the codes of its columns one behind another; and so what its decisions come to.
#pragma once

#include "runtime/records/plan.h"

namespace msd::records {

/// Where a code lies: in one word.
struct Slot {
  std::uint32_t word = 0, shift = 0;
  std::uint32_t bits = 0;  ///< at most 32
  /// A word's bits are looked at so many at a time; a code that has no more does not begin in one chunk and end in the
  /// next.
  static constexpr std::uint32_t kChunk = 6;

  bool in_chunk() const { return shift % kChunk + bits <= kChunk; }
  std::uint64_t in(const std::uint64_t* words) const { return words[word] >> shift & ((std::uint64_t{1} << bits) - 1); }
  void put(std::uint64_t code, std::uint64_t* words) const { words[word] |= code << shift; }
};

struct Packing {
  std::vector<Slot> columns, decisions;
  std::size_t record = 0, results = 0;  ///< words
};

/// In the order of the sources; a code that finds no room in a word begins the next one. Nothing where a source has no
/// codes, or ones of more than 32 bits. O(sources).
std::optional<Packing> packing(const Program& program, const Plan& plan);

}  // namespace msd::records
