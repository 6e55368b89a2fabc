// Which edits are taken together, and how often the proof is asked for.
#include "compiler/fix/choose.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace msd;

namespace {

using Edits = std::vector<std::size_t>;

struct Asked {
  fix::Choice choice;
  std::size_t times = 0;
};

/// Edits of one group cannot be made together.
Asked among(std::size_t edits, const std::vector<Edits>& groups) {
  Asked out;
  out.choice = fix::choose(edits, [&](const Edits& chosen) -> std::string {
    ++out.times;
    for (const Edits& group : groups) {
      const bool all = std::all_of(group.begin(), group.end(), [&](std::size_t e) {
        return std::find(chosen.begin(), chosen.end(), e) != chosen.end();
      });
      if (all) return "not all of a group";
    }
    return {};
  });
  return out;
}

Edits left(const fix::Choice& choice) {
  Edits out;
  for (const fix::Left& one : choice.left) out.push_back(one.edit);
  return out;
}

}  // namespace

TEST_CASE("what can be made together is asked for once") {
  const Asked asked = among(40, {});
  CHECK(asked.choice.taken.size() == 40);
  CHECK(asked.choice.left.empty());
  CHECK(asked.times == 1);
  CHECK(among(0, {}).times == 0);
}

TEST_CASE("of edits that are safe only alone the first is made") {
  const Asked two = among(2, {{0, 1}});
  CHECK(two.choice.taken == Edits{0});
  CHECK(left(two.choice) == Edits{1});
  CHECK(two.choice.left[0].reason == "not all of a group");
  const Asked three = among(9, {{1, 5}, {2, 7, 8}, {4}});
  CHECK(three.choice.taken == Edits{0, 1, 2, 3, 6, 7});
  CHECK(left(three.choice) == Edits{4, 5, 8});
  CHECK(three.times <= 18);
}

TEST_CASE("nothing that is left could be added to what is taken") {
  for (std::size_t seed = 1; seed < 60; ++seed) {
    std::vector<Edits> groups;
    std::size_t state = seed * 2654435761U;
    for (std::size_t g = 0; g < 6; ++g) {
      Edits group;
      for (std::size_t i = 0; i < 3; ++i) group.push_back((state = state * 1103515245U + 12345U) / 65536U % 16);
      groups.push_back(group);
    }
    const auto fine = [&](const Edits& chosen) {
      return std::none_of(groups.begin(), groups.end(), [&](const Edits& group) {
        return std::all_of(group.begin(), group.end(),
                           [&](std::size_t e) { return std::find(chosen.begin(), chosen.end(), e) != chosen.end(); });
      });
    };
    const fix::Choice choice = among(16, groups).choice;
    CHECK(fine(choice.taken));
    for (std::size_t e : left(choice)) {
      Edits more = choice.taken;
      more.push_back(e);
      CHECK_FALSE(fine(more));
    }
  }
}
