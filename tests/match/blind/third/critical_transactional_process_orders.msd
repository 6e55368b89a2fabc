design orders "Order fulfilment" uses interview {
  context {
    stated_nfrs_constraints: "nothing shipped unpaid; nothing paid twice"
    topology: multi_service  write_coordination_scope: cross_service  read_consistency_target: strong_only
    holder_model: none  compensation_acceptable: yes
  }
  object Order {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "orders"
    evolution:        state_machine
    scope_kind:       instance "order_id"
  }
  object OrderLog {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "orders"
    evolution:        append_only
    scope_kind:       collection "log of order_id"
  }
  object Posting {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "ledger"
    evolution:        append_only
    scope_kind:       collection "postings of account"
  }
  path pay_order "Pay order" {
    requirement: "A customer pays an order"
    actor: user  operation: state_transition  priority_class: C1 because "double charge"
    touches Order    as update_target
    touches OrderLog as hidden_write_target
    touches Posting  as hidden_write_target
    guarded_by_current_state: yes because "only an open order"
    invariant HARD eligibility "Action pay_order is valid only if order.state = PLACED holds on order_id at decision time."
    invariant HARD uniqueness  "Key payment_key maps to at most one logical outcome charge within order_id."
    invariant HARD accounting  "Aggregate balance equals sum over postings within order_id."
  }
  path ship_order "Ship order" {
    requirement: "The warehouse ships a paid order"
    actor: service  operation: state_transition  priority_class: C1 because "shipping unpaid goods is a loss"
    touches Order    as update_target
    touches OrderLog as hidden_write_target
    guarded_by_current_state: yes because "only a paid order"
    invariant HARD eligibility "Action ship_order is valid only if order.state = PAID holds on order_id at decision time."
    invariant HARD uniqueness  "Key parcel_id maps to at most one logical outcome shipment within order_id."
  }
  path track "Track" {
    requirement: "A customer tracks the order"
    actor: client  operation: read_source  priority_class: R1 because "they ask all day"
    touches Order as read_source_target
    same_shape_as_source: yes because "one row"
    read_heavy:           yes because "often"
    query_crosses_shards: no  because "one order"
    query_is_geospatial:  no  because "by id"
  }
  concept state "State" { concept_kind: status_concept  served_by: track  source_of_truth_truth: "order row" Order }
}
