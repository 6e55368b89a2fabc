#include "tests/damage/damage.h"

#include "runtime/image/sections.h"
#include "tests/fuzz/support.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace msd::damage {

namespace {

/// What is being tried, for the last words of the program.
volatile std::size_t at_byte = 0;
volatile unsigned at_value = 0;

void last_words(int signal) {
  char words[96];
  const int size =
      std::snprintf(words, sizeof words, "damage: byte %zu as 0x%02x ends the program\n", at_byte, at_value);
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words, static_cast<std::size_t>(size));
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// The other values of a byte, in the order in which they are tried.
std::array<std::uint8_t, 255> others(std::uint8_t now) {
  std::array<std::uint8_t, 255> out{};
  std::array<bool, 256> taken{};
  std::size_t count = 0;
  taken[now] = true;
  const auto take = [&](unsigned value) {
    const auto byte = static_cast<std::uint8_t>(value);
    if (!std::exchange(taken[byte], true)) out[count++] = byte;
  };
  for (unsigned bit = 0; bit < 8; ++bit) take(now ^ (1U << bit));
  for (const unsigned value : {now + 1U, now - 1U, 0U, 0xFFU}) take(value);
  for (unsigned value = 0; value < 256; ++value) take(value);
  return out;
}

class Damaged {
 public:
  explicit Damaged(const image::Image& image) : block_(image.block().size() / sizeof(std::uint64_t)) {
    std::memcpy(block_.data(), image.block().data(), image.block().size());
  }

  std::size_t size() const { return block_.size() * sizeof(std::uint64_t); }
  std::uint8_t& byte(std::size_t at) { return reinterpret_cast<std::uint8_t*>(block_.data())[at]; }

  /// Whether it is refused; if not, it has been used.
  bool refused() {
    image::Refusal refusal;
    const auto image = image::Image::open_static(std::as_bytes(std::span(block_)), refusal);
    fuzz::insist(image.has_value() == refusal.reason.empty(), "a refusal without a reason, or a reason without one");
    if (!image) return true;
    image::dump(*image);
    fuzz::judge_records(*image);
    return false;
  }
  void seal() {
    const std::uint64_t sum = image::checksum(std::as_bytes(std::span(block_)).subspan(sizeof(image::Header)));
    std::memcpy(&byte(offsetof(image::Header, checksum)), &sum, sizeof sum);
  }

 private:
  std::vector<std::uint64_t> block_;
};

}  // namespace

Counts damage(const image::Image& image, const Options& options) {
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, last_words);
  Counts out;
  Damaged damaged(image);
  fuzz::insist(!damaged.refused(), "the image itself is refused");
  std::chrono::steady_clock::duration longest{};
  for (std::size_t at = options.from; at < damaged.size(); at += options.every) {
    const std::uint8_t now = damaged.byte(at);
    at_byte = at;
    for (std::size_t i = 0; const std::uint8_t other : others(now)) {
      if (i++ == options.values) break;
      at_value = other;
      damaged.byte(at) = other;
      fuzz::insist(damaged.refused(), "a damaged image is accepted");
      const auto begin = std::chrono::steady_clock::now();
      ++out.tried;
      // Nothing makes up for a header that says something else.
      if (at >= sizeof(image::Header)) damaged.seal();
      ++(damaged.refused() ? out.refused : out.harmless);
      const auto took = std::chrono::steady_clock::now() - begin;
      if (took > longest) {
        longest = took;
        out.longest = fmt::format("byte {} as 0x{:02x}, {} ms", at, other,
                                  std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
      }
    }
    damaged.byte(at) = now;
    damaged.seal();
  }
  return out;
}

}  // namespace msd::damage
