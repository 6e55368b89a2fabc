design spot "Spot machines" uses interview {
  context {
    stated_nfrs_constraints: "one instance holder at a time; two minutes notice"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: bounded_stale_allowed  holder_model: node  compensation_acceptable: yes
  }
  object BidRequest { candidate_source: direct_noun          class: process  owner: user     evolution: state_machine  scope_kind: instance "bid_id" }
  object Award      { candidate_source: hidden_write_target  class: event  owner: service  evolution: append_only    scope_kind: collection "awards of pool" }
  object SpotPrice  { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite      scope_kind: instance "pool" }
  object Machine    { candidate_source: direct_noun          class: entity  owner: service  evolution: overwrite      scope_kind: instance "machine_id" }
  object Lease      { candidate_source: lifecycle_object     class: process  owner: service  evolution: state_machine  scope_kind: time "(machine_id, hour)" }
  path bid "Bid" {
    requirement: "A customer bids for capacity"
    actor: user  operation: conditional_write  priority_class: C1 because "an invalid bid must not win"
    touches BidRequest as create_target
    guarded_by_current_state: yes because "only while the pool is open"
    invariant HARD eligibility "Action bid is valid only if pool.open holds on pool at decision time."
    invariant HARD uniqueness  "Key client_token maps to at most one logical outcome bid within pool."
  }
  path award "Award" {
    requirement: "The market awards capacity to the highest bids"
    actor: system  operation: state_transition  priority_class: C1 because "the price is truth"
    touches BidRequest as update_target
    touches Award      as create_target
    guarded_by_current_state: yes because "only open bids"
    invariant HARD ordering   "Instances awards are ordered by price within pool."
    invariant HARD uniqueness "Key (bid_id, round) maps to at most one logical outcome award within pool."
  }
  path take "Take machine" {
    requirement: "A winner gets a machine for an hour"
    actor: service  operation: conditional_write  priority_class: C1 because "two holders"
    touches Lease   as create_target
    touches Machine as read_source_target
    exclusive_claim_required: yes because "one holder"
    invariant HARD uniqueness "Key (machine_id, hour) maps to at most one logical outcome active lease within machine_id."
  }
  path reclaim "Reclaim" {
    requirement: "The service takes a machine back"
    actor: system  operation: state_transition  priority_class: C1 because "the next holder waits"
    touches Lease as update_target
    guarded_by_current_state: yes because "only a running lease"
    invariant HARD eligibility "Action reclaim is valid only if lease.state = RUNNING holds on machine_id at decision time."
    invariant HARD uniqueness  "Key lease_id maps to at most one logical outcome end within machine_id."
  }
  path price "Price" {
    requirement: "Customers see the spot price"
    actor: client  operation: read_projection  priority_class: R1 because "they bid by it"
    touches SpotPrice as read_projection_target
    same_shape_as_source: no  because "cleared"
    read_heavy:           yes because "all look"
    query_crosses_shards: no  because "one pool"
    query_is_geospatial:  no  because "by pool"
  }
  concept spot_price "Price" {
    concept_kind:          projection_concept
    served_by:             price
    source_of_truth_truth: "awards" Award
    rebuild_path:          "last awards"
  }
}
