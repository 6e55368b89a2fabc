/// One restaurant, thirty tables, two sittings an evening.
/// It teaches that not every claim needs a lease: what holds a table while the write runs is a thread inside one transaction, and the
/// database lets go of its lock when the thread is gone. The hold that the guest sees is a state with an end, and ends by a write.
design restaurant_booking "Restaurant booking" uses interview {
  like time_bounded_exclusive_allocation { settle: confirm  release: release }

  context {
    stated_nfrs_constraints: "a table is given to one party in a sitting; a party that does not confirm within 10 min loses it; bookings open at noon for the day in four weeks"
    reads: 60 /s  writes: 4 /s
    topology:                 single_process   because "one program and its database serve one restaurant"
    write_coordination_scope: per_object_scope because "one table in one sitting"
    read_consistency_target:  strong_only      because "at this size a stale answer would save nothing"
    holder_model:             thread           because "the request's thread holds the row inside its transaction, and cannot outlive the process"
    compensation_acceptable:  no               because "two parties at the door cannot be repaired"
  }

  object Table       { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "table_id" }
  object Reservation { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: time "(table_id, sitting)" }
  object GuestMail {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only
    scope_kind:                 instance "(reservation_id, day)"
    candidate_needed_for_c1_r1: no
  }

  path hold_table "Hold table" {
    requirement: "Guest holds a table for a sitting"
    actor: user  operation: conditional_write
    priority_class: C1 because "two parties with one table is the fault that this design exists to prevent"
    touches Reservation as create_target
    touches Table       as read_source_target
    exclusive_claim_required: yes               because "one party has a table in a sitting"
    declared_companions:      {idempotency_key} because "guests send again when the answer is slow"

    invariant HARD eligibility "Action hold_table is valid only if table.seats >= party AND no active reservation holds on (table_id, sitting) at decision time."
    invariant HARD uniqueness  "Key (table_id, sitting) maps to at most one logical outcome active reservation within table_id."

    retry:              "hold_id" {idempotency_key}
    competing_writers:  "the second waits for the lock, then finds the reservation and is told so"
    crash_after_commit: "the repeat finds the reservation of its hold_id" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable: the lock ends with its transaction"
  }

  path confirm "Confirm" {
    requirement: "Guest confirms a held table"
    actor: user  operation: state_transition
    priority_class: C1 because "a confirmed table must still be the guest's"
    touches Reservation as update_target
    guarded_by_current_state: yes because "only a hold that has not ended can be confirmed"

    invariant HARD eligibility   "Action confirm is valid only if reservation.status = HELD AND now < reservation.held_until holds on (table_id, sitting) at decision time."
    invariant HARD uniqueness    "Key hold_id maps to at most one logical outcome confirmation within (table_id, sitting)."
    invariant HARD authorization "Actor guest may perform confirm on reservation only if guest made the hold holds."

    retry:              "hold_id" {idempotency_key}
    competing_writers:  "a confirmation and a release at once: the second finds another state"
    crash_after_commit: "the repeat finds the reservation confirmed" {idempotency_key}
    publish_failure:    "nothing is published: the evening's list is read when it is needed"
    stale_holder:       "not applicable"
  }

  path release "Release" {
    requirement: "Reservation that was cancelled or not confirmed gives its table back"
    actor: scheduler  operation: state_transition
    priority_class: C1 because "a table given back too early is sold twice"
    touches Reservation as update_target
    guarded_by_current_state: yes because "only a hold whose time is over, or a reservation that its guest cancels, is released"

    invariant HARD eligibility "Action release is valid only if reservation.status = HELD AND now >= reservation.held_until OR guest cancels holds on (table_id, sitting) at decision time."
    invariant HARD uniqueness  "Key (hold_id, version) maps to at most one logical outcome release within (table_id, sitting)."

    retry:              "(hold_id, version)" {idempotency_key}
    competing_writers:  "a confirmation came first: the version is another, and nothing is released"
    crash_after_commit: "the repeat finds the reservation released" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable"
  }

  path see_free "See free tables" {
    requirement: "Guest reads which tables are free in a sitting"
    actor: user  operation: read_source
    priority_class: R1 because "guests choose by it"
    touches Reservation as read_source_target
    touches Table       as read_source_target
    same_shape_as_source: yes because "thirty tables and their reservations of one sitting are one small read"
    read_heavy:           yes because "fifteen look for one who books"
    query_crosses_shards: no  because "the restaurant is one database"
    query_is_geospatial:  no  because "the read goes by sitting"
  }

  path remind_guest "Remind guest" {
    requirement: "Guests are told the day before"
    actor: system  operation: async_deliver
    priority_class: N1 because "a guest who is not told still has the table"
    touches Reservation as read_source_target
    touches GuestMail   as async_side_effect_target
  }

  concept free_tables "Free tables" {
    concept_kind:          status_concept
    served_by:             see_free
    source_of_truth_truth: "Reservation rows of the sitting" Reservation
    rebuild_path:          "nothing to rebuild, the rows are read themselves"
  }

  hotspot "noon, when the day in four weeks opens" contention_hotspot {
    first_response: "single-writer queue for each sitting"
  }
}
