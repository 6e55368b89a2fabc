// Fuzz entry for images: what the verifier lets through can be evaluated and printed, whatever it says.
//
// An input is one byte and what follows. 0: an image as it is. 1: an image, its header mended first, so that what is
// tried is the verifier and not the checksum. Else: changes of the words of a good image that is compiled here (its
// header mended too), five bytes each: which word (2 bytes), how, and an operand (2 bytes). Such inputs keep their
// sense when the format changes. From 0x80 on, what is changed is a rules file of that image.
#include "runtime/image/sections.h"
#include "runtime/records/store.h"
#include "tests/fuzz/support.h"

#include <cstring>

namespace {

using namespace msd;

void mend(std::vector<std::uint64_t>& block) {
  if (block.size() * 8 < sizeof(image::Header)) return;
  image::Header header{};
  std::memcpy(header.magic, image::kMagic, sizeof header.magic);
  header.byte_order = image::kByteOrder;
  header.version = image::kFormatVersion;
  header.size = block.size() * 8;
  header.checksum = image::checksum(std::as_bytes(std::span(block)).subspan(sizeof header));
  std::memcpy(block.data(), &header, sizeof header);
}

void change(std::vector<std::uint64_t>& block, std::span<const std::uint8_t> edits) {
  std::vector<std::uint32_t> words(block.size() * 2);
  std::memcpy(words.data(), block.data(), block.size() * 8);
  constexpr std::size_t kHeader = sizeof(image::Header) / sizeof(std::uint32_t);
  const std::size_t count = words.size() - kHeader;
  for (; edits.size() >= 5; edits = edits.subspan(5)) {
    std::uint32_t& word = words[kHeader + (edits[0] + edits[1] * 256U) % count];
    const std::uint32_t operand = edits[3] + edits[4] * 256U;
    switch (edits[2] % 6) {
    case 0: word = operand; break;
    case 1: word = image::kNone - operand; break;
    case 2: word += operand; break;
    case 3: word -= operand; break;
    case 4: word ^= 1U << operand % 32; break;
    case 5: word = words[kHeader + operand % count]; break;
    }
  }
  std::memcpy(block.data(), words.data(), block.size() * 8);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span<const std::uint8_t> rest(data + 1, size - 1);
  const fuzz::Base& base = fuzz::base(data[0] < 0xF0 ? 0 : 1);  // the second one is large, and slow to judge
  std::vector<std::uint64_t> block;
  if (data[0] >= 0x80 && data[0] < 0xF0) {
    static const std::vector<std::uint64_t> kRules[] = {fuzz::rules_file(base.image, {}),
                                                        fuzz::rules_file(base.image, {.places = 0}),
                                                        fuzz::rules_file(base.image, {.places = 0, .numbers = 0})};
    block = kRules[data[0] % 3];
    change(block, rest);
    fuzz::seal_rules(block);
    fuzz::judge_rules(std::as_bytes(std::span(block)));
    return 0;
  }
  if (data[0] < 2) {
    block.resize((rest.size() + 7) / 8);
    if (!rest.empty()) std::memcpy(block.data(), rest.data(), rest.size());
  } else {
    block.resize(base.image.block().size() / 8);
    std::memcpy(block.data(), base.image.block().data(), base.image.block().size());
    change(block, rest);
  }
  if (data[0] != 0) mend(block);
  image::Refusal refusal;
  const auto image = image::Image::open(std::move(block), refusal);
  fuzz::insist(image.has_value() == refusal.reason.empty(), "a refusal without a reason, or a reason without one");
  if (!image) return 0;
  image::dump(*image);
  fuzz::judge_records(*image);
  fuzz::judge(*image, base.design);
  fuzz::judge_empty(*image);
  return 0;
}
