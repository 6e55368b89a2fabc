// Batches of records that are not known as a whole, against the Decider on all completions; several threads.
#include "tests/records/tables.h"
#include "tests/support/catch.h"
#include "tests/support/compile.h"
#include "tests/support/each_framework.h"
#include "tests/support/settings.h"

#include "runtime/records/batch_possible.h"
#include "runtime/records/possible.h"

#include <fmt/format.h>

namespace batches_half_known {

using namespace msd;
using namespace msd::testing;
using msd::records::Batch;
using msd::records::Can;
using msd::records::Coding;
using msd::records::Content;
using msd::records::Decider;
using msd::records::flatten;
using msd::records::HalfKnown;
using msd::records::kNone;
using msd::records::pack;
using msd::records::Packed;
using msd::records::Plan;
using msd::records::Program;

namespace {

using Words = std::vector<std::uint64_t>;

struct Tally {
  std::size_t sliced = 0, one_by_one = 0, open = 0, closed = 0, beyond = 0, bad = 0;
};

/// All that a column can hold, one for each of its codes; nothing if these are more than `most`.
std::vector<Content> all_of(const Coding& coding, const Packed& packed, std::size_t most) {
  std::vector<Content> out;
  for (std::uint64_t code = 0; code < packed.codes; ++code) {
    Content content = unpack(coding, packed, code);
    if (content.state == Content::State::Value) content.number = std::clamp(content.number, coding.low, coding.high);
    if (pack(coding, packed, content) == code) out.push_back(content);
    if (out.size() > most) return {};
  }
  return out;
}

std::uint64_t value_bit(const Coding& coding, const Content& content) {
  if (content.state == Content::State::Absent) return Can::kAbsent;
  if (content.state == Content::State::Rejected) return Can::kRejected;
  const bool listed = coding.cls == Class::Bool || coding.cls == Class::Enum;
  return std::uint64_t{1} << (listed ? content.number : 0);
}

/// What a batch is asked, and what it says.
struct Asked {
  Asked(const Program& p, const Plan& plan, const Batch& of, std::size_t records)
      : batch(of), count(records), bytes(p.columns.size()), unknown(p.columns.size()), from(p.columns.size()),
        missing(p.columns.size()) {
    for (const std::uint32_t c : batch.columns()) {
      bytes[c].resize(count * plan.packed[c]->bytes() / 8 + 1);
      unknown[c].resize(count / 64 + 1);
      from[c] = bytes[c].data();
      missing[c] = unknown[c].data();
    }
  }
  void put(std::uint32_t column, std::size_t record, std::uint64_t code) {
    put_code(bytes[column], batch.packed(column)->bytes(), record, code);
  }
  bool known(std::uint32_t column, std::size_t record) const {
    return missing[column] == nullptr || (unknown[column][record / 64] >> (record % 64) & 1U) == 0;
  }
  void forget(std::uint32_t column, std::size_t record) {
    unknown[column][record / 64] |= std::uint64_t{1} << (record % 64);
  }

  const Batch& batch;
  std::size_t count;
  std::vector<Words> bytes, unknown;
  std::vector<const void*> from;
  std::vector<const std::uint64_t*> missing;
};

struct Said {
  bool good = false;
  Batch::Bad bad;
  std::vector<Words> results, open, values;
  Words beyond;
  bool operator==(const Said& other) const {
    return good == other.good && results == other.results && open == other.open && values == other.values &&
           beyond == other.beyond;
  }
};

Said ask(const Asked& asked, std::size_t limit, std::size_t threads, bool all = true) {
  Said out;
  const std::size_t words = (asked.count + 63) / 64;
  for (const std::uint32_t d : asked.batch.decisions()) {
    const std::uint32_t width = asked.batch.packed(asked.batch.source(d))->bytes();
    // Room for one code, word and value more, which stay as they are.
    out.results.emplace_back((asked.count + 1) * width / 8 + 1, ~std::uint64_t{0});
    out.open.emplace_back(words + 1, ~std::uint64_t{0});
    if (all) out.values.emplace_back(asked.count + 1, ~std::uint64_t{0});
  }
  if (all) out.beyond.assign(words + 1, ~std::uint64_t{0});
  std::vector<void*> results;
  std::vector<std::uint64_t*> open, values;
  for (Words& w : out.results) results.push_back(w.data());
  for (Words& w : out.open) open.push_back(w.data());
  for (Words& w : out.values) values.push_back(w.data());
  HalfKnown data;
  data.columns = asked.from.data();
  data.unknown = asked.missing.data();
  data.count = asked.count;
  data.results = results.data();
  data.open = open.data();
  if (all) data.values = values.data();
  if (all) data.beyond = out.beyond.data();
  data.limit = limit;
  out.good = records::possible(asked.batch, data, threads, out.bad);
  return out;
}

bool bit(const Words& words, std::size_t record) { return (words[record / 64] >> (record % 64) & 1U) != 0; }

/// What a record comes to over all its completions.
struct Wanted {
  std::vector<std::uint64_t> codes, values;  // by decision that is asked for
  std::vector<bool> open;
  bool beyond = false;
};

class Completed {
 public:
  Completed(const Program& p, const Plan& plan, const Batch& batch, std::size_t limit)
      : p_(p), plan_(plan), batch_(batch), limit_(limit), slow_(p), all_(p.columns.size()) {
    for (const std::uint32_t c : batch.columns()) all_[c] = all_of(plan.codings[c], *plan.packed[c], 10'000);
  }

  Wanted of(std::vector<Content> record, const std::vector<std::uint32_t>& unknown) {
    Wanted out;
    const std::size_t asked = batch_.decisions().size();
    std::size_t completions = 1;
    for (const std::uint32_t c : unknown) {
      // What there is too much of is beyond every limit here.
      completions = all_[c].empty() ? SIZE_MAX / 2 : std::min(completions * all_[c].size(), std::size_t{1} << 40U);
      out.beyond = out.beyond || completions > limit_;
    }
    if (unknown.empty()) out.beyond = false;
    out.codes.assign(asked, 0);
    out.values.assign(asked, 0);
    out.open.assign(asked, out.beyond);
    if (out.beyond) return out;
    first_ = true;
    walk(record, unknown, 0, out);
    for (std::size_t i = 0; i < asked; ++i) {
      if (out.open[i]) out.codes[i] = 0;
    }
    return out;
  }

 private:
  void walk(std::vector<Content>& record, const std::vector<std::uint32_t>& unknown, std::size_t at, Wanted& out) {
    if (at != unknown.size()) {
      for (const Content& content : all_[unknown[at]]) {
        record[unknown[at]] = content;
        walk(record, unknown, at + 1, out);
      }
      return;
    }
    const auto decided = slow_.decide(record);
    for (std::size_t i = 0; i < out.codes.size(); ++i) {
      const std::uint32_t d = batch_.decisions()[i];
      const std::size_t source = p_.columns.size() + d;
      const std::uint64_t code = pack(plan_.codings[source], *plan_.packed[source], decided[d].content);
      if (first_) out.codes[i] = code;
      if (code != out.codes[i]) out.open[i] = true;
      out.values[i] |= value_bit(plan_.codings[source], decided[d].content);
    }
    first_ = false;
  }

  const Program& p_;
  const Plan& plan_;
  const Batch& batch_;
  std::size_t limit_;
  Decider slow_;
  std::vector<std::vector<Content>> all_;
  bool first_ = true;
};

/// Every bit beyond the last record is 0, and what stands behind is as it was.
void ends(const Words& bits, std::size_t count) {
  if (count % 64 != 0) CHECK(bits[count / 64] >> (count % 64) == 0);
  CHECK(bits.back() == ~std::uint64_t{0});
}

/// A code that is none, in a cell that is known; and the same in one that is not.
void bad_codes(Asked& asked, std::size_t limit, Random& random, Tally& seen) {
  Batch::Bad first;
  for (int i = 0; i < 3; ++i) {
    const std::uint32_t c = asked.batch.columns()[random.below(asked.batch.columns().size())];
    const Packed& packed = *asked.batch.packed(c);
    const std::size_t r = random.below(asked.count);
    if (packed.codes == std::uint64_t{1} << (8 * packed.bytes() % 64) || !asked.known(c, r)) continue;
    asked.put(c, r, packed.codes);
    if (first.column == kNone || r < first.record || (r == first.record && c < first.column)) first = {c, r};
  }
  if (first.column == kNone) return;
  ++seen.bad;
  for (const std::size_t threads : {1U, 3U}) {
    const Said said = ask(asked, limit, threads);
    REQUIRE(!said.good);
    CHECK(said.bad.column == first.column);
    CHECK(said.bad.record == first.record);
  }
}

/// `chance`: of a cell not to be known, in percent; `columns`: that may have such cells, in percent.
void judge(const Program& p, const Plan& plan, const std::vector<std::vector<Content>>& records, unsigned chance,
           unsigned columns, std::size_t limit, Random& random, Tally& seen) {
  std::vector<std::uint32_t> decisions;
  for (std::uint32_t d = 0; d < p.decisions.size(); ++d) {
    if (random.chance(70)) decisions.push_back(d);
  }
  std::string why;
  const auto all = lanes::all();
  // As few planes as there can be, too: tables are decided one by one then.
  const auto batch =
      Batch::make(p, plan, decisions, why, *all[random.below(all.size())], random.chance(30) ? 0 : Batch::kSlicedNodes);
  if (batch == nullptr) return;
  ++(batch->way() == Batch::Way::Sliced ? seen.sliced : seen.one_by_one);
  Asked asked(p, plan, *batch, records.size());
  std::vector<std::vector<std::uint32_t>> unknown(records.size());
  for (const std::uint32_t c : batch->columns()) {
    const bool some = random.chance(columns);
    if (!some && random.chance(50)) asked.missing[c] = nullptr;
    for (std::size_t r = 0; r < records.size(); ++r) {
      if (some && random.chance(chance)) {
        asked.forget(c, r);
        unknown[r].push_back(c);
        asked.put(c, r, random.chance(50) ? ~std::uint64_t{0} : random.seed());  // whatever it is
      } else
        asked.put(c, r, pack(plan.codings[c], *plan.packed[c], records[r][c]));
    }
    // What is said of records that are not there is not looked at.
    if (records.size() % 64 != 0) asked.unknown[c][records.size() / 64] |= ~std::uint64_t{0} << (records.size() % 64);
  }
  const Said said = ask(asked, limit, 1);
  REQUIRE(said.good);
  for (const std::size_t threads : {2U, 5U}) REQUIRE(ask(asked, limit, threads) == said);
  const Said less = ask(asked, limit, 2, false);
  REQUIRE(less.results == said.results);
  REQUIRE(less.open == said.open);
  Completed completed(p, plan, *batch, limit);
  for (std::size_t r = 0; r < records.size(); ++r) {
    const Wanted wanted = completed.of(records[r], unknown[r]);
    REQUIRE(bit(said.beyond, r) == wanted.beyond);
    seen.beyond += wanted.beyond ? 1 : 0;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      INFO(p.decisions[decisions[i]].name << " of record " << r << ", limit " << limit);
      const Packed& packed = *batch->packed(batch->source(decisions[i]));
      REQUIRE(bit(said.open[i], r) == wanted.open[i]);
      REQUIRE(code_at(said.results[i], packed.bytes(), r) == wanted.codes[i]);
      if (!wanted.beyond) REQUIRE(said.values[i][r] == wanted.values[i]);
      if (wanted.beyond) REQUIRE((said.values[i][r] != 0 || packed.codes == 0));
      if (!unknown[r].empty()) ++(wanted.open[i] ? seen.open : seen.closed);
    }
  }
  ends(said.beyond, records.size());
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const std::uint32_t width = batch->packed(batch->source(decisions[i]))->bytes();
    ends(said.open[i], records.size());
    CHECK(said.values[i].back() == ~std::uint64_t{0});
    CHECK(code_at(said.results[i], width, records.size()) == ~std::uint64_t{0} >> (64 - 8 * width));
  }
  if (!records.empty() && !batch->columns().empty()) bad_codes(asked, limit, random, seen);
}

}  // namespace

TEST_CASE("batches complete what is not known, as the letter of the rules says of each completion") {
  Tally seen;
  each_framework(settings().frameworks / 4, settings().seed + 3, [&](const Compiled& compiled, Random& random) {
    for (std::uint32_t row = 0; row < compiled.image->rows().size(); ++row) {
      const Program p = flatten(*compiled.image, row);
      const Plan plan = records::plan(p);
      const std::size_t limits[] = {0, 1, 6, 40, 200};
      const auto records = [&](std::size_t count) { return random_records(p, plan.codings, count, random); };
      const auto limit = [&] { return limits[random.below(std::size(limits))]; };
      judge(p, plan, records(random.below(300)), 3, 80, limit(), random, seen);
      judge(p, plan, records(random.below(200)), 40, 40, limit(), random, seen);
      judge(p, plan, records(random.below(80)), 100, 20, 200, random, seen);
      judge(p, plan, records(random.below(70)), 100, 100, limit(), random, seen);
    }
  });
  fmt::print("batches sliced {}, one by one {}; decisions open {}, closed {}; records beyond {}; bad codes {}\n",
             seen.sliced, seen.one_by_one, seen.open, seen.closed, seen.beyond, seen.bad);
  CHECK(seen.sliced > 10);
  CHECK(seen.one_by_one > 10);
  CHECK(seen.open > 1'000);
  CHECK(seen.closed > 1'000);
  CHECK(seen.beyond > 1'000);
  CHECK(seen.bad > 10);
}

TEST_CASE("batches of long tables complete what is not known, planes or not") {
  Random random(settings().seed);
  Tally seen;
  const auto all = [&](const std::string& text) {
    const Compiled compiled = compile(text);
    INFO(compiled.errors);
    REQUIRE(compiled.image.has_value());
    const Program p = flatten(*compiled.image, 0);
    const Plan plan = records::plan(p);
    const auto records = [&](std::size_t count) { return random_records(p, plan.codings, count, random); };
    judge(p, plan, records(9'000), 1, 100, 500, random, seen);
    judge(p, plan, records(4'200), 3, 100, 20, random, seen);
    judge(p, plan, records(300), 100, 20, 500, random, seen);
    judge(p, plan, records(100), 20, 100, 400, random, seen);
  };
  all(wide_table(40, 6, random));
  all(wide_table(300, 12, random));
  all(wide_table(600, 20, random));
  all(tariff(8));
  all(tariff(12));
  CHECK(seen.sliced > 0);
  CHECK(seen.one_by_one > 0);
  CHECK(seen.open > 1'000);
  CHECK(seen.closed > 1'000);
}

TEST_CASE("batches of shipped frameworks complete what is not known") {
  Random random(settings().seed);
  Tally seen;
  for (const char* file : {"stdlib/interview.msd", "tests/frameworks/triage/triage.msd", "tests/emit/hard_names.msd",
                           "tests/threads/tariffs.msd"}) {
    const Compiled compiled = compile_file(std::string(MSD_SOURCE_DIR "/") + file);
    INFO(file << ": " << compiled.errors);
    REQUIRE(compiled.image.has_value());
    for (std::uint32_t row = 0; row < compiled.image->rows().size(); ++row) {
      const Program p = flatten(*compiled.image, row);
      const Plan plan = records::plan(p);
      const auto records = [&](std::size_t count) { return random_records(p, plan.codings, count, random); };
      judge(p, plan, records(700), 3, 100, 60, random, seen);
      judge(p, plan, records(100), 100, 5, 300, random, seen);
      judge(p, plan, records(30), 100, 100, 100, random, seen);
    }
  }
  CHECK(seen.sliced > 5);
  CHECK(seen.open > 500);
  CHECK(seen.closed > 500);
  CHECK(seen.beyond > 50);
}

TEST_CASE("a record may have more completions than a block has records") {
  std::string text = "framework many 1.0\nrow r \"R\"\n", reads, all;
  constexpr std::uint32_t kColumns = 14;
  for (std::uint32_t c = 0; c < kColumns; ++c) {
    text += fmt::format("field r.c{} : bool given from \"form\" as external\n", c);
    reads += fmt::format("{}c{}", c == 0 ? "" : ", ", c);
    all += fmt::format("{}c{}", c == 0 ? "" : " and ", c);
  }
  text += "field r.x : bool derived from " + reads + "\nderive r.x = " + all + "\n";
  const Compiled compiled = compile(text);
  INFO(compiled.errors);
  REQUIRE(compiled.image.has_value());
  const Program p = flatten(*compiled.image, 0);
  const Plan plan = records::plan(p);
  std::string why;
  const auto batch = Batch::make(p, plan, {0}, why);
  REQUIRE(batch != nullptr);
  REQUIRE(batch->columns().size() == kColumns);
  // Record r: r columns are known, to be no from record kColumns on.
  Asked asked(p, plan, *batch, std::size_t{2} * kColumns);
  for (std::size_t r = 0; r < asked.count; ++r) {
    for (std::uint32_t c = 0; c < kColumns; ++c) {
      asked.put(c, r, r < kColumns ? 1 : 0);
      if (c >= r % kColumns) asked.forget(c, r);
    }
  }
  const Said said = ask(asked, std::size_t{1} << (kColumns - 1), 2);
  REQUIRE(said.good);
  for (std::size_t r = 0; r < asked.count; ++r) {
    INFO(r);
    const bool none = r % kColumns == 0;  // is known of it
    CHECK(bit(said.beyond, r) == none);
    CHECK(bit(said.open[0], r) == (r < kColumns || none));
    CHECK(code_at(said.results[0], 1, r) == 0);
    CHECK(said.values[0][r] == (r < kColumns || none ? 3 : 1));
  }
}

}  // namespace batches_half_known
