#include "runtime/image/sections.h"

#include <fmt/format.h>

#include <cstring>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace msd::image {

namespace {

#define MSD_SECTION(Record, section) constexpr MemberInfo k##Record[] = {
#define MSD_END(Record)                                                                                                \
  }                                                                                                                    \
  ;
#define MSD_TEXT(member) {#member, Member::Text},
#define MSD_REF(member, section) {#member, Member::Ref, Section::section},
#define MSD_OPT(member, section) {#member, Member::Opt, Section::section},
#define MSD_RANGE(first, count, section) {#first, Member::RangeFirst, Section::section}, {#count, Member::RangeCount},
#define MSD_NUMBER(member) {#member, Member::Number},
#define MSD_ENUM(member, limit) {#member, Member::Enum, Section::Count, limit},
#define MSD_PLAIN(member) {#member, Member::Plain},
#include "runtime/image/format.def"

constexpr SectionInfo kSections[] = {
#define MSD_SECTION(Record, section) {#Record, #section, sizeof(Record) / sizeof(std::uint32_t), k##Record},
#define MSD_END(Record)
#define MSD_TEXT(member)
#define MSD_REF(member, section)
#define MSD_OPT(member, section)
#define MSD_RANGE(first, count, section)
#define MSD_NUMBER(member)
#define MSD_ENUM(member, limit)
#define MSD_PLAIN(member)
#include "runtime/image/format.def"
};

}  // namespace

std::span<const SectionInfo> sections() { return kSections; }

std::uint64_t checksum(std::span<const std::byte> after_header) {
  return XXH64(after_header.data(), after_header.size(), 0);
}

std::string check_header(std::span<const std::byte> block, const Frame& frame) {
  if (block.size() < frame.least) return "it is too short";
  if (reinterpret_cast<std::uintptr_t>(block.data()) % alignof(std::uint64_t) != 0)
    return "it is not aligned in memory";
  Header header;
  std::memcpy(&header, block.data(), sizeof header);
  if (std::memcmp(header.magic, frame.magic.data(), frame.magic.size()) != 0) return "it does not begin like one";
  if (header.byte_order != kByteOrder) return "it was written for a machine of another byte order";
  if (header.version != frame.version) {
    return fmt::format("it has {} {}, and this program reads version {}", frame.version_name, header.version,
                       frame.version);
  }
  if (header.size != block.size())
    return fmt::format("it says that it is {} bytes long, but it is {}", header.size, block.size());
  if (header.checksum != frame.checksum(block.subspan(sizeof header))) return "its checksum does not fit its content";
  return {};
}

}  // namespace msd::image
