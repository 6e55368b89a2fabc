// The rules of `interview` for a `path`, as someone writes them by hand: what faster ways are measured against. Held
// against the library on every record before anything is measured.
#pragma once

#include <cstdint>

namespace msd::bench {

/// Values in the order of their enums; a `no` of an optional one is -1.
struct ChainRecord {
  std::int8_t priority_class = 0;
  bool asked_for = false;
  std::int8_t topology = 0;
  std::int32_t distinct_owners = 0;
  std::int8_t read_consistency_target = 0;
  bool query_is_geospatial = false, query_crosses_shards = false, same_shape_as_source = false, read_heavy = false;
  bool join_heavy_hot_read = false;
  std::int8_t written_evolution = 0;
  bool hard_invariant = false;
  std::int32_t touched_objects = 0;
  bool hard_synchronous = false, compensation_acceptable = false, exclusive_claim_required = false, merge_safe = false;
  bool guarded_by_current_state = false, replaces_current_value = false, records_immutable_fact = false;
  bool single_writer_scope = false, partition_routed_single_writer = false;
  std::int8_t holder_model = 0;
  std::uint16_t declared_companions = 0;
};

constexpr std::int8_t kAbsent = -1, kRejected = -2;

struct ChainResult {
  bool retained = false, critical_now = false;
  std::int8_t path_kind = 0;
  bool cross_service_write = false, bounded_staleness_allowed = false, staleness_allowed = false;
  std::int8_t read_path = kAbsent, evolution = 0;
  bool cross_service_atomicity_required = false;
  std::int8_t write_shape = kAbsent;
  bool holder_may_crash = false;
  std::int8_t base_mechanism = kAbsent;
  std::int32_t required_companions = 0;  ///< kRejected, or a mask
};

inline ChainResult chain(const ChainRecord& r) {
  ChainResult out;
  out.retained = r.priority_class == 0 || r.priority_class == 2 || r.priority_class == 4 || r.asked_for;
  out.critical_now = r.priority_class == 0;
  if (r.priority_class == 0 || r.priority_class == 1)
    out.path_kind = 0;
  else if (r.priority_class == 2 || r.priority_class == 3)
    out.path_kind = 1;
  else
    out.path_kind = 2;
  out.cross_service_write = r.topology == 2 && r.distinct_owners > 1;
  out.bounded_staleness_allowed = r.read_consistency_target == 1;
  out.staleness_allowed = out.bounded_staleness_allowed;
  if (out.path_kind == 1) {
    if (r.query_is_geospatial)
      out.read_path = 4;
    else if (r.query_crosses_shards)
      out.read_path = 5;
    else if (!r.same_shape_as_source)
      out.read_path = 2;
    else if (r.read_heavy && out.staleness_allowed)
      out.read_path = 1;
    else
      out.read_path = 0;
  }
  out.evolution = r.written_evolution;
  out.cross_service_atomicity_required = r.hard_invariant && r.touched_objects > 1 && r.distinct_owners > 1 &&
                                         r.hard_synchronous && !r.compensation_acceptable;
  if (out.path_kind == 0) {
    if (out.cross_service_atomicity_required)
      out.write_shape = 5;
    else if (r.exclusive_claim_required)
      out.write_shape = 3;
    else if (r.merge_safe)
      out.write_shape = 4;
    else if (r.guarded_by_current_state)
      out.write_shape = 2;
    else if (r.replaces_current_value)
      out.write_shape = 1;
    else if (r.records_immutable_fact)
      out.write_shape = 0;
    else
      out.write_shape = kRejected;
  }
  out.holder_may_crash = r.holder_model >= 2;
  if (out.write_shape == kRejected)
    out.base_mechanism = kRejected;
  else if (out.write_shape != kAbsent) {
    if (out.write_shape == 5)
      out.base_mechanism = r.compensation_acceptable ? 8 : 9;
    else if (r.single_writer_scope)
      out.base_mechanism = 0;
    else if (r.partition_routed_single_writer)
      out.base_mechanism = 1;
    else if (out.write_shape == 4)
      out.base_mechanism = 6;
    else if (out.write_shape == 3)
      out.base_mechanism = out.holder_may_crash ? 5 : 4;
    else if (out.write_shape == 2 && out.evolution == 2)
      out.base_mechanism = 3;
    else if (out.write_shape == 1 && out.evolution == 1)
      out.base_mechanism = 2;
    else if (out.write_shape == 0)
      out.base_mechanism = 7;
    else
      out.base_mechanism = kRejected;
  }
  if (out.base_mechanism == kRejected) {
    out.required_companions = kRejected;
    return out;
  }
  std::int32_t companions = r.declared_companions;
  if (out.base_mechanism == 2 || out.base_mechanism == 3)
    companions |= 1;
  else if (out.base_mechanism == 5)
    companions |= 5;
  else if (out.base_mechanism == 7)
    companions |= 2;
  else if (out.base_mechanism == 8)
    companions |= 0x41;
  if ((companions & 0x18) != 0) companions |= 0x20;
  out.required_companions = companions;
  return out;
}

}  // namespace msd::bench
