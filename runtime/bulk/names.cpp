#include "runtime/bulk/names.h"

namespace msd::bulk {

Names::Names(const std::vector<std::string_view>& names) {
  constexpr unsigned kTries = 64;
  const std::size_t size = std::bit_ceil(names.size() * 4 + 2);
  mask_ = size - 1;
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
  std::vector<std::size_t> places;
  for (const std::string_view name : names) {
    places.push_back(texts_.size());
    texts_ += name;
    longest_ = std::max(longest_, name.size());
  }
  texts_.append(kSlack, '\0');
  // Of several factors the one that leaves the fewest names out of their place.
  std::size_t least = SIZE_MAX;
  std::uint64_t factor = 0x9E3779B97F4A7C15U;
  for (unsigned i = 0; i < kTries && least != 0; ++i, factor = factor * 0xD1342543DE82EF95U + 2) {
    std::vector<Slot> slots(size);
    std::size_t moved = 0;
    for (std::uint32_t n = 0; n < names.size(); ++n) {
      const Parts parts = parts_of(texts_.data() + places[n], names[n].size());
      std::size_t at = hash(parts, names[n].size(), factor | 1U) >> shift_;
      for (; slots[at].length != 0; at = (at + 1) & mask_) ++moved;
      slots[at] = {parts, static_cast<std::uint32_t>(names[n].size()), n, places[n]};
    }
    if (moved >= least) continue;
    least = moved;
    factor_ = factor | 1U;
    slots_ = std::move(slots);
  }
}

std::uint32_t Names::find(std::string_view text) const {
  const std::string padded = std::string(text) + std::string(kSlack, '\0');
  return find(padded.data(), text.size());
}

}  // namespace msd::bulk
