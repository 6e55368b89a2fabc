/// Rooms that can be booked by the half hour, and reminders that must come once and never early.
/// It teaches the two kinds of time in one design: a booking takes time away from others, so it is an exclusive allocation; a reminder
/// waits for its time, so it is a future constraint with a run. Moving a booking must therefore change two things, in one service.
design calendar "Calendar application" uses interview {
  like time_bounded_exclusive_allocation
  like future_constraint_claimable_run

  context {
    stated_nfrs_constraints: "a room has one booking at any minute; a reminder comes within 10 s of its time, once and never early; a tentative booking ends after an hour; 40,000 people, 900 rooms"
    reads: 3 k/s  writes: 30 /s
    topology:                 single_service_distributed because "one calendar service, many instances"
    write_coordination_scope: per_object_scope           because "a room's day, a reminder's time"
    read_consistency_target:  strong_only                because "who looks at a free hour books it in the next second"
    holder_model:             worker                     because "a reminder is held by the worker that sends it; a booking is made through one as well"
    compensation_acceptable:  no                         because "a meeting that was moved behind somebody's back is no repair"
  }

  object Room     { candidate_source: direct_noun        class: entity   owner: service    evolution: overwrite  scope_kind: instance "room_id" }
  object Booking  { candidate_source: lifecycle_object   class: process  owner: service    evolution: state_machine  scope_kind: time "(room_id, from, until)" }
  object Reminder { candidate_source: future_constraint  class: intent   owner: scheduler  evolution: overwrite  scope_kind: time "fire_time of booking_id" }
  object ReminderRun {
    candidate_source: lifecycle_object
    class:            process
    owner:            scheduler
    evolution:        state_machine
    scope_kind:       time "(reminder_id, fire_time)"
  }
  object ReminderMail {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only  scope_kind: instance "run_id"
    candidate_needed_for_c1_r1: no
  }

  path book_slot "Book slot" {
    requirement: "User takes a room for an interval, tentatively"
    actor: user  operation: conditional_write
    priority_class: C1 because "two meetings in one room is the fault that nobody forgives"
    touches Booking as create_target
    touches Room    as read_source_target
    exclusive_claim_required: yes because "one booking at a time holds a room"

    invariant HARD eligibility "Action book_slot is valid only if room.open covers interval AND no active booking overlaps interval holds on (room_id, from, until) at decision time."
    invariant HARD uniqueness  "Key (room_id, half hour) maps to at most one logical outcome active booking within room_id."

    retry:              "request_id" {idempotency_key}
    competing_writers:  "the later one finds a half hour taken and sees by whom"
    crash_after_commit: "the repeat finds its own booking, or its lease has run out and the room is free" {idempotency_key}
    publish_failure:    "nothing is published before the booking is confirmed"
    stale_holder:       "the booking's fencing token: a newer booking has a higher one" {fencing_token}
  }

  path confirm_booking "Confirm booking" {
    requirement: "Organizer confirms or cancels a booking"
    actor: user  operation: state_transition
    priority_class: C1 because "a confirmed room must still be free of others"
    touches Booking as update_target
    guarded_by_current_state: yes      because "only a booking that still holds its interval is confirmed"
    declared_companions:      {outbox} because "guests are told, and reminders are set, from bookings that were committed"

    invariant HARD eligibility   "Action confirm_booking is valid only if booking.status = TENTATIVE AND now < booking.ends_tentative holds on booking_id at decision time."
    invariant HARD uniqueness    "Key (booking_id, version) maps to at most one logical outcome change within room_id."
    invariant HARD authorization "Actor user may perform confirm_booking on booking only if user is its organizer holds."

    retry:              "(booking_id, version)" {idempotency_key}
    competing_writers:  "organizer and delegate at once: the second finds another version"
    crash_after_commit: "the repeat finds the state that it asked for" {idempotency_key}
    publish_failure:    "the outbox tells guests and reminders again" {outbox}
    stale_holder:       "not applicable: confirming holds nothing"
  }

  path set_reminder "Set reminder" {
    requirement: "User says how long before a booking the reminder comes"
    actor: user  operation: overwrite_state
    priority_class: C1 because "a reminder at the wrong time is a missed meeting"
    touches Reminder as update_target
    replaces_current_value: yes because "the new time stands in place of the old one"

    invariant HARD eligibility "Action set_reminder is valid only if fire_time > now AND fire_time < booking.from holds on reminder_id at decision time."
    invariant HARD uniqueness  "Key (reminder_id, change_id) maps to at most one logical outcome fire_time within reminder_id."

    retry:              "(reminder_id, change_id)" {idempotency_key}
    competing_writers:  "the later one finds a newer version and reads it first"
    crash_after_commit: "the repeat finds its change_id" {idempotency_key}
    publish_failure:    "nothing is published: the scheduler reads what is due"
    stale_holder:       "not applicable"
  }

  path claim_reminder "Claim reminder" {
    requirement: "Worker takes a reminder that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "a reminder that comes twice is believed no more"
    touches ReminderRun as update_target
    touches Reminder    as read_source_target
    exclusive_claim_required: yes         because "one worker sends a reminder"
    declared_companions:      {heartbeat} because "a worker that is silent for 5 s gives its reminders back"

    invariant HARD eligibility "Action claim_reminder is valid only if run.status = DUE AND now >= fire_time holds on (reminder_id, fire_time) at decision time."
    invariant HARD uniqueness  "Key (reminder_id, fire_time) maps to at most one logical outcome active run within reminder_id."

    retry:              "(reminder_id, fire_time, worker_id)" {idempotency_key}
    competing_writers:  "the later worker finds the lease taken and takes the next reminder"
    crash_after_commit: "the same worker finds its own run by the key; if it is gone, heartbeats stop and another takes it" {idempotency_key, heartbeat}
    publish_failure:    "nothing is published by the claim"
    stale_holder:       "the sender refuses the fencing token of an older lease" {fencing_token}
  }

  path see_day "See day" {
    requirement: "User reads the day of a room"
    actor: user  operation: read_source
    priority_class: R1 because "people choose their hour by it"
    touches Booking as read_source_target
    same_shape_as_source: yes because "a room's day is one range of bookings"
    read_heavy:           yes because "a hundred look for one who books"
    query_crosses_shards: no  because "a room lives in one partition"
    query_is_geospatial:  no  because "the building is chosen before"
  }

  path send_reminder "Send reminder" {
    requirement: "User gets a reminder that was claimed"
    actor: system  operation: async_deliver
    priority_class: N1 because "how fast it travels is up to the phone"
    touches ReminderMail as async_side_effect_target
  }

  concept day "Day of a room" {
    concept_kind:          status_concept
    served_by:             see_day
    source_of_truth_truth: "Booking rows of the room" Booking
    rebuild_path:          "nothing to rebuild, the rows are read themselves"
  }

  hotspot "the one large room" contention_hotspot {
    first_response:    "single-writer queue for that room_id"
    changes_mechanism: yes because "the only writer of a room needs no lease on its hours"
    tried_in:          one_writer_a_room
  }
  hotspot "reminders at ten to the hour" write_throughput_hotspot {
    first_response: "partition by correctness scope: runs are claimed by minute and bucket"
  }

  scenario one_writer_a_room "Bookings of a room go through one writer" {
    path book_slot {
      single_writer_scope: yes               because "the queue of a room is read by one worker"
      declared_companions: {idempotency_key} because "a user who waits in the queue asks again"
      competing_writers:   "the single writer takes requests in order; the later one sees by whom the half hour is taken"
      crash_after_commit:  "the worker that takes over finds the booking by its key" {idempotency_key}
      stale_holder:        "a worker that lost its queue is refused: the queue knows who reads it" {}
    }
  }
}
