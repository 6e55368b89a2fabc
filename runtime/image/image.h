// The image: one flat block of 32-bit records that is verified once and then read in place. The format is format.def.
#pragma once

#include "runtime/image/types.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace msd::image {

inline constexpr std::uint32_t kNone = 0xFFFFFFFFU;
inline constexpr std::uint32_t kFormatVersion = 4;

// The records.
#define MSD_SECTION(Record, section) struct Record {
#define MSD_END(Record)                                                                                                \
  }                                                                                                                    \
  ;
#define MSD_TEXT(member) std::uint32_t member = 0;
#define MSD_REF(member, section) std::uint32_t member = kNone;
#define MSD_OPT(member, section) std::uint32_t member = kNone;
#define MSD_RANGE(first, count, section)                                                                               \
  std::uint32_t first = 0;                                                                                             \
  std::uint32_t count = 0;
#define MSD_NUMBER(member) std::uint32_t member = 0;
#define MSD_ENUM(member, limit) std::uint32_t member = 0;
#define MSD_PLAIN(member) std::uint32_t member = 0;
#include "runtime/image/format.def"

enum class Section : std::uint32_t {
#define MSD_SECTION(Record, section) section,
#define MSD_END(Record)
#define MSD_TEXT(member)
#define MSD_REF(member, section)
#define MSD_OPT(member, section)
#define MSD_RANGE(first, count, section)
#define MSD_NUMBER(member)
#define MSD_ENUM(member, limit)
#define MSD_PLAIN(member)
#include "runtime/image/format.def"
  numbers,  ///< 64-bit
  texts,    ///< offset and length pairs into the bytes
  bytes,    ///< UTF-8
  Count
};

/// The content of an image in memory, before it is written: what the compiler fills. Text 0 is the empty text,
/// number 0 is 0 (add_text and add_number see to it).
class Builder {
 public:
  Builder();
#define MSD_SECTION(Record, section) std::vector<Record> section;
#define MSD_END(Record)
#define MSD_TEXT(member)
#define MSD_REF(member, section)
#define MSD_OPT(member, section)
#define MSD_RANGE(first, count, section)
#define MSD_NUMBER(member)
#define MSD_ENUM(member, limit)
#define MSD_PLAIN(member)
#include "runtime/image/format.def"
  /// By file: where it was found when the framework was compiled. Not written.
  std::vector<std::string> found_at;

  /// Interned: equal texts share an index.
  std::uint32_t text(std::string_view text);
  std::uint32_t number(std::int64_t value);
  /// The finished block: header, section table, sections, checksum. Same content, same bytes. O(size).
  std::vector<std::uint64_t> finish() const;

 private:
  struct Interned;
  std::shared_ptr<Interned> interned_;
};

/// Why a block is no image, in words that follow "this is not a usable image: ".
struct Refusal {
  std::string reason;
};

/// A verified image. Copies share the block. All indices that its records hold are in range, all nodes well formed
/// (every operand has the class that ops.def asks for), so readers need no checks of their own.
class Image {
 public:
  /// Takes a block over after verifying all of it: magic, version, size, checksum, every record. O(size).
  static std::optional<Image> open(std::vector<std::uint64_t> block, Refusal& refusal);
  /// The same for bytes that outlive the image (embedded ones, a mapped file); 8-byte aligned.
  static std::optional<Image> open_static(std::span<const std::byte> block, Refusal& refusal);

#define MSD_SECTION(Record, section)                                                                                   \
  std::span<const Record> section() const { return view<Record>(Section::section); }
#define MSD_END(Record)
#define MSD_TEXT(member)
#define MSD_REF(member, section)
#define MSD_OPT(member, section)
#define MSD_RANGE(first, count, section)
#define MSD_NUMBER(member)
#define MSD_ENUM(member, limit)
#define MSD_PLAIN(member)
#include "runtime/image/format.def"

  std::string_view text(std::uint32_t index) const;
  std::size_t text_count() const { return extents_[static_cast<std::size_t>(Section::texts)].count; }
  std::int64_t number(std::uint32_t index) const { return view<std::int64_t>(Section::numbers)[index]; }
  std::size_t view_numbers() const { return view<std::int64_t>(Section::numbers).size(); }
  const FrameworkRecord& framework() const { return frameworks()[0]; }
  /// A file as reports name it: where it was found, if that was said; else its path from the framework's root.
  std::string_view path(std::uint32_t file) const;
  /// Says where the files were found, in their order. The block stays as it is; copies made later know it, too.
  void found_at(std::vector<std::string> paths);
  /// The checksum of the content: the framework's hash in reports.
  std::uint64_t hash() const;
  std::span<const std::byte> block() const { return block_; }

 private:
  struct Extent {
    std::uint32_t offset = 0, count = 0;
  };
  template <class T> std::span<const T> view(Section s) const {
    const Extent e = extents_[static_cast<std::size_t>(s)];
    return {reinterpret_cast<const T*>(block_.data() + e.offset), e.count};
  }
  std::shared_ptr<const std::vector<std::uint64_t>> owned_;
  std::shared_ptr<const std::vector<std::string>> found_at_;
  std::span<const std::byte> block_;
  Extent extents_[static_cast<std::size_t>(Section::Count)];
};

/// A deterministic print of all records, for `msdc dump image`.
std::string dump(const Image& image);

}  // namespace msd::image
