// Records of which not all is known: what decisions can come to.
#pragma once

#include "runtime/records/kernel.h"

namespace msd::records {

/// What a decision comes to over all completions.
struct Can {
  Decided decided;           ///< of a completion; `line` is none where completions differ in it
  bool open = false;         ///< completions differ in what it comes to
  std::uint64_t values = 0;  ///< of a bool or an enum a bit for each value that it can be, of others bit 0 for any
  static constexpr std::uint64_t kAbsent = std::uint64_t{1} << 62U, kRejected = std::uint64_t{1} << 63U;
};

/// The codes that a column can have, by the bounds of its type: `count` of them from `first` on, then absent and
/// rejected, where these can be; and where an enumeration of them stands.
struct Range {
  std::uint64_t first = 0, count = 0, size = 0, at = 0;
};
Range range(const Coding& coding);

/// Decides all completions, one for each combination of codes of what is not known: exact, for codes tell all apart
/// that the rules do. The kernel has taken all other columns. Writes a Can for each decision. Says how many completions
/// there are, which is more than `limit` where nothing was decided; SIZE_MAX where codes do not tell all of a column
/// that is not known. O(completions times a decision). No allocation beyond `ranges`, of which there is one for each in
/// `unknown`.
std::size_t possible(const Program& program, const Plan& plan, Kernel& kernel, std::span<const std::uint32_t> unknown,
                     std::size_t limit, std::span<Can> out, std::vector<Range>& ranges);

}  // namespace msd::records
