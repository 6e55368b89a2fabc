// Images with one byte changed: by accident, and by somebody who makes a fitting checksum.
#pragma once

#include "runtime/image/image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace msd::damage {

struct Options {
  std::size_t every = 1, from = 0;  ///< one byte in `every`, from the `from`-th on
  std::size_t values = 255;  ///< other values that it gets: single bits first, then neighbours and ends, then all
};

struct Counts {
  std::size_t tried = 0;     ///< changes; each without and with a fitting checksum
  std::size_t refused = 0;   ///< although the checksum fits
  std::size_t harmless = 0;  ///< accepted, printed, and decided by
  std::string longest;       ///< where a change took longest, for people
};

/// Damages each byte that the options name. Without a fitting checksum each is refused; with one it is refused, or
/// printing it, laying all kinds of rows flat and deciding records by them ends soundly. A fault ends the program; it
/// has been said where. O(bytes * values * size).
Counts damage(const image::Image& image, const Options& options);

/// The same of a rules file: with fitting checksums, its own and that of the image in it, it is refused, or deciding by
/// it ends soundly, one by one, together and with cells that are not known.
Counts damage_rules(const std::vector<std::uint64_t>& rules, const Options& options);

/// How many of all changes of one byte behind the header, to all 255 other values, keep the checksum. Goes through the
/// lanes of XXH64, of which a change is in one: O(bytes^2 / 8 * 255), without the cost of the other three.
struct Kept {
  std::size_t tried = 0, kept = 0;
  bool as_library = false;  ///< the lanes of the block as it is give what the image says
};
Kept keep_checksum(const image::Image& image, const Options& options);

}  // namespace msd::damage
