// The library against what it stands on; what it allocates; several threads.
#include "tests/library/loaded.h"
#include "tests/support/catch.h"
#include "tests/support/each_framework.h"
#include "tests/support/settings.h"

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <thread>

namespace {

std::atomic<std::size_t> allocations = 0;  // of this program, with all that it is linked with

}  // namespace

// Sanitizers have their own, which look for a delete that does not fit its new.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCounted = false;
#else
constexpr bool kCounted = true;
// NOLINTBEGIN(misc-definitions-in-headers,cppcoreguidelines-no-malloc)
void* operator new(std::size_t size) {
  ++allocations;
  if (void* out = std::malloc(size == 0 ? 1 : size)) return out;
  throw std::bad_alloc();
}
void operator delete(void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
// NOLINTEND(misc-definitions-in-headers,cppcoreguidelines-no-malloc)
#endif

using namespace msd;
using namespace msd::testing;
using records::Content;

TEST_CASE("the library decides as records do") {
  std::size_t decided = 0;
  each_framework(settings().frameworks / 2, settings().seed, [&](const Compiled& compiled, Random& random) {
    const Loaded image(*compiled.image);
    REQUIRE(image.whole.hash() == compiled.image->hash());
    REQUIRE(image.of_rules.hash() == compiled.image->hash());
    REQUIRE(image.of_rules.name() == image.whole.name());
    REQUIRE(image.of_rules.version() == image.whole.version());
    for (const auto& [row, rules] : kinds(*compiled.image, image)) {
      const records::Program program = records::flatten(*compiled.image, row);
      REQUIRE(rules.columns() == program.columns.size());
      REQUIRE(rules.decisions() == program.decisions.size());
      records::Decider slow(program);
      msdlib::Decider fast(rules);
      std::vector<msd_cell> record;
      for (std::size_t i = 0; i < 40; ++i) {
        // A new record, or the last one with another cell: what is remembered is met again.
        const bool fresh = i % 10 == 0;
        const std::size_t other = rules.columns() == 0 ? 0 : random.below(rules.columns());
        if (fresh) record.resize(rules.columns());
        std::vector<Content> columns;
        for (std::size_t c = 0; c < rules.columns(); ++c) {
          if (fresh || c == other) record[c] = any(rules.column(c), true, random);
          columns.push_back(
              {static_cast<Content::State>(record[c].state), record[c].state == MSD_VALUE ? record[c].value : 0});
        }
        const auto wanted = slow.decide(columns);
        const auto found = fast.decide(record);
        for (std::size_t d = 0; d < wanted.size(); ++d, ++decided) {
          REQUIRE(found[d].state == static_cast<std::uint32_t>(wanted[d].content.state));
          REQUIRE(found[d].value == wanted[d].content.number);
          const std::string_view rule = wanted[d].line == records::kNone
                                            ? ""
                                            : compiled.image->text(compiled.image->lines()[wanted[d].line].name);
          REQUIRE(rules.rule(d, found[d]) == rule);
        }
        if (rules.columns() == 0) continue;
        const std::size_t at = random.below(rules.columns());
        std::vector<msd_cell> wrong = record;
        wrong[at] = any(rules.column(at), false, random);
        REQUIRE_THROWS_AS(fast.decide(wrong), msdlib::Error);
      }
    }
  });
  CHECK(decided > 1'000);
}

namespace {

/// All that a column can hold, as far as the rules can tell it apart.
std::vector<Content> all_of(const records::Coding& c) {
  std::vector<Content> out;
  if (c.can_be_absent) out.push_back({});
  if (c.can_be_rejected) out.push_back({Content::State::Rejected, 0});
  if (c.cls == Class::Number) {
    for (const std::int64_t number : {c.low, c.high}) out.push_back({Content::State::Value, number});
    for (const std::int64_t cut : c.cuts) {
      for (const std::int64_t number : {cut - 1, cut, cut + 1}) {
        if (number >= c.low && number <= c.high) out.push_back({Content::State::Value, number});
      }
    }
    return out;
  }
  for (std::int64_t v = 0; v <= c.high; ++v) out.push_back({Content::State::Value, v});
  return out;
}

/// What every decision comes to over all that the unknown columns can hold, one after the other.
std::vector<std::uint64_t> one_after_the_other(const records::Program& p, records::Decider& decider,
                                               std::vector<Content> columns, std::span<const std::size_t> unknown,
                                               std::vector<std::vector<Content>>& seen,
                                               const std::vector<records::Coding>& codings) {
  std::vector<std::uint64_t> out(p.decisions.size());
  seen.assign(p.decisions.size(), {});
  const auto walk = [&](const auto& self, std::size_t at) -> void {
    if (at != unknown.size()) {
      for (const Content& content : all_of(codings[unknown[at]])) {
        columns[unknown[at]] = content;
        self(self, at + 1);
      }
      return;
    }
    const auto decided = decider.decide(columns);
    for (std::size_t d = 0; d < decided.size(); ++d) {
      const Content& c = decided[d].content;
      const Class cls = codings[columns.size() + d].cls;
      const bool listed = cls == Class::Bool || cls == Class::Enum;
      out[d] |= std::uint64_t{1} << (c.state == Content::State::Absent     ? 62
                                     : c.state == Content::State::Rejected ? 63
                                     : listed                              ? c.number
                                                                           : 0);
      if (std::find(seen[d].begin(), seen[d].end(), c) == seen[d].end()) seen[d].push_back(c);
    }
  };
  walk(walk, 0);
  return out;
}

}  // namespace

TEST_CASE("what is not known is all that it could be, and nothing else") {
  std::size_t open = 0, closed = 0, refused = 0;
  each_framework(settings().frameworks / 3, settings().seed + 1, [&](const Compiled& compiled, Random& random) {
    const Loaded image(*compiled.image);
    for (const auto& [row, rules] : kinds(*compiled.image, image)) {
      const records::Program program = records::flatten(*compiled.image, row);
      const std::vector<records::Coding> codings = records::codings(program);
      records::Decider slow(program);
      msdlib::Decider fast(rules);
      for (std::size_t i = 0; i < 5; ++i) {
        std::vector<msd_cell> record;
        std::vector<Content> columns;
        std::vector<std::size_t> unknown;
        for (std::size_t c = 0; c < rules.columns(); ++c) {
          record.push_back(any(rules.column(c), true, random));
          columns.push_back(
              {static_cast<Content::State>(record[c].state), record[c].state == MSD_VALUE ? record[c].value : 0});
          if (unknown.size() == 2 || random.chance(70)) continue;
          unknown.push_back(c);
          record[c].state = MSD_UNKNOWN;
        }
        msdlib::Possible found;
        const msd_status status = fast.possible(record, 20'000, found);
        if (status == MSD_TOO_MANY) {
          ++refused;
          continue;
        }
        REQUIRE(status == MSD_OK);
        std::vector<std::vector<Content>> seen;
        const auto wanted = one_after_the_other(program, slow, columns, unknown, seen, codings);
        for (std::size_t d = 0; d < wanted.size(); ++d) {
          INFO(program.decisions[d].name);
          REQUIRE(found.values[d] == wanted[d]);
          REQUIRE((found.cells[d].state == MSD_UNKNOWN) == (seen[d].size() > 1));
          if (seen[d].size() == 1) REQUIRE(found.cells[d].value == seen[d].front().number);
          ++(seen[d].size() > 1 ? open : closed);
        }
      }
    }
  });
  CHECK(open > 500);
  CHECK(closed > 500);
  CHECK(refused > 0);
}

TEST_CASE("codes decide as cells do, one record and many") {
  std::size_t coded = 0, batches = 0, bits = 0;
  each_framework(settings().frameworks / 3, settings().seed + 2, [&](const Compiled& compiled, Random& random) {
    const Loaded image(*compiled.image);
    for (const auto& [row, rules] : kinds(*compiled.image, image)) {
      msdlib::Decider decider(rules), by_codes(rules), by_words(rules);
      const records::Program program = records::flatten(*compiled.image, row);
      records::Decider slow(program);
      constexpr std::size_t kRecords = 70;
      std::vector<msdlib::Codes> columns;
      for (std::size_t c = 0; c < rules.columns(); ++c) columns.emplace_back(rules.column_coding(c), kRecords);
      std::vector<std::size_t> all;
      std::vector<msdlib::Codes> results;
      for (std::size_t d = 0; d < rules.decisions(); ++d) {
        all.push_back(d);
        results.emplace_back(rules.decision_coding(d), kRecords);
      }
      std::vector<std::vector<msd_cell>> wanted;
      for (std::size_t r = 0; r < kRecords; ++r) {
        std::vector<msd_cell> record;
        std::vector<std::uint32_t> codes;
        std::vector<Content> contents;
        bool has_codes = true;
        for (std::size_t c = 0; c < rules.columns(); ++c) {
          record.push_back(any(rules.column(c), true, random));
          contents.push_back(
              {static_cast<Content::State>(record[c].state), record[c].state == MSD_VALUE ? record[c].value : 0});
          std::uint64_t code = 0;
          const msd_status status = msd_column_code(rules.get(), c, &record[c], &code);
          REQUIRE((status == MSD_NOT_CODED) == (rules.column_coding(c).codes == 0));
          if (status == MSD_OK)
            columns[c].put(r, code);
          else
            has_codes = false;
          codes.push_back(static_cast<std::uint32_t>(code));
        }
        const auto cells = decider.decide(record);
        wanted.emplace_back(cells.begin(), cells.end());
        std::vector<std::uint32_t> decided(rules.decisions());
        const msd_status status = msd_decide_codes(by_codes.get(), codes.data(), decided.data(), nullptr);
        if (status == MSD_NOT_CODED) continue;
        REQUIRE(has_codes);
        REQUIRE(status == MSD_OK);
        ++coded;
        const auto words = rules.packed_words();
        REQUIRE(words.has_value());
        std::vector<std::uint64_t> packed(words->record), results_packed(words->results);
        for (std::size_t c = 0; c < codes.size(); ++c) msdlib::put_code(rules.column_slot(c), codes[c], packed.data());
        by_words.decide_packed(packed, results_packed);
        for (std::size_t d = 0; d < decided.size(); ++d)
          REQUIRE(msdlib::code_in(rules.decision_slot(d), results_packed.data()) == decided[d]);
        for (std::size_t d = 0; d < decided.size(); ++d) {
          // Why, too; of a decider that knows cells, and still after a record that is none.
          std::vector<msd_cell> wrong = record;
          if (!wrong.empty()) wrong.back().state = 7;
          if (!wrong.empty()) REQUIRE_THROWS_AS(decider.decide(wrong), msdlib::Error);
          slow.decide(contents);
          for (std::size_t rule = 0; rule < msd_rule_count(rules.get(), d); ++rule) {
            const int held = slow.held(d, rule);
            REQUIRE(msd_rule_held(by_codes.get(), d, rule) == held);
            REQUIRE(by_words.held(d, rule) == held);
            REQUIRE(decider.held(d, rule) == held);
          }
          const msd_cell found = rules.cell(d, decided[d]);
          REQUIRE(found.state == wanted[r][d].state);
          if (rules.decision(d).type != MSD_NUMBER) REQUIRE(found.value == wanted[r][d].value);
        }
      }
      const auto batch = msdlib::Batch::make(rules, all);
      if (!batch) continue;
      ++batches;
      batch->decide(columns, kRecords, results, 2);
      for (std::size_t r = 0; r < kRecords; ++r) {
        for (std::size_t d = 0; d < all.size(); ++d) {
          const msd_cell found = rules.cell(d, results[d].at(r));
          REQUIRE(found.state == wanted[r][d].state);
          if (rules.decision(d).type != MSD_NUMBER) REQUIRE(found.value == wanted[r][d].value);
          ++bits;
        }
      }
    }
  });
  CHECK(coded > 500);
  CHECK(batches > 20);
  CHECK(bits > 500);
}

TEST_CASE("a rules file of another version is refused, in words") {
  const Compiled compiled = compile(kParcels);
  std::vector<std::uint64_t> block = records::store(*compiled.image, records::lay_flat(*compiled.image));
  records::RulesHeader header;
  std::memcpy(&header, block.data(), sizeof header);
  ++header.version;
  std::memcpy(block.data(), &header, sizeof header);
  char why[200] = "";
  msd_image* image = nullptr;
  CHECK(msd_image_load(block.data(), block.size() * sizeof block[0], &image, why, sizeof why) == MSD_NOT_AN_IMAGE);
  CHECK(image == nullptr);
  CHECK(std::string(why) ==
        fmt::format("this is not a usable rules file: it has version {}, and this program reads version {}",
                    header.version, records::kRulesVersion));
}

TEST_CASE("before anything is decided, no rule held") {
  const Compiled compiled = compile(kParcels);
  const Loaded image(*compiled.image);
  for (const auto& [row, rules] : kinds(*compiled.image, image)) {
    msdlib::Decider decider(rules);
    for (std::size_t d = 0; d < rules.decisions(); ++d) CHECK(decider.held(d, 0) == -1);
  }
}

TEST_CASE("a packed record whose code is none is refused, and its column named") {
  const msdlib::Rules rules = parcels().rules("parcel");
  msdlib::Decider decider(rules);
  const auto words = rules.packed_words();
  REQUIRE(words.has_value());
  std::vector<std::uint64_t> record(words->record), results(words->results, 5);
  std::size_t refused = 0;
  for (std::size_t c = 0; c < rules.columns(); ++c) {
    const msd_slot slot = rules.column_slot(c);
    const std::uint64_t none = (std::uint64_t{1} << slot.bits) - 1;
    if (rules.column_coding(c).codes > none) continue;
    std::vector<std::uint64_t> wrong = record;
    msdlib::put_code(slot, none, wrong.data());
    std::size_t bad = 99;
    CHECK(msd_decide_packed(decider.get(), wrong.data(), results.data(), &bad) == MSD_BAD_RECORD);
    CHECK(bad == c);
    CHECK(msd_decide_packed(decider.get(), wrong.data(), results.data(), nullptr) == MSD_BAD_RECORD);
    CHECK_THROWS_WITH(decider.decide_packed(wrong, results), Catch::Contains(std::string(rules.column(c).name)));
    ++refused;
  }
  CHECK(refused > 0);
  for (const std::uint64_t word : results) CHECK(word == 5);
  CHECK_THROWS_AS(decider.decide_packed(record, {}), msdlib::Error);
  msd_slot slot{};
  CHECK(msd_column_slot(rules.get(), rules.columns(), &slot) == MSD_BAD_RECORD);
  CHECK(msd_decision_slot(rules.get(), rules.decisions(), &slot) == MSD_BAD_RECORD);
}

TEST_CASE("a record that is decided allocates nothing") {
  const msdlib::Rules rules = parcels().rules("parcel");
  const std::size_t before = allocations;
  msd_decider* decider = nullptr;
  REQUIRE(msd_decider_new(rules.get(), &decider) == MSD_OK);
  if (kCounted) REQUIRE(allocations > before);  // what the library allocates is counted
  const msd_cell record[] = {msdlib::value(1), msdlib::value(2'000'000), msdlib::absent(),
                             msdlib::value(0), msdlib::value(9'000'000), msdlib::value(1)};
  msd_cell results[2];
  std::size_t done = 0;
  const auto sizes = rules.packed_words();
  REQUIRE(sizes.has_value());
  std::vector<std::uint64_t> packed(sizes->record), packed_results(sizes->results);
  const std::size_t ready = allocations;
  for (int i = 0; i < 1'000; ++i) {
    const bool one = msd_decide(decider, record, results, nullptr) == MSD_OK;
    const bool held = msd_rule_held(decider, 0, 0) == 1 && msd_rule_held(decider, 0, 1) == 0;
    const bool many = msd_decide_many(decider, record, 2, results, &done, nullptr) == MSD_OK && done == 2;
    packed[0] = i % 2;  // whatever that is a code of
    const bool words = msd_decide_packed(decider, packed.data(), packed_results.data(), nullptr) == MSD_OK;
    if (!one || !held || !many || !words) break;
  }
  const std::size_t after = allocations;
  CHECK(after == ready);
  CHECK(done == 2);
  CHECK(rules.show(0, results[0]) == "plane");
  CHECK(rules.show(0, results[1]) == "train");
  msd_decider_free(decider);
}

TEST_CASE("a bad cell is named, nothing is written, and what came before it stands") {
  const msdlib::Rules rules = parcels().rules("parcel");
  msd_decider* decider = nullptr;
  REQUIRE(msd_decider_new(rules.get(), &decider) == MSD_OK);
  const msd_cell records[] = {msdlib::value(0), msdlib::value(0),          msdlib::absent(),
                              msdlib::value(0), msdlib::value(41'000'000), msdlib::absent()};
  msd_cell results[2] = {{-5, 5, 5}, {-5, 5, 5}};
  std::size_t done = 9, bad = 9;
  CHECK(msd_decide_many(decider, records, 2, results, &done, &bad) == MSD_BAD_RECORD);
  CHECK(done == 1);
  CHECK(bad == 1);
  CHECK(rules.show(0, results[0]) == "van");
  CHECK(results[1].value == -5);
  msd_decider_free(decider);
  msd_decider_free(nullptr);
  msd_rules_free(nullptr);
  msd_image_free(nullptr);
}

TEST_CASE("threads share rules, while others load and free images") {
  const Compiled compiled = compile(kParcels);
  const msdlib::Rules rules = msdlib::Image::load(bytes(*compiled.image)).rules("parcel");  // its image is gone
  std::atomic<std::size_t> wrong = 0, loaded = 0;
  std::atomic<int> deciding = 4;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      msdlib::Decider decider(rules);
      for (std::int64_t i = 0; i < 20'000; ++i) {
        const std::int64_t weight = (i + t) % 41;
        const bool abroad = i % 2 == 0;
        const msd_cell record[] = {msdlib::value(abroad ? 1 : 0), msdlib::value(weight * 1'000'000), msdlib::absent()};
        const msd_cell& cell = decider.decide(record)[0];
        const bool rejects = abroad && weight > 30;
        const std::int64_t way = abroad && weight <= 2 ? 0 : 2;
        wrong += (cell.state == MSD_REJECTED) != rejects || (!rejects && cell.value != way) ? 1 : 0;
      }
      --deciding;
    });
  }
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      do {
        const msdlib::Rules other = msdlib::Image::load(bytes(*compiled.image)).rules("parcel");
        wrong += other.decisions() == 1 ? 0 : 1;
        ++loaded;
      } while (deciding != 0);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(loaded >= 2);
}
