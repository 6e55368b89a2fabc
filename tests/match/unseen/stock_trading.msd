/// A brokerage with its own crossing: orders by instance, trades by a guarded step of the order, a cash ledger, and positions as a view.
design crossing_broker "Stock trading, crossing broker" uses interview {
  context {
    stated_nfrs_constraints:  "no double execution; price then time; the ledger balances"
    topology:                 single_service_distributed because "one trading service"
    write_coordination_scope: per_object_scope           because "an order, a symbol"
    read_consistency_target:  bounded_stale_allowed      because "positions may lag"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  no                         because "trades stand"
  }
  object Order       { candidate_source: lifecycle_object     class: process     owner: service  evolution: state_machine  scope_kind: instance "order_id" }
  object Trade       { candidate_source: hidden_write_target  class: event       owner: service  evolution: append_only    scope_kind: instance "trade_id" }
  object LedgerEntry { candidate_source: hidden_write_target  class: event       owner: service  evolution: append_only    scope_kind: instance "entry_id" }
  object Positions   { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite      scope_kind: instance "account_id" }

  path place_order "Place order" {
    requirement: "Customer places an order"
    actor: user  operation: conditional_write
    priority_class: C1 because "placed twice is bought twice"
    touches Order as create_target
    guarded_by_current_state: yes because "market open, funds there"
    invariant HARD eligibility "Action place_order is valid only if market.status = OPEN AND funds >= amount holds on order_id at decision time."
    invariant HARD uniqueness  "Key client_order_id maps to at most one logical outcome order within account_id."
  }
  path execute_order "Execute order" {
    requirement: "Engine executes an order against the book"
    actor: system  operation: state_transition
    priority_class: C1 because "executed twice"
    touches Order       as update_target
    touches Trade       as create_target
    touches LedgerEntry as hidden_write_target
    guarded_by_current_state: yes because "only an open order"
    invariant HARD eligibility "Action execute is valid only if order.status = OPEN holds on order_id at decision time."
    invariant HARD ordering    "Instances trades are ordered by price, then time within symbol."
    invariant HARD uniqueness  "Key (order_id, match_id) maps to at most one logical outcome trade within symbol."
    invariant HARD accounting  "Aggregate cash equals the sum of debits and credits over ledger entries within account_id."
  }
  path see_positions "See positions" {
    requirement: "Customer reads positions"
    actor: client  operation: read_projection
    priority_class: R1 because "customers decide by it"
    touches Positions as read_projection_target
    same_shape_as_source: no  because "summed over trades"
    read_heavy:           yes because "many looks a trade"
    query_crosses_shards: no  because "one account"
    query_is_geospatial:  no  because "by account"
    invariant SOFT freshness "Read model positions reflects trades within 5 s."
  }
  concept positions "Positions" {
    concept_kind: projection_concept  served_by: see_positions
    source_of_truth_truth: "trades" Trade
    rebuild_path:          "replay trades"
  }
}
