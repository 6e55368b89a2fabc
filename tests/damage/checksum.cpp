// XXH64 (Yann Collet, xxHash, "XXH64 algorithm description") in parts: four lanes that do not see each other, and an
// end.
#include "runtime/image/sections.h"
#include "tests/damage/damage.h"

#include <array>
#include <bit>
#include <cstring>

namespace msd::damage {

namespace {

constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87U, kPrime2 = 0xC2B2AE3D27D4EB4FU, kPrime3 = 0x165667B19E3779F9U,
                        kPrime4 = 0x85EBCA77C2B2AE63U, kPrime5 = 0x27D4EB2F165667C5U;
constexpr std::size_t kLanes = 4;
using Lanes = std::array<std::uint64_t, kLanes>;

std::uint64_t round(std::uint64_t lane, std::uint64_t word) { return std::rotl(lane + word * kPrime2, 31) * kPrime1; }

/// The words of a block behind its header; there are whole words only.
class Hashed {
 public:
  explicit Hashed(std::span<const std::byte> bytes) : words_(bytes.size() / sizeof(std::uint64_t)) {
    std::memcpy(words_.data(), bytes.data(), bytes.size());
    lanes_ = {kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1};
    for (std::size_t i = 0; i < kLanes; ++i) lanes_[i] = forward(i, lanes_[i], 0);
  }

  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }
  std::uint64_t sum() const { return end(lanes_, words_.size(), 0); }

  /// How many of the other values of a byte give the same sum.
  std::size_t kept(std::size_t byte) {
    const std::size_t word = byte / sizeof(std::uint64_t);
    const unsigned shift = 8 * (byte % sizeof(std::uint64_t));
    std::size_t out = 0;
    if (word >= striped()) {
      for (std::uint64_t other = 1; other < 256; ++other) out += end(lanes_, word, other << shift) == sum() ? 1 : 0;
      return out;
    }
    return out + kept_in_lane(word, shift);
  }

 private:
  std::size_t striped() const { return words_.size() / kLanes * kLanes; }

  std::uint64_t forward(std::size_t lane, std::uint64_t value, std::size_t stripe) const {
    for (std::size_t at = stripe * kLanes + lane; at < striped(); at += kLanes) value = round(value, words_[at]);
    return value;
  }

  /// All values go through the rest of the lane together, so that they share what the words come to.
  std::size_t kept_in_lane(std::size_t word, unsigned shift) {
    const std::size_t lane = word % kLanes;
    std::uint64_t before = Lanes{kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1}[lane];
    if (word >= kLanes) before = before_[lane].first == word ? before_[lane].second : up_to(lane, word);
    before_[lane] = {word, before};
    std::array<std::uint64_t, 256> values{};
    for (std::uint64_t other = 0; other < 256; ++other) values[other] = round(before, words_[word] ^ (other << shift));
    for (std::size_t at = word + kLanes; at < striped(); at += kLanes) {
      const std::uint64_t input = words_[at] * kPrime2;
      for (std::uint64_t& value : values) value = std::rotl(value + input, 31) * kPrime1;
    }
    std::size_t out = 0;
    for (std::size_t other = 1; other < 256; ++other) {
      Lanes changed = lanes_;
      changed[lane] = values[other];
      out += end(changed, words_.size(), 0) == sum() ? 1 : 0;
    }
    return out;
  }

  std::uint64_t up_to(std::size_t lane, std::size_t word) const {
    std::uint64_t value = Lanes{kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1}[lane];
    for (std::size_t at = lane; at < word; at += kLanes) value = round(value, words_[at]);
    return value;
  }

  /// What lanes come to with the words behind the last stripe, one of them changed by `difference`.
  std::uint64_t end(const Lanes& lanes, std::size_t changed, std::uint64_t difference) const {
    std::uint64_t out = kPrime5;
    if (striped() != 0) {
      out = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
      for (const std::uint64_t lane : lanes) out = (out ^ round(0, lane)) * kPrime1 + kPrime4;
    }
    out += bytes();
    for (std::size_t at = striped(); at < words_.size(); ++at)
      out = std::rotl(out ^ round(0, words_[at] ^ (at == changed ? difference : 0)), 27) * kPrime1 + kPrime4;
    out = (out ^ out >> 33U) * kPrime2;
    out = (out ^ out >> 29U) * kPrime3;
    return out ^ out >> 32U;
  }

  std::vector<std::uint64_t> words_;
  Lanes lanes_{};
  std::array<std::pair<std::size_t, std::uint64_t>, kLanes> before_{};
};

}  // namespace

Kept keep_checksum(const image::Image& image, const Options& options) {
  Hashed hashed(image.block().subspan(sizeof(image::Header)));
  Kept out;
  out.as_library = hashed.sum() == image.hash();
  for (std::size_t at = options.from; at < hashed.bytes(); at += options.every, out.tried += 255)
    out.kept += hashed.kept(at);
  return out;
}

}  // namespace msd::damage
