// Short names of a closed set, found by all their bytes at once.
#pragma once

#include "runtime/bulk/names.h"

namespace msd::bulk {

/// A table without collisions: the names, each with the quote that ends it, as one or two blocks of 16 bytes. A factor
/// that parts them is looked for when it is made.
class ShortNames {
 public:
  /// Of up to so many bytes, none of them with a quote.
  static constexpr std::size_t kMost = 31;

  ShortNames() = default;
  /// O(names), many times. Usable unless a name is too long, or no factor parts them.
  explicit ShortNames(const std::vector<std::string_view>& names);

  /// How many blocks a name takes, 1 or 2; 0: it is not usable.
  std::size_t blocks() const { return blocks_; }
  /// The place of the name at `p` among them, which a quote ends, and its size; kNoName for any other text. kBlocks: as
  /// many as they take; 16 times as many bytes may be looked at. Without branches by what it is.
  template <std::size_t kBlocks> std::uint32_t find(const char* p, std::size_t& size) const {
    std::uint64_t quotes = quotes16(p);
    if constexpr (kBlocks == 2) quotes |= quotes16(p + 16) << 16U;
    size = static_cast<std::size_t>(std::countr_zero(quotes | std::uint64_t{1} << (16 * kBlocks)));
    const char* const mask = kMasks.data() + kMost + 1 - size;
    const Block first = load128(p) & load128(mask);
    Block second{};
    if constexpr (kBlocks == 2) second = load128(p + 16) & load128(mask + 16);
    const Slot& slot = slots_[hash(first, second) >> shift_];
    Block differs = slot.first ^ first;
    if constexpr (kBlocks == 2) differs |= slot.second ^ second;
    return all_zero(differs) ? slot.index : kNoName;
  }

 private:
  struct Slot {
    Block first{}, second{};
    std::uint32_t index = kNoName;  ///< none: no text is all zeros with a quote in it
  };

  std::uint64_t hash(Block first, Block second) const {
    const Block all = first + (second << 3U);
    return (all[0] + std::rotl(all[1], 23)) * factor_;
  }
  bool fill(const std::vector<std::string_view>& names);

  // From `kMost + 1 - size` on, a mask of a name of that size and its quote.
  static constexpr auto kMasks = [] {
    std::array<char, 2 * (kMost + 1)> masks{};
    for (std::size_t i = 0; i <= kMost + 1; ++i) masks[i] = static_cast<char>(0xFF);
    return masks;
  }();

  std::vector<Slot> slots_;
  std::uint64_t factor_ = 1;
  unsigned shift_ = 0;
  std::size_t blocks_ = 0;
};

}  // namespace msd::bulk
