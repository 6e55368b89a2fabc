// Covers of random truths, place by place; edits of tables.
#include "tests/support/catch.h"
#include "tests/support/random.h"
#include "tests/support/settings.h"

#include "compiler/diff/cover.h"
#include "compiler/diff/edits.h"

using namespace msd;
using namespace msd::testing;
using analysis::Diagrams;
using analysis::Node;

namespace {

const std::vector<unsigned> kArities{2, 3, 4, 2, 3};

Node random_truth(Diagrams& d, Random& random, unsigned depth) {
  if (depth == 0) {
    const auto v = static_cast<analysis::Variable>(random.below(kArities.size()));
    std::vector<std::uint32_t> in;
    for (unsigned i = 0; i < kArities[v]; ++i) in.push_back(random.chance(50) ? 1 : 0);
    return d.select(v, in);
  }
  const Node a = random_truth(d, random, depth - 1);
  const Node b = random_truth(d, random, depth - 1);
  return random.chance(50) ? d.both(a, b) : d.either(a, d.negate(b));
}

std::vector<std::vector<std::uint32_t>> all_places() {
  std::vector<std::vector<std::uint32_t>> out{{}};
  for (unsigned arity : kArities) {
    std::vector<std::vector<std::uint32_t>> next;
    for (const auto& place : out) {
      for (std::uint32_t v = 0; v < arity; ++v) {
        next.push_back(place);
        next.back().push_back(v);
      }
    }
    out = std::move(next);
  }
  return out;
}

bool inside(const analysis::Cube& cube, const std::vector<std::uint32_t>& place) {
  return std::all_of(cube.begin(), cube.end(),
                     [&](const analysis::Choice& c) { return (c.values >> place[c.variable] & 1U) != 0; });
}

tir::Rule table(const std::vector<std::pair<std::string, std::uint32_t>>& lines) {
  tir::Rule out;
  out.kind = tir::Rule::Kind::Classify;
  for (const auto& [name, condition] : lines) {
    out.lines.emplace_back();
    out.lines.back().name = name;
    out.lines.back().condition = {condition};
  }
  return out;
}

std::vector<std::string> said(const tir::Rule& a, const tir::Rule& b) {
  static constexpr const char* kKinds[] = {"added", "removed", "rewritten", "moved", "renamed"};
  std::vector<std::string> out;
  for (const diff::Edit& e : diff::edits(a, b))
    out.push_back(std::string(kKinds[static_cast<int>(e.kind)]) + " " + e.what);
  return out;
}

}  // namespace

TEST_CASE("covers hold exactly what they cover, each place once, and no cube in vain") {
  Random random(settings().seed);
  const auto places = all_places();
  std::size_t cubes = 0;
  std::size_t paths = 0;
  for (std::size_t i = 0; i < settings().frameworks; ++i) {
    Diagrams d(1'000'000);
    for (unsigned arity : kArities) d.variable(arity);
    const Node on = random_truth(d, random, 3);
    const Node care = random.chance(30) ? Diagrams::yes() : random_truth(d, random, 2);
    const auto value = [&](Node n, const std::vector<std::uint32_t>& place) {
      return d.evaluate(n, [&](analysis::Variable v) { return place[v]; }) == 1;
    };
    const diff::Cover cover = diff::cover(d, on, care, 1'000);
    REQUIRE(cover.whole);
    cubes += cover.cubes.size();
    paths += d.cubes(d.both(on, care), 1'000).size();
    std::vector<std::size_t> used(cover.cubes.size());
    for (const auto& place : places) {
      if (!value(care, place)) continue;
      std::size_t in = 0;
      for (std::size_t k = 0; k < cover.cubes.size(); ++k) {
        if (inside(cover.cubes[k], place)) ++in, ++used[k];
      }
      REQUIRE(in == (value(on, place) ? 1U : 0U));
    }
    for (std::size_t n : used) REQUIRE(n != 0);
  }
  CHECK(cubes < paths);
}

TEST_CASE("a cover that is cut off says so") {
  Diagrams d(1'000);
  const std::vector<std::uint32_t> odd{0, 1};
  Node parity = Diagrams::no();
  for (int i = 0; i < 6; ++i) {
    const Node bit = d.select(d.variable(2), odd);
    parity = d.choose(bit, d.negate(parity), parity);
  }
  CHECK(diff::cover(d, parity, Diagrams::yes(), 32).whole);
  const diff::Cover cut = diff::cover(d, parity, Diagrams::yes(), 10);
  CHECK_FALSE(cut.whole);
  CHECK(cut.cubes.size() == 10);
}

TEST_CASE("edits are as few as they can be, and can be taken back one by one") {
  using Said = std::vector<std::string>;
  const tir::Rule before = table({{"a", 1}, {"b", 2}, {"c", 3}, {"otherwise", 9}});
  CHECK(said(before, before).empty());
  CHECK(said(before, table({{"c", 3}, {"a", 1}, {"b", 2}, {"otherwise", 9}})) == Said{"moved c"});
  CHECK(said(before, table({{"a", 1}, {"c", 3}, {"otherwise", 9}})) == Said{"removed b"});
  CHECK(said(before, table({{"a", 1}, {"b", 2}, {"d", 4}, {"c", 3}, {"otherwise", 9}})) == Said{"added d"});
  CHECK(said(before, table({{"a", 1}, {"b", 7}, {"c", 3}, {"otherwise", 9}})) == Said{"rewritten b"});
  CHECK(said(before, table({{"a", 1}, {"bee", 2}, {"c", 3}, {"otherwise", 9}})) == Said{"renamed b -> bee"});

  const tir::Rule after = table({{"c", 3}, {"a", 5}, {"d", 4}, {"otherwise", 9}});
  const std::vector<diff::Edit> all = diff::edits(before, after);
  CHECK(said(before, after) == Said{"rewritten a", "added d", "removed b", "moved a"});
  const auto names = [](const tir::Rule& r) {
    Said out;
    for (const tir::Line& l : r.lines) out.push_back(l.name);
    return out;
  };
  CHECK(diff::without(all[0], before, after).lines[1].condition.index == 1);
  CHECK(names(diff::without(all[1], before, after)) == Said{"c", "a", "otherwise"});
  CHECK(names(diff::without(all[2], before, after)) == Said{"c", "a", "b", "d", "otherwise"});
  CHECK(names(diff::without(all[3], before, after)) == Said{"a", "c", "d", "otherwise"});
}
