// Batches of records that are not known as a whole, by the library's interface, against single records.
#include "tests/library/loaded.h"
#include "tests/support/catch.h"
#include "tests/support/each_framework.h"
#include "tests/support/settings.h"

namespace library_half_known {

using namespace msd;
using namespace msd::testing;

TEST_CASE("a batch says what is possible as single records do") {
  std::size_t batches = 0, open = 0, closed = 0, beyond = 0;
  each_framework(settings().frameworks / 6, settings().seed + 4, [&](const Compiled& compiled, Random& random) {
    const Loaded image(*compiled.image);
    for (const auto& [row, rules] : kinds(*compiled.image, image)) {
      std::vector<std::size_t> all;
      for (std::size_t d = 0; d < rules.decisions(); ++d) all.push_back(d);
      const auto batch = msdlib::Batch::make(rules, all);
      if (!batch) continue;
      ++batches;
      const std::size_t count = random.below(150);
      constexpr std::size_t kLimit = 50;
      std::vector<msdlib::Codes> columns;
      std::vector<msdlib::Bits> unknown(rules.columns());
      std::vector<std::vector<msd_cell>> records(count);
      for (std::size_t c = 0; c < rules.columns(); ++c) {
        columns.emplace_back(rules.column_coding(c), count);
        const bool some = batch->reads(c) && random.chance(50);
        if (some) unknown[c] = msdlib::Bits(count);
        for (std::size_t r = 0; r < count; ++r) {
          records[r].push_back(any(rules.column(c), true, random));
          if (batch->reads(c)) columns[c].put(r, rules.code(c, records[r][c]));
          if (!some || random.chance(60)) continue;
          unknown[c].put(r);
          columns[c].put(r, ~std::uint64_t{0});
          records[r][c].state = MSD_UNKNOWN;
        }
      }
      const msdlib::PossibleCodes found = batch->possible(columns, unknown, count, kLimit, 2, true);
      const msdlib::PossibleCodes less = batch->possible(columns, unknown, count, kLimit);
      REQUIRE(less.values.empty());
      msdlib::Decider decider(rules);
      for (std::size_t r = 0; r < count; ++r) {
        msdlib::Possible wanted;
        const msd_status status = decider.possible(records[r], kLimit, wanted);
        REQUIRE(found.beyond.at(r) == (status == MSD_TOO_MANY));
        REQUIRE(less.beyond.at(r) == found.beyond.at(r));
        beyond += found.beyond.at(r) ? 1 : 0;
        for (const std::size_t d : all) {
          INFO(rules.decision(d).name << " of record " << r);
          REQUIRE(less.open[d].at(r) == found.open[d].at(r));
          REQUIRE(less.codes[d].at(r) == found.codes[d].at(r));
          if (found.open[d].at(r)) REQUIRE(found.codes[d].at(r) == 0);
          if (status == MSD_TOO_MANY) {
            REQUIRE(found.open[d].at(r));
            continue;
          }
          REQUIRE(found.values[d][r] == wanted.values[d]);
          // Of numbers, it tells no more apart than stretches.
          const bool number = rules.decision(d).type == MSD_NUMBER;
          const bool several = wanted.cells[d].state == MSD_UNKNOWN;
          if (!number || found.open[d].at(r)) REQUIRE(found.open[d].at(r) == several);
          ++(several ? open : closed);
          if (several) continue;
          const msd_cell cell = rules.cell(d, found.codes[d].at(r));
          REQUIRE(cell.state == wanted.cells[d].state);
          if (!number) REQUIRE(cell.value == wanted.cells[d].value);
        }
      }
    }
  });
  CHECK(batches > 20);
  CHECK(open > 500);
  CHECK(closed > 500);
  CHECK(beyond > 50);
}

TEST_CASE("a batch of which all is known comes to what it comes to without a word of that") {
  const msdlib::Rules rules = parcels().rules("parcel");
  const std::size_t asked[] = {0};
  const auto batch = msdlib::Batch::make(rules, asked);
  REQUIRE(batch.has_value());
  constexpr std::size_t kRecords = 100;
  std::vector<msdlib::Codes> columns, results;
  for (std::size_t c = 0; c < rules.columns(); ++c) columns.emplace_back(rules.column_coding(c), kRecords);
  Random random(settings().seed);
  for (std::size_t r = 0; r < kRecords; ++r) {
    for (std::size_t c = 0; c < rules.columns(); ++c)
      columns[c].put(r, rules.code(c, any(rules.column(c), true, random)));
  }
  results.emplace_back(rules.decision_coding(0), kRecords);
  batch->decide(columns, kRecords, results);
  // What need not be there is not there.
  msdlib::Codes again(rules.decision_coding(0), kRecords);
  msdlib::Bits open(kRecords);
  std::vector<const void*> from;
  for (const msdlib::Codes& c : columns) from.push_back(c.data());
  void* to = again.data();
  std::uint64_t* bits = open.data();
  REQUIRE(msd_batch_possible(batch->get(), from.data(), nullptr, kRecords, &to, &bits, nullptr, nullptr, 0, 1, nullptr,
                             nullptr) == MSD_OK);
  for (std::size_t r = 0; r < kRecords; ++r) {
    CHECK(again.at(r) == results[0].at(r));
    CHECK(!open.at(r));
  }
  // A bad code is told where it is known only.
  columns[1].put(70, rules.column_coding(1).codes);
  std::vector<msdlib::Bits> unknown(rules.columns());
  REQUIRE_THROWS_WITH(batch->possible(columns, unknown, kRecords, 10), "record 70 has no code of `weight`");
  unknown[1] = msdlib::Bits(kRecords);
  unknown[1].put(70);
  CHECK(!batch->possible(columns, unknown, kRecords, 10).beyond.at(70));
  CHECK(batch->possible(columns, unknown, kRecords, 2).beyond.at(70));
}

}  // namespace library_half_known
