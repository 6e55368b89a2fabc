#include "runtime/image/sections.h"

#include <fmt/format.h>

#include <cstring>

namespace msd::image {

namespace {

constexpr std::size_t kCount = static_cast<std::size_t>(Section::Count);

std::size_t record_size(std::size_t section) {
  if (section < sections().size()) return sections()[section].words * sizeof(std::uint32_t);
  if (section == static_cast<std::size_t>(Section::numbers)) return sizeof(std::int64_t);
  return section == static_cast<std::size_t>(Section::texts) ? sizeof(ExtentRecord) : 1;
}

/// How many records have a member that is not below its limit; none may stand for nothing.
std::size_t beyond(const std::uint32_t* member, std::size_t step, std::size_t count, std::uint64_t limit, bool none) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t value = member[i * step];
    out += (value >= limit ? 1U : 0U) & (none && value == kNone ? 0U : 1U);
  }
  return out;
}

/// How many runs, each a first one and a count, end beyond.
std::size_t runs_beyond(const std::uint32_t* first, std::size_t step, std::size_t count, std::uint64_t limit) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < count; ++i) out += std::uint64_t{first[i * step]} + first[i * step + 1] > limit ? 1U : 0U;
  return out;
}

/// Member by member, as that is quicker than record by record.
std::string check_members(const SectionInfo& section, const std::uint32_t* words, std::size_t count,
                          const std::size_t* counts) {
  const auto fault = [&](std::size_t i, std::size_t from, std::size_t records) -> std::size_t {
    const MemberInfo& member = section.members[i];
    const std::uint32_t* const at = words + from * section.words + i;
    const auto of = [&](Section target) { return counts[static_cast<std::size_t>(target)]; };
    switch (member.kind) {
    case Member::Text: return beyond(at, section.words, records, of(Section::texts), false);
    case Member::Ref: return beyond(at, section.words, records, of(member.target), false);
    case Member::Opt: return beyond(at, section.words, records, of(member.target), true);
    case Member::RangeFirst: return runs_beyond(at, section.words, records, of(member.target));
    case Member::Number: return beyond(at, section.words, records, of(Section::numbers), false);
    case Member::Enum: return beyond(at, section.words, records, member.limit, false);
    case Member::RangeCount:
    case Member::Plain: break;
    }
    return 0;
  };
  std::size_t faults = 0;
  for (std::size_t i = 0; i < section.members.size(); ++i) faults += fault(i, 0, count);
  for (std::size_t record = 0; faults != 0 && record < count; ++record) {
    for (std::size_t i = 0; i < section.members.size(); ++i) {
      if (fault(i, record, 1) != 0)
        return fmt::format("{}[{}].{} is out of range", section.name, record, section.members[i].name);
    }
  }
  return {};
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Length of the well-formed UTF-8 sequence at the start of `text` (RFC 3629), 0 if there is none.
std::size_t sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  // Overlong forms, surrogates and what lies past the last code point.
  const unsigned next = byte(1);
  if ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) || (lead == 0xF0 && next < 0x90) ||
      (lead == 0xF4 && next > 0x8F))
    return 0;
  return length;
}

/// The bytes are looked at once as a whole; a text then needs only to begin and end between two sequences.
std::string check_texts(std::span<const ExtentRecord> texts, std::span<const char> bytes) {
  const std::string_view all(bytes.data(), bytes.size());
  for (std::size_t at = 0; at < all.size();) {
    std::uint64_t eight = 0;
    if (at + sizeof eight <= all.size()) {
      std::memcpy(&eight, all.data() + at, sizeof eight);
      // Eight bytes below 0x80, none of them zero (a zero borrows from its own top bit).
      if ((eight & 0x8080808080808080U) == 0 && ((eight - 0x0101010101010101U) & 0x8080808080808080U) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t length = all[at] == '\0' ? 0 : sequence(all.substr(at));
    if (length == 0) return fmt::format("byte {} of its texts is not UTF-8", at);
    at += length;
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::uint64_t begin = texts[i].offset;
    const std::uint64_t end = begin + texts[i].count;
    if (end > all.size()) return fmt::format("text {} lies outside of its section", i);
    if ((begin < all.size() && continues(all[begin])) || (end < all.size() && continues(all[end])))
      return fmt::format("text {} begins or ends within a character", i);
  }
  return {};
}

}  // namespace

std::optional<Image> Image::open_static(std::span<const std::byte> block, Refusal& refusal) {
  static constexpr Frame kFrame{kMagic, kFormatVersion, "format version",
                                sizeof(Header) + kCount * sizeof(ExtentRecord), checksum};
  refusal.reason = check_header(block, kFrame);
  if (!refusal.reason.empty()) return std::nullopt;
  Image image;
  image.block_ = block;
  std::size_t counts[kCount];
  std::uint64_t end = sizeof(Header) + kCount * sizeof(ExtentRecord);
  end = (end + 7) / 8 * 8;
  for (std::size_t i = 0; i < kCount; ++i) {
    ExtentRecord extent;
    std::memcpy(&extent, block.data() + sizeof(Header) + i * sizeof extent, sizeof extent);
    const std::uint64_t bytes = std::uint64_t{extent.count} * record_size(i);
    // Sections follow each other without holes, so nothing can lie in two of them.
    if (extent.offset != end || extent.offset + bytes > block.size())
      return refusal.reason = fmt::format("section {} does not lie where it should", i), std::nullopt;
    end = (extent.offset + bytes + 7) / 8 * 8;
    image.extents_[i] = {extent.offset, extent.count};
    counts[i] = extent.count;
  }
  if (end != block.size()) return refusal.reason = "it goes on after its last section", std::nullopt;
  for (std::size_t i = 0; i < sections().size(); ++i) {
    const auto* words = reinterpret_cast<const std::uint32_t*>(block.data() + image.extents_[i].offset);
    refusal.reason = check_members(sections()[i], words, counts[i], counts);
    if (!refusal.reason.empty()) return std::nullopt;
  }
  refusal.reason = check_texts(image.view<ExtentRecord>(Section::texts), image.view<char>(Section::bytes));
  if (!refusal.reason.empty()) return std::nullopt;
  refusal.reason = verify_meaning(image);
  if (!refusal.reason.empty()) return std::nullopt;
  return image;
}

std::optional<Image> Image::open(std::vector<std::uint64_t> block, Refusal& refusal) {
  auto owned = std::make_shared<const std::vector<std::uint64_t>>(std::move(block));
  auto image = open_static(std::as_bytes(std::span(*owned)), refusal);
  if (image) image->owned_ = std::move(owned);
  return image;
}

std::string_view Image::path(std::uint32_t file) const {
  return found_at_ != nullptr && file < found_at_->size() ? std::string_view((*found_at_)[file])
                                                          : text(files()[file].path);
}

void Image::found_at(std::vector<std::string> paths) {
  found_at_ = std::make_shared<const std::vector<std::string>>(std::move(paths));
}

std::string_view Image::text(std::uint32_t index) const {
  const ExtentRecord text = view<ExtentRecord>(Section::texts)[index];
  const auto bytes = view<char>(Section::bytes);
  return {bytes.data() + text.offset, text.count};
}

std::uint64_t Image::hash() const {
  Header header;
  std::memcpy(&header, block_.data(), sizeof header);
  return header.checksum;
}

std::string dump(const Image& image) {
  std::string out =
      fmt::format("image version {}, {} bytes, hash {:016x}\n", kFormatVersion, image.block().size(), image.hash());
  ExtentRecord extent;
  for (std::size_t s = 0; s < sections().size(); ++s) {
    std::memcpy(&extent, image.block().data() + sizeof(Header) + s * sizeof extent, sizeof extent);
    const SectionInfo& section = sections()[s];
    const auto* words = reinterpret_cast<const std::uint32_t*>(image.block().data() + extent.offset);
    out += fmt::format("{} ({})\n", section.name, extent.count);
    for (std::size_t record = 0; record < extent.count; ++record) {
      out += fmt::format("  {}:", record);
      for (std::size_t i = 0; i < section.members.size(); ++i) {
        const MemberInfo& member = section.members[i];
        const std::uint32_t value = words[record * section.words + i];
        if (value == kNone) continue;
        if (member.kind == Member::Text) {
          out += fmt::format(" {}=\"{}\"", member.name, image.text(value));
        } else if (member.kind == Member::Number) {
          out += fmt::format(" {}={}", member.name, image.number(value));
        } else if (section.name == "nodes" && member.name == "op") {
          out += fmt::format(" {}", info(static_cast<Op>(value)).name);
        } else {
          out += fmt::format(" {}={}", member.name, value);
        }
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace msd::image
