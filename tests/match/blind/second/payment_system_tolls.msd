design tolls "Tolls for bridges" uses interview {
  context {
    stated_nfrs_constraints:  "a crossing is paid once; money is never taken without a crossing; books agree with the bank's"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  yes
  }
  object Toll {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "crossing_id"
  }
  object LedgerLine {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "lines of crossing_id"
  }
  path collect "Collect" {
    requirement: "The toll of a crossing is taken from the account of the driver"
    actor: system  operation: conditional_write  priority_class: C1
    touches Toll       as update_target
    touches LedgerLine as hidden_write_target
    guarded_by_current_state: yes
    declared_companions:      {outbox}
    invariant HARD eligibility "Action collect is valid only if toll.state = DUE holds on crossing_id at decision time."
    invariant HARD uniqueness  "Key crossing_id maps to at most one logical outcome collected toll within crossing_id."
    invariant HARD accounting  "Aggregate balance equals sum over ledger lines within account."
    retry:              "crossing_id" {idempotency_key}
    competing_writers:  "state and version"
    crash_after_commit: "collected already" {idempotency_key}
    publish_failure:    "outbox to the bank" {outbox}
    stale_holder:       "not applicable"
  }
  path refund "Give back" {
    requirement: "A toll that was wrong is given back"
    actor: admin  operation: state_transition  priority_class: C1
    touches Toll       as update_target
    touches LedgerLine as hidden_write_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action refund is valid only if toll.state = COLLECTED holds on crossing_id at decision time."
    invariant HARD uniqueness  "Key (crossing_id, refund) maps to at most one logical outcome refund within crossing_id."
    retry:              "(crossing_id, refund)" {idempotency_key}
    competing_writers:  "state and version"
    crash_after_commit: "given back" {idempotency_key}
    publish_failure:    "outbox"
    stale_holder:       "not applicable"
  }
  path tolls_of "My tolls" {
    requirement: "A driver sees what was paid"
    actor: client  operation: read_source  priority_class: R1
    touches Toll as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
  path agree "Agree with the bank" {
    requirement: "Once a day lines are compared with the bank's"
    actor: scheduler  operation: async_process  priority_class: N1
    touches LedgerLine as read_source_target
  }
  concept paid "What was paid" {
    concept_kind:          status_concept
    served_by:             tolls_of
    source_of_truth_truth: "tolls" Toll
  }
}
