// Every way to decide records against the Decider: each form of a table, planes and bytes, one thread and several; and
// the loops over bits, as each instruction set does them.
#include "tests/records/tables.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/each_framework.h"
#include "tests/support/settings.h"

#include "runtime/records/batch.h"

#include <fmt/format.h>

#include <cstring>
#include <map>
#include <numeric>

namespace records_batches {

using namespace msd;
using namespace msd::testing;
using msd::records::Batch;
using msd::records::Coding;
using msd::records::Content;
using msd::records::Decided;
using msd::records::Decider;
using msd::records::flatten;
using msd::records::Kernel;
using msd::records::Limits;
using msd::records::pack;
using msd::records::Packed;
using msd::records::Packing;
using msd::records::Plan;
using msd::records::Program;
using msd::records::Slot;
using msd::records::Table;

namespace {

using State = Content::State;

struct Tally {
  std::map<Table::Form, std::size_t> forms;
  std::size_t decisions = 0, sliced = 0, one_by_one = 0, left = 0, kinds = 0;
  std::size_t one_word = 0, words = 0, wrong = 0;  // packed records
};

/// A kernel that gets records now in this way, now in that.
class Mixed {
 public:
  Mixed(const Program& p, const Plan& plan, Random& random, Tally& seen)
      : p_(p), plan_(plan), random_(random), seen_(seen), kernel_(p, plan) {}

  void decide(const std::vector<Content>& record, std::span<const Decided> wanted, Decider& slow) {
    if (!kernel_.packing() || random_.chance(20))
      kernel_.decide(record);
    else
      packed(record, wanted);
    if (wanted.empty()) return;
    const std::size_t decision = random_.below(wanted.size());
    for (std::size_t line = 0; line < p_.decisions[decision].lines.size(); ++line) {
      INFO("line " << line << " of " << p_.decisions[decision].name);
      REQUIRE(kernel_.held(decision, line, p_) == slow.held(decision, line));
    }
  }

 private:
  void packed(const std::vector<Content>& record, std::span<const Decided> wanted) {
    const Packing& packing = *kernel_.packing();
    // What is of no code is not looked at.
    std::vector<std::uint64_t> words(packing.record), results(packing.results, 77), other;
    std::vector<std::uint64_t> of_codes(packing.record);
    for (const Slot& slot : packing.columns) slot.put((std::uint64_t{1} << slot.bits) - 1, of_codes.data());
    for (std::size_t word = 0; word < words.size(); ++word) words[word] = random_.seed() & ~of_codes[word];
    for (std::size_t c = 0; c < record.size(); ++c)
      packing.columns[c].put(pack(plan_.codings[c], *plan_.packed[c], record[c]), words.data());
    for (std::size_t c = 0; c < record.size(); ++c) {
      const Slot& slot = packing.columns[c];
      const std::uint64_t none = (std::uint64_t{1} << slot.bits) - 1;
      if (plan_.packed[c]->codes > none || !random_.chance(10)) continue;
      other = words;
      slot.put(none, other.data());
      REQUIRE(kernel_.decide_packed(other.data(), results.data()) == c);
      ++seen_.wrong;
    }
    REQUIRE(kernel_.decide_packed(words.data(), results.data()) == record.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::size_t source = p_.columns.size() + i;
      INFO(p_.decisions[i].name << ": " << plan_.tables[i].why);
      const Slot& slot = packing.decisions[i];
      REQUIRE(slot.in(results.data()) == pack(plan_.codings[source], *plan_.packed[source], wanted[i].content));
      for (std::uint32_t bit = 0; bit < slot.bits; ++bit)
        results[slot.word] &= ~(std::uint64_t{1} << (slot.shift + bit));
    }
    for (const std::uint64_t word : results) REQUIRE(word == 0);
    ++(packing.results == 1 ? seen_.one_word : seen_.words);
  }

  const Program& p_;
  const Plan& plan_;
  Random& random_;
  Tally& seen_;
  Kernel kernel_;
};

/// What the forms that fit into these limits come to, against the Decider.
void forms(const Program& p, const Limits& limits, const std::vector<std::vector<Content>>& records, Random& random,
           Tally& seen) {
  const Plan plan = records::plan(p, limits);
  Decider slow(p);
  Kernel fast(p, plan), coded(p, plan);
  Mixed mixed(p, plan, random, seen);
  for (const Table& table : plan.tables) ++seen.forms[table.form];
  for (int round = 0; round < 2; ++round) {
    for (const auto& record : records) {
      const auto wanted = slow.decide(record);
      const auto found = fast.decide(record);
      for (std::size_t i = 0; i < wanted.size(); ++i, ++seen.decisions) {
        INFO(p.decisions[i].name << ": " << plan.tables[i].why);
        REQUIRE(found[i] == wanted[i]);
      }
      mixed.decide(record, wanted, slow);
      if (!coded.coded()) continue;
      for (std::size_t c = 0; c < record.size(); ++c) {
        if (plan.packed[c]) coded.code(c, pack(plan.codings[c], *plan.packed[c], record[c]));
      }
      const auto again = coded.decide_codes();
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::size_t source = p.columns.size() + i;
        if (!plan.packed[source]) continue;
        REQUIRE(again[i] == pack(plan.codings[source], *plan.packed[source], wanted[i].content));
      }
    }
  }
}

void batch(const Program& p, const std::vector<std::vector<Content>>& records, Random& random, Tally& seen) {
  const Plan plan = records::plan(p);
  std::vector<std::uint32_t> asked;
  for (std::uint32_t d = 0; d < p.decisions.size(); ++d) {
    if (random.chance(70)) asked.push_back(d);
  }
  std::string why;
  const auto all = lanes::all();
  const auto made = Batch::make(p, plan, asked, why, *all[random.below(all.size())]);
  if (!made) {
    CHECK(!why.empty());
    ++seen.left;
    return;
  }
  ++(made->way() == Batch::Way::Sliced ? seen.sliced : seen.one_by_one);
  const std::size_t words = (records.size() + 63) / 64;
  const std::size_t stride = words + random.below(3);
  using Block = std::vector<std::uint64_t>;
  std::vector<Block> bytes(p.columns.size()), planes(p.columns.size()), byte_results, plane_results;
  std::vector<const void*> byte_at(p.columns.size());
  std::vector<const std::uint64_t*> plane_at(p.columns.size());
  for (const std::uint32_t c : made->columns()) {
    const Packed& packed = *made->packed(c);
    bytes[c].resize(records.size());
    planes[c].resize(stride * packed.bits + 1);
    for (std::size_t r = 0; r < records.size(); ++r) {
      const std::uint64_t code = pack(plan.codings[c], packed, records[r][c]);
      put_code(bytes[c], packed.bytes(), r, code);
      for (std::uint32_t bit = 0; bit < packed.bits; ++bit)
        planes[c][bit * stride + r / 64] |= (code >> bit & 1U) << (r % 64);
    }
    byte_at[c] = bytes[c].data();
    plane_at[c] = planes[c].data();
  }
  std::vector<void*> byte_to;
  std::vector<std::uint64_t*> plane_to;
  for (const std::uint32_t d : asked) {
    const Packed& packed = *made->packed(p.columns.size() + d);
    byte_results.emplace_back(records.size(), ~std::uint64_t{0});
    plane_results.emplace_back(stride * packed.bits + 1, ~std::uint64_t{0});
  }
  for (Block& b : byte_results) byte_to.push_back(b.data());
  for (Block& b : plane_results) plane_to.push_back(b.data());
  Batch::Bad bad;
  const std::size_t threads = 1 + random.below(3);
  REQUIRE(made->bytes(byte_at.data(), records.size(), byte_to.data(), threads, bad));
  made->planes(plane_at.data(), stride, records.size(), plane_to.data(), threads);
  Decider slow(p);
  for (std::size_t r = 0; r < records.size(); ++r) {
    const auto wanted = slow.decide(records[r]);
    for (std::size_t i = 0; i < asked.size(); ++i, ++seen.decisions) {
      const std::size_t source = p.columns.size() + asked[i];
      const Packed& packed = *made->packed(source);
      const std::uint64_t code = pack(plan.codings[source], packed, wanted[asked[i]].content);
      INFO(p.decisions[asked[i]].name << " of record " << r);
      REQUIRE(code_at(byte_results[i], packed.bytes(), r) == code);
      std::uint64_t sliced = 0;
      for (std::uint32_t bit = 0; bit < packed.bits; ++bit)
        sliced |= (plane_results[i][bit * stride + r / 64] >> (r % 64) & 1U) << bit;
      REQUIRE(sliced == code);
    }
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::uint32_t bits = made->packed(p.columns.size() + asked[i])->bits;
    REQUIRE(plane_results[i][stride * bits] == ~std::uint64_t{0});  // nothing is written behind the last word
    for (std::uint32_t bit = 0; bit < bits && records.size() % 64 != 0; ++bit)
      REQUIRE(plane_results[i][bit * stride + words - 1] >> (records.size() % 64) == 0);
  }
  // A code that is none.
  for (const std::uint32_t c : made->columns()) {
    const Packed& packed = *made->packed(c);
    if (packed.codes == std::uint64_t{1} << (8 * packed.bytes()) || records.empty()) continue;
    const std::size_t at = random.below(records.size());
    put_code(bytes[c], packed.bytes(), at, packed.codes);
    REQUIRE(!made->bytes(byte_at.data(), records.size(), byte_to.data(), threads, bad));
    CHECK(bad.column == c);
    CHECK(bad.record == at);
    break;
  }
}

}  // namespace

TEST_CASE("every form of a table, and every batch, comes to what the letter of the rules says") {
  Tally seen;
  each_framework(settings().frameworks, settings().seed, [&](const Compiled& compiled, Random& random) {
    for (std::uint32_t row = 0; row < compiled.image->rows().size(); ++row) {
      const Program p = flatten(*compiled.image, row);
      const std::vector<Coding> codings = records::codings(p);
      const auto records = random_records(p, codings, 40, random);
      forms(p, {}, records, random, seen);
      forms(p, {.places = 1, .numbers = 4'096, .steps = 100'000, .bytes = 0}, records, random, seen);
      forms(p, {.places = 1, .numbers = 0, .steps = 1}, records, random, seen);
      forms(p, {.groups = 1}, records, random, seen);
      forms(p, {.places = 1, .all = 10'000, .groups = 0}, records, random, seen);
      batch(p, random_records(p, codings, random.below(300), random), random, seen);
    }
  });
  fmt::print("{} decisions; by the letter {}, places {}, diagrams {}, rule sets {}; batches sliced {}, not at all {}\n",
             seen.decisions, seen.forms[Table::Form::Letter], seen.forms[Table::Form::Places],
             seen.forms[Table::Form::Diagram], seen.forms[Table::Form::RuleSets], seen.sliced, seen.left);
  CHECK(seen.forms.size() == 4);
  CHECK(seen.forms[Table::Form::Diagram] > 10);
  CHECK(seen.forms[Table::Form::RuleSets] > 10);
  CHECK(seen.sliced > 10);
  CHECK(seen.left > 0);
  CHECK(seen.one_word > 1'000);
  CHECK(seen.wrong > 100);
}

TEST_CASE("long tables are decided as their rules say") {
  Random random(settings().seed);
  Tally seen;
  for (const auto& [rules, columns] : {std::pair<std::size_t, std::size_t>{40, 6}, {300, 12}, {600, 20}, {400, 5}}) {
    const Compiled compiled = compile(wide_table(rules, columns, random));
    INFO(compiled.errors);
    REQUIRE(compiled.image.has_value());
    const Program p = flatten(*compiled.image, 0);
    const std::vector<Coding> codings = records::codings(p);
    const auto records = random_records(p, codings, 100, random);
    forms(p, {}, records, random, seen);
    forms(p, {.places = 1, .numbers = 0, .steps = 1}, records, random, seen);
    forms(p, {.places = 1, .bytes = 0}, records, random, seen);
    batch(p, random_records(p, codings, 4'500, random), random, seen);
  }
  CHECK(seen.forms[Table::Form::RuleSets] > 0);
  CHECK(seen.one_by_one + seen.sliced > 0);

  const Compiled compiled = compile(tariff(8));
  INFO(compiled.errors);
  REQUIRE(compiled.image.has_value());
  const Program p = flatten(*compiled.image, 0);
  const Plan plan = records::plan(p);
  REQUIRE(plan.tables[0].form == Table::Form::Diagram);
  CHECK(plan.tables[0].diagram.depth == 4);  // three columns, and the one more
  const std::vector<Coding> codings = records::codings(p);
  forms(p, {}, random_records(p, codings, 3'000, random), random, seen);
  batch(p, random_records(p, codings, 3'000, random), random, seen);
}

TEST_CASE("rows that no room is left for are decided each time") {
  Random random(settings().seed);
  for (const std::size_t bools : {6U, 7U, 8U, 10U, 11U}) {
    const Compiled compiled = compile(turned(bools));
    INFO(compiled.errors);
    REQUIRE(compiled.image.has_value());
    const Program p = flatten(*compiled.image, 0);
    std::vector<std::vector<Content>> records;
    for (std::size_t of = 0; of < std::size_t{1} << bools; ++of) {
      auto& record = records.emplace_back();
      for (std::size_t i = 0; i < bools; ++i) record.push_back({State::Value, static_cast<std::int64_t>(of >> i & 1U)});
    }
    random.shuffle(records);
    Tally seen;
    forms(p, {}, records, random, seen);
    CHECK(seen.one_word > records.size());
    batch(p, records, random, seen);
  }
}

TEST_CASE("records and results of several words are decided as their rules say") {
  Random random(settings().seed);
  Tally seen;
  for (const std::size_t count : {7U, 9U, 20U, 40U, 120U}) {
    const std::string text = many_decisions(count, random);
    const Compiled compiled = compile(text);
    INFO(compiled.errors << text);
    REQUIRE(compiled.image.has_value());
    const Program p = flatten(*compiled.image, 0);
    const auto records = random_records(p, records::codings(p), 300, random);
    forms(p, {}, records, random, seen);
    forms(p, {.groups = 5}, records, random, seen);
    forms(p, {.places = 1}, records, random, seen);
    batch(p, records, random, seen);
  }
  CHECK(seen.words > 1'000);
  CHECK(seen.wrong > 1'000);
}

TEST_CASE("conditions whose parts are shared many times over are looked at once") {
  const Compiled compiled = compile(R"(framework f 1.0
row a "A"
field a.x : int 0 .. 9 given from "form" as external
field a.y : int 0 .. 9 given from "form" as external
field a.z : optional bool classified from x, y
classify a.z {
  one when x > 3 and y < 5 => yes
  otherwise no
}
)");
  INFO(compiled.errors);
  REQUIRE(compiled.image.has_value());
  Program p = flatten(*compiled.image, 0);
  std::uint32_t& condition = p.decisions[0].lines[0].condition;
  for (int i = 0; i < 200; ++i) {
    msd::records::Expr both;
    both.kind = msd::records::Expr::Kind::And;
    both.cls = Class::Bool;
    both.a = both.b = condition;
    condition = static_cast<std::uint32_t>(p.exprs.size());
    p.exprs.push_back(both);
  }
  Random random(settings().seed);
  Tally seen;
  const auto records = random_records(p, records::codings(p), 100, random);
  forms(p, {}, records, random, seen);
  forms(p, {.places = 1}, records, random, seen);
  batch(p, records, random, seen);
  CHECK(seen.forms[Table::Form::Letter] == 1);  // more than cubes are made of
}

TEST_CASE("each instruction set gives the same bits") {
  Random random(settings().seed);
  const auto all = lanes::all();
  REQUIRE(!all.empty());
  const auto word = [&] { return random.seed() ^ random.seed() << 32U; };
  std::map<std::string, std::vector<std::uint64_t>> results;
  const std::uint64_t seed = random.seed();
  for (const lanes::Lanes* lanes : all) {
    random = Random(seed);
    std::vector<std::uint64_t>& out = results[lanes->name];
    for (int round = 0; round < 20; ++round) {
      constexpr std::size_t kPlanes = 20;
      std::vector<std::uint64_t> memory(kPlanes * lanes::kBlockWords + 1);
      for (std::uint64_t& w : memory) w = word();
      std::vector<std::uint64_t*> planes;
      for (std::size_t i = 0; i < kPlanes; ++i) planes.push_back(memory.data() + i * lanes::kBlockWords + round % 2);
      std::vector<std::uint32_t> chains;
      std::vector<std::vector<std::uint64_t>> model;
      for (std::size_t i = 0; i < kPlanes; ++i) model.emplace_back(planes[i], planes[i] + lanes::kBlockWords);
      for (int chain = 0; chain < 10; ++chain) {
        const auto target = static_cast<std::uint32_t>(random.below(kPlanes));
        const auto runs = static_cast<std::uint32_t>(random.below(4));
        std::vector<std::uint64_t> gathered(lanes::kBlockWords, ~std::uint64_t{0});
        chains.insert(chains.end(), {target, runs});
        for (std::uint32_t run = 0; run < runs; ++run) {
          const auto join = static_cast<lanes::Join>(random.below(4));
          const auto count = static_cast<std::uint32_t>(1 + random.below(3));
          chains.push_back(count << lanes::kJoinBits | static_cast<std::uint32_t>(join));
          for (std::uint32_t i = 0; i < count; ++i) {
            const auto plane = static_cast<std::uint32_t>(random.below(kPlanes));
            chains.push_back(plane);
            for (std::size_t w = 0; w < lanes::kBlockWords; ++w) {
              const std::uint64_t other = model[plane][w];
              if (join == lanes::Join::And) gathered[w] &= other;
              if (join == lanes::Join::AndNot) gathered[w] &= ~other;
              if (join == lanes::Join::Or) gathered[w] |= other;
              if (join == lanes::Join::OrNot) gathered[w] |= ~other;
            }
          }
        }
        model[target] = gathered;
      }
      lanes->run(chains.data(), chains.size(), planes.data());
      for (std::size_t i = 0; i < kPlanes; ++i) REQUIRE(std::equal(model[i].begin(), model[i].end(), planes[i]));

      std::vector<std::uint8_t> bytes(lanes::kBlock), back(lanes::kBlock);
      for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random.below(round % 3 == 0 ? 256 : 7));
      const std::size_t bits = random.below(9);
      const std::uint8_t most = lanes->to_planes(bytes.data(), bits, planes.data());
      REQUIRE(most == *std::max_element(bytes.begin(), bytes.end()));
      lanes->to_bytes(planes.data(), bits, back.data());
      for (std::size_t i = 0; i < lanes::kBlock; ++i) REQUIRE(back[i] == (bytes[i] & ((1U << bits) - 1)));

      // From an odd address on.
      std::vector<std::uint8_t> room(lanes::kBlock * 2 + 1), again(lanes::kBlock * 2 + 1), high(lanes::kBlock);
      std::uint16_t largest = 0;
      for (std::size_t i = 0; i < lanes::kBlock; ++i) {
        const auto number = static_cast<std::uint16_t>(random.below(round % 2 == 0 ? 65'536 : 600));
        std::memcpy(room.data() + 1 + i * 2, &number, sizeof number);
        largest = std::max(largest, number);
      }
      REQUIRE(lanes->split(room.data() + 1, bytes.data(), high.data()) == largest);
      for (std::size_t i = 0; i < lanes::kBlock; ++i) {
        std::uint16_t number = 0;
        std::memcpy(&number, room.data() + 1 + i * 2, sizeof number);
        REQUIRE(bytes[i] + high[i] * 256 == number);
      }
      lanes->merge(bytes.data(), high.data(), again.data() + 1);
      REQUIRE(again == room);

      std::vector<std::uint64_t> sets(std::size_t{3} * 24, ~std::uint64_t{0});
      for (std::uint64_t& w : sets) w = random.chance(90) ? 0 : word();
      const std::uint64_t* rows[] = {sets.data(), sets.data() + 24, sets.data() + 48};
      std::uint32_t first = 24 * 64;
      for (std::uint32_t bit = 24 * 64; bit-- > 0;) {
        if ((rows[0][bit / 64] & rows[1][bit / 64] & rows[2][bit / 64]) >> (bit % 64) & 1U) first = bit;
      }
      out.push_back(lanes->first_common(rows, 3, 24, 8));
      REQUIRE(out.back() == first);
      // The same, the eights of all rows together.
      std::vector<std::uint64_t> together(sets.size());
      for (std::size_t w = 0; w < 24; ++w) {
        for (std::size_t row = 0; row < 3; ++row) together[w / 8 * 24 + row * 8 + w % 8] = rows[row][w];
      }
      const std::uint64_t* begins[] = {together.data(), together.data() + 8, together.data() + 16};
      REQUIRE(lanes->first_common(begins, 3, 24, 24) == first);
      REQUIRE(lanes->first_common(rows, 0, 24, 8) == 0);
    }
  }
  for (const auto& [name, found] : results) CHECK(found == results.begin()->second);
}

}  // namespace records_batches
