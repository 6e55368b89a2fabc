design couriers "Couriers on bicycles" uses interview {
  context {
    topology:                 multi_service because "dispatch and tracking scale apart"
    stated_nfrs_constraints:  "a parcel has one courier at a time; pings at 100 k/s; the map is some seconds old"
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             worker because "a courier's phone may die"
    compensation_acceptable:  yes
  }

  object Delivery {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "dispatch"
    evolution:        state_machine
    scope_kind:       instance "delivery_id"
  }
  object Pickup {
    candidate_source: hidden_write_target
    class:            process
    owner:            service "dispatch"
    evolution:        state_machine
    scope_kind:       instance "delivery_id"
  }
  object Courier { candidate_source: direct_noun         class: entity      owner: service "dispatch"  evolution: overwrite  scope_kind: instance "courier_id" }
  object Ping    { candidate_source: direct_noun         class: event       owner: client  evolution: append_only  scope_kind: time "(courier_id, second)" }
  object CityMap { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: region "square" }

  path accept "Accept a delivery" {
    requirement: "A courier accepts a delivery that was offered"
    actor: user  operation: conditional_write  priority_class: C1
    touches Delivery as read_source_target
    touches Pickup   as create_target
    exclusive_claim_required: yes because "until handed over or given up, nobody else carries it"
    invariant HARD uniqueness  "Key delivery_id maps to at most one logical outcome carrying courier within delivery_id."
    invariant HARD eligibility "Action accept is valid only if delivery.state = OFFERED holds on delivery_id at decision time."
    retry:              "offer number" {idempotency_key}
    competing_writers:  "the first lease wins"
    crash_after_commit: "the repeat reads its own lease" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "the token of the lease is checked at the door" {fencing_token}
  }

  path hand_over "Hand over" {
    requirement: "A courier hands the parcel over"
    actor: user  operation: state_transition  priority_class: C1
    touches Delivery as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action hand_over is valid only if delivery.state = CARRIED AND token is newest holds on delivery_id at decision time."
    invariant HARD uniqueness  "Key (delivery_id, token) maps to at most one logical outcome handover within delivery_id."
    retry:              "(delivery_id, token)" {idempotency_key}
    competing_writers:  "the version is checked"
    crash_after_commit: "the stored handover is returned" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "an old token is refused"
  }

  path ping "Ping" {
    requirement: "A courier's phone reports its position"
    actor: client  operation: append_event  priority_class: C2
    touches Ping    as create_target
    touches Courier as read_source_target
    records_immutable_fact: yes
  }

  path map "Map" {
    requirement: "Dispatch sees couriers within two kilometres of a shop"
    actor: service  operation: read_projection  priority_class: R1
    touches CityMap as read_projection_target
    query_is_geospatial: yes  read_heavy: yes  query_crosses_shards: no  same_shape_as_source: no
    invariant SOFT freshness "Read model CityMap reflects pings within 5 s."
  }
  concept where_are_they "Couriers near" {
    concept_kind: projection_concept  served_by: map
    source_of_truth_truth: "pings" Ping
    rebuild_path:          "newest ping of each courier"
  }
}
