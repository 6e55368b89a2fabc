/// An exchange for electricity of the next quarter hour.
design power "Trading electricity" uses interview {
  context {
    stated_nfrs_constraints:  "price, then time; nothing is sold twice; the day's trades can be replayed"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Quarter { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "quarter hour" }
  object Offer   { candidate_source: direct_noun       class: process  owner: service  evolution: state_machine  scope_kind: instance "offer_id" }
  object Trade {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "trades of a quarter hour"
  }
  object Settlement {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "settlements of a member"
  }
  object Depth {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       instance "quarter hour"
  }

  path offer "Make an offer" {
    requirement: "A member offers to buy or to sell"
    actor: partner  operation: conditional_write  priority_class: C1
    touches Quarter as update_target
    touches Offer   as create_target
    guarded_by_current_state:       yes
    partition_routed_single_writer: yes because "each quarter hour is matched by one writer"
    invariant HARD eligibility "Action offer is valid only if quarter.state = OPEN AND member.limit suffices holds on quarter hour at decision time."
    invariant HARD ordering    "Instances offers are ordered by price, then arrival within quarter hour."
    invariant HARD uniqueness  "Key (member, number) maps to at most one logical outcome offer within quarter hour."
    retry:               "(member, number)" {idempotency_key}
    competing_writers:   "one after the other"
    crash_after_commit:  "known by number" {idempotency_key}
    publish_failure:     "nothing to publish"
    stale_holder:        "not applicable"
    declared_companions: {idempotency_key}
  }
  path match "Match" {
    requirement: "Offers that meet become a trade"
    actor: system  operation: append_event  priority_class: C1
    touches Trade   as create_target
    touches Quarter as read_source_target
    records_immutable_fact: yes
    invariant HARD accounting "Aggregate sold energy equals sum over trades within offer_id."
    invariant HARD uniqueness "Key (buy, sell, sequence) maps to at most one logical outcome trade within quarter hour."
    retry:              "(buy, sell, sequence)" {dedup_by_event_id}
    competing_writers:  "one matcher"
    crash_after_commit: "replay gives the same" {dedup_by_event_id}
    publish_failure:    "members read on from their last trade"
    stale_holder:       "not applicable"
  }
  path settle "Settle" {
    requirement: "A trade is settled between two members"
    actor: service  operation: append_event  priority_class: C1
    touches Settlement as create_target
    touches Trade      as read_source_target
    records_immutable_fact: yes
    invariant HARD accounting "Aggregate balance equals zero over settlements within trade_id."
    invariant HARD uniqueness "Key trade_id maps to at most one logical outcome settlement within trade_id."
    retry:              "trade_id" {dedup_by_event_id}
    competing_writers:  "only added"
    crash_after_commit: "trade_id is known" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path withdraw "Withdraw" {
    requirement: "A member withdraws what is left of an offer"
    actor: partner  operation: state_transition  priority_class: C1
    touches Offer as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action withdraw is valid only if offer.rest > 0 holds on offer_id at decision time."
    invariant HARD uniqueness  "Key (member, number) maps to at most one logical outcome withdrawal within offer_id."
    retry:              "(member, number)" {idempotency_key}
    competing_writers:  "state and version"
    crash_after_commit: "withdrawn already" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path depth "See depth" {
    requirement: "Members see the offers by price"
    actor: client  operation: read_projection  priority_class: R1
    touches Depth as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept offers_by_price "Depth" {
    concept_kind: projection_concept  served_by: depth
    source_of_truth_truth: "offers" Offer
    rebuild_path:          "replay offers and trades"
  }
}
