/// A process whose steps cost money, and each of them leaves a trace.
archetype critical_transactional_process "Critical Transactional Process" in product {
  shape "one process decides what is true for the business"
  shape "what it does to the outside must be safe to repeat"
  shape "a trail is kept, against which everything can be reconciled"

  /// the process
  role subject "Subject" : object {
    must class == process
    must evolution == state_machine
    must primary
  }

  /// what happened, step by step
  role trail "Event trail" : object {
    must class == event
    must evolution == append_only
    must primary
    must some touched_by where (state_interaction_kind in {create_target, update_target, hidden_write_target}
        and (some path.touches where object == subject))
    usually candidate_source == hidden_write_target or (some touched_by where state_interaction_kind == hidden_write_target)
      because "a trail is left by the steps; nobody asks for it by name"
    usually some touched_by.path.invariants where type == accounting
      because "a trail is kept so that what was done can be added up and compared"
  }

  /// the entries that add up
  optional role ledger "Ledger or accounting records" : object {
    must class == event
    must evolution == append_only
    must primary
    must some touched_by where (state_interaction_kind in {create_target, update_target, hidden_write_target}
        and (some path.touches where (object == subject or object == trail)))
  }

  /// a step of the process
  role transition "Step" : path {
    must priority_class == C1
    must guarded_by_current_state or cross_service_atomicity_required
    must some touches where (object == subject and state_interaction_kind in {create_target, update_target})
    usually some touches where (object == trail and state_interaction_kind in {create_target, update_target, hidden_write_target})
      because "what a step did is written down with it"
    usually write_shape in {guarded_state_transition, multi_service_transaction}
      because "a step is legal in some states only, or is taken by several owners at once"
    usually required_companions has idempotency_key because "a step that is repeated must meet its own outcome"
    expects valid_step (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says from which states {name} is legal"
      insert "invariant HARD eligibility \"Action {name} is valid only if {subject.name}.status = EXPECTED holds on {subject.scope_value} at decision time.\""
    expects one_effect (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing keeps {name} from having its effect outside twice"
      insert "invariant HARD uniqueness \"Key request_id maps to at most one logical outcome external effect within {subject.scope_value}.\""
    expects reconciled (some invariants where type == accounting)
      otherwise "nothing says what the trail adds up to"
      insert "invariant HARD accounting \"Aggregate balance equals the sum of amounts over {trail.name} within {subject.scope_value}.\""
  }

  example "Payment"
  example "order/fulfillment"
  example "brokerage order lifecycle"
}
