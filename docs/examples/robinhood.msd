/// Orders of private investors, sent on to a market by a broker. What it teaches: money is never a number that somebody updates. The
/// order moves through its states under a guard, every movement leaves an entry in a trail, cash is the sum of entries, and the
/// portfolio that people look at is an aggregate that can be thrown away.
design robinhood "Robinhood" uses interview {
  like critical_transactional_process { trail: OrderEvent  ledger: CashEntry  transition: place_order }
  like subject_aggregate_projection

  context {
    stated_nfrs_constraints:  "20 M accounts; an order is sent to the market once; nobody spends money that is not there; the portfolio may lag by 2 s; all movements are kept for 7 years"
    reads:                    150 k/s
    writes:                   10 k/s
    topology:                 single_service_distributed because "orders and cash are one service, the market is a partner outside"
    write_coordination_scope: per_object_scope           because "orders and cash of one account are decided together"
    read_consistency_target:  bounded_stale_allowed      because "prices move on while the portfolio is drawn"
    holder_model:             none                       because "a guard on the state is enough, nothing is held between requests"
    compensation_acceptable:  no                         because "an order that was executed cannot be taken back"
  }
  context exact {
    read_consistency_target: strong_only because "an order that looks open must be open"
  }

  object Account    { candidate_source: direct_noun          class: entity  owner: service  evolution: overwrite  scope_kind: instance "account_id" }
  object Order      { candidate_source: lifecycle_object     class: process  owner: service  evolution: state_machine  scope_kind: instance "order_id" }
  object OrderEvent { candidate_source: hidden_write_target  class: event  owner: service  evolution: append_only  scope_kind: collection "events of order_id" }
  object CashEntry {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "cash entries of account_id"
  }
  object Execution { candidate_source: direct_noun  class: event  owner: service  evolution: append_only  scope_kind: collection "executions of account_id" }
  object Portfolio { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: instance "account_id" }

  path place_order "Place order" {
    requirement: "User places an order to buy or sell"
    actor: user  operation: conditional_write
    priority_class: C1 because "an order sent twice, or without money behind it, is a false trade"
    touches Order      as update_target
    touches OrderEvent as hidden_write_target
    touches CashEntry  as hidden_write_target
    guarded_by_current_state: yes      because "only while the cash entries leave enough to buy with"
    declared_companions:      {outbox} because "the order goes to the market only after it was committed"

    invariant HARD eligibility "Action place_order is valid only if order.status = NEW AND buying_power >= order.cost holds on account_id at decision time."
    invariant HARD uniqueness  "Key client_order_id maps to at most one logical outcome order sent to the market within account_id."
    invariant HARD accounting  "Aggregate buying_power equals the sum of amounts over cash entries within account_id."

    retry:              "client_order_id" {idempotency_key}
    competing_writers:  "the later one finds a newer version of the order and is decided again"
    crash_after_commit: "the stored outcome of the client_order_id is returned" {idempotency_key}
    publish_failure:    "the outbox keeps the order until the market has confirmed it" {outbox, idempotent_consumer}
    stale_holder:       "not applicable: nothing is held"
  }

  path cancel_order "Cancel order" {
    requirement: "User cancels an order that is not filled yet"
    actor: user  operation: state_transition
    priority_class: C1 because "cancelled and filled at once would be two truths"
    touches Order      as update_target
    touches OrderEvent as hidden_write_target
    guarded_by_current_state: yes because "only an open order can be cancelled"

    invariant HARD eligibility "Action cancel_order is valid only if order.status IN (ACCEPTED, PARTLY_FILLED) holds on order_id at decision time."
    invariant HARD uniqueness  "Key cancel_request_id maps to at most one logical outcome cancellation within order_id."

    retry:              "cancel_request_id" {idempotency_key}
    competing_writers:  "the fill or the cancellation that comes second finds another state, and loses"
    crash_after_commit: "the repeat finds the order cancelled by its own cancel_request_id" {idempotency_key}
    publish_failure:    "nothing is published: the market is asked first, the state follows its answer"
    stale_holder:       "not applicable: nothing is held"
  }

  path record_execution "Record execution" {
    requirement: "The market reports that an order, or a part of it, was executed"
    actor: partner  operation: append_event
    priority_class: C1 because "a lost or doubled report books shares on an account that has none"
    touches Execution as create_target
    touches Account   as read_source_target
    records_immutable_fact: yes because "what was executed stays executed"

    invariant HARD uniqueness "Key execution_id maps to at most one logical outcome stored execution within account_id."
    invariant HARD accounting "Aggregate position equals the sum of signed quantities over executions within (account_id, symbol)."

    retry:              "execution_id, given by the market" {dedup_by_event_id}
    competing_writers:  "nobody loses: each execution is a fact of its own"
    crash_after_commit: "the market reports again, and the execution_id is known" {dedup_by_event_id}
    publish_failure:    "nothing is published: the portfolio reads the log on from its last position"
    stale_holder:       "not applicable: nothing is held"
  }

  path see_portfolio "See portfolio" {
    requirement: "User sees what is owned and what it is worth"
    actor: client  operation: read_projection
    priority_class: R1 because "people trade by it"
    touches Portfolio as read_projection_target
    same_shape_as_source: no  because "positions are sums over executions"
    read_heavy:           yes because "15 reads for each write"
    query_crosses_shards: no  because "an account lives in one partition"
    query_is_geospatial:  no  because "it asks for one account_id"

    invariant SOFT freshness "Read model portfolio reflects the log of executions within 2 s."
  }

  path see_order "See order" {
    requirement: "User sees the state of an order"
    actor: client  operation: read_source
    in:             exact
    priority_class: R1 because "whether an order still stands decides what the user does next"
    touches Order as read_source_target
    same_shape_as_source: yes because "the row of the order is what is shown"
    read_heavy:           no  because "an order is looked at a few times"
    query_crosses_shards: no  because "one row"
    query_is_geospatial:  no  because "it asks for one order_id"
  }

  path tell_fill "Tell fill" {
    requirement: "User hears that an order was filled"
    actor: system  operation: async_deliver
    priority_class: N1 because "a late message changes no trade"
    touches OrderEvent as async_side_effect_target
  }

  concept portfolio "Portfolio" {
    concept_kind:          aggregate_concept
    served_by:             see_portfolio
    source_of_truth_truth: "Log of executions" Execution
    rebuild_path:          "add up all executions of the account, symbol by symbol"
  }
  concept order_state "State of the order" {
    concept_kind:          status_concept
    served_by:             see_order
    source_of_truth_truth: "Order row" Order
  }

  hotspot "the opening of the market" write_throughput_hotspot {
    first_response: "partition by correctness scope: accounts are spread, all of one account stays together"
  }
  hotspot "portfolios on a wild day" read_hotspot {
    first_response: "cache or projection: positions are kept ready, prices are put in when read"
  }
}
