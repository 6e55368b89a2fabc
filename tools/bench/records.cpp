// Records: one and many at once, against a chain of ifs that someone writes by hand (chain.h); tables of many rules;
// threads. Times are the least of many rounds, in each of which everything is run once, in turn; what is judged are
// ratios. One JSON object.
//   bench_records [--rounds N] [--records N] MSDC FRAMEWORK FOLDER
// FRAMEWORK: the one that chain.h writes by hand. FOLDER: where tables are written and compiled.
#include "runtime/library/msd.hpp"
#include "runtime/records/batch_possible.h"
#include "tools/bench/chain.h"
#include "tools/bench/emitted.h"
#include "tools/bench/models.h"
#include "tools/bench/spawn.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
#include <random>

using namespace msd;
using namespace msd::bench;

namespace {

struct Line {
  std::string name;
  double least = 1e300;  ///< ns a record
};

struct Options {
  std::size_t rounds = 200, records = 20'480;  // whole blocks
};

double now() {
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Everything once, in turn, again and again.
std::vector<Line> measured(const std::vector<std::pair<std::string, std::function<void()>>>& all, std::size_t records,
                           std::size_t rounds) {
  std::vector<Line> out;
  for (const auto& [name, run] : all) out.push_back({name});
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double before = now();
      all[i].second();
      out[i].least = std::min(out[i].least, (now() - before) / static_cast<double>(records));
    }
  }
  return out;
}

/// The elements of two JSON lists.
std::string part_lines, table_lines;

void print(const std::string& title, const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    const double times = lines.front().least / line.least;
    part_lines += fmt::format("{}\n  {{\"part\": \"{}\", \"name\": \"{}\", \"ns\": {:.4f}, \"times\": {:.3f}}}",
                              part_lines.empty() ? "" : ",", title, line.name, line.least, times);
  }
}

[[noreturn]] void fail(const std::string& why) {
  fmt::print(stderr, "bench_records: {}\n", why);
  std::exit(1);
}

// ---- records of chain.h --------------------------------------------------------------------------------------------

/// Columns by their names, with what they hold in a record of the chain.
struct Binding {
  const char* column;
  std::int64_t (*of)(const ChainRecord&);
};
constexpr std::int64_t kOne = 1'000'000;  // of a count
const Binding kBindings[] = {
    {"priority_class", [](const ChainRecord& r) { return std::int64_t{r.priority_class}; }},
    {"asked_for", [](const ChainRecord& r) { return std::int64_t{r.asked_for}; }},
    {"context.topology", [](const ChainRecord& r) { return std::int64_t{r.topology}; }},
    {"distinct_owner_owner_name_of_touches_object_where_primar",
     [](const ChainRecord& r) { return r.distinct_owners * kOne; }},
    {"context.read_consistency_target", [](const ChainRecord& r) { return std::int64_t{r.read_consistency_target}; }},
    {"query_is_geospatial", [](const ChainRecord& r) { return std::int64_t{r.query_is_geospatial}; }},
    {"query_crosses_shards", [](const ChainRecord& r) { return std::int64_t{r.query_crosses_shards}; }},
    {"same_shape_as_source", [](const ChainRecord& r) { return std::int64_t{r.same_shape_as_source}; }},
    {"read_heavy", [](const ChainRecord& r) { return std::int64_t{r.read_heavy}; }},
    {"join_heavy_hot_read", [](const ChainRecord& r) { return std::int64_t{r.join_heavy_hot_read}; }},
    {"written_object_evolution", [](const ChainRecord& r) { return std::int64_t{r.written_evolution}; }},
    {"some_invariants_where_tier_HARD", [](const ChainRecord& r) { return std::int64_t{r.hard_invariant}; }},
    {"count_touches_object_where_primary", [](const ChainRecord& r) { return r.touched_objects * kOne; }},
    {"some_invariants_where_tier_HARD_and_invariant_synchronou",
     [](const ChainRecord& r) { return std::int64_t{r.hard_synchronous}; }},
    {"context.compensation_acceptable", [](const ChainRecord& r) { return std::int64_t{r.compensation_acceptable}; }},
    {"exclusive_claim_required", [](const ChainRecord& r) { return std::int64_t{r.exclusive_claim_required}; }},
    {"merge_safe", [](const ChainRecord& r) { return std::int64_t{r.merge_safe}; }},
    {"guarded_by_current_state", [](const ChainRecord& r) { return std::int64_t{r.guarded_by_current_state}; }},
    {"replaces_current_value", [](const ChainRecord& r) { return std::int64_t{r.replaces_current_value}; }},
    {"records_immutable_fact", [](const ChainRecord& r) { return std::int64_t{r.records_immutable_fact}; }},
    {"single_writer_scope", [](const ChainRecord& r) { return std::int64_t{r.single_writer_scope}; }},
    {"partition_routed_single_writer",
     [](const ChainRecord& r) { return std::int64_t{r.partition_routed_single_writer}; }},
    {"context.holder_model", [](const ChainRecord& r) { return std::int64_t{r.holder_model}; }},
    {"declared_companions", [](const ChainRecord& r) { return std::int64_t{r.declared_companions}; }},
};
struct Answer {
  const char* decision;
  std::int64_t (*of)(const ChainResult&);
};
const Answer kAnswers[] = {
    {"read_path", [](const ChainResult& r) { return std::int64_t{r.read_path}; }},
    {"write_shape", [](const ChainResult& r) { return std::int64_t{r.write_shape}; }},
    {"base_mechanism", [](const ChainResult& r) { return std::int64_t{r.base_mechanism}; }},
    {"required_companions", [](const ChainResult& r) { return std::int64_t{r.required_companions}; }},
    {"retained", [](const ChainResult& r) { return std::int64_t{r.retained}; }},
    {"critical_now", [](const ChainResult& r) { return std::int64_t{r.critical_now}; }},
    {"path_kind", [](const ChainResult& r) { return std::int64_t{r.path_kind}; }},
    {"cross_service_write", [](const ChainResult& r) { return std::int64_t{r.cross_service_write}; }},
    {"staleness_allowed", [](const ChainResult& r) { return std::int64_t{r.staleness_allowed}; }},
    {"evolution", [](const ChainResult& r) { return std::int64_t{r.evolution}; }},
    {"cross_service_atomicity_required",
     [](const ChainResult& r) { return std::int64_t{r.cross_service_atomicity_required}; }},
    {"context.bounded_staleness_allowed",
     [](const ChainResult& r) { return std::int64_t{r.bounded_staleness_allowed}; }},
    {"context.holder_may_crash", [](const ChainResult& r) { return std::int64_t{r.holder_may_crash}; }},
};
constexpr std::size_t kTables = 4;  // of the answers: the tables that a design is about

std::vector<ChainRecord> random_chain_records(std::size_t count) {
  std::mt19937_64 engine(7);
  const auto below = [&](unsigned n) { return static_cast<std::int8_t>(engine() % n); };
  const auto coin = [&] { return engine() % 2 == 0; };
  std::vector<ChainRecord> out(count);
  for (ChainRecord& r : out) {
    r.priority_class = below(5);
    r.asked_for = coin();
    r.topology = below(3);
    r.distinct_owners = static_cast<std::int32_t>(engine() % 4);
    r.read_consistency_target = below(2);
    r.query_is_geospatial = coin();
    r.query_crosses_shards = coin();
    r.same_shape_as_source = coin();
    r.read_heavy = coin();
    r.join_heavy_hot_read = coin();
    r.written_evolution = below(4);
    r.hard_invariant = coin();
    r.touched_objects = static_cast<std::int32_t>(engine() % 4);
    r.hard_synchronous = coin();
    r.compensation_acceptable = coin();
    r.exclusive_claim_required = coin();
    r.merge_safe = coin();
    r.guarded_by_current_state = coin();
    r.replaces_current_value = coin();
    r.records_immutable_fact = coin();
    r.single_writer_scope = coin();
    r.partition_routed_single_writer = coin();
    r.holder_model = below(5);
    r.declared_companions = static_cast<std::uint16_t>(engine() % 512);
  }
  return out;
}

std::int64_t answer(const msd_cell& cell) {
  return cell.state == MSD_VALUE ? cell.value : cell.state == MSD_ABSENT ? bench::kAbsent : bench::kRejected;
}

using Words = std::vector<std::uint64_t>;

/// Planes that begin at multiples of 64 bytes.
class Planes {
 public:
  Planes(std::size_t bits, std::size_t words) : words_(words), room_(bits * words + 8) {
    begin_ = room_.data();
    while (reinterpret_cast<std::uintptr_t>(begin_) % 64 != 0) ++begin_;
  }
  std::uint64_t* data() { return begin_; }
  void put(std::size_t record, std::uint64_t code, std::uint32_t bits) {
    for (std::uint32_t bit = 0; bit < bits; ++bit)
      begin_[bit * words_ + record / 64] |= (code >> bit & 1U) << (record % 64);
  }
  std::uint64_t at(std::size_t record, std::uint32_t bits) const {
    std::uint64_t out = 0;
    for (std::uint32_t bit = 0; bit < bits; ++bit)
      out |= (begin_[bit * words_ + record / 64] >> (record % 64) & 1U) << bit;
    return out;
  }

 private:
  std::size_t words_;
  Words room_;
  std::uint64_t* begin_ = nullptr;
};

std::vector<std::uint64_t> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (bytes.empty()) fail("cannot read " + path);
  std::vector<std::uint64_t> out(bytes.size() / 8);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(out.data()));
  return out;
}

void against_the_chain(const Options& options, const std::string& path) {
  // Whole blocks and a rest, and planes whose words are no multiple of a page.
  const std::size_t count = options.records;
  const std::vector<ChainRecord> records = random_chain_records(count);
  std::vector<ChainResult> chained(count);
  for (std::size_t i = 0; i < count; ++i) chained[i] = chain(records[i]);

  const msdlib::Image image = msdlib::Image::load_file(path);
  const msdlib::Rules rules = image.rules("path");
  msdlib::Decider decider(rules), by_codes(rules), unknowing(rules);
  const std::size_t columns = rules.columns();
  std::vector<const Binding*> bound(columns);
  for (const Binding& b : kBindings) bound[rules.column(b.column)] = &b;
  std::vector<msd_cell> cells, results(rules.decisions());
  std::vector<std::uint32_t> codes, code_results(rules.decisions());
  for (const ChainRecord& r : records) {
    for (std::size_t c = 0; c < columns; ++c) {
      if (bound[c] == nullptr) fail(fmt::format("the chain knows no column {}", rules.column(c).name));
      cells.push_back(msdlib::value(bound[c]->of(r)));
      codes.push_back(static_cast<std::uint32_t>(rules.code(c, cells.back())));
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto decided = decider.decide({cells.data() + i * columns, columns});
    if (msd_decide_codes(by_codes.get(), codes.data() + i * columns, code_results.data(), nullptr) != MSD_OK)
      fail("codes do not decide");
    for (const Answer& a : kAnswers) {
      const std::size_t d = rules.decision(a.decision);
      if (answer(decided[d]) != a.of(chained[i]) || answer(rules.cell(d, code_results[d])) != a.of(chained[i]))
        fail(fmt::format("{} of record {} differs from the chain's", a.decision, i));
    }
  }

  std::vector<std::pair<std::string, std::function<void()>>> one{{"chain of ifs", [&] {
                                                                    for (std::size_t i = 0; i < count; ++i)
                                                                      chained[i] = chain(records[i]);
                                                                  }}};
  for (auto& run : emitted_one_by_one(records)) one.push_back(std::move(run));
  one.emplace_back("msd_decide, cells", [&] {
    for (std::size_t i = 0; i < count; ++i)
      msd_decide(decider.get(), cells.data() + i * columns, results.data(), nullptr);
  });
  one.emplace_back("msd_decide and why one rule did not fire", [&] {
    for (std::size_t i = 0; i < count; ++i) {
      msd_decide(decider.get(), cells.data() + i * columns, results.data(), nullptr);
      msd_rule_held(decider.get(), rules.decisions() - 2, 0);
    }
  });
  one.emplace_back("msd_decide_codes", [&] {
    for (std::size_t i = 0; i < count; ++i)
      msd_decide_codes(by_codes.get(), codes.data() + i * columns, code_results.data(), nullptr);
  });
  std::size_t record_words = 0, result_words = 0;
  if (msd_packed_words(rules.get(), &record_words, &result_words) != MSD_OK) fail("records do not pack");
  std::vector<std::uint64_t> packed(count * record_words), packed_results(result_words);
  msdlib::Decider by_words(rules);
  for (std::size_t i = 0; i < count; ++i) {
    msd_slot slot{};
    for (std::size_t c = 0; c < columns; ++c) {
      msd_column_slot(rules.get(), c, &slot);
      packed[i * record_words + slot.word] |= std::uint64_t{codes[i * columns + c]} << slot.shift;
    }
    msd_decide_packed(by_words.get(), packed.data() + i * record_words, packed_results.data(), nullptr);
    for (const Answer& a : kAnswers) {
      const std::size_t d = rules.decision(a.decision);
      msd_decision_slot(rules.get(), d, &slot);
      const std::uint64_t code = packed_results[slot.word] >> slot.shift & ((std::uint64_t{1} << slot.bits) - 1);
      if (answer(rules.cell(d, code)) != a.of(chained[i]))
        fail(fmt::format("packed: {} of record {} differs from the chain's", a.decision, i));
    }
  }
  one.emplace_back("msd_decide_packed", [&] {
    for (std::size_t i = 0; i < count; ++i)
      msd_decide_packed(by_words.get(), packed.data() + i * record_words, packed_results.data(), nullptr);
  });
  std::vector<msd_cell> half = cells;
  const std::size_t missing = rules.column("context.compensation_acceptable");
  for (std::size_t i = 0; i < count; ++i) half[i * columns + missing].state = MSD_UNKNOWN;
  one.emplace_back("msd_decide_possible, one unknown", [&] {
    for (std::size_t i = 0; i < count; ++i)
      msd_decide_possible(unknowing.get(), half.data() + i * columns, results.data(), nullptr, 64, nullptr);
  });
  print("One record", measured(one, count, options.rounds));
  Runs by_planes{one.front()};
  for (auto& run : emitted_planes(records, chained)) by_planes.push_back(std::move(run));
  print("Many records, the emitted header", measured(by_planes, count, options.rounds));

  // ---- many, by each instruction set
  // ---------------------------------------------------------------------------------
  image::Refusal refusal;
  const auto opened = image::Image::open(read_file(path), refusal);
  std::uint32_t row = 0;
  while (opened->text(opened->rows()[row].name) != "path") ++row;
  const records::Program program = records::flatten(*opened, row);
  const records::Plan plan = records::plan(program);
  for (const std::size_t answers : {kTables, std::size(kAnswers)}) {
    std::vector<std::uint32_t> asked;
    for (std::size_t i = 0; i < answers; ++i)
      asked.push_back(static_cast<std::uint32_t>(rules.decision(kAnswers[i].decision)));
    const std::size_t words = (count + 511) / 512 * 8;  // so that each plane begins at a multiple of 64 bytes
    std::vector<msdlib::Codes> bytes, byte_results;
    std::vector<Planes> planes, plane_results;
    std::vector<const void*> byte_at;
    std::vector<void*> byte_to;
    std::vector<const std::uint64_t*> plane_at;
    std::vector<std::uint64_t*> plane_to;
    for (std::size_t c = 0; c < columns; ++c) {
      const msd_coding coding = rules.column_coding(c);
      bytes.emplace_back(coding, count);
      planes.emplace_back(coding.bits, words);
      for (std::size_t i = 0; i < count; ++i) bytes.back().put(i, codes[i * columns + c]);
    }
    std::vector<std::unique_ptr<records::Batch>> batches;
    std::vector<std::pair<std::string, std::function<void()>>> many{one.front()};
    for (std::size_t c = 0; c < columns; ++c) {
      for (std::size_t i = 0; i < count; ++i) planes[c].put(i, codes[i * columns + c], rules.column_coding(c).bits);
    }
    for (auto& b : bytes) byte_at.push_back(b.data());
    for (auto& p : planes) plane_at.push_back(p.data());
    for (const std::uint32_t d : asked) {
      byte_results.emplace_back(rules.decision_coding(d), count);
      plane_results.emplace_back(rules.decision_coding(d).bits, words);
    }
    for (auto& b : byte_results) byte_to.push_back(b.data());
    for (auto& p : plane_results) plane_to.push_back(p.data());
    for (const lanes::Lanes* lanes : lanes::all()) {
      std::string why;
      batches.push_back(records::Batch::make(program, plan, asked, why, *lanes));
      const records::Batch* batch = batches.back().get();
      if (batch == nullptr) fail(why);
      many.emplace_back(fmt::format("bytes, {}", lanes->name), [&, batch] {
        records::Batch::Bad bad;
        batch->bytes(byte_at.data(), count, byte_to.data(), 1, bad);
      });
      many.emplace_back(fmt::format("bits, {}", lanes->name),
                        [&, batch] { batch->planes(plane_at.data(), words, count, plane_to.data(), 1); });
      for (std::size_t k = many.size() - 2; k < many.size(); ++k) {
        many[k].second();
        for (std::size_t i = 0; i < count; ++i) {
          for (std::size_t a = 0; a < asked.size(); ++a) {
            const std::uint64_t code =
                k % 2 == 1 ? byte_results[a].at(i) : plane_results[a].at(i, rules.decision_coding(asked[a]).bits);
            if (answer(rules.cell(asked[a], code)) != kAnswers[a].of(chained[i]))
              fail(fmt::format("{}: {} of record {} differs from the chain's", many[k].first, kAnswers[a].decision, i));
          }
        }
      }
    }
    const records::Batch* best = batches.back().get();
    // The column that is not known to msd_decide_possible above, and all columns.
    std::vector<std::vector<msdlib::Bits>> unknown;
    msdlib::Bits beyond(count);
    std::vector<msdlib::Bits> open(asked.size(), msdlib::Bits(count));
    std::vector<std::uint64_t*> open_at;
    for (msdlib::Bits& b : open) open_at.push_back(b.data());
    const auto with_unknown = [&](const std::string& name, const std::vector<std::size_t>& which, std::size_t percent) {
      std::mt19937_64 engine(13);
      auto& bits = unknown.emplace_back(columns);
      for (const std::size_t c : which) {
        bits[c] = msdlib::Bits(count);
        for (std::size_t i = 0; i < count; ++i) bits[c].put(i, engine() % 100 < percent);
      }
      std::vector<const std::uint64_t*> at;
      for (const msdlib::Bits& b : bits) at.push_back(b.data());
      many.emplace_back(name, [&, best, at] {
        records::HalfKnown data{byte_at.data(), at.data(), count,         byte_to.data(),
                                open_at.data(), nullptr,   beyond.data(), 64};
        records::Batch::Bad bad;
        records::possible(*best, data, 1, bad);
      });
    };
    std::vector<std::size_t> every(columns);
    std::iota(every.begin(), every.end(), std::size_t{0});
    with_unknown("bytes, one column unknown in 1 %", {missing}, 1);
    with_unknown("bytes, one column unknown in all", {missing}, 100);
    many.back().second();
    for (std::size_t i = 0; i < count; ++i) {
      msd_decide_possible(unknowing.get(), half.data() + i * columns, results.data(), nullptr, 64, nullptr);
      for (std::size_t a = 0; a < asked.size(); ++a) {
        const bool several = results[asked[a]].state == MSD_UNKNOWN;
        if (open[a].at(i) != several ||
            (!several && answer(rules.cell(asked[a], byte_results[a].at(i))) != answer(results[asked[a]])))
          fail(fmt::format("{} of record {} differs from what one record can come to", kAnswers[a].decision, i));
      }
    }
    with_unknown("bytes, each column unknown in 1 %", every, 1);
    many.emplace_back("bytes, best, two threads", [&, best] {
      records::Batch::Bad bad;
      best->bytes(byte_at.data(), count, byte_to.data(), 2, bad);
    });
    print(fmt::format("Many records, {} decisions, {} steps", answers, best->steps()),
          measured(many, count, options.rounds));
  }
}

/// In ms.
double compile(const std::vector<std::string>& command) {
  const Cost cost = run(command);
  if (cost.status != 0) fail(fmt::format("{} ends with {}", fmt::join(command, " "), cost.status));
  return cost.wall_ms;
}

// ---- tables of many rules ------------------------------------------------------------------------------------------

/// Until its rules can decide, in ms: the least and the first of several times.
std::pair<double, double> ready(const std::string& path, std::size_t times) {
  std::vector<double> all;
  for (std::size_t i = 0; i < times; ++i) {
    const double begin = now();
    const msdlib::Image image = msdlib::Image::load_file(path);
    const msdlib::Rules rules = image.rules(std::string(msd_image_row_name(image.get(), 0)));
    all.push_back((now() - begin) / 1e6);
  }
  return {*std::min_element(all.begin(), all.end()), all.front()};
}

constexpr std::size_t kColumns = 20;

void table_sizes(const Options& options, const std::string& msdc, const std::string& folder) {
  for (const std::size_t size : {10U, 100U, 1'000U, 10'000U}) {
    const std::string text = fmt::format("{}/wide_{}.msd", folder, size);
    const std::string path = fmt::format("{}/wide_{}.msdi", folder, size);
    const std::string file = fmt::format("{}/wide_{}.msdr", folder, size);
    std::ofstream(text) << service_table(size, kColumns, 1);
    const double compiled =
        compile({msdc, "compile", text, "-o", path}) + compile({msdc, "compile", path, "--records", "-o", file});
    const auto [from_image, image_first] = ready(path, 3);
    const auto [from_rules, rules_first] = ready(file, 100);
    const msdlib::Image image = msdlib::Image::load_file(file);
    const msdlib::Rules rules = image.rules(std::string(msd_image_row_name(image.get(), 0)));
    msdlib::Decider decider(rules);
    const std::size_t count = options.records / 2;
    const std::size_t columns = rules.columns();
    std::mt19937_64 engine(11);
    std::vector<msd_cell> cells, results(rules.decisions());
    std::vector<msdlib::Codes> bytes, made;
    for (std::size_t c = 0; c < columns; ++c) bytes.emplace_back(rules.column_coding(c), count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c < columns; ++c) {
        const msd_info info = rules.column(c);
        const auto span = static_cast<std::uint64_t>(info.type == MSD_NUMBER ? info.high - info.low + 1
                                                                             : static_cast<std::int64_t>(info.values));
        cells.push_back(
            msdlib::value((info.type == MSD_NUMBER ? info.low : 0) + static_cast<std::int64_t>(engine() % span)));
        bytes[c].put(i, rules.code(c, cells.back()));
      }
    }
    std::vector<std::size_t> asked;
    for (std::size_t d = 0; d < rules.decisions(); ++d) {
      asked.push_back(d);
      made.emplace_back(rules.decision_coding(d), count);
    }
    std::string why;
    const auto batch = msdlib::Batch::make(rules, asked, &why);
    if (!batch) fail(why);
    batch->decide(bytes, count, made);
    for (std::size_t i = 0; i < count; ++i) {
      const auto decided = decider.decide({cells.data() + i * columns, columns});
      for (const std::size_t d : asked) {
        if (rules.cell(d, made[d].at(i)).value != decided[d].value) fail("a batch differs from one record");
      }
    }
    const auto lines = measured({{"one record",
                                  [&] {
                                    for (std::size_t i = 0; i < count; ++i)
                                      msd_decide(decider.get(), cells.data() + i * columns, results.data(), nullptr);
                                  }},
                                 {"a batch of bytes", [&] { batch->decide(bytes, count, made); }}},
                                count, options.rounds / 10 + 1);
    table_lines += fmt::format(
        "{}\n  {{\"rules\": {}, \"one_ns\": {:.4f}, \"batch_ns\": {:.4f}, \"ready_from_rules_ms\": {:.4f}, "
        "\"first_from_rules_ms\": {:.4f}, \"ready_from_image_ms\": {:.4f}, \"first_from_image_ms\": {:.4f}, "
        "\"compiled_ms\": {:.3f}}}",
        table_lines.empty() ? "" : ",", size, lines[0].least, lines[1].least, from_rules, rules_first, from_image,
        image_first, compiled);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--rounds" && i + 1 < argc)
      options.rounds = std::stoul(argv[++i]);
    else if (word == "--records" && i + 1 < argc)
      options.records = std::stoul(argv[++i]);
    else
      files.push_back(word);
  }
  if (files.size() != 3) fail("usage: bench_records [--rounds N] [--records N] MSDC FRAMEWORK FOLDER");
  const std::string &msdc = files[0], &framework = files[1], &folder = files[2];
  std::filesystem::create_directories(folder);
  const std::string image = folder + "/chain.msdi";
  compile({msdc, "compile", framework, "-o", image});
  against_the_chain(options, image);
  table_sizes(options, msdc, folder);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{{\"peak_kib\": {}, \"lines\": [{}\n], \"tables\": [{}\n]}}\n", usage.ru_maxrss, part_lines, table_lines);
}
