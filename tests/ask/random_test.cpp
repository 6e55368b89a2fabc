// Interviews with random answers, over the frameworks of the repository: they end, and the text is sound all the way.
#include "compiler/ask/begin.h"
#include "compiler/ask/interview.h"
#include "compiler/ask/reading.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/random.h"

#include <algorithm>

namespace {

using msd::ask::Interview;
using msd::ask::Line;

std::size_t choices(const msd::ask::Lines& lines) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [](const Line& l) { return l.style == Line::Style::Choice; }));
}

/// An answer that a hasty person may give: mostly one that fits.
std::string answer(msd::testing::Random& random, const msd::ask::Lines& question, std::size_t asked) {
  const std::size_t count = choices(question);
  if (random.chance(4))
    return random.pick(
        std::vector<std::string>{"undo", "skip", "more", "list", "", "0", "\xC3\xA9", "x because", "none", "help"});
  if (count != 0 && random.chance(90)) return std::to_string(1 + random.below(count)) + " because it is so";
  if (asked > 40 && random.chance(80)) return "";
  return random.pick(std::vector<std::string>{"thing " + std::to_string(random.below(6)), "3", "20 %", "5 k/s", "10 ms",
                                              "none", "words"});
}

void interview(const msd::image::Image& image, std::uint64_t seed) {
  msd::testing::Random random(seed);
  Interview talk(msd::ask::begin_design(image, {"d", ""}), "d.msd", image);
  REQUIRE(talk.usable());
  std::string last = talk.text();
  for (std::size_t asked = 0; asked < 120 && !talk.done(); ++asked) {
    const msd::ask::Lines question = talk.question();
    REQUIRE_FALSE(question.empty());
    talk.answer(answer(random, question, asked));
    if (talk.text() == last) continue;
    last = talk.text();
    // What stands in the file can be gone on with by somebody else.
    const msd::ask::Moment again(last, "d.msd", image);
    INFO(last);
    REQUIRE(again.readable());
    REQUIRE(again.faults().empty());
  }
  CHECK_FALSE(talk.summary().empty());
}

}  // namespace

TEST_CASE("interviews with random answers stay sound") {
  for (const char* entry : {"/stdlib/interview.msd", "/tests/frameworks/triage/triage.msd"}) {
    const auto compiled = msd::testing::compile_file(std::string(MSD_SOURCE_DIR) + entry);
    REQUIRE(compiled.image);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      CAPTURE(entry, seed);
      interview(*compiled.image, seed);
    }
  }
}
