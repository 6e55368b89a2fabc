#include "runtime/bulk/short_names.h"

#include <algorithm>

namespace msd::bulk {

ShortNames::ShortNames(const std::vector<std::string_view>& names) {
  constexpr unsigned kTries = 256;
  std::size_t longest = 0;
  for (const std::string_view name : names) {
    longest = std::max(longest, name.size());
    if (name.find('"') != std::string_view::npos) return;
  }
  if (names.empty() || longest > kMost) return;
  for (std::size_t size = std::bit_ceil(names.size() * 2); size <= std::bit_ceil(names.size()) * 16; size *= 2) {
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
    factor_ = 0x9E3779B97F4A7C15U;
    for (unsigned i = 0; i < kTries; ++i, factor_ = (factor_ * 0xD1342543DE82EF95U + 2) | 1U) {
      slots_.assign(size, {});
      if (!fill(names)) continue;
      blocks_ = longest < 16 ? 1 : 2;
      return;
    }
  }
}

/// Whether each name has a place of its own.
bool ShortNames::fill(const std::vector<std::string_view>& names) {
  for (std::uint32_t n = 0; n < names.size(); ++n) {
    std::array<char, kMost + 1> text{};
    std::copy(names[n].begin(), names[n].end(), text.begin());
    text[names[n].size()] = '"';
    const Block first = load128(text.data()), second = load128(text.data() + 16);
    Slot& slot = slots_[hash(first, second) >> shift_];
    if (slot.index != kNoName) return false;
    slot = {first, second, n};
  }
  return true;
}

}  // namespace msd::bulk
