// A record of the chain as one of the emitted headers.
#pragma once

#include "tools/bench/chain.h"

#include <type_traits>

namespace msd::bench {

inline constexpr std::int64_t kCount = 1'000'000;  // one of a count

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

}  // namespace msd::bench
