#include "runtime/image/sections.h"

#include <cstring>
#include <map>
#include <unordered_map>

namespace msd::image {

struct Builder::Interned {
  std::unordered_map<std::string, std::uint32_t> texts;
  std::vector<std::string> text_list;
  std::unordered_map<std::int64_t, std::uint32_t> numbers;
  std::vector<std::int64_t> number_list;
};

Builder::Builder() : interned_(std::make_shared<Interned>()) {
  text("");
  number(0);
}

std::uint32_t Builder::text(std::string_view text) {
  const auto [it, added] =
      interned_->texts.emplace(std::string(text), static_cast<std::uint32_t>(interned_->text_list.size()));
  if (added) interned_->text_list.emplace_back(text);
  return it->second;
}

std::uint32_t Builder::number(std::int64_t value) {
  const auto [it, added] = interned_->numbers.emplace(value, static_cast<std::uint32_t>(interned_->number_list.size()));
  if (added) interned_->number_list.push_back(value);
  return it->second;
}

namespace {

class Writer {
 public:
  Writer() : block_((sizeof(Header) + sizeof(ExtentRecord) * kCount + 7) / 8) {}

  void append(std::size_t index, const void* data, std::size_t count, std::size_t size) {
    const std::size_t offset = block_.size() * 8;
    block_.resize(block_.size() + (count * size + 7) / 8);
    if (count != 0) std::memcpy(bytes() + offset, data, count * size);
    const ExtentRecord extent{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(count)};
    std::memcpy(bytes() + sizeof(Header) + index * sizeof(ExtentRecord), &extent, sizeof extent);
  }

  std::vector<std::uint64_t> finish() {
    Header header{};
    std::memcpy(header.magic, kMagic, sizeof kMagic);
    header.byte_order = kByteOrder;
    header.version = kFormatVersion;
    header.size = block_.size() * 8;
    header.checksum = checksum({bytes() + sizeof(Header), block_.size() * 8 - sizeof(Header)});
    std::memcpy(bytes(), &header, sizeof header);
    return std::move(block_);
  }

 private:
  static constexpr std::size_t kCount = static_cast<std::size_t>(Section::Count);
  std::byte* bytes() { return reinterpret_cast<std::byte*>(block_.data()); }
  std::vector<std::uint64_t> block_;
};

}  // namespace

std::vector<std::uint64_t> Builder::finish() const {
  Writer writer;
  std::size_t index = 0;
#define MSD_SECTION(Record, section) writer.append(index++, section.data(), section.size(), sizeof(Record));
#define MSD_END(Record)
#define MSD_TEXT(member)
#define MSD_REF(member, section)
#define MSD_OPT(member, section)
#define MSD_RANGE(first, count, section)
#define MSD_NUMBER(member)
#define MSD_ENUM(member, limit)
#define MSD_PLAIN(member)
#include "runtime/image/format.def"
  writer.append(index++, interned_->number_list.data(), interned_->number_list.size(), sizeof(std::int64_t));
  std::string bytes;
  std::vector<ExtentRecord> texts;
  for (const std::string& text : interned_->text_list) {
    texts.push_back({static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(text.size())});
    bytes += text;
  }
  writer.append(index++, texts.data(), texts.size(), sizeof(ExtentRecord));
  writer.append(index++, bytes.data(), bytes.size(), 1);
  return writer.finish();
}

}  // namespace msd::image
