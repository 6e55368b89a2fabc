design surgery "Operating theatres" uses interview {
  context {
    stated_nfrs_constraints:  "no theatre twice at a time; the team is called an hour before, once"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             worker
    compensation_acceptable:  no
  }
  object Theatre { candidate_source: direct_noun          class: entity  owner: service    evolution: overwrite      scope_kind: instance "theatre" }
  object Slot { candidate_source: lifecycle_object     class: relationship  owner: user       evolution: state_machine  scope_kind: time "(theatre, interval)" }
  object CallRule { candidate_source: future_constraint    class: intent  owner: user       evolution: overwrite      scope_kind: instance "operation_id" }
  object Call { candidate_source: hidden_write_target  class: process  owner: scheduler  evolution: state_machine  scope_kind: time "(operation_id, minute)" }

  path book "Book a theatre" {
    requirement: "A surgeon books a theatre from ten to twelve"
    actor: user  operation: conditional_write  priority_class: C1
    touches Slot    as create_target
    touches Theatre as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key (theatre, minute) maps to at most one logical outcome booking within theatre."
    invariant HARD eligibility "Action book is valid only if no other booking overlaps holds on (theatre, interval) at decision time."
    retry:              "operation_id" {idempotency_key}
    competing_writers:  "the overlap is refused"
    crash_after_commit: "booked for the same operation" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "an old plan has an old token" {fencing_token}
  }
  path cancel "Cancel" {
    requirement: "A surgeon gives a theatre back"
    actor: user  operation: state_transition  priority_class: C1
    touches Slot as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action cancel is valid only if slot.state = BOOKED holds on slot at decision time."
    invariant HARD uniqueness  "Key (operation_id, cancel) maps to at most one logical outcome cancellation within slot."
    retry:              "operation_id" {idempotency_key}
    competing_writers:  "state"
    crash_after_commit: "cancelled already" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path set_call "Set the call" {
    requirement: "A surgeon says how long before the team is called"
    actor: user  operation: overwrite_state  priority_class: C2
    touches CallRule as update_target
    replaces_current_value: yes
  }
  path call "Call the team" {
    requirement: "A caller takes a call that is due"
    actor: worker  operation: conditional_write  priority_class: C1
    touches Call     as update_target
    touches CallRule as read_source_target
    exclusive_claim_required: yes
    invariant HARD eligibility "Action call is valid only if now >= call.minute holds on (operation_id, minute) at decision time."
    invariant HARD uniqueness  "Key (operation_id, minute) maps to at most one logical outcome call within operation_id."
    retry:              "(operation_id, minute)" {idempotency_key}
    competing_writers:  "the lease is held"
    crash_after_commit: "the lease runs out; the phone company knows the key" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "old token" {fencing_token}
  }
  path day "See the day" {
    requirement: "Everyone sees the day of a theatre"
    actor: client  operation: read_source  priority_class: R1
    touches Slot as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
}
