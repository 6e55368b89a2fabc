/// A charge creates the payment; only the ledger is written with it.
design payment_system_too "Payments" uses interview {
  context {
    stated_nfrs_constraints:  "no card is charged twice"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Payment {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "payment_id"
  }
  object LedgerEntry {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "entries of payment_id"
  }
  object PaymentEvent {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "events of payment_id"
  }

  path charge "Charge" {
    requirement: "Customer pays"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Payment     as create_target
    touches LedgerEntry as hidden_write_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD eligibility "Action charge is valid only if Payment.status allows it holds on payment_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome Payment within payment_id."
    invariant HARD accounting  "Aggregate balance equals the sum over LedgerEntry within payment_id."
  }

  path refund "Refund" {
    requirement: "Merchant refunds"
    actor: user  operation: state_transition
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Payment     as update_target
    touches LedgerEntry as hidden_write_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD eligibility "Action refund is valid only if Payment.status allows it holds on payment_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome Payment within payment_id."
  }

  path status "Status" {
    requirement: "Merchant sees the state of a payment"
    actor: user  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches Payment as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  path webhook "Webhook" {
    requirement: "Merchant hears of a change"
    actor: system  operation: async_deliver
    priority_class: N1 because "late is harmless"
    touches Payment as async_side_effect_target
  }

  concept payment_state "Payment state" {
    concept_kind: status_concept  served_by: status
    source_of_truth_truth: "Table of Payment" Payment
  }
}
