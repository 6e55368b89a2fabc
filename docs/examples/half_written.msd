/// Open: what holds a seat is not decided yet, since this design stands in the middle of the interview.
design half_written "Half written" uses interview {
  context {
    topology:                 multi_service         because "booking and payment are apart"
    write_coordination_scope: per_object_scope      because "one seat at a time"
    read_consistency_target:  bounded_stale_allowed because "the map of seats may lag"
  }

  object Seat {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "seat_id"
  }

  path hold_seat "Hold seat" {
    requirement: "Customer holds a seat while paying"
    actor: client  operation: conditional_write
    priority_class: C1 because "two holders of one seat cannot both sit on it"
    touches Seat as update_target
    exclusive_claim_required: yes because "one holder at a time"
    merge_safe:               ?
    invariant HARD eligibility "Action hold_seat is valid only if seat.status = FREE holds on seat_id at decision time."
    invariant HARD uniqueness { key: "seat_id"  outcome: "one active hold" }
  }
}
