design greenhouse "Warmth and water in greenhouses" uses interview {
  context {
    stated_nfrs_constraints:  "200 k readings a second; curves are ten seconds old at most; a year is kept by the hour"
    topology:                 single_service_distributed
    write_coordination_scope: local_only
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Probe   { candidate_source: direct_noun         class: entity      owner: service   evolution: overwrite    scope_kind: instance "probe_id" }
  object Reading { candidate_source: direct_noun         class: event       owner: client    evolution: append_only  scope_kind: time "(probe_id, instant)" }
  object Curve   { candidate_source: derived_read_model  class: projection  owner: pipeline  evolution: overwrite    scope_kind: time "(probe_id, hour)" }

  path take_in "Take in a reading" {
    requirement: "A probe sends a reading"
    actor: client  operation: append_event  priority_class: C1
    touches Reading as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness "Key (probe_id, instant) maps to at most one logical outcome reading within probe_id."
    invariant HARD accounting "Aggregate the curve equals mean over readings within (probe_id, hour)."
    retry:              "(probe_id, instant)" {dedup_by_event_id}
    competing_writers:  "readings do not disturb each other"
    crash_after_commit: "the instant is taken" {dedup_by_event_id}
    publish_failure:    "the pipeline reads on from its mark"
    stale_holder:       "not applicable"
  }
  path see_curve "See a curve" {
    requirement: "A gardener sees a week of a house at once"
    actor: client  operation: read_projection  priority_class: R1
    touches Curve as read_projection_target
    touches Probe as read_source_target
    same_shape_as_source: no  read_heavy: no  query_crosses_shards: yes  query_is_geospatial: no
  }
  path warn "Warn" {
    requirement: "The gardener is called when it freezes"
    actor: system  operation: async_deliver  priority_class: N1
    touches Curve as read_projection_target
  }
  concept week "A week of a house" {
    concept_kind: aggregate_concept  served_by: see_curve
    source_of_truth_truth: "readings" Reading
    rebuild_path:          "average the readings of each hour again"
  }
}
