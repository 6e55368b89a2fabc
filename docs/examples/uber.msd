/// Riders and drivers. Three things of three kinds: one driver takes a trip and nobody else does; positions pour in and are kept; the
/// map is drawn from them. What it teaches: a claim whose holder is a phone on the road needs a lease with an end, a token that tells
/// the old holder from the new one, and a heartbeat; and the claim is strong while the map beside it may lag, in a context of its own.
design uber "Uber" uses interview {
  like subject_exclusive_child    { subject: Trip  child: DriverAssignment }
  like subject_append_only_child  { subject: Driver }
  like subject_derived_projection { subject: Driver }

  context {
    stated_nfrs_constraints:  "1 M trips in progress; a trip has one driver; a driver is found within 10 s; fares are exact; the map lags by 5 s at most"
    reads:                    200 k/s
    writes:                   250 k/s
    topology:                 single_service_distributed because "dispatch and trips are one service with many instances in each city"
    write_coordination_scope: per_object_scope           because "one trip at a time"
    read_consistency_target:  strong_only                because "rider and driver must agree on the state of their trip"
    holder_model:             process                    because "the app of the driver holds the trip, and phones lose power and network"
    compensation_acceptable:  yes                        because "a wrong fare is refunded, a wrong pickup is paid for"
  }
  context map {
    read_consistency_target: bounded_stale_allowed because "cars move on while the map is drawn"
  }

  object Trip   { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "trip_id" }
  object Driver { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "driver_id" }
  object DriverAssignment {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       relation "(trip_id, driver_id)"
  }
  object Position      { candidate_source: direct_noun  class: event  owner: client   evolution: append_only  scope_kind: collection "positions of driver_id" }
  object NearbyDrivers { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: region "map cell" }
  object TripOffer {
    candidate_source: direct_noun  class: event  owner: service  evolution: append_only  scope_kind: instance "offer_id"
    candidate_needed_for_c1_r1: no
  }

  path assign_driver "Assign driver" {
    requirement: "A free driver takes a requested trip"
    actor: service  operation: conditional_write
    priority_class: C1 because "two drivers at one kerb are a double booking"
    touches DriverAssignment as create_target
    touches Trip             as update_target
    touches Driver           as read_source_target
    exclusive_claim_required: yes         because "one driver holds the trip until it ends or is given back"
    declared_companions:      {heartbeat} because "a phone that has gone silent must not keep a rider waiting"

    invariant HARD eligibility "Action assign_driver is valid only if trip.status = REQUESTED AND driver.status = FREE holds on trip_id at decision time."
    invariant HARD uniqueness  "Key trip_id maps to at most one logical outcome active driver assignment within trip_id."
    invariant HARD uniqueness  "Key driver_id maps to at most one logical outcome active driver assignment within driver_id."

    retry:              "offer_id" {idempotency_key}
    competing_writers:  "the second driver finds the lease taken and gets the next offer"
    crash_after_commit: "the repeat with the same offer_id finds its own assignment" {idempotency_key}
    publish_failure:    "nothing is published: both apps ask for the trip until they see it assigned"
    stale_holder:       "a driver whose lease ran out carries an old fencing token, and the start of the trip is refused" {fencing_token, heartbeat}
  }

  path record_position "Record position" {
    requirement: "A car on duty reports where it is"
    actor: client  operation: append_event
    priority_class: C1 because "fares are computed from the way that was driven, so a lost or doubled report is a wrong charge"
    touches Position as create_target
    touches Driver   as read_source_target
    records_immutable_fact: yes because "where the car was at a moment never changes"

    invariant HARD authorization "Actor app may perform record_position on Driver only if app.driver_id = position.driver_id holds."
    invariant HARD uniqueness    "Key (driver_id, sequence_number) maps to at most one logical outcome stored position within driver_id."
    invariant HARD ordering      "Instances positions are ordered by sequence_number within driver_id."

    retry:              "(driver_id, sequence_number)" {dedup_by_event_id}
    competing_writers:  "nobody loses: one phone reports for one driver, and late reports find their place by number"
    crash_after_commit: "the phone sends again, and the number is known already" {dedup_by_event_id}
    publish_failure:    "nothing is published: the map reads the log on from its last position"
    stale_holder:       "not applicable to an append: a report counts by its time"
  }

  path see_nearby_drivers "See nearby drivers" {
    requirement: "Rider sees the free cars nearby"
    actor: client  operation: read_projection
    in:             map
    priority_class: R1 because "whether a car is near decides whether a trip is asked for at all"
    touches NearbyDrivers as read_projection_target
    same_shape_as_source: no  because "positions are stored by driver and time, not by place"
    read_heavy:           no  because "as many positions come in as maps are drawn"
    query_crosses_shards: no  because "a city is one partition"
    query_is_geospatial:  yes because "it asks what is within a kilometre"

    invariant SOFT freshness "Read model nearby drivers reflects the log of positions within 5 s."
  }

  path see_trip "See trip" {
    requirement: "Rider and driver see the state of their trip"
    actor: client  operation: read_source
    priority_class: R1 because "both act by it"
    touches Trip as read_source_target
    same_shape_as_source: yes because "the row of the trip is what is shown"
    read_heavy:           no  because "two people look at one trip"
    query_crosses_shards: no  because "one row"
    query_is_geospatial:  no  because "it asks for one trip_id"
  }

  path offer_trip "Offer trip" {
    requirement: "Drivers nearby are offered a requested trip"
    actor: system  operation: async_deliver
    priority_class: N1 because "a lost offer is followed by the next one"
    touches TripOffer as async_side_effect_target
    touches Trip      as read_source_target
  }

  concept cars_around "Cars around" {
    concept_kind:          projection_concept
    served_by:             see_nearby_drivers
    source_of_truth_truth: "Log of positions" Position
    rebuild_path:          "read the last minute of the log, and keep the newest position of each free car"
  }
  concept trip_state "State of the trip" {
    concept_kind:          status_concept
    served_by:             see_trip
    source_of_truth_truth: "Trip row" Trip
  }

  hotspot "positions of a whole city" write_throughput_hotspot { first_response: "partition by correctness scope: the log is cut by driver_id" }
  hotspot "the stadium after a match" contention_hotspot { first_response: "single-writer queue per hot key: one matcher for each map cell hands trips out" }
}
