/// Many proposals are made, and the state of the subject decides which of them counts.
archetype subject_competitive_child "Subject + Competitive Child" in product {
  shape "many proposals may be made for one subject"
  shape "which of them wins is decided against the present state of the subject, and that decision is the truth"

  /// what decides
  role subject "Subject" : object {
    must class == process
    must primary
    usually evolution == state_machine because "the subject is open, then closed, and takes proposals in between"
  }

  /// the proposal: an event, or a record of what was proposed
  role child "Child" : object {
    must class in {event, intent}
    must evolution == append_only
    must primary
    must candidate_needed_for_c1_r1
    usually candidate_source != hidden_write_target and (no touched_by where state_interaction_kind == hidden_write_target)
      because "a proposal is what somebody asks for, no trace that a step leaves"
  }

  /// the write that proposes
  role attempt "Attempt" : path {
    must priority_class == C1
    must guarded_by_current_state
    must some touches where (object == subject and state_interaction_kind == update_target)
    must no child.touched_by where (state_interaction_kind == create_target and path != attempt)
    usually write_shape == guarded_state_transition because "a proposal is accepted or refused by the state that it meets"
    usually operation == conditional_write because "the proposal carries a condition with it"
    expects accepted_if (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says when a {child.name} is accepted"
      insert "invariant HARD eligibility \"Action accept_{child.name} is valid only if {subject.name}.status = OPEN holds on {subject.scope_value} at decision time.\""
    expects total_order (some invariants where (type == ordering and tier == HARD))
      otherwise "nothing orders the accepted {child.name} records"
      insert "invariant HARD ordering \"Instances accepted {child.name} are ordered by acceptance order within {subject.scope_value}.\""
    expects one_attempt (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing tells a repeated attempt from a second one"
      insert "invariant HARD uniqueness \"Key request_id maps to at most one logical outcome {child.name} within {subject.scope_value}.\""
  }

  example "Auction + Bid"
  example "Capacity reservation against scarce inventory"
}
