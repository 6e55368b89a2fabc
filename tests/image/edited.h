// An image that a test may damage, word by word.
#pragma once

#include "runtime/image/sections.h"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace msd::test {

/// The words of a good image, to be changed and opened again.
class Edited {
 public:
  explicit Edited(const image::Image& image) : words_(image.block().size() / sizeof(std::uint32_t)) {
    std::memcpy(words_.data(), image.block().data(), image.block().size());
  }

  std::vector<std::uint32_t>& words() { return words_; }
  image::ExtentRecord extent(image::Section section) const {
    image::ExtentRecord out;
    std::memcpy(&out, words_.data() + kHeader + 2 * static_cast<std::size_t>(section), sizeof out);
    return out;
  }
  /// Offset and count of a section.
  std::uint32_t& offset(image::Section section) { return words_[kHeader + 2 * static_cast<std::size_t>(section)]; }
  std::uint32_t& count(image::Section section) { return words_[kHeader + 2 * static_cast<std::size_t>(section) + 1]; }
  /// A member by its name in format.def; of the sections behind the records, word `member` by its number.
  std::uint32_t& at(image::Section section, std::size_t record, std::string_view member) {
    const image::SectionInfo& info = image::sections()[static_cast<std::size_t>(section)];
    std::size_t i = 0;
    while (info.members[i].name != member) ++i;
    return words_[extent(section).offset / sizeof(std::uint32_t) + record * info.words + i];
  }
  char* bytes(image::Section section) { return reinterpret_cast<char*>(words_.data()) + extent(section).offset; }

  /// Writes a header that fits, so that only the content can be at fault.
  Edited& mend() {
    image::Header header{};
    std::memcpy(header.magic, image::kMagic, sizeof header.magic);
    header.byte_order = image::kByteOrder;
    header.version = image::kFormatVersion;
    header.size = words_.size() * sizeof(std::uint32_t);
    header.checksum = image::checksum(std::as_bytes(std::span(words_)).subspan(sizeof header));
    std::memcpy(words_.data(), &header, sizeof header);
    return *this;
  }

  std::optional<image::Image> open(image::Refusal& refusal) const {
    std::vector<std::uint64_t> block((words_.size() + 1) / 2);
    std::memcpy(block.data(), words_.data(), words_.size() * sizeof(std::uint32_t));
    return image::Image::open(std::move(block), refusal);
  }
  /// Why it is refused; "accepted" if it is not.
  std::string reason() const {
    image::Refusal refusal;
    return open(refusal) ? "accepted" : refusal.reason;
  }

 private:
  static constexpr std::size_t kHeader = sizeof(image::Header) / sizeof(std::uint32_t);
  std::vector<std::uint32_t> words_;
};

}  // namespace msd::test
