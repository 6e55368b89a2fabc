/// An order leaves an event with each step; fills come from the market, and the portfolio adds them up.
design robinhood_too "Brokerage" uses interview {
  context {
    stated_nfrs_constraints:  "the portfolio lags by seconds"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Account    { candidate_source: direct_noun          class: entity  owner: user     evolution: overwrite  scope_kind: instance "account_id" }
  object Order      { candidate_source: lifecycle_object     class: process  owner: service  evolution: state_machine  scope_kind: instance "order_id" }
  object OrderEvent { candidate_source: hidden_write_target  class: event  owner: service  evolution: append_only  scope_kind: collection "events of order_id" }
  object Fill       { candidate_source: direct_noun          class: event  owner: service  evolution: append_only  scope_kind: instance "fill_id" }
  object Position   { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite  scope_kind: instance "position_id" }

  path place_order "Place order" {
    requirement: "User places an order"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Order      as create_target
    touches OrderEvent as hidden_write_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD eligibility "Action place_order is valid only if Order.status allows it holds on order_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome Order within order_id."
    invariant HARD accounting  "Aggregate balance equals the sum over OrderEvent within order_id."
  }

  path fill_order "Fill order" {
    requirement: "The market reports a fill"
    actor: partner  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Fill as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Fill within fill_id."
    invariant HARD accounting "Aggregate balance equals the sum over Fill within fill_id."
  }

  path view_portfolio "View portfolio" {
    requirement: "User sees positions"
    actor: user  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches Position as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness "Read model Position reflects its source within 5 s."
  }

  path tell "Tell" {
    requirement: "User hears of a fill"
    actor: system  operation: async_deliver
    priority_class: N1 because "late is harmless"
    touches Order as async_side_effect_target
  }

  concept positions "Positions" {
    concept_kind: aggregate_concept  served_by: view_portfolio
    source_of_truth_truth: "Table of Fill" Fill
    rebuild_path:          "read Fill again"
  }
}
