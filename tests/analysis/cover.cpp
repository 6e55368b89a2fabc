// What earlier lines leave of a condition, against every place.
#include "tests/support/catch.h"
#include "tests/support/random.h"
#include "tests/support/settings.h"

#include "compiler/analysis/cover.h"

#include <algorithm>

using namespace msd::analysis;
using msd::testing::Random;
using msd::testing::settings;

namespace {

/// A table of random conditions, of one or two cubes each, over a few variables.
class Table {
 public:
  Table(Random& random, std::size_t lines) : random_(random), d_(1'000'000), cover_(d_, 10'000'000) {
    const std::size_t variables = 2 + random.below(5);
    for (std::size_t v = 0; v < variables; ++v)
      places_ *= d_.values(d_.variable(2 + static_cast<unsigned>(random.below(3))));
    for (std::size_t i = 0; i < lines; ++i) {
      conditions_.push_back(condition());
      cover_.add(conditions_.back());
    }
  }

  Node condition() {
    const Node one = cube();
    return random_.chance(30) ? d_.either(one, cube()) : one;
  }
  bool holds(Node f, std::size_t place) const {
    return d_.evaluate(f, [&](Variable v) { return value(place, v); }) == 1;
  }
  std::uint32_t value(std::size_t place, Variable v) const {
    for (Variable before = 0; before < v; ++before) place /= d_.values(before);
    return static_cast<std::uint32_t>(place % d_.values(v));
  }
  bool in(const Cube& cube, std::size_t place) const {
    return std::all_of(cube.begin(), cube.end(),
                       [&](const Choice& c) { return (c.values >> value(place, c.variable) & 1U) != 0; });
  }
  /// Some place of `f` is taken by none of these lines.
  bool open(Node f, const std::vector<std::uint32_t>& lines) const {
    for (std::size_t place = 0; place < places_; ++place) {
      const auto takes = [&](std::uint32_t line) { return holds(conditions_[line], place); };
      if (holds(f, place) && std::none_of(lines.begin(), lines.end(), takes)) return true;
    }
    return false;
  }

  void check(Node f, std::uint32_t before) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t line = 0; line < before; ++line) all.push_back(line);
    const auto left = cover_.left(f, before);
    REQUIRE_FALSE(cover_.exhausted());
    REQUIRE(left.has_value() == open(f, all));
    for (std::size_t place = 0; left && place < places_; ++place) {
      if (!in(*left, place)) continue;
      REQUIRE(holds(f, place));
      for (std::uint32_t line : all) REQUIRE_FALSE(holds(conditions_[line], place));
    }
    if (!left) proof(f, before);
    shares(f, before);
  }

  void proof(Node f, std::uint32_t before) {
    const std::vector<std::uint32_t> takers = cover_.takers();
    CHECK(std::all_of(takers.begin(), takers.end(), [&](std::uint32_t line) { return line < before; }));
    CHECK_FALSE(open(f, takers));
    const std::vector<std::uint32_t> fewest = cover_.fewest(f, takers);
    CHECK_FALSE(open(f, fewest));
    for (std::size_t k = 0; k < fewest.size(); ++k) {
      std::vector<std::uint32_t> without = fewest;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(k));
      CHECK(open(f, without));
    }
    if (const auto alone = cover_.alone(f, before)) CHECK_FALSE(open(f, {*alone}));
  }

  void shares(Node f, std::uint32_t before) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t line = 0; line < before; ++line) {
      if (!d_.disjoint(f, conditions_[line])) expected.push_back(line);
    }
    CHECK(cover_.sharing(f, before) == expected);
  }

  std::uint32_t lines() const { return cover_.lines(); }

 private:
  Node cube() {
    Node out = Diagrams::yes();
    for (Variable v = 0; v < d_.variables(); ++v) {
      if (random_.chance(50)) continue;
      std::vector<std::uint32_t> by(d_.values(v));
      for (std::uint32_t& one : by) one = random_.chance(60) ? 1 : 0;
      by[random_.below(by.size())] = 1;
      out = d_.both(out, d_.select(v, by));
    }
    return out;
  }

  Random& random_;
  Diagrams d_;
  Cover cover_;
  std::size_t places_ = 1;
  std::vector<Node> conditions_;
};

}  // namespace

TEST_CASE("what lines leave of a condition, and which of them take it, is what the places say") {
  Random random(settings().seed);
  for (int round = 0; round < 200; ++round) {
    Table table(random, random.chance(10) ? 150 : 1 + random.below(20));
    for (int question = 0; question < 20; ++question)
      table.check(table.condition(), static_cast<std::uint32_t>(random.below(table.lines() + 1)));
  }
}

TEST_CASE("a cover that may look at nothing is exhausted, and finds nothing") {
  Diagrams d(1'000);
  const std::vector<std::uint32_t> one{0, 1};
  const Variable v = d.variable(2);
  Cover cover(d, 0);
  cover.add(d.select(v, one));
  CHECK_FALSE(cover.left(Functions::yes(), 1));
  CHECK(cover.exhausted());
}
