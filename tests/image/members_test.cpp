// Every member of every record, out of its range; then any word at all, and whatever passes is evaluated.
#include "tests/fuzz/support.h"
#include "tests/image/edited.h"
#include "tests/support/catch.h"

#include <map>

using namespace msd;
using image::Member;
using image::Section;
using test::Edited;

TEST_CASE("an index beyond its section is refused by the name of its member, in every section") {
  const image::Image& image = fuzz::base(0).image;
  std::size_t tried = 0;
  for (std::size_t s = 0; s < image::sections().size(); ++s) {
    const image::SectionInfo& section = image::sections()[s];
    Edited edited(image);
    const std::uint32_t count = edited.extent(static_cast<Section>(s)).count;
    INFO("section " << section.name << " of the framework for these tests is empty: add what fills it");
    REQUIRE(count > 0);
    for (const std::size_t record : {std::size_t{0}, std::size_t{count - 1}}) {
      for (const image::MemberInfo& member : section.members) {
        if (member.kind == Member::Plain || member.kind == Member::RangeCount) continue;
        std::uint32_t& word = edited.at(static_cast<Section>(s), record, member.name);
        const std::uint32_t kept = word;
        const std::string wanted = std::string(section.name) + "[" + std::to_string(record) + "]." +
                                   std::string(member.name) + " is out of range";
        std::uint32_t limit = member.limit;
        if (member.kind == Member::Text) limit = edited.extent(Section::texts).count;
        if (member.kind == Member::Number) limit = edited.extent(Section::numbers).count;
        if (member.target != Section::Count) limit = edited.extent(member.target).count;
        if (member.kind == Member::RangeFirst) ++limit;  // an empty run may begin at the end
        for (const std::uint32_t value : {limit, 0xFFFFFFFEU, 0x80000000U}) {
          word = value;
          INFO(wanted << " at " << value);
          CHECK(edited.mend().reason() == wanted);
          ++tried;
        }
        if (member.kind == Member::RangeFirst) {
          word = kept;
          std::uint32_t& length = (&word)[1];
          const std::uint32_t kept_length = length;
          for (const std::uint32_t value : {limit, 0xFFFFFFFFU}) {
            length = value;
            CHECK(edited.mend().reason() == wanted);
          }
          length = kept_length;
        }
        if (member.kind == Member::Ref) {
          word = image::kNone;
          CHECK(edited.mend().reason() == wanted);
        }
        word = kept;
      }
    }
  }
  CHECK(tried > 500);
  CHECK(Edited(image).mend().reason() == "accepted");
}

TEST_CASE("whatever the verifier lets through can be evaluated and printed") {
  const fuzz::Base& base = fuzz::base(0);
  Edited edited(base.image);
  constexpr std::size_t kFirst = sizeof(image::Header) / sizeof(std::uint32_t);
  std::map<std::string, std::size_t> reasons;
  std::size_t accepted = 0;
  for (std::size_t at = kFirst; at < edited.words().size(); ++at) {
    std::uint32_t& word = edited.words()[at];
    const std::uint32_t kept = word;
    const std::uint32_t values[] = {0, kept + 1, kept - 1, kept ^ 2U, image::kNone, kept + 7};
    word = values[at % 6] == kept ? kept + 1 : values[at % 6];
    image::Refusal refusal;
    const auto image = edited.mend().open(refusal);
    if (image) {
      ++accepted;
      fuzz::judge_empty(*image);
      if (at % 8 == 0) fuzz::judge(*image, base.design);
    } else {
      ++reasons[refusal.reason];
    }
    word = kept;
  }
  // Both are tried: the verifier, and what it protects.
  CHECK(accepted > 100);
  CHECK(reasons.size() > 100);
}
