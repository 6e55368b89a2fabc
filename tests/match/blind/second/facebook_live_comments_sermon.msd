/// A sermon is broadcast, and those who listen write to it.
design sermon "Words under a broadcast" uses interview {
  context {
    stated_nfrs_constraints:  "10 k remarks a second under one broadcast; shown within two seconds; none that was shown is lost"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Broadcast {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "video"
    evolution:        state_machine
    scope_kind:       instance "broadcast_id"
  }
  object Remark {
    candidate_source: direct_noun
    class:            event
    owner:            service "remarks"
    evolution:        append_only
    scope_kind:       collection "remarks of broadcast_id"
  }
  object Ticker {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "newest of broadcast_id"
  }
  path remark "Remark" {
    requirement: "A listener writes a remark under a running broadcast"
    actor: user  operation: append_event  priority_class: C1
    touches Remark    as create_target
    touches Broadcast as read_source_target
    records_immutable_fact: yes
    invariant HARD eligibility "Action remark is valid only if broadcast.state = RUNNING holds on broadcast_id at decision time."
    invariant HARD ordering    "Instances remarks are ordered by server time within broadcast_id."
    invariant HARD uniqueness  "Key (listener, client_id) maps to at most one logical outcome remark within broadcast_id."
    retry:              "(listener, client_id)" {dedup_by_event_id}
    competing_writers:  "remarks stand side by side"
    crash_after_commit: "client_id is known" {dedup_by_event_id}
    publish_failure:    "the ticker reads the log"
    stale_holder:       "not applicable"
  }
  path ticker "Watch the ticker" {
    requirement: "Listeners see the newest remarks as they come"
    actor: client  operation: read_projection  priority_class: R1
    touches Ticker as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  path end "End" {
    requirement: "The preacher ends the broadcast"
    actor: user  operation: state_transition  priority_class: C2
    touches Broadcast as update_target
    guarded_by_current_state: yes
  }
  concept newest "Newest remarks" {
    concept_kind: projection_concept  served_by: ticker
    source_of_truth_truth: "remarks" Remark
    rebuild_path:          "the last hundred of the log"
  }
  hotspot "a hundred thousand listeners" fan_out_hotspot { first_response: "fan-out on read, in batches" }
}
