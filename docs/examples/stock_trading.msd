/// An exchange: orders meet in one book for each symbol, and what was traded is settled in cash and shares.
/// It teaches two contexts in one design. Matching is fast because one writer owns a symbol and needs no lock; settling is slow because
/// two services must move money and shares together, and nothing may be repaired afterwards. Each path says where it runs.
design stock_trading "Stock trading" uses interview {
  like market_order_book_process
  like critical_transactional_process { trail: Execution  ledger: CashEntry  transition: match_order }

  context {
    stated_nfrs_constraints: "orders of a symbol match by price, then time; no order is executed twice; matched within 1 ms at p99; cash and shares change hands together or not at all; the trail is kept for 10 years"
    reads: 900 k/s  writes: 60 k/s
    topology:                 single_service_distributed because "one matching service, its symbols spread over machines"
    write_coordination_scope: per_object_scope           because "a symbol is a market of its own"
    read_consistency_target:  bounded_stale_allowed      because "a book that is 50 ms old is what everybody trades by"
    holder_model:             none                       because "a symbol has its writer all day; nothing is claimed"
    compensation_acceptable:  no                         because "a trade that was announced stands"
  }
  context settlement {
    topology:                 multi_service because "cash lies with one service, shares with another, each under its own law"
    write_coordination_scope: cross_service because "delivery goes against payment"
    holder_model:             none          because "both ledgers prepare and commit; neither holds the other's rows"
    compensation_acceptable:  no            because "who has shares without having paid may sell them before the repair"
  }

  object Order {
    candidate_source: lifecycle_object
    class:            process
    owner:            service "exchange"
    evolution:        state_machine
    scope_kind:       collection "open orders of symbol"
  }
  object Execution {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "exchange"
    evolution:        append_only
    scope_kind:       collection "executions of symbol"
  }
  object CashEntry  { candidate_source: hidden_write_target  class: event  owner: service "cash"     evolution: append_only  scope_kind: instance "account_id" }
  object ShareEntry { candidate_source: hidden_write_target  class: event  owner: service "custody"  evolution: append_only  scope_kind: instance "depot_id" }
  object BookView   { candidate_source: derived_read_model   class: projection  owner: derived            evolution: overwrite  scope_kind: instance "symbol" }
  object TapeLine {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only
    scope_kind:                 instance "journal number"
    candidate_needed_for_c1_r1: no
  }

  path submit_order "Submit order" {
    requirement: "Broker submits an order to buy or sell"
    actor: partner  operation: conditional_write
    priority_class: C1 because "an order accepted twice buys twice"
    touches Order as create_target
    guarded_by_current_state:       yes                                   because "only while the symbol trades, within its price band, and against covered limits"
    partition_routed_single_writer: yes                                   because "each order goes to the one writer of its symbol"
    declared_companions:            {idempotency_key, sequence_authority} because "brokers send again after a broken line, and one number fixes who came first"
    sequence_source:                "the number that the symbol's writer puts into its journal" because "the live book and the replay of the day read this journal"

    invariant HARD eligibility "Action submit_order is valid only if symbol.status = TRADING AND order.price within band AND broker.limit covers order holds on symbol at decision time."
    invariant HARD uniqueness  "Key (broker_id, client_order_id) maps to at most one logical outcome accepted order within symbol."
    invariant HARD ordering    "Instances accepted orders are ordered by price, then journal number within symbol."

    retry:              "(broker_id, client_order_id)" {idempotency_key}
    competing_writers:  "the symbol's writer takes one after the other; the later number comes later in the book"
    crash_after_commit: "the standby has the journal and answers the repeat from it" {idempotency_key}
    publish_failure:    "nothing but the answer is sent; the broker asks again"
    stale_holder:       "not applicable"
  }

  path match_order "Match order" {
    requirement: "Exchange executes orders that meet"
    actor: service  operation: state_transition
    priority_class: C1 because "a doubled or misordered execution gives somebody's shares to another"
    touches Order     as update_target
    touches Execution as create_target
    guarded_by_current_state:       yes                                   because "only open quantity can be executed"
    partition_routed_single_writer: yes                                   because "the writer of a symbol matches it"
    declared_companions:            {idempotency_key, outbox, sequence_authority} because "settlement and the tape hear of each execution once, in the order of the journal"
    sequence_source:                "the journal number of the execution" because "the tape and the history carry it"

    invariant HARD eligibility "Action match_order is valid only if buy.open > 0 AND sell.open > 0 AND buy.price >= sell.price holds on symbol at decision time."
    invariant HARD uniqueness  "Key (buy_order_id, sell_order_id, journal number) maps to at most one logical outcome execution within symbol."
    invariant HARD ordering    "Instances executions are ordered by journal number within symbol."
    invariant HARD accounting  "Aggregate open quantity of an order equals quantity minus sum over executions of the order within order_id."

    retry:              "(buy_order_id, sell_order_id, journal number)" {idempotency_key}
    competing_writers:  "none: one writer a symbol"
    crash_after_commit: "the standby replays the journal; an execution has its number, and a repeat finds it, or it does not exist" {idempotency_key, sequence_authority}
    publish_failure:    "the outbox sends it again, consumers know the number" {outbox, idempotent_consumer}
    stale_holder:       "not applicable"
  }

  path settle_trade "Settle trade" {
    requirement: "Clearing moves cash and shares for an execution"
    actor: system  operation: conditional_write
    in:             settlement
    priority_class: C1 because "shares without payment, or payment without shares, is somebody's loss"
    touches Execution  as read_source_target
    touches CashEntry  as create_target
    touches ShareEntry as create_target
    declared_companions: {idempotency_key} because "clearing repeats a batch after any failure"

    invariant HARD accounting "Aggregate moved cash equals price times moved shares over entries of the execution within execution_id." {
      invariant_synchronous: yes because "between the two the buyer could sell what is not paid yet"
    }
    invariant HARD uniqueness "Key execution_id maps to at most one logical outcome settlement within both ledgers." {
      invariant_synchronous: yes because "a second settlement would move the same shares again"
    }

    retry:              "execution_id" {idempotency_key}
    competing_writers:  "the second finds execution_id prepared or settled and stops"
    crash_after_commit: "the coordinator reads its decision from its log and finishes both ledgers" {idempotency_key}
    publish_failure:    "nothing is published: clearing reads what is unsettled"
    stale_holder:       "not applicable"
  }

  path see_book "See book" {
    requirement: "Traders read the book of a symbol"
    actor: client  operation: read_projection
    priority_class: R1 because "people trade by it"
    touches BookView as read_projection_target
    same_shape_as_source: no  because "quantities are summed up by price, and orders stay anonymous"
    read_heavy:           yes because "900,000 reads a second against 60,000 orders"
    query_crosses_shards: no  because "one symbol is one book"
    query_is_geospatial:  no  because "the read goes by symbol"

    invariant SOFT freshness "Read model book view reflects open orders within 50 ms."
  }

  path print_tape "Print tape" {
    requirement: "Subscribers get every execution"
    actor: system  operation: async_deliver
    priority_class: N1 because "a late line of the tape changes no trade"
    touches TapeLine as async_side_effect_target
  }

  concept book "Order book" {
    concept_kind:          projection_concept
    served_by:             see_book
    source_of_truth_truth: "open orders of the symbol" Order
    rebuild_path:          "replay the symbol's journal of the day"
  }

  component settlement_service microservices { separates: {match_order, settle_trade} }

  hotspot "one symbol on the day of its news" contention_hotspot     { first_response: "single-writer queue for that symbol, on a machine of its own" }
  hotspot "everybody reads one book"          read_hotspot           { first_response: "projection: the book is sent out ten times a second" }
  hotspot "ten years of executions"           storage_growth_hotspot { first_response: "archival: closed days move to cold storage, by symbol and day" }
}
