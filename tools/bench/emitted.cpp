#include "tools/bench/emitted.h"

#include "tools/bench/emitted_c.h"
#include "tools/bench/emitted_record.h"

#include <fmt/format.h>

#include <interview_path.hpp>
#include <memory>

namespace msd::bench {

namespace {

template <class Decided> std::int32_t answer(const Decided& d) {
  constexpr int kThere = 0, kNothing = 1;
  const auto state = static_cast<int>(d.state);
  return state == kThere ? static_cast<std::int32_t>(d.value) : state == kNothing ? kAbsent : kRejected;
}

template <class Decisions> bool agrees(const Decisions& d, const ChainResult& r) {
  return answer(d.retained) == r.retained && answer(d.critical_now) == r.critical_now &&
         answer(d.path_kind) == r.path_kind && answer(d.cross_service_write) == r.cross_service_write &&
         answer(d.context_bounded_staleness_allowed) == r.bounded_staleness_allowed &&
         answer(d.staleness_allowed) == r.staleness_allowed && answer(d.read_path) == r.read_path &&
         answer(d.evolution) == r.evolution &&
         answer(d.cross_service_atomicity_required) == r.cross_service_atomicity_required &&
         answer(d.write_shape) == r.write_shape && answer(d.context_holder_may_crash) == r.holder_may_crash &&
         answer(d.base_mechanism) == r.base_mechanism && answer(d.required_companions) == r.required_companions;
}

template <class Record, class Decisions, class Decide>
void add(Runs& runs, const char* name, std::span<const ChainRecord> records, Decide decide) {
  struct Data {
    std::vector<Record> records;
    std::vector<Decisions> decided;
  };
  auto data = std::make_shared<Data>();
  for (const ChainRecord& r : records) data->records.push_back(made<Record>(r));
  data->decided.resize(records.size());
  const auto run = [data, decide] { decide(data->records.data(), data->decided.data(), data->records.size()); };
  run();
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (agrees(data->decided[i], chain(records[i]))) continue;
    fmt::print(stderr, "bench_records: {}: record {} differs from the chain's\n", name, i);
    std::exit(1);
  }
  runs.emplace_back(name, run);
}

}  // namespace

Runs emitted_one_by_one(std::span<const ChainRecord> records) {
  Runs out;
  namespace rules = interview_path;
  add<rules::record, rules::decisions>(out, "emitted C++", records,
                                       [](const rules::record* from, rules::decisions* to, std::size_t count) {
                                         for (std::size_t i = 0; i < count; ++i) to[i] = rules::decide(from[i]);
                                       });
  add<interview_path_record, interview_path_decisions>(out, "emitted C", records, decide_emitted_c);
  return out;
}

}  // namespace msd::bench
