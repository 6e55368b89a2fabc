/// Two riders, two routes: may they share a car, and at what detour?
/// It teaches that a compatibility is a decision about two versions of two requests. It is computed again whenever one of them changes,
/// so a plain overwrite is enough, as long as the newer computation wins.
design shared_route "Shared-route compatibility" uses interview {
  like optimization_matching_decision { candidates: RideRequest  constraint: DetourRule }

  context {
    stated_nfrs_constraints: "nobody is paired beyond the detour that they accept; a pair is judged by positions at most 20 s old; 5,000 open requests in a city at a time"
    reads: 300 /s  writes: 250 /s
    topology:                 single_service_distributed because "one matching service for each city"
    write_coordination_scope: per_object_scope           because "a pair is judged alone"
    read_consistency_target:  bounded_stale_allowed      because "a pair may be offered by what was true 20 s ago; accepting it checks again"
    holder_model:             none                       because "judging a pair holds nobody back"
    compensation_acceptable:  no                         because "a rider who was told of a partner counts on the ride"
  }

  object RideRequest { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite  scope_kind: region "pick-up cell" }
  object DetourRule  { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite  scope_kind: region "city" }
  object Position {
    candidate_source: hidden_write_target
    class:            event
    owner:            client
    evolution:        append_only
    scope_kind:       collection "positions of request_id"
  }
  object Compatibility {
    candidate_source: hidden_write_target
    class:            relationship
    owner:            service
    evolution:        overwrite
    scope_kind:       relation "(request_a, request_b)"
  }
  object PartnerNotice {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only  scope_kind: instance "notice_id"
    candidate_needed_for_c1_r1: no
  }

  path judge_pair "Judge pair" {
    requirement: "Matcher decides whether two requests can share a route"
    actor: worker  operation: overwrite_state
    priority_class: C1 because "a pair beyond its detour breaks what the riders were promised"
    touches Compatibility as update_target
    touches RideRequest   as read_source_target
    touches DetourRule    as read_source_target
    replaces_current_value: yes      because "a newer judgement of the same pair stands in place of the older"
    declared_companions:    {outbox} because "riders are told only of judgements that were committed"

    invariant HARD eligibility "Action judge_pair is valid only if detour of each rider <= rule.max_detour AND seats of both <= rule.seats holds on (request_a, request_b) at decision time."
    invariant HARD uniqueness  "Key (request_a, version_a, request_b, version_b) maps to at most one logical outcome judgement within (request_a, request_b)."
    invariant HARD accounting  "Aggregate shared distance equals overlap of the two routes over both requests at their versions within (request_a, request_b)."

    retry:              "(request_a, version_a, request_b, version_b)" {idempotency_key}
    competing_writers:  "a judgement of older versions finds a newer one and is dropped"
    crash_after_commit: "the repeat finds its versions judged" {idempotency_key}
    publish_failure:    "the outbox tells riders again, by pair and versions" {outbox}
    stale_holder:       "not applicable"
  }

  path report_position "Report position" {
    requirement: "Phone reports where its rider is"
    actor: client  operation: append_event
    priority_class: C1 because "pairs are judged by it, and a forged or doubled one promises a wrong detour"
    touches Position as create_target
    records_immutable_fact: yes because "where somebody was at a time does not change"

    invariant HARD ordering   "Instances positions are ordered by time of the phone within request_id."
    invariant HARD uniqueness "Key (request_id, time) maps to at most one logical outcome position within request_id."

    retry:              "(request_id, time)" {dedup_by_event_id}
    competing_writers:  "none loses: each position has its own time"
    crash_after_commit: "the repeat finds the position" {dedup_by_event_id}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable"
  }

  path find_partner "Find partner" {
    requirement: "Rider reads who could share the route"
    actor: client  operation: read_source
    priority_class: R1 because "riders choose by it"
    touches Compatibility as read_source_target
    same_shape_as_source: yes because "the judgements of a request lie together, the longest shared distance first"
    read_heavy:           no  because "a pair is judged about as often as it is read"
    query_crosses_shards: no  because "a judgement is stored under both of its requests"
    query_is_geospatial:  no  because "the places are in the judgement already; the read goes by request"

    invariant SOFT freshness "Read model partners of a rider reflects compatibilities within 20 s."
  }

  path tell_rider "Tell rider" {
    requirement: "Riders are told of a good partner"
    actor: system  operation: async_deliver
    priority_class: N1 because "a rider who is not told still finds the partner by reading"
    touches PartnerNotice as async_side_effect_target
  }

  concept partners "Partners of a rider" {
    concept_kind:          relationship_concept
    served_by:             find_partner
    source_of_truth_truth: "Compatibility rows of the request" Compatibility
    rebuild_path:          "judge the request against the open requests of its cells again"
  }

  hotspot "pairs grow with the square of requests" write_throughput_hotspot {
    first_response: "partition by correctness scope: pairs are judged cell by cell"
  }
}
