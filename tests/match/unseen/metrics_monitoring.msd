/// Samples touch no series, and dashboards ask all partitions for sums.
design metrics_monitoring_too "Metrics" uses interview {
  context {
    stated_nfrs_constraints:  "a million samples a second"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object MetricSeries { candidate_source: direct_noun  class: entity      owner: service  evolution: overwrite    scope_kind: instance "metricseries_id" }
  object Sample { candidate_source: direct_noun  class: event       owner: client  evolution: append_only  scope_kind: collection "samples of metricseries_id" }
  object Rollup { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: time "(series, minute)" }

  path ingest "Ingest" {
    requirement: "Agent sends samples"
    actor: client  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Sample as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Sample within samples of metricseries_id."
    invariant HARD ordering   "Instances Sample are ordered by sequence number within samples of metricseries_id."
  }

  path dashboard "Dashboard" {
    requirement: "Engineer sees a curve"
    actor: user  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches Rollup as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: yes because "it asks all partitions"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness  "Read model Rollup reflects its source within 5 s."
    invariant HARD accounting "Aggregate balance equals the sum over Rollup within (series, minute)."
  }

  path roll_up "Roll up" {
    requirement: "Samples are summed up"
    actor: worker  operation: async_process
    priority_class: N1 because "late is harmless"
    touches Rollup as async_side_effect_target
  }

  concept curve "Curve" {
    concept_kind: aggregate_concept  served_by: dashboard
    source_of_truth_truth: "Table of Sample" Sample
    rebuild_path:          "read Sample again"
  }
}
