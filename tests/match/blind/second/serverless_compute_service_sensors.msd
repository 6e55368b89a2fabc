design functions "Small programs that run when asked" uses interview {
  context {
    stated_nfrs_constraints:  "a call is run by one slot; a program is changed without a gap; late calls are retried"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             node
    compensation_acceptable:  yes
  }
  object Program     { candidate_source: direct_noun  class: entity  owner: service "control"  evolution: state_machine  scope_kind: instance "program_id" }
  object Route       { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "program_id" }
  object CallRequest { candidate_source: future_constraint  class: intent  owner: client  evolution: overwrite      scope_kind: instance "call_id" }
  object CallRun     { candidate_source: lifecycle_object  class: process  owner: worker  evolution: state_machine  scope_kind: instance "(call_id, attempt)" }
  object SlotHealth  { candidate_source: hidden_write_target  class: event  owner: worker  evolution: append_only    scope_kind: collection "health of slot" }
  path change "Change a program" {
    requirement: "A developer puts a new version of a program into service, or takes it back"
    actor: user  operation: state_transition  priority_class: C1
    touches Program as update_target
    guarded_by_current_state: yes
    declared_companions:      {outbox}
    invariant HARD eligibility "Action change is valid only if the version was built holds on program_id at decision time."
    invariant HARD uniqueness  "Key (program_id, version) maps to at most one logical outcome live version within program_id."
    retry:              "version" {idempotency_key}
    competing_writers:  "state and version"
    crash_after_commit: "it is live" {idempotency_key}
    publish_failure:    "outbox" {outbox}
    stale_holder:       "not applicable"
  }
  path file "File a call" {
    requirement: "A call is filed for now or for later"
    actor: client  operation: overwrite_state  priority_class: C1
    touches CallRequest as create_target
    replaces_current_value: yes
    invariant HARD uniqueness "Key call_id maps to at most one logical outcome filed call within program_id."
    retry:              "call_id" {idempotency_key}
    competing_writers:  "same id, same call"
    crash_after_commit: "filed" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path run "Run a call" {
    requirement: "A slot takes a filed call and runs it"
    actor: worker  operation: conditional_write  priority_class: C1
    touches CallRun     as create_target
    touches CallRequest as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key (call_id, attempt) maps to at most one logical outcome running slot within call_id."
    invariant HARD eligibility "Action run is valid only if call.due <= now holds on call_id at decision time."
    retry:              "(call_id, attempt)" {idempotency_key}
    competing_writers:  "leased"
    crash_after_commit: "the lease ends, next attempt" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "token" {fencing_token}
  }
  path health "Health" {
    requirement: "A slot says how it is"
    actor: worker  operation: append_event  priority_class: C2
    touches SlotHealth as create_target
    records_immutable_fact: yes
  }
  path route "Route" {
    requirement: "A call finds the slots of its program"
    actor: service  operation: read_projection  priority_class: R1
    touches Route as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept routes "Routes" {
    concept_kind: projection_concept  served_by: route
    source_of_truth_truth: "programs" Program
    rebuild_path:          "from programs and health"
  }
}
