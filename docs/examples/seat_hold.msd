/// Seats of a theatre: held for some minutes while the customer pays, so the holder may vanish.
/// The response to a show just put on sale is another mechanism, so it is tried in a scenario: a queue lets one writer hand out the
/// seats of a show, and neither lease nor token is needed any more. The truth stays where it was.
design seat_hold "Seat hold" uses interview {
  context {
    stated_nfrs_constraints:  "a seat is never held twice; an unpaid seat comes back within minutes"
    topology:                 single_service_distributed because "one booking service, many instances"
    write_coordination_scope: per_object_scope           because "one seat at a time"
    read_consistency_target:  bounded_stale_allowed      because "the map of seats may lag by seconds"
    holder_model:             process                    because "an instance holds the seat for its customer, and instances die"
    compensation_acceptable:  no                         because "a hold is one write in one service"
  }

  object Seat    { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "seat_id" }
  object SeatMap { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "show_id" }

  path hold_seat "Hold seat" {
    requirement: "Customer holds a seat while paying"
    actor: client  operation: conditional_write
    priority_class: C1 because "two holders of one seat cannot both sit on it"
    touches Seat as update_target
    exclusive_claim_required: yes because "one holder at a time"

    invariant HARD eligibility "Action hold_seat is valid only if seat.status = FREE holds on seat_id at decision time."
    invariant HARD uniqueness  "Key seat_id maps to at most one logical outcome active hold within show_id."

    retry:              "hold_id" {idempotency_key}
    competing_writers:  "the later one finds the lease taken and is told so"
    crash_after_commit: "the lease runs out, or the repeat finds its own hold" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       "the fencing token of the newer lease" {fencing_token}
  }

  path see_seats "See free seats" {
    requirement: "Customer sees which seats are free"
    actor: client  operation: read_projection
    priority_class: R1 because "customers choose by it, and a lag costs one refused hold"
    touches SeatMap as read_projection_target
    same_shape_as_source: no  because "the map is drawn from all seats of a show"
    read_heavy:           yes because "many look, few buy"
    query_crosses_shards: no  because "the seats of a show live together"
    query_is_geospatial:  no  because "the read goes by show_id"
  }

  concept seat_map "Seat map" {
    concept_kind:          projection_concept
    served_by:             see_seats
    source_of_truth_truth: "Seat row" Seat
    rebuild_path:          "read all seats of the show again"
  }

  hotspot "a show just put on sale" contention_hotspot {
    first_response:    "a single-writer queue for each show"
    changes_mechanism: yes because "whoever is the only writer needs no lease"
    tried_in:          queue
  }

  scenario queue "One queue for each show" {
    path hold_seat {
      single_writer_scope: yes               because "the queue of a show hands its seats out one by one"
      declared_companions: {idempotency_key} because "a customer asks again when the queue is slow"
      competing_writers:   "the single writer takes the requests in order; the later one is told that the seat is gone"
      crash_after_commit:  "the writer that takes over finds the hold by its key" {idempotency_key}
      stale_holder:        "a customer that comes late asks the writer, which ended the hold when its time was up" {}
    }
  }
}
