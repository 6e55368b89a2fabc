// Names of a closed set, found by their bytes.
#pragma once

#include "runtime/bulk/scan.h"

#include <string>
#include <string_view>
#include <vector>

namespace msd::bulk {

inline constexpr std::uint32_t kNoName = 0xFFFFFFFFU;

/// A table of hashes of the length, and of the first, the middle and the last eight bytes, at most a quarter full.
/// Names that these do not tell apart stand behind each other.
class Names {
 public:
  Names() : Names(std::vector<std::string_view>{}) {}
  /// The names are different and not empty. O(names).
  explicit Names(const std::vector<std::string_view>& names);

  /// The place of a name among them; kNoName for any other text. kSlack bytes behind it may be looked at.
  /// O(length). `kLong`: most are longer than 24 bytes, and how long they are cannot be foreseen.
  template <bool kLong = false> std::uint32_t find(const char* text, std::size_t length) const {
    if (length == 0) return kNoName;
    const Parts parts = parts_of(text, length);
    for (std::size_t at = hash(parts, length, factor_) >> shift_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      const std::uint64_t differs = (slot.parts.first ^ parts.first) | (slot.parts.middle ^ parts.middle) |
                                    (slot.parts.last ^ parts.last) | (slot.length ^ length);
      // Three parts are all of a name of up to 24 bytes.
      if (differs == 0 && ((!kLong && length <= 24) || rest_same(slot, text, length))) return slot.index;
      if (slot.length == 0) return kNoName;
    }
  }
  /// The same for a text that nothing may be looked at behind.
  std::uint32_t find(std::string_view text) const;
  /// Bytes of the longest name. O(1).
  std::size_t longest() const { return longest_; }

 private:
  struct Parts {
    std::uint64_t first = 0, middle = 0, last = 0;
  };
  struct Slot {
    Parts parts;
    std::uint32_t length = 0, index = kNoName;  ///< a length of 0: there is none
    std::size_t text = 0;                       ///< in the texts
  };

  bool rest_same(const Slot& slot, const char* text, std::size_t length) const {
    const char* const own = texts_.data() + slot.text;
    return length <= 64 ? same_64(own, text, length) : same(own, text, length);
  }
  /// Without branches, since lengths come as they please. What lies behind a short name is shifted out.
  static Parts parts_of(const char* text, std::size_t length) {
    const std::size_t most = length < 8 ? 8 : length;
    const unsigned shift = static_cast<unsigned>(8 - (length < 8 ? length : 8)) * 8;
    const auto part = [&](std::size_t at) {
      const std::uint64_t word = load64(text + at);
      return std::endian::native == std::endian::little ? word << shift : word >> shift;
    };
    return {part(0), part(most / 2 - 4), part(most - 8)};
  }
  static std::uint64_t hash(const Parts& parts, std::size_t length, std::uint64_t factor) {
    return (parts.first + std::rotl(parts.middle, 17) + std::rotl(parts.last, 29) + length) * factor;
  }

  std::vector<Slot> slots_;
  std::string texts_;  ///< the names, with kSlack bytes behind them
  std::uint64_t factor_ = 0;
  unsigned shift_ = 0;
  std::size_t mask_ = 0;
  std::size_t longest_ = 0;
};

}  // namespace msd::bulk
