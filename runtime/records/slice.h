// A program as boolean operations: one bit of a code of 64 and more records in each word.
#pragma once

#include "runtime/records/circuit.h"
#include "runtime/records/coding.h"

#include <optional>
#include <string>

namespace msd::records {

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

struct Sliced {
  std::vector<std::uint32_t> columns;  ///< that are read, ascending; their planes are the inputs, the lowest bit first
  Circuit::Chains chains;              ///< outputs: the planes of the decisions asked for
  std::size_t nodes = 0;
};

/// What these decisions come to, by the codes of columns. Says in `why` which decision does not follow from codes, or
/// is a table that would take more than `largest` operations. O(expressions times bits of codes).
std::optional<Sliced> slice(const Program& program, const std::vector<Coding>& codings,
                            std::span<const std::uint32_t> decisions, std::size_t largest, std::string& why);

}  // namespace msd::records
