// Codes: small numbers that stand for all contents of a column or a decision that the rules cannot tell apart.
#pragma once

#include "runtime/records/decide.h"

#include <algorithm>
#include <optional>

namespace msd::records {

/// A *source* is a column or a decision; sources are counted through, columns first. Its codes: the places of the
/// values of a bool or an enum, the masks of a small set, the stretches of numbers between those that they are compared
/// with; then absent and rejected, where these can be.
struct Coding {
  Class cls{};
  bool usable = false;             ///< it has codes: no large set, and not too many numbers that it is compared with
  std::uint32_t values = 0;        ///< of a bool, an enum or a set
  std::int64_t low = 0, high = 0;  ///< what it can hold: places, masks, or the bounds of its numbers
  bool can_be_absent = false, can_be_rejected = false;  ///< by its type, and by how its rules are written
  std::uint32_t codes = 0;
  std::uint32_t absent = kNone, rejected = kNone;
  bool passed_on = false;          ///< a number that is more than compared with constants: codes do not tell all of it
  std::vector<std::int64_t> cuts;  ///< of numbers, ascending: a stretch begins at each

  /// Of a content of its type. O(log cuts).
  std::uint32_t code(const Content& content) const {
    if (content.state == Content::State::Absent) return absent;
    if (content.state == Content::State::Rejected) return rejected;
    if (cls != Class::Number) return static_cast<std::uint32_t>(content.number);
    return static_cast<std::uint32_t>(std::upper_bound(cuts.begin(), cuts.end(), content.number) - cuts.begin());
  }
  /// One of the contents that a code stands for.
  Content sample(std::uint32_t code) const;
};

/// Of all sources. O(expressions).
std::vector<Coding> codings(const Program& program);
/// The same from what was kept of them, without a look at expressions: what a source can be, whether it is passed on,
/// and cuts. No if these do not fit the sources, or `usable` is not what it comes to. O(sources and cuts).
bool complete(const Program& program, std::vector<Coding>& kept);

/// How a source looks in columns of codes: a number of `bits` bits. That of a source with a coding is its code; of a
/// large set the mask, then, where they can be, absent and rejected, as in a small one.
struct Packed {
  std::uint32_t bits = 0;
  std::uint64_t absent = UINT64_MAX, rejected = UINT64_MAX;
  std::uint64_t codes = 0;  ///< all are below
  std::uint32_t bytes() const { return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8; }
};

/// The code of a content of its type. O(log of the numbers that it is compared with).
inline std::uint64_t pack(const Coding& coding, const Packed& packed, const Content& content) {
  if (content.state == Content::State::Absent) return packed.absent;
  if (content.state == Content::State::Rejected) return packed.rejected;
  return coding.cls == Class::Set ? static_cast<std::uint64_t>(content.number) : coding.code(content);
}
/// The content that a code stands for; of numbers, one of them.
inline Content unpack(const Coding& coding, const Packed& packed, std::uint64_t code) {
  if (code == packed.absent) return {};
  if (code == packed.rejected) return {Content::State::Rejected, 0};
  if (coding.cls == Class::Set) return {Content::State::Value, static_cast<std::int64_t>(code)};
  return coding.sample(static_cast<std::uint32_t>(code));
}

/// Of all sources; none for numbers that are compared with too many others.
std::vector<std::optional<Packed>> packed(const std::vector<Coding>& codings);

/// What expressions come to, as far as codes tell it. Not for several threads at once; the program outlives it.
class Samples {
 public:
  Samples(const Program& program, const std::vector<Coding>& codings);
  static constexpr std::uint32_t kSeveral = kNone - 1;

  /// What the expression comes to follows from the codes of what it reads: numbers are only compared with constants,
  /// and it does not ask for the set of an `attach`. O(1).
  bool exact(std::uint32_t expr) const { return exact_[expr]; }
  /// The source that it reads, kNone if it reads none, or kSeveral. O(1).
  std::uint32_t source(std::uint32_t expr) const { return source_[expr]; }
  /// Adds all that it reads, ascending without doubles. O(expressions below it).
  void add_sources(std::uint32_t expr, std::vector<std::uint32_t>& sources);
  /// What it comes to if these sources, which are all that it reads, have these codes. O(expressions below it).
  Content value(std::uint32_t expr, std::span<const std::uint32_t> sources, std::span<const std::uint32_t> codes);

 private:
  const Program& p_;
  const std::vector<Coding>& codings_;
  Decider decider_;
  std::vector<Content> columns_;
  std::vector<bool> exact_;
  std::vector<std::uint32_t> source_;
  void walk(std::uint32_t expr, std::vector<std::uint32_t>& sources);
  std::vector<std::uint32_t> seen_;  // by expression: the walk that was there last
  std::uint32_t walk_ = 0;
};

}  // namespace msd::records
