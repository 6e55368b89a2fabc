/// Route sharing where the decision is a process that two riders agree on, made from trips and road segments.
design rides_by_agreement "Shared routes, by agreement" uses interview {
  context {
    stated_nfrs_constraints:  "no detour beyond 10 min; agreements are kept"
    topology:                 single_service_distributed because "one service"
    write_coordination_scope: per_object_scope           because "one object at a time"
    read_consistency_target:  strong_only                because "as the readers need it"
    holder_model:             none                       because "as the work is done"
    compensation_acceptable:  no                         because "nothing is taken back"
  }

  object OpenTrip  { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: region "city cell" }
  object Tolerance { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "rider_id" }
  object Agreement { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: relation "(trip_a, trip_b)" }

  path match_trips "Match trips" {
    requirement: "Matcher proposes that two trips share a route"
    actor: system  operation: conditional_write
    priority_class: C1 because "two proposals for one trip conflict"
    touches Agreement as create_target
    touches OpenTrip  as read_source_target
    touches Tolerance as read_source_target
    guarded_by_current_state: yes because "only trips that are open"
    invariant HARD eligibility "Action match is valid only if detour <= tolerance of both holds on (trip_a, trip_b) at decision time."
    invariant HARD uniqueness  "Key (trip_a, trip_b) maps to at most one logical outcome agreement within city cell."
  }
  path accept "Accept" {
    requirement: "Rider accepts a proposal"
    actor: user  operation: state_transition
    priority_class: C1 because "an accepted ride must come"
    touches Agreement as update_target
    guarded_by_current_state: yes because "only an open proposal"
    invariant HARD eligibility "Action accept is valid only if agreement.status = PROPOSED holds on (trip_a, trip_b) at decision time."
    invariant HARD uniqueness  "Key (rider_id, agreement_id) maps to at most one logical outcome answer within (trip_a, trip_b)."
  }
  path see_agreement "See agreement" {
    requirement: "Rider reads who shares the route"
    actor: user  operation: read_source
    priority_class: R1 because "riders act by it"
    touches Agreement as read_source_target
    same_shape_as_source: yes because "one row"
    read_heavy:           no  because "few looks"
    query_crosses_shards: no  because "one row"
    query_is_geospatial:  no  because "by rider"
  }
  concept agreement "Agreement" {
    concept_kind: status_concept  served_by: see_agreement
    source_of_truth_truth: "agreement row" Agreement
  }
}
