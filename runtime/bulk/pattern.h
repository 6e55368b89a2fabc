// A text that is looked for at the same place again and again.
#pragma once

#include "runtime/bulk/scan.h"

#include <string_view>

namespace msd::bulk {

/// Up to 64 bytes.
class Pattern {
 public:
  static constexpr std::size_t kMost = 64;
  /// How it is compared: by its first bytes and its last ones, which lie over each other.
  enum class Width : std::uint8_t {
    None,   ///< not at all: it is longer than that, and stands nowhere
    Bytes,  ///< up to 7
    Words,  ///< up to 16: two words
    Blocks  ///< two blocks of 16, or four where it is longer than 32
  };

  explicit Pattern(std::string_view text) : size_(static_cast<std::uint32_t>(text.size())) {
    if (size_ <= kMost) std::copy(text.begin(), text.end(), text_.begin());
  }
  std::uint32_t size() const { return size_; }
  Width width() const {
    if (size_ > kMost) return Width::None;
    return size_ < 8 ? Width::Bytes : size_ <= 16 ? Width::Words : Width::Blocks;
  }
  /// Whether it stands there; kMost bytes may be looked at. `kWidth`: its own.
  template <Width kWidth> bool stands_at(const char* p) const {
    const char* const text = text_.data();
    if constexpr (kWidth == Width::None) return false;
    if constexpr (kWidth == Width::Bytes) return std::memcmp(p, text, size_) == 0;
    if constexpr (kWidth == Width::Words)
      return ((load64(p) ^ load64(text)) | (load64(p + size_ - 8) ^ load64(text + size_ - 8))) == 0;
    const auto differs = [&](std::size_t at) { return load128(p + at) ^ load128(text + at); };
    const std::size_t last = size_ - 16;
    Block all = differs(0) | differs(last);
    if (size_ > 32) all |= differs(16) | differs(std::min<std::size_t>(32, last));
    return all_zero(all);
  }
  bool stands_at(const char* p) const {
    switch (width()) {
    case Width::Bytes: return stands_at<Width::Bytes>(p);
    case Width::Words: return stands_at<Width::Words>(p);
    case Width::Blocks: return stands_at<Width::Blocks>(p);
    default: return false;
    }
  }

 private:
  alignas(16) std::array<char, kMost> text_{};
  std::uint32_t size_ = 0;
};

}  // namespace msd::bulk
