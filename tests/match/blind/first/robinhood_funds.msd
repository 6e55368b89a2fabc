design funds "Buying shares in small pieces" uses interview {
  context {
    stated_nfrs_constraints:  "an order reaches the exchange once; money adds up to the cent; the total shown may be a second old"
    topology:                 multi_service
    write_coordination_scope: cross_service
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  yes because "an order can be cancelled, money can be booked back"
  }

  object CustomerOrder {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "orders"
    evolution:        state_machine
    scope_kind:       instance "order_id"
  }
  object Execution {
    candidate_source: hidden_write_target
    class:            event
    owner:            pipeline
    evolution:        append_only
    scope_kind:       collection "executions of order_id"
  }
  object CashMovement {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "cash"
    evolution:        append_only
    scope_kind:       collection "movements of account_id"
  }
  object Depot {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       instance "account_id"
  }

  path send_order "Send an order" {
    requirement: "A customer sends an order, covered by cash"
    actor: user  operation: state_transition  priority_class: C1
    touches CustomerOrder as update_target
    touches CashMovement  as hidden_write_target
    guarded_by_current_state: yes
    declared_companions:      {outbox, compensation}
    invariant HARD eligibility "Action send_order is valid only if account.free_cash >= order.amount holds on account_id at decision time."
    invariant HARD uniqueness  "Key client_order_id maps to at most one logical outcome order at the exchange within account_id."
    invariant HARD accounting  "Aggregate free cash equals sum of amounts over cash movements within account_id."
    retry:              "client_order_id" {idempotency_key}
    competing_writers:  "the order's version has moved on"
    crash_after_commit: "the order is found sent" {idempotency_key}
    publish_failure:    "outbox to the exchange" {outbox}
    stale_holder:       "not applicable"
  }

  path book "Book an execution" {
    requirement: "The exchange reports an execution"
    actor: partner  operation: append_event  priority_class: C1
    touches Execution     as create_target
    touches CustomerOrder as read_source_target
    records_immutable_fact: yes
    declared_companions:    {dedup_by_event_id}
    invariant HARD uniqueness "Key execution_id maps to at most one logical outcome booked execution within order_id."
    invariant HARD accounting "Aggregate filled quantity equals sum over executions within order_id."
    retry:              "execution_id" {dedup_by_event_id}
    competing_writers:  "every execution is a record of its own"
    crash_after_commit: "execution_id is known" {dedup_by_event_id}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable"
  }

  path depot "See the depot" {
    requirement: "A customer sees shares, their worth and the gain"
    actor: client  operation: read_projection  priority_class: R1
    touches Depot as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }

  path compare "Compare with the exchange" {
    requirement: "At night our executions are compared with those of the exchange"
    actor: scheduler  operation: async_process  priority_class: N1
    touches Execution as read_source_target
  }

  concept worth "Worth of the depot" {
    concept_kind:          aggregate_concept
    served_by:             depot
    source_of_truth_truth: "executions" Execution
    rebuild_path:          "sum all executions by share, times the last price"
  }
}
