/// Trips are asked for under a guard, and the driver's claim touches trip and assignment.
design uber_too "Rides" uses interview {
  context {
    stated_nfrs_constraints:  "a match within 10 s"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             process                    because "workers die in the middle"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Trip   { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "trip_id" }
  object Rider  { candidate_source: direct_noun       class: entity   owner: user     evolution: overwrite      scope_kind: instance "rider_id" }
  object Driver { candidate_source: direct_noun       class: entity   owner: user     evolution: overwrite      scope_kind: instance "driver_id" }
  object DriverAssignment {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       relation "(trip, driver)"
  }
  object LocationUpdate { candidate_source: direct_noun  class: event  owner: client   evolution: append_only  scope_kind: collection "updates of driver_id" }
  object DriverMap      { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: region "map cell" }

  path request_trip "Request trip" {
    requirement: "Rider asks for a trip"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Trip as create_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD eligibility "Action request_trip is valid only if Trip.status allows it holds on trip_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome Trip within trip_id."
  }

  path match_driver "Match driver" {
    requirement: "A driver is assigned to a trip"
    actor: service  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches DriverAssignment as create_target
    touches Trip             as update_target
    exclusive_claim_required: yes because "one holder at a time"
    invariant HARD eligibility "Action match_driver is valid only if DriverAssignment.status allows it holds on (trip, driver) at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome DriverAssignment within (trip, driver)."
  }

  path send_location "Send location" {
    requirement: "Driver's app sends its location"
    actor: client  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches LocationUpdate as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome LocationUpdate within updates of driver_id."
    invariant HARD ordering   "Instances LocationUpdate are ordered by sequence number within updates of driver_id."
  }

  path see_cars "See cars" {
    requirement: "Rider sees cars nearby"
    actor: client  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches DriverMap as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  yes because "it asks what is near"
    invariant SOFT freshness "Read model DriverMap reflects its source within 5 s."
  }

  path trip_status "Trip status" {
    requirement: "Rider sees the state of the trip"
    actor: client  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches Trip as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  concept cars "Cars" {
    concept_kind: projection_concept  served_by: see_cars
    source_of_truth_truth: "Table of LocationUpdate" LocationUpdate
    rebuild_path:          "read LocationUpdate again"
  }

  concept trip_state "Trip state" {
    concept_kind: status_concept  served_by: trip_status
    source_of_truth_truth: "Table of Trip" Trip
  }
}
