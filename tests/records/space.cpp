// The records on which decisions meet all combinations of what they read: those that are met on all records there are.
#include "tests/support/space.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/framework.h"
#include "tests/support/settings.h"

#include <algorithm>
#include <set>

using namespace msd;
using namespace msd::testing;

namespace {

constexpr std::size_t kRecords = 20'000;

using Keys = std::vector<std::set<Combinations::Key>>;

void meet(const records::Program& p, const Combinations& combinations, records::Decider& decider,
          const std::vector<records::Content>& record, Keys& keys) {
  decider.decide(record);
  for (std::size_t i = 0; i < p.decisions.size(); ++i) keys[i].insert(combinations.key(i, decider, record));
}

/// All records of the samples; nothing if there are too many.
std::vector<std::vector<records::Content>> product(const Samples& samples) {
  double size = 1;
  for (const auto& of : samples.of) size *= static_cast<double>(of.size());
  std::vector<std::vector<records::Content>> out;
  if (size > kRecords) return out;
  out.emplace_back();
  for (const auto& of : samples.of) {
    std::vector<std::vector<records::Content>> longer;
    for (const auto& record : out) {
      for (const records::Content& content : of) {
        longer.push_back(record);
        longer.back().push_back(content);
      }
    }
    out = std::move(longer);
  }
  return out;
}

bool number(const records::Program& p, std::uint32_t type) {
  return static_cast<Class>(p.image.types()[type].cls) == Class::Number;
}

/// Whether numbers themselves are in the keys of a decision.
bool shows_numbers(const records::Program& p, const Combinations::Met& met) {
  const auto column = [&](std::uint32_t c) { return number(p, p.columns[c].type); };
  const auto decision = [&](std::uint32_t d) { return number(p, p.decisions[d].type); };
  return std::any_of(met.shown_columns.begin(), met.shown_columns.end(), column) ||
         std::any_of(met.shown_decisions.begin(), met.shown_decisions.end(), decision);
}

/// Any record: its numbers are those of samples, near them or far from them.
std::vector<records::Content> any_record(const records::Program& p, const Samples& samples, Random& random) {
  std::vector<records::Content> out;
  for (std::size_t i = 0; i < p.columns.size(); ++i) {
    records::Content c = samples.of[i][random.below(samples.of[i].size())];
    const image::TypeRecord& type = p.image.types()[p.columns[i].type];
    if (number(p, p.columns[i].type) && c.state == records::Content::State::Value) {
      const std::int64_t part = type.integer != 0 ? 1'000'000 : 1;
      const auto aside = static_cast<std::int64_t>(random.below(random.chance(50) ? 5 : 20'000'000));
      c.number = std::clamp(c.number + (aside - 2) * part, p.image.number(type.low), p.image.number(type.high));
    }
    out.push_back(c);
  }
  return out;
}

}  // namespace

TEST_CASE("the records of the input space meet all combinations, and each of them once at least") {
  Random seeds(settings().seed);
  std::size_t compared = 0, decisions = 0, fewer = 0, by_comparisons = 0;
  for (std::size_t tried = 0; compared < 100 && tried < 2000; ++tried) {
    Random random(seeds.seed());
    const std::string text = print(random_framework(random));
    const Compiled compiled = compile(text);
    if (!compiled.image) continue;
    for (std::uint32_t row = 0; row < compiled.image->rows().size(); ++row) {
      const records::Program p = records::flatten(*compiled.image, row);
      if (p.decisions.empty()) continue;
      const Samples known = samples(p);
      const auto all = product(known);
      if (all.empty()) continue;
      const Combinations combinations(p);
      records::Decider decider(p);
      Keys wanted(p.decisions.size()), given(p.decisions.size());
      for (const auto& record : all) meet(p, combinations, decider, record, wanted);
      const Space space = input_space(p, kRecords);
      for (const auto& record : space.records) meet(p, combinations, decider, record, given);
      for (std::size_t i = 0; i < p.decisions.size(); ++i) {
        INFO(text << p.decisions[i].name);
        CHECK(given[i] == wanted[i]);
        CHECK(space.decisions[i].met == wanted[i].size());
        CHECK(space.decisions[i].exhausted);
        fewer += static_cast<double>(space.decisions[i].met) < space.decisions[i].all ? 1 : 0;
      }
      // Numbers between the samples compare as some of them do.
      Keys others(p.decisions.size());
      for (int i = 0; i < 200; ++i) meet(p, combinations, decider, any_record(p, known, random), others);
      for (std::size_t i = 0; i < p.decisions.size(); ++i) {
        const Combinations::Met& met = combinations.of(i);
        if (shows_numbers(p, met)) continue;
        INFO(text << p.decisions[i].name);
        CHECK(std::includes(given[i].begin(), given[i].end(), others[i].begin(), others[i].end()));
        by_comparisons += met.comparisons.empty() ? 0 : 1;
      }
      ++compared;
      decisions += p.decisions.size();
    }
  }
  CHECK(compared >= 100);
  CHECK(decisions > 100);
  CHECK(fewer > 0);
  CHECK(by_comparisons > 0);
}

TEST_CASE("a space that is too large is said to be a part") {
  const Compiled compiled = compile(R"(framework made 1.0
row thing "Thing"
field thing.a : bool given from "form" as external
field thing.b : bool given from "form" as external
field thing.c : bool given from "form" as external
field thing.d : bool derived from a, b, c
derive thing.d = a and b and c
)");
  REQUIRE(compiled.image);
  const records::Program p = records::flatten(*compiled.image, 0);
  const Space whole = input_space(p, 8);
  CHECK(whole.records.size() == 8);
  CHECK(whole.decisions[0].exhausted);
  CHECK(whole.decisions[0].all == 8);
  const Space part = input_space(p, 4);
  CHECK(part.records.size() == 4);
  CHECK_FALSE(part.decisions[0].exhausted);
}
