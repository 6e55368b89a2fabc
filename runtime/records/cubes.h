// The lines of a table as cubes: products of sets of codes.
#pragma once

#include "runtime/records/coding.h"

#include <optional>

namespace msd::records {

inline constexpr std::uint32_t kRejectsLine = kNone;     ///< in place of a line: what it reads is rejected
inline constexpr std::uint32_t kAbsentLine = kNone - 1;  ///< … `where` does not hold

/// A set of codes of one source.
struct CodeSet {
  std::vector<std::uint64_t> bits;
  bool has(std::uint32_t code) const { return (bits[code / 64] >> (code % 64) & 1U) != 0; }
  bool operator==(const CodeSet&) const = default;
};

struct Test {
  std::uint32_t read = 0;  ///< index into `reads`
  std::uint32_t set = 0;   ///< index into `sets`
  bool operator==(const Test&) const = default;
};

struct Cube {
  std::uint32_t line = 0;   ///< of the decision, or one of the two above
  std::vector<Test> tests;  ///< by read, one for each; none: it always matches
};

/// The first cube that matches says what the decision comes to; where none does, it is rejected.
struct Cubes {
  std::vector<std::uint32_t> reads;  ///< sources, ascending
  std::vector<CodeSet> sets;
  std::vector<Cube> cubes;
};

/// Of a first-match table, or one proven to be unique, whose conditions follow from codes. Nothing where they do not,
/// or where a condition makes more than some dozens of cubes. That what is read is rejected, and that `where` does not
/// hold, are cubes in front of those of the lines. O(cubes times codes).
std::optional<Cubes> cubes(const Program& program, const std::vector<Coding>& codings, Samples& samples,
                           std::size_t decision);

}  // namespace msd::records
