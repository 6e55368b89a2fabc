design cars "New software for cars" uses interview {
  context {
    stated_nfrs_constraints:  "a car gets only what fits it; a wave stops when one in a thousand fails; a part is fetched once"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  yes
  }
  object Wave         { candidate_source: future_constraint  class: intent  owner: service "control"  evolution: state_machine  scope_kind: instance "wave_id" }
  object Offer        { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "car model" }
  object CarReport    { candidate_source: direct_noun  class: event  owner: client  evolution: append_only    scope_kind: collection "reports of wave_id" }
  object ReleaseTrain { candidate_source: direct_noun  class: entity  owner: service "build"  evolution: overwrite      scope_kind: instance "model" }
  object Part         { candidate_source: hidden_write_target  class: event  owner: pipeline  evolution: append_only    scope_kind: instance "hash" }

  path publish "Publish a release" {
    requirement: "The build puts a new release at the head of a model"
    actor: service  operation: overwrite_state  priority_class: C1
    touches ReleaseTrain as update_target
    touches Part         as read_source_target
    replaces_current_value: yes
    invariant HARD eligibility "Action publish is valid only if every part of the list is stored holds on model at decision time."
    invariant HARD ordering    "Instances releases are ordered by version within model."
    retry:              "version" {idempotency_key}
    competing_writers:  "the lower version is refused"
    crash_after_commit: "the head is the version" {idempotency_key}
    publish_failure:    "cars ask daily"
    stale_holder:       "not applicable"
  }
  path put_part "Store a part" {
    requirement: "The build stores a part under its hash"
    actor: service  operation: append_event  priority_class: C1
    touches Part as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key hash maps to at most one logical outcome part within all parts."
    invariant HARD eligibility "Action put_part is valid only if hash fits the bytes holds on part at decision time."
    retry:              "hash" {dedup_by_event_id}
    competing_writers:  "same bytes"
    crash_after_commit: "it is stored" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path widen "Widen a wave" {
    requirement: "Operations widens a wave, halts it or calls it back"
    actor: admin  operation: state_transition  priority_class: C1
    touches Wave as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action widen is valid only if wave.failures < limit holds on wave_id at decision time."
    invariant HARD uniqueness  "Key (wave_id, step) maps to at most one logical outcome widening within wave_id."
    retry:              "(wave_id, step)" {idempotency_key}
    competing_writers:  "one step at a time by version"
    crash_after_commit: "the step is done" {idempotency_key}
    publish_failure:    "offers are derived again each minute"
    stale_holder:       "not applicable"
  }
  path report "Report" {
    requirement: "A car reports whether the software runs"
    actor: client  operation: append_event  priority_class: C2
    touches CarReport as create_target
    touches Wave      as read_source_target
    records_immutable_fact: yes
  }
  path check "Check" {
    requirement: "A car asks whether there is something for it"
    actor: client  operation: read_projection  priority_class: R1
    touches Offer as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept offers "Offers" {
    concept_kind: projection_concept  served_by: check
    source_of_truth_truth: "waves" Wave
    rebuild_path:          "from waves and heads"
  }
}
