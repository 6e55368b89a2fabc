design streams "Streams between offices" uses interview {
  context {
    stated_nfrs_constraints:  "order within a strand; each office at its own pace; a week can be read again; at least once"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             process
    compensation_acceptable:  no
  }
  object Strand { candidate_source: direct_noun          class: entity   owner: service  evolution: overwrite      scope_kind: instance "strand" }
  object Note   { candidate_source: direct_noun          class: event    owner: client   evolution: append_only    scope_kind: collection "notes of strand" }
  object Pace   { candidate_source: hidden_write_target  class: process  owner: client   evolution: state_machine  scope_kind: relation "(office, strand)" }

  path send "Send a note" {
    requirement: "An office sends a note down a strand"
    actor: service  operation: append_event  priority_class: C1
    touches Note   as create_target
    touches Strand as read_source_target
    records_immutable_fact:         yes
    partition_routed_single_writer: yes because "one broker leads a strand"
    invariant HARD ordering   "Instances notes are ordered by position within strand."
    invariant HARD uniqueness "Key (office, serial) maps to at most one logical outcome note within strand."
    declared_companions: {dedup_by_event_id}
    retry:               "(office, serial)" {dedup_by_event_id}
    competing_writers:   "the leader puts them in line"
    crash_after_commit:  "the serial is known" {dedup_by_event_id}
    publish_failure:     "nothing else to publish"
    stale_holder:        "not applicable"
  }
  path step "Step on" {
    requirement: "An office says how far it has worked"
    actor: service  operation: state_transition  priority_class: C1
    touches Pace as update_target
    touches Note as read_source_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action step is valid only if new position > old position holds on (office, strand) at decision time."
    invariant HARD uniqueness  "Key (office, strand, position) maps to at most one logical outcome step within strand."
    retry:              "position" {idempotency_key}
    competing_writers:  "behind is refused"
    crash_after_commit: "already there" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "an office that lost the strand is behind"
  }
  path take "Take notes" {
    requirement: "An office takes the notes after its position"
    actor: service  operation: read_source  priority_class: R1
    touches Note as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
}
