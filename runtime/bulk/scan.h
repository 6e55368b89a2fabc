// Bytes looked at several at a time.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/// The places of `"` among 16 bytes, as bits.
#ifdef __SSE2__
inline std::uint64_t quotes16(const char* p) {
  __m128i block;
  std::memcpy(&block, p, sizeof block);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('"'))));
}
#else
inline std::uint64_t quotes16(const char* p) {
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 16; ++i) mask |= std::uint64_t{p[i] == '"'} << i;
  return mask;
}
#endif

/// How far it is to the next `"`; at least `most` if there is none nearer. Looks at up to 15 bytes beyond `most`. For
/// short texts.
inline std::size_t quote_within(const char* p, std::size_t most) {
  for (std::size_t at = 0; at < most; at += 16) {
    const std::uint64_t mask = quotes16(p + at);
    if (mask != 0) return at + static_cast<std::size_t>(std::countr_zero(mask));
  }
  return most;
}
/// The same for texts of up to 15 bytes, without branches: 16 for longer ones.
inline std::size_t quote_within_16(const char* p) {
  return static_cast<std::size_t>(std::countr_zero(quotes16(p) | std::uint64_t{1} << 16U));
}
/// The same for texts of up to 63 bytes, however long, without branches: 64 for longer ones.
inline std::size_t quote_within_64(const char* p) {
  const std::uint64_t low = quotes16(p) | quotes16(p + 16) << 16U;
  const std::uint64_t high = quotes16(p + 32) | quotes16(p + 48) << 16U;
  return static_cast<std::size_t>(std::countr_zero(low | high << 32U));
}

/// Past blanks, mostly without branches: their number comes as it pleases.
inline const char* past_blanks(const char* p) {
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t kBlanks = ~std::uint64_t{0} / 255 * ' ';
    const std::uint64_t others = load64(p) ^ kBlanks;
    if (others != 0) p += static_cast<unsigned>(std::countr_zero(others)) / 8;
  }
  while (*p == ' ' || *p == '\t' || *p == '\r') ++p;
  return p;
}

using Block = std::uint64_t __attribute__((vector_size(16)));
inline Block load128(const char* p) {
  Block block;
  std::memcpy(&block, p, sizeof block);
  return block;
}

inline bool all_zero(Block block) {
#ifdef __SSE2__
  __m128i bits;
  std::memcpy(&bits, &block, sizeof bits);
  return _mm_movemask_epi8(_mm_cmpeq_epi8(bits, _mm_setzero_si128())) == 0xFFFF;
#else
  return (block[0] | block[1]) == 0;
#endif
}

/// Whether `length` bytes are the same.
inline bool same(const char* a, const char* b, std::size_t length) {
  if (length >= 16) {
    const std::size_t last = length - 16;  // the least of it and a place: then blocks lie over each other
    const auto differs = [&](std::size_t at) { return load128(a + at) ^ load128(b + at); };
    Block all = differs(0) | differs(std::min<std::size_t>(16, last)) | differs(std::min<std::size_t>(32, last)) |
                differs(last);
    for (std::size_t i = 48; i < last; i += 16) all |= differs(i);
    return all_zero(all);
  }
  if (length >= 8) return ((load64(a) ^ load64(b)) | (load64(a + length - 8) ^ load64(b + length - 8))) == 0;
  return std::memcmp(a, b, length) == 0;
}

/// The same for up to 64 bytes, however many, without branches. 64 bytes of both may be looked at.
inline bool same_64(const char* a, const char* b, std::size_t length) {
  static constexpr auto kMasks = [] {
    std::array<char, 128> masks{};
    for (std::size_t i = 0; i < 64; ++i) masks[i] = static_cast<char>(0xFF);
    return masks;
  }();
  const char* const mask = kMasks.data() + 64 - length;
  Block differs{};
  for (std::size_t i = 0; i < 64; i += 16) differs |= (load128(a + i) ^ load128(b + i)) & load128(mask + i);
  return all_zero(differs);
}

}  // namespace msd::bulk
