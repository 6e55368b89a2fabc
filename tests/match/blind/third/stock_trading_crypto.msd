design exchange "Crypto exchange" uses interview {
  context {
    stated_nfrs_constraints: "price-time priority; no fill twice; books balance"
    topology: multi_service  write_coordination_scope: per_object_scope  read_consistency_target: bounded_stale_allowed
    holder_model: none  compensation_acceptable: no
  }
  object Order {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "matching"
    evolution:        state_machine
    scope_kind:       instance "order_id"
  }
  object Fill {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "matching"
    evolution:        append_only
    scope_kind:       collection "fills of market"
  }
  object LedgerEntry {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "ledger"
    evolution:        append_only
    scope_kind:       collection "entries of account"
  }
  object OrderBookView {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "levels of market"
  }
  path place_order "Place order" {
    requirement: "A trader places a limit order"
    actor: user  operation: conditional_write  priority_class: C1 because "money at stake"
    touches Order as create_target
    guarded_by_current_state: yes because "needs funds and an open market"
    invariant HARD eligibility "Action place_order is valid only if market.open AND funds suffice holds on account at decision time."
    invariant HARD uniqueness  "Key client_order_id maps to at most one logical outcome order within account."
  }
  path execute "Execute" {
    requirement: "Crossing orders are executed"
    actor: system  operation: state_transition  priority_class: C1 because "double execution"
    touches Order       as update_target
    touches Fill        as create_target
    touches LedgerEntry as hidden_write_target
    guarded_by_current_state:       yes because "only open quantity"
    partition_routed_single_writer: yes because "one engine per market"
    invariant HARD eligibility "Action execute is valid only if both orders are open holds on market at decision time."
    invariant HARD ordering    "Instances fills are ordered by sequence within market."
    invariant HARD uniqueness  "Key (buy, sell, seq) maps to at most one logical outcome fill within market."
    invariant HARD accounting  "Aggregate balance equals sum of entries over ledger within account."
  }
  path book "Book" {
    requirement: "Traders see the order book"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches OrderBookView as read_projection_target
    same_shape_as_source: no  because "levels"
    read_heavy:           yes because "all traders"
    query_crosses_shards: no  because "one market"
    query_is_geospatial:  no  because "by market"
  }
  concept levels "Levels" {
    concept_kind:          projection_concept
    served_by:             book
    source_of_truth_truth: "orders" Order
    rebuild_path:          "replay orders and fills"
  }
}
