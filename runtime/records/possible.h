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

/// Decides all completions, one for each combination of codes of what is not known: exact, for codes tell all apart
/// that the rules do. `columns` of those in `unknown` are not looked at. Writes a Can for each decision. Says how many
/// completions there are, which is more than `limit` where nothing was decided; SIZE_MAX where a column that is not
/// known has no codes. O(completions times a decision). No allocation beyond `codes`, of which there is one for each in
/// `unknown`.
std::size_t possible(const Program& program, const Plan& plan, Kernel& kernel, std::span<const Content> columns,
                     std::span<const std::uint32_t> unknown, std::size_t limit, std::span<Can> out,
                     std::vector<std::uint64_t>& codes);

}  // namespace msd::records
