/// Rooms by the night, held during payment, paid through somebody else's service.
/// Open: whether the checkout process holds a room or only a row does (`holder_model`). The first needs a lease with a fencing token, the
/// second a lock; the answers about crashes and late holders wait for it.
/// It teaches that confirming follows the payment, not the other way round, and that the one fault left, a payment whose room is gone, is
/// repaired by giving the money back. That is why compensation is declared where it happens, and nowhere else.
design hotel_booking "Hotel booking" uses interview {
  like time_bounded_exclusive_allocation { settle: confirm_stay  release: cancel_stay }

  context {
    stated_nfrs_constraints: "no room-night is confirmed twice; a hold ends after 15 min; a captured payment ends in a stay or in a refund within a day"
    reads: 2 k/s  writes: 25 /s
    topology:                 single_service_distributed because "one booking service, many instances; the payment service is called, not written"
    write_coordination_scope: per_object_scope           because "one room in one range of nights"
    read_consistency_target:  bounded_stale_allowed      because "a room that was just taken is refused at the hold"
    holder_model:             ?
    compensation_acceptable:  yes because "money can be given back, and guests accept that before arrival"
  }

  object Room { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "room_id" }
  object Stay { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: time "(room_id, nights)" }
  object Voucher {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only  scope_kind: instance "stay_id"
    candidate_needed_for_c1_r1: no
  }

  path hold_room "Hold room" {
    requirement: "Guest holds a room for some nights while paying"
    actor: user  operation: conditional_write
    priority_class: C1 because "two holds of one room-night end with somebody in the lobby"
    touches Stay as create_target
    touches Room as read_source_target
    exclusive_claim_required: yes               because "one guest may hold a room-night"
    declared_companions:      {idempotency_key} because "guests go back and try again"

    invariant HARD eligibility "Action hold_room is valid only if room.status = IN_SERVICE AND no active stay overlaps nights holds on (room_id, nights) at decision time."
    invariant HARD uniqueness  "Key (room_id, night) maps to at most one logical outcome active stay within room_id."

    retry:              "hold_id" {idempotency_key}
    competing_writers:  "the later one finds one of its nights taken and is offered another room"
    crash_after_commit: "the repeat finds its own hold, or the hold has ended" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       ?
  }

  path confirm_stay "Confirm stay" {
    requirement: "Booking service confirms a stay whose payment was captured"
    actor: service  operation: state_transition
    priority_class: C1 because "a confirmation is a promise of a bed"
    touches Stay as update_target
    guarded_by_current_state: yes                    because "only a hold that is still the guest's becomes a stay"
    declared_companions:      {outbox, compensation} because "the refund must be asked for even if the service dies right here"

    invariant HARD eligibility "Action confirm_stay is valid only if stay.status = HELD AND stay.payment = CAPTURED holds on (room_id, nights) at decision time."
    invariant HARD uniqueness  "Key payment_id maps to at most one logical outcome confirmation or refund within hold_id."

    retry:              "payment_id" {idempotency_key}
    competing_writers:  "the hold ended first: the predicate fails, and the payment is refunded"
    crash_after_commit: "the repeat finds the stay confirmed, or the refund asked for" {idempotency_key, compensation}
    publish_failure:    "the outbox sends the voucher or the refund again" {outbox}
    stale_holder:       "not applicable: confirming holds nothing"
  }

  path cancel_stay "Cancel stay" {
    requirement: "Guest cancels a stay, or a hold ends"
    actor: user  operation: state_transition
    priority_class: C1 because "nights given back while the guest still comes are sold twice"
    touches Stay as update_target
    guarded_by_current_state: yes      because "only before arrival, and a hold only after its end"
    declared_companions:      {outbox} because "the refund follows a cancellation that was committed"

    invariant HARD eligibility "Action cancel_stay is valid only if stay.status in {HELD, CONFIRMED} AND now < arrival holds on (room_id, nights) at decision time."
    invariant HARD uniqueness  "Key (stay_id, version) maps to at most one logical outcome cancellation within stay_id."

    retry:              "(stay_id, version)" {idempotency_key}
    competing_writers:  "a confirmation came first: the version is another, and the guest is asked again"
    crash_after_commit: "the repeat finds the stay cancelled" {idempotency_key}
    publish_failure:    "the outbox asks for the refund again" {outbox}
    stale_holder:       "not applicable"
  }

  path see_rooms "See free rooms" {
    requirement: "Guest reads which rooms of a hotel are free for some nights"
    actor: user  operation: read_source
    priority_class: R1 because "guests choose by it"
    touches Stay as read_source_target
    touches Room as read_source_target
    same_shape_as_source: yes because "rooms and nights of one hotel lie together, and are few"
    read_heavy:           yes because "eighty look for one who books"
    query_crosses_shards: no  because "a hotel lives in one partition"
    query_is_geospatial:  no  because "the hotel is known; finding hotels is another question"
  }

  path send_voucher "Send voucher" {
    requirement: "Guest gets a voucher for a confirmed stay"
    actor: system  operation: async_deliver
    priority_class: N1 because "the stay stands without it"
    touches Voucher as async_side_effect_target
  }

  concept free_rooms "Free rooms" {
    concept_kind:          status_concept
    served_by:             see_rooms
    source_of_truth_truth: "Stay rows of the hotel" Stay
    rebuild_path:          "read the stays of the hotel for these nights again"
  }

  hotspot "the weekend of a trade fair"  contention_hotspot { first_response: "single-writer queue for each hotel" }
  hotspot "everybody looks at the coast" read_hotspot       { first_response: "cache: the free rooms of a hotel for some seconds" }
}
