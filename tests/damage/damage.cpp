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
  explicit Damaged(std::vector<std::uint64_t> block) : block_(std::move(block)) {}
  virtual ~Damaged() = default;
  Damaged(const Damaged&) = delete;
  Damaged& operator=(const Damaged&) = delete;

  std::size_t size() const { return block_.size() * sizeof(std::uint64_t); }
  std::uint8_t& byte(std::size_t at) { return reinterpret_cast<std::uint8_t*>(block_.data())[at]; }

  /// Whether it is refused; if not, it has been used.
  virtual bool refused() = 0;
  /// Puts fitting checksums in.
  virtual void seal() = 0;
  /// What stands in front has nothing that makes up for it.
  virtual std::size_t header() const = 0;

 protected:
  std::span<const std::byte> bytes() const { return std::as_bytes(std::span(block_)); }
  std::vector<std::uint64_t> block_;
};

class DamagedImage : public Damaged {
 public:
  explicit DamagedImage(const image::Image& image) : Damaged(copy(image)) {}

  bool refused() override {
    image::Refusal refusal;
    const auto image = image::Image::open_static(bytes(), refusal);
    fuzz::insist(image.has_value() == refusal.reason.empty(), "a refusal without a reason, or a reason without one");
    if (!image) return true;
    image::dump(*image);
    fuzz::judge_records(*image);
    return false;
  }
  void seal() override {
    const std::uint64_t sum = image::checksum(bytes().subspan(sizeof(image::Header)));
    std::memcpy(&byte(offsetof(image::Header, checksum)), &sum, sizeof sum);
  }
  std::size_t header() const override { return sizeof(image::Header); }

 private:
  static std::vector<std::uint64_t> copy(const image::Image& image) {
    std::vector<std::uint64_t> out(image.block().size() / sizeof(std::uint64_t));
    std::memcpy(out.data(), image.block().data(), image.block().size());
    return out;
  }
};

class DamagedRules : public Damaged {
 public:
  using Damaged::Damaged;
  bool refused() override { return !fuzz::judge_rules(bytes()); }
  void seal() override { fuzz::seal_rules(block_); }
  std::size_t header() const override { return offsetof(records::RulesHeader, origin); }
};

Counts all_of(Damaged& damaged, const Options& options) {
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, last_words);
  Counts out;
  fuzz::insist(!damaged.refused(), "it is refused as it is");
  std::chrono::steady_clock::duration longest{};
  for (std::size_t at = options.from; at < damaged.size(); at += options.every) {
    const std::uint8_t now = damaged.byte(at);
    at_byte = at;
    for (std::size_t i = 0; const std::uint8_t other : others(now)) {
      if (i++ == options.values) break;
      at_value = other;
      damaged.byte(at) = other;
      fuzz::insist(damaged.refused(), "it is accepted although it is damaged");
      const auto begin = std::chrono::steady_clock::now();
      ++out.tried;
      // Nothing makes up for a header that says something else.
      if (at >= damaged.header()) damaged.seal();
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

}  // namespace

Counts damage(const image::Image& image, const Options& options) {
  DamagedImage damaged(image);
  return all_of(damaged, options);
}

Counts damage_rules(const std::vector<std::uint64_t>& rules, const Options& options) {
  DamagedRules damaged(rules);
  return all_of(damaged, options);
}

}  // namespace msd::damage
