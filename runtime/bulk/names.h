// Names of a closed set, found by their bytes.
#pragma once

#include "runtime/bulk/scan.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::bulk {

inline constexpr std::uint32_t kNoName = 0xFFFFFFFFU;

/// A table of hashes of the length, the first and the last eight bytes, at most a quarter full. Names that this does
/// not tell apart stand behind each other.
class Names {
 public:
  Names() : Names(std::vector<std::string_view>{}) {}
  /// The names are different and stay where they are. O(names).
  explicit Names(const std::vector<std::string_view>& names);

  /// The place of a name among them; kNoName for any other text. kSlack bytes behind it may be looked at.
  /// O(length).
  std::uint32_t find(const char* text, std::size_t length) const {
    const Ends ends = ends_of(text, length);
    for (std::size_t at = hash(ends, length, factor_) >> shift_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.index == kNoName) return kNoName;
      if (slot.ends.first != ends.first || slot.ends.last != ends.last || slot.length != length) continue;
      if (length <= 16 || std::memcmp(slot.text, text, length) == 0) return slot.index;
    }
  }
  /// The same for a text that nothing may be looked at behind.
  std::uint32_t find(std::string_view text) const;

 private:
  struct Ends {
    std::uint64_t first = 0, last = 0;
  };
  struct Slot {
    Ends ends;
    const char* text = nullptr;
    std::uint32_t length = 0, index = kNoName;
  };

  static Ends ends_of(const char* text, std::size_t length) {
    const std::uint64_t first = load64(text);
    const auto bits = static_cast<unsigned>(length & 7U) * 8;
    constexpr bool kLittle = std::endian::native == std::endian::little;
    if (length < 8) {
      const std::uint64_t kept = length == 0 ? 0 : kLittle ? first << (64 - bits) : first >> (64 - bits) << (64 - bits);
      return {kept, kept};
    }
    return {first, load64(text + length - 8)};
  }
  static std::uint64_t hash(const Ends& ends, std::size_t length, std::uint64_t factor) {
    return (ends.first + std::rotl(ends.last, 29) + length) * factor;
  }

  std::vector<Slot> slots_;
  std::uint64_t factor_ = 0;
  unsigned shift_ = 0;
  std::size_t mask_ = 0;
};

}  // namespace msd::bulk
