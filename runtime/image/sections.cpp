#include "runtime/image/sections.h"

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

}  // namespace msd::image
