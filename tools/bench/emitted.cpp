#include "tools/bench/emitted.h"

#include "tools/bench/emitted_c.h"

#include <fmt/format.h>

#include <interview_path.hpp>
#include <memory>

namespace msd::bench {

namespace {

constexpr std::int64_t kCount = 1'000'000;  // one of a count

/// A record of either header: the names of its members are the same.
template <class Record> Record made(const ChainRecord& r) {
  Record out{};
  const auto put = [](auto& to, auto value) { to = static_cast<std::remove_reference_t<decltype(to)>>(value); };
  put(out.priority_class, r.priority_class);
  put(out.asked_for, r.asked_for);
  put(out.context_topology, r.topology);
  put(out.distinct_owner_owner_name_of_touches_object_where_primar, r.distinct_owners * kCount);
  put(out.context_read_consistency_target, r.read_consistency_target);
  put(out.query_is_geospatial, r.query_is_geospatial);
  put(out.query_crosses_shards, r.query_crosses_shards);
  put(out.same_shape_as_source, r.same_shape_as_source);
  put(out.read_heavy, r.read_heavy);
  put(out.join_heavy_hot_read, r.join_heavy_hot_read);
  put(out.written_object_evolution, r.written_evolution);
  put(out.some_invariants_where_tier_HARD, r.hard_invariant);
  put(out.count_touches_object_where_primary, r.touched_objects * kCount);
  put(out.some_invariants_where_tier_HARD_and_invariant_synchronou, r.hard_synchronous);
  put(out.context_compensation_acceptable, r.compensation_acceptable);
  put(out.exclusive_claim_required, r.exclusive_claim_required);
  put(out.merge_safe, r.merge_safe);
  put(out.guarded_by_current_state, r.guarded_by_current_state);
  put(out.replaces_current_value, r.replaces_current_value);
  put(out.records_immutable_fact, r.records_immutable_fact);
  put(out.single_writer_scope, r.single_writer_scope);
  put(out.partition_routed_single_writer, r.partition_routed_single_writer);
  put(out.context_holder_model, r.holder_model);
  put(out.declared_companions, r.declared_companions);
  return out;
}

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
