// The records of format.def as data: reader, writer, verifier and dump walk over this.
#pragma once

#include "runtime/image/image.h"

#include <span>

namespace msd::image {

enum class Member : std::uint8_t { Text, Ref, Opt, RangeFirst, RangeCount, Number, Enum, Plain };

struct MemberInfo {
  std::string_view name;
  Member kind;
  Section target = Section::Count;  ///< Ref, Opt, RangeFirst
  std::uint32_t limit = 0;          ///< Enum
};

struct SectionInfo {
  std::string_view record, name;
  std::uint32_t words;  ///< 32-bit members of a record
  std::span<const MemberInfo> members;
};

/// One entry for each section of records, in the order of `Section`.
std::span<const SectionInfo> sections();

/// The start of an image. All numbers are those of the machine that wrote it.
struct Header {
  char magic[8];             ///< "msdimage"
  std::uint32_t byte_order;  ///< 0x01020304
  std::uint32_t version;
  std::uint64_t size;      ///< of the whole block, in bytes
  std::uint64_t checksum;  ///< XXH64 of everything after this member
};
inline constexpr char kMagic[8] = {'m', 's', 'd', 'i', 'm', 'a', 'g', 'e'};
inline constexpr std::uint32_t kByteOrder = 0x01020304;

/// Where a section lies, from the start of the block; follows the header, one for each section.
struct ExtentRecord {
  std::uint32_t offset, count;
};

std::uint64_t checksum(std::span<const std::byte> after_header);

/// What a block of a kind begins with: an image, or another block whose first members are those of `Header`.
struct Frame {
  std::span<const char, sizeof Header::magic> magic;
  std::uint32_t version;
  std::string_view version_name;  ///< what a refusal calls it
  std::size_t least;              ///< bytes of the shortest one; at least a header
  std::uint64_t (*checksum)(std::span<const std::byte> after_header);
};
/// Why a block is not such a one by length, alignment, header and checksum; empty if it is. O(size).
std::string check_header(std::span<const std::byte> block, const Frame& frame);

/// The meaning of records beyond their indices (verify.cpp). Empty if it holds, else the reason.
std::string verify_meaning(const Image& image);

}  // namespace msd::image
