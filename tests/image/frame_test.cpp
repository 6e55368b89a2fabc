// The frame of an image: header, checksum, where the sections lie.
#include "tests/fuzz/support.h"
#include "tests/image/edited.h"
#include "tests/support/catch.h"

#include <bit>

using namespace msd;
using image::Section;
using test::Edited;

namespace {

constexpr const char* kTiny = "framework tiny 1\n"
                              "row box \"Box\" single\n"
                              "field box.size \"Size\" : int 0 .. 10 given from \"tape\" as external\n"
                              "field box.big \"Big\" : bool derived from size\n"
                              "derive box.big = size > 3\n";

image::Image compiled(const char* text) {
  source::SourceMap sources;
  diag::Sink sink;
  const driver::Compiled out = fuzz::compile_text(text, sources, sink);
  REQUIRE(out.image.has_value());
  return *out.image;
}

std::string reason_of(std::span<const std::byte> bytes) {
  std::vector<std::uint64_t> block((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(block.data(), bytes.data(), bytes.size());
  image::Refusal refusal;
  return image::Image::open(std::move(block), refusal) ? "accepted" : refusal.reason;
}

}  // namespace

TEST_CASE("a good image is accepted, and again after its header was mended") {
  Edited edited(compiled(kTiny));
  CHECK(edited.reason() == "accepted");
  CHECK(edited.mend().reason() == "accepted");
}

TEST_CASE("the same text gives the same bytes") {
  const image::Image one = compiled(kTiny);
  const image::Image two = compiled(kTiny);
  REQUIRE(one.block().size() == two.block().size());
  CHECK(std::memcmp(one.block().data(), two.block().data(), one.block().size()) == 0);
  CHECK(one.hash() == two.hash());
  CHECK(compiled("framework tiny 1\nrow box\nfield box.size : int 0 .. 10 given from \"x\" as external\n").hash() !=
        one.hash());
}

TEST_CASE("an image that is cut off anywhere is refused") {
  const image::Image image = compiled(kTiny);
  for (std::size_t size = 0; size < image.block().size(); size += 8) {
    const std::string reason = reason_of(image.block().first(size));
    INFO("cut to " << size << " bytes");
    CHECK(reason != "accepted");
    CHECK_FALSE(reason.empty());
  }
}

TEST_CASE("each single bit of an image matters") {
  const image::Image image = compiled(kTiny);
  std::vector<std::uint64_t> block(image.block().size() / 8);
  std::memcpy(block.data(), image.block().data(), image.block().size());
  std::size_t accepted = 0;
  for (std::size_t bit = 0; bit < block.size() * 64; ++bit) {
    block[bit / 64] ^= std::uint64_t{1} << (bit % 64);
    image::Refusal refusal;
    accepted += image::Image::open_static(std::as_bytes(std::span(block)), refusal).has_value() ? 1 : 0;
    block[bit / 64] ^= std::uint64_t{1} << (bit % 64);
  }
  CHECK(accepted == 0);
}

TEST_CASE("each fault of the header has its own reason") {
  const image::Image image = compiled(kTiny);
  auto with = [&](auto change) {
    Edited edited(image);
    change(edited.words());
    return edited.reason();
  };
  CHECK(with([](auto& words) { words[0] ^= 1; }) == "it does not begin like one");
  CHECK(with([](auto& words) { words[2] = 0x04030201; }) == "it was written for a machine of another byte order");
  CHECK(with([](auto& words) { words[3] = image::kFormatVersion + 1; }) ==
        "it has format version " + std::to_string(image::kFormatVersion + 1) + ", and this program reads version " +
            std::to_string(image::kFormatVersion));
  CHECK(with([](auto& words) { words[4] += 8; }).starts_with("it says that it is "));
  CHECK(with([](auto& words) { words[6] ^= 1; }) == "its checksum does not fit its content");
  CHECK(with([](auto& words) { words.back() ^= 1; }) == "its checksum does not fit its content");
  CHECK(with([](auto& words) { words.resize(words.size() + 2); }).starts_with("it says that it is "));
  CHECK(reason_of({}) == "it is too short");

  std::vector<std::uint64_t> block(image.block().size() / 8 + 1);
  std::memcpy(reinterpret_cast<std::byte*>(block.data()) + 4, image.block().data(), image.block().size());
  image::Refusal refusal;
  CHECK_FALSE(image::Image::open_static(std::as_bytes(std::span(block)).subspan(4, image.block().size()), refusal));
  CHECK(refusal.reason == "it is not aligned in memory");
}

TEST_CASE("sections lie one behind the other") {
  const image::Image image = compiled(kTiny);
  for (std::size_t i = 0; i < static_cast<std::size_t>(Section::Count); ++i) {
    const auto section = static_cast<Section>(i);
    INFO("section " << i);
    auto with = [&](auto change) {
      Edited edited(image);
      change(edited);
      return edited.mend().reason();
    };
    const std::string misplaced = "section " + std::to_string(i) + " does not lie where it should";
    CHECK(with([&](Edited& e) { e.offset(section) += 4; }) == misplaced);
    CHECK(with([&](Edited& e) { e.offset(section) -= 8; }) == misplaced);
    CHECK(with([&](Edited& e) { e.offset(section) = 0xFFFFFFF8; }) == misplaced);
    CHECK(with([&](Edited& e) { e.count(section) = 0xFFFFFFFF; }) == misplaced);
    CHECK(with([&](Edited& e) { e.count(section) += 1000; }) != "accepted");
  }
  Edited longer(image);
  longer.words().resize(longer.words().size() + 4);
  CHECK(longer.mend().reason() == "it goes on after its last section");
}

TEST_CASE("texts are UTF-8, and whole") {
  const image::Image image = compiled("framework tiny 1\n"
                                      "row box \"Bóx\" single\n"
                                      "field box.size : int 0 .. 10 given from \"x\" as external\n");
  Edited whole(image);
  const std::string_view all(whole.bytes(Section::bytes), whole.extent(Section::bytes).count);
  const std::size_t accent = all.find("\xC3\xB3");
  REQUIRE(accent != std::string::npos);
  auto with = [&](std::size_t at, char byte) {
    Edited edited(image);
    edited.bytes(Section::bytes)[at] = byte;
    return edited.mend().reason();
  };
  const std::string fault = "byte " + std::to_string(accent) + " of its texts is not UTF-8";
  CHECK(with(accent, '\xC0') == fault);
  CHECK(with(accent, '\xED') == fault);
  CHECK(with(accent, '\xF5') == fault);
  CHECK(with(accent, '\x80') == fault);
  CHECK(with(accent + 1, 'x') == fault);
  for (std::size_t at = 0; at < all.size(); ++at) {
    CHECK(with(at, '\0') != "accepted");
    CHECK(with(at, '\xFF') != "accepted");
  }
  // Texts are pairs of an offset and a length.
  Edited edited(image);
  const image::ExtentRecord texts = edited.extent(Section::texts);
  for (std::size_t i = 0; i < texts.count; ++i) {
    std::uint32_t* text = &edited.words()[texts.offset / 4 + 2 * i];
    const std::uint32_t kept[] = {text[0], text[1]};
    const std::string name = "text " + std::to_string(i);
    text[1] = static_cast<std::uint32_t>(all.size()) - text[0] + 1;
    CHECK(edited.mend().reason() == name + " lies outside of its section");
    text[0] = 0xFFFFFFFF, text[1] = 0xFFFFFFFF;
    CHECK(edited.mend().reason() == name + " lies outside of its section");
    text[0] = static_cast<std::uint32_t>(accent) + 1, text[1] = 1;
    CHECK(edited.mend().reason() == name + " begins or ends within a character");
    text[0] = static_cast<std::uint32_t>(accent), text[1] = 1;
    CHECK(edited.mend().reason() == name + " begins or ends within a character");
    text[0] = kept[0], text[1] = kept[1];
  }
  CHECK(edited.mend().reason() == "accepted");
}
