// Numbers from a seed, the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace msd::testing {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// A number below `n`; 0 if there is none.
  std::size_t below(std::size_t n) { return n == 0 ? 0 : engine_() % n; }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T> const T& pick(const std::vector<T>& from) { return from[below(from.size())]; }
  std::uint64_t seed() { return engine_(); }
  template <class T> void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace msd::testing
