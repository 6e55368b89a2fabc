design hold "Seat hold, tried three ways" uses interview {
  context {
    topology: single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope because "a seat is held alone"
    read_consistency_target: bounded_stale_allowed because "the seat map may lag"
    holder_model: worker because "a checkout session holds the seat"
    compensation_acceptable: no because "a seat sold twice cannot be repaired"
  }
  object Seat { candidate_source: direct_noun  class: entity  owner: service  evolution: state_machine  scope_kind: instance "seat_id" }
  object Hold { candidate_source: lifecycle_object  class: relationship  owner: service  evolution: state_machine  scope_kind: instance "seat_id" }

  path hold_seat "Hold a seat" {
    requirement: "User holds a seat for ten minutes"
    actor: user  operation: conditional_write
    priority_class: C1 because "two holders mean a seat sold twice"
    touches Hold as update_target
    exclusive_claim_required: yes because "one holder at a time"
    invariant HARD eligibility "Action hold_seat is valid only if seat.status = FREE holds on seat_id at decision time."
    invariant HARD uniqueness "Key seat_id maps to at most one logical outcome active hold within event_id."
    retry: "request_id" {idempotency_key}
    competing_writers: "the second claim is refused"
    crash_after_commit: "the hold is found by its request_id" {idempotency_key}
    publish_failure: "nothing is published"
    stale_holder: "the fencing token is refused" {fencing_token}
  }

  scenario in_process "One process, threads hold" {
    context { holder_model: thread because "the whole event fits one machine" }
  }
  scenario one_writer "A queue for each event" {
    path hold_seat { single_writer_scope: yes because "all writes of an event go through its queue" }
  }
  scenario smaller "Without holds" {
    without Hold
    path hold_seat { touches Seat as update_target }
  }
}
