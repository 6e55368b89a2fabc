/// A spot market whose bids are events against one market row, and whose machines are leased to winners.
design spot_market "EC2 spot bidding, one market row" uses interview {
  context {
    stated_nfrs_constraints: "one holder a machine; a lost machine is announced first"
    topology: single_service_distributed  because "one service in a region"
    write_coordination_scope: per_object_scope  because "one market, one machine"
    read_consistency_target: bounded_stale_allowed  because "prices may lag"
    holder_model: node  because "hosts hold machines and die"
    compensation_acceptable: no  because "lost work is lost"
  }
  object SpotMarket { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "market_id" }
  object Bid        { candidate_source: direct_noun         class: event       owner: user     evolution: append_only    scope_kind: instance "bid_id" }
  object Award      { candidate_source: direct_noun         class: event       owner: service  evolution: append_only    scope_kind: instance "award_id" }
  object PriceView  { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "market_id" }
  object Host       { candidate_source: direct_noun         class: entity      owner: service  evolution: overwrite      scope_kind: instance "host_id" }
  object HostLease  { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "lease_id" }

  path bid "Bid" {
    requirement: "Customer bids in a market"
    actor: user  operation: conditional_write
    priority_class: C1 because "a doubled bid buys twice"
    touches SpotMarket as update_target
    guarded_by_current_state: yes because "only an open market"
    invariant HARD eligibility "Action bid is valid only if market.status = OPEN holds on market_id at decision time."
    invariant HARD uniqueness "Key client_token maps to at most one logical outcome bid within market_id."
    invariant HARD ordering "Instances bids are ordered by price, then time within market_id."
  }
  path award "Award" {
    requirement: "Market awards machines to the best bids"
    actor: service  operation: state_transition
    priority_class: C1 because "the wrong winner gets a machine"
    touches SpotMarket as update_target
    touches Award as create_target
    guarded_by_current_state: yes because "only what is free"
    invariant HARD eligibility "Action award is valid only if bid.price >= clearing price holds on market_id at decision time."
    invariant HARD uniqueness "Key (bid_id, round) maps to at most one logical outcome award within market_id."
    invariant HARD ordering "Instances awards are ordered by price within market_id."
  }
  path lease_host "Lease host" {
    requirement: "Winner is given a host for an hour"
    actor: service  operation: conditional_write
    priority_class: C1 because "two customers on one host"
    touches HostLease as create_target
    exclusive_claim_required: yes because "one holder"
    invariant HARD uniqueness "Key host_id maps to at most one logical outcome active lease within host_id."
    invariant HARD eligibility "Action lease is valid only if host.status = FREE holds on host_id at decision time."
  }
  path end_lease "End lease" {
    requirement: "Service ends a lease"
    actor: service  operation: state_transition
    priority_class: C1 because "a lease that ends twice hits the next holder"
    touches HostLease as update_target
    guarded_by_current_state: yes because "only an active lease"
    invariant HARD eligibility "Action end is valid only if lease.status = ACTIVE holds on lease_id at decision time."
    invariant HARD uniqueness "Key (lease_id, version) maps to at most one logical outcome end within host_id."
  }
  path see_price "See price" {
    requirement: "Customer reads the price"
    actor: client  operation: read_projection
    priority_class: R1 because "bids go by it"
    touches PriceView as read_projection_target
    same_shape_as_source: no  because "computed from awards"
    read_heavy: yes because "programs poll"
    query_crosses_shards: no  because "one market"
    query_is_geospatial: no  because "by id"
  }
  concept price "Price" {
    concept_kind: projection_concept  served_by: see_price
    source_of_truth_truth: "awards" Award
    rebuild_path: "read the last awards"
  }
}
