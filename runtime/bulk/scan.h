// Bytes looked at several at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace msd::bulk {

/// So many bytes behind what is read may be looked at; they are 0.
inline constexpr std::size_t kSlack = 320;
/// A text whose end is farther than this is left to a way that looks for it byte by byte.
inline constexpr std::size_t kMostQuick = 240;

inline std::uint64_t load64(const char* p) {
  std::uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  return word;
}

/// How far it is to the next `"`; at least `most` if there is none nearer. Looks at up to 15 bytes beyond `most`.
inline std::size_t quote_within(const char* p, std::size_t most) {
  constexpr bool kLittle = std::endian::native == std::endian::little;
  constexpr std::uint64_t kOnes = ~std::uint64_t{0} / 255;
  std::size_t at = 0;
  if constexpr (kLittle) {
    // The lowest byte that is marked is one that was searched for; those above it may be marked wrongly.
    const auto marks = [](std::uint64_t word) {
      const std::uint64_t zero = word ^ (kOnes * '"');
      return (zero - kOnes) & ~zero & (kOnes << 7U);
    };
    for (; at < most; at += 16) {
      const std::uint64_t low = marks(load64(p + at));
      const std::uint64_t high = marks(load64(p + at + 8));
      if ((low | high) == 0) continue;
      const std::size_t in_low = static_cast<std::size_t>(std::countr_zero(low)) / 8;
      const std::size_t in_high = static_cast<std::size_t>(std::countr_zero(high)) / 8 + 8;
      return at + (low != 0 ? in_low : in_high);
    }
  } else {
    while (at < most && p[at] != '"') ++at;
  }
  return at;
}

/// Whether `length` bytes are the same.
inline bool same(const char* a, const char* b, std::size_t length) {
  using Block = std::uint64_t __attribute__((vector_size(16)));
  if (length >= 16) {
    const auto load = [](const char* p) {
      Block block;
      std::memcpy(&block, p, sizeof block);
      return block;
    };
    Block differs = load(a + length - 16) ^ load(b + length - 16);
    for (std::size_t i = 0; i + 16 < length; i += 16) differs |= load(a + i) ^ load(b + i);
    return (differs[0] | differs[1]) == 0;
  }
  if (length >= 8) return ((load64(a) ^ load64(b)) | (load64(a + length - 8) ^ load64(b + length - 8))) == 0;
  return std::memcmp(a, b, length) == 0;
}

}  // namespace msd::bulk
