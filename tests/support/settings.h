// Sizes of the differential tests; the environment may change them.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace msd::testing {

struct Settings {
  std::uint64_t seed;
  std::size_t frameworks;   ///< random frameworks
  std::size_t designs;      ///< random designs of each
  std::size_t rows;         ///< random rows of the shipped framework
  std::size_t completions;  ///< tried at most for one design
  std::size_t shrinking;    ///< comparisons that making a failure smaller may cost
};

inline const Settings& settings() {
  static const auto number = [](const char* name, std::uint64_t usual) {
    const char* text = std::getenv(name);
    return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
  };
  static const Settings out{number("MSD_SEED", 20'260'101),   number("MSD_FRAMEWORKS", 600),
                            number("MSD_DESIGNS", 8),         number("MSD_ROWS", 100'000),
                            number("MSD_COMPLETIONS", 1'024), number("MSD_SHRINKING", 20'000)};
  return out;
}

}  // namespace msd::testing
