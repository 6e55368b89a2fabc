// Loops over many bits at once, compiled for several instruction sets; the best one that the processor has is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace msd::lanes {

inline constexpr std::size_t kBlockWords = 64;           ///< of a plane, in one go
inline constexpr std::size_t kBlock = kBlockWords * 64;  ///< records

/// How a run of planes is joined to what is gathered so far.
enum class Join : std::uint8_t { And, AndNot, Or, OrNot };
inline constexpr std::uint32_t kJoinBits = 2;

struct Lanes {
  const char* name;  ///< "generic", "avx2", "avx512"
  std::size_t bits;  ///< of its registers

  /// The first bit that is set in all of `count` rows of `words` words (a multiple of 8), or, if there is none, a
  /// number of at least 64 * words. Each eight words of a row lie `step` words behind the eight before them: so what is
  /// read of all rows first lies together. O(count * words), up to the bit.
  std::uint32_t (*first_common)(const std::uint64_t* const* rows, std::size_t count, std::size_t words,
                                std::size_t step);
  /// Runs chains: the index of the plane that gets the result, the number of runs; of each run the number of planes,
  /// which is not 0, above its Join, then their indices. Each chain begins with ones. A plane is kBlockWords words, and
  /// its result is written when all that it reads has been read.
  void (*run)(const std::uint32_t* chains, std::size_t length, std::uint64_t* const* planes);
  /// Bit i of kBlock bytes to plane i, for `bits` planes, and the largest byte; and back, the bits above them 0.
  std::uint8_t (*to_planes)(const std::uint8_t* bytes, std::size_t bits, std::uint64_t* const* planes);
  void (*to_bytes)(const std::uint64_t* const* planes, std::size_t bits, std::uint8_t* bytes);
  /// The low and the high bytes of kBlock numbers of 16 bits, which may begin anywhere, and the largest of these; and
  /// back.
  std::uint16_t (*split)(const void* numbers, std::uint8_t* low, std::uint8_t* high);
  void (*merge)(const std::uint8_t* low, const std::uint8_t* high, void* numbers);
};

/// All that this processor can run, the best one last; never empty. The same bits come out of each.
std::span<const Lanes* const> all();
inline const Lanes& best() { return *all().back(); }

}  // namespace msd::lanes
