/// Room-nights as relations between a booking guest and a room, held by a lease of the checkout process, found through a search view.
design hotel_by_night "Hotel booking, by night" uses interview {
  context {
    stated_nfrs_constraints:  "no double booking; a hold ends after 10 min; search may lag a minute"
    topology:                 single_service_distributed because "one service"
    write_coordination_scope: per_object_scope           because "one room-night"
    read_consistency_target:  bounded_stale_allowed      because "search may lag"
    holder_model:             process                    because "the checkout process holds"
    compensation_acceptable:  no                         because "a guest without a bed cannot be repaired"
  }
  object Room {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "room_id"
  }
  object RoomNight {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       relation "(room_id, night)"
  }
  object Availability {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "nights of hotel_id"
  }

  path hold_night "Hold night" {
    requirement: "Guest holds a room for a night"
    actor: user  operation: conditional_write
    priority_class: C1 because "double booking"
    touches RoomNight as update_target
    exclusive_claim_required: yes because "one guest a night"
    invariant HARD eligibility "Action hold is valid only if room_night.status = FREE holds on (room_id, night) at decision time."
    invariant HARD uniqueness  "Key (room_id, night) maps to at most one logical outcome active booking within room_id."
  }
  path confirm_night "Confirm night" {
    requirement: "Payment confirms a held night"
    actor: service  operation: state_transition
    priority_class: C1 because "a paid night must be kept"
    touches RoomNight as update_target
    guarded_by_current_state: yes because "only a hold that stands"
    invariant HARD eligibility "Action confirm is valid only if room_night.status = HELD holds on (room_id, night) at decision time."
    invariant HARD uniqueness  "Key payment_id maps to at most one logical outcome confirmation within (room_id, night)."
  }
  path search_rooms "Search rooms" {
    requirement: "Guest searches free rooms by dates"
    actor: client  operation: read_projection
    priority_class: R1 because "this is where bookings begin"
    touches Availability as read_projection_target
    same_shape_as_source: no  because "nights are counted by type"
    read_heavy:           yes because "a hundred searches a booking"
    query_crosses_shards: no  because "one hotel"
    query_is_geospatial:  no  because "hotel is known"
    invariant SOFT freshness "Read model availability reflects room nights within 60 s."
  }
  path expire_holds "Expire holds" {
    requirement: "Holds that were not paid end"
    actor: scheduler  operation: async_process
    priority_class: N1 because "a late end only costs a sale"
    touches RoomNight as async_side_effect_target
  }
  concept free "Free rooms" {
    concept_kind: projection_concept  served_by: search_rooms
    source_of_truth_truth: "room nights" RoomNight
    rebuild_path:          "count the nights again"
  }
}
