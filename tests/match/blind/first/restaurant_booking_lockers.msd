design lockers "Lockers by the hour" uses interview {
  context {
    stated_nfrs_constraints:  "a locker has one user at a time; unpaid holds end after five minutes"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             process
    compensation_acceptable:  yes
  }
  object Locker { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "locker_no" }
  object Rental { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: time "(locker_no, hours)" }

  path hold "Hold" {
    requirement: "A traveller holds a locker for some hours"
    actor: user  operation: conditional_write  priority_class: C1
    touches Rental as create_target
    touches Locker as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key (locker_no, hour) maps to at most one logical outcome active rental within locker_no."
    invariant HARD eligibility "Action hold is valid only if no active rental overlaps holds on (locker_no, hours) at decision time."
    retry:              "phone and minute" {idempotency_key}
    competing_writers:  "the second overlaps and is refused"
    crash_after_commit: "the hold is found" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "an ended hold has an old token" {fencing_token}
  }
  path pay "Pay" {
    requirement: "A traveller pays, and the hold becomes a rental"
    actor: user  operation: state_transition  priority_class: C1
    touches Rental as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action pay is valid only if rental.state = HELD AND now < rental.until holds on rental_id at decision time."
    invariant HARD uniqueness  "Key payment_id maps to at most one logical outcome rental within rental_id."
    retry:              "payment_id" {idempotency_key}
    competing_writers:  "state has moved"
    crash_after_commit: "paid already" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "refused"
  }
  path free "Free" {
    requirement: "Holds that were not paid in time are let go"
    actor: scheduler  operation: async_process  priority_class: N1
    touches Rental as update_target
  }
  path which "Which are free" {
    requirement: "A traveller sees free lockers"
    actor: client  operation: read_source  priority_class: R1
    touches Rental as read_source_target
    touches Locker as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
}
