/// Card payments for merchants. What it teaches: what cannot be taken back must be written so that doing it twice does nothing. The
/// payment moves from state to state under a guard; each step leaves an event and a pair of ledger entries; the call to the card network
/// goes through an outbox under one key; and a comparison with the network's own file finds what all of that missed.
design payment_system "Payment system" uses interview {
  like critical_transactional_process { trail: PaymentEvent  ledger: LedgerEntry  transition: capture_payment }

  context {
    stated_nfrs_constraints:  "3 M payments a day, 400 a second at peak; no card is charged twice; the ledger balances at any moment; entries are kept for 10 years"
    reads:                    1 k/s
    writes:                   400 /s
    topology:                 single_service_distributed because "payments and ledger are one service, the card network is a partner outside"
    write_coordination_scope: per_object_scope           because "one payment at a time"
    read_consistency_target:  strong_only                because "merchants ship goods by what they read"
    holder_model:             none                       because "a payment waits in a state, nobody holds it"
    compensation_acceptable:  no                         because "a wrong charge is the very thing that must not happen"
  }

  object Payment {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "payment_id"
  }
  object PaymentEvent {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "events of payment_id"
  }
  object LedgerEntry {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "entries of ledger_account"
  }

  path capture_payment "Capture payment" {
    requirement: "Merchant captures an authorized payment"
    actor: partner  operation: state_transition
    priority_class: C1 because "captured twice is a double charge"
    touches Payment      as update_target
    touches PaymentEvent as hidden_write_target
    touches LedgerEntry  as hidden_write_target
    guarded_by_current_state: yes      because "only an authorized payment can be captured, and only once"
    declared_companions:      {outbox} because "the card network is called only after the state was committed"

    invariant HARD eligibility "Action capture is valid only if payment.status = AUTHORIZED AND amount <= payment.authorized holds on payment_id at decision time."
    invariant HARD uniqueness  "Key capture_id maps to at most one logical outcome charge of the card within payment_id."
    invariant HARD accounting  "Aggregate balance of the ledger equals zero, the sum of debits and credits, over ledger entries within payment_id."

    retry:              "capture_id, sent on to the card network as its key too" {idempotency_key}
    competing_writers:  "the later one finds another state or version, and is told what the first one did"
    crash_after_commit: "the repeat gets the stored outcome of its capture_id" {idempotency_key}
    publish_failure:    "the outbox repeats the call until the network has answered, which knows the key" {outbox, idempotent_consumer}
    stale_holder:       "not applicable: nothing is held"
  }

  path refund_payment "Refund payment" {
    requirement: "Merchant pays money back to the card"
    actor: partner  operation: state_transition
    priority_class: C1 because "refunded twice is money given away"
    touches Payment      as update_target
    touches PaymentEvent as hidden_write_target
    touches LedgerEntry  as hidden_write_target
    guarded_by_current_state: yes      because "only what was captured and is not refunded yet can go back"
    declared_companions:      {outbox} because "the card network is called only after the state was committed"

    invariant HARD eligibility "Action refund is valid only if payment.status = CAPTURED AND amount <= payment.captured - payment.refunded holds on payment_id at decision time."
    invariant HARD uniqueness  "Key refund_id maps to at most one logical outcome credit to the card within payment_id."
    invariant HARD accounting  "Aggregate refunded amount equals the sum of refunds over ledger entries within payment_id."

    retry:              "refund_id" {idempotency_key}
    competing_writers:  "the later one finds another version, and what is left to refund is computed again"
    crash_after_commit: "the repeat gets the stored outcome of its refund_id" {idempotency_key}
    publish_failure:    "the outbox repeats the call until the network has answered" {outbox, idempotent_consumer}
    stale_holder:       "not applicable: nothing is held"
  }

  path see_payment "See payment" {
    requirement: "Merchant sees the state of a payment"
    actor: partner  operation: read_source
    priority_class: R1 because "goods are shipped by it"
    touches Payment as read_source_target
    same_shape_as_source: yes because "the row of the payment is what is shown"
    read_heavy:           no  because "a payment is asked for two or three times"
    query_crosses_shards: no  because "one row"
    query_is_geospatial:  no  because "it asks for one payment_id"
  }

  path reconcile "Reconcile" {
    requirement: "The ledger is compared with the daily file of the card network"
    actor: scheduler  operation: async_process
    priority_class: N1 because "it finds faults, and makes none"
    touches LedgerEntry  as read_source_target
    touches PaymentEvent as read_source_target
  }

  path tell_merchant "Tell merchant" {
    requirement: "Merchant hears that the state of a payment changed"
    actor: system  operation: async_deliver
    priority_class: N1 because "a merchant who missed the call can ask"
    touches PaymentEvent as async_side_effect_target
  }

  concept payment_state "State of a payment" {
    concept_kind:          status_concept
    served_by:             see_payment
    source_of_truth_truth: "Payment row" Payment
  }

  hotspot "a merchant's sale at midnight" write_throughput_hotspot { first_response: "partition by correctness scope: payments are spread by payment_id" }
  hotspot "ten years of entries"          storage_growth_hotspot   { first_response: "tiered retention: closed years are archived, their balances stay" }
}
