/// Many may apply for a subject, and one at a time holds it.
archetype subject_exclusive_child "Subject + Exclusive Child" in product {
  shape "many candidates may be put forward for one subject"
  shape "at most one of them is active and holds it at a time"

  /// what is held
  role subject "Subject" : object {
    must class in {entity, process}
    must primary
  }

  /// who or what holds it for a while
  role child "Child" : object {
    must class in {relationship, process}
    must primary
  }

  /// the write that takes hold
  role claim "Claim" : path {
    must exclusive_claim_required
    must some touches where (object == child and state_interaction_kind in {create_target, update_target, hidden_write_target})
    usually some touches where object == subject because "a claim is decided on the state of what is claimed"
    usually write_shape == exclusive_claim because "one of many wins, and for a while only"
    expects one_active (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that {subject.name} has at most one active {child.name}"
      insert "invariant HARD uniqueness \"Key {subject.scope_value} maps to at most one logical outcome active {child.name} within {subject.scope_value}.\""
    expects claim_ends (some invariants where type == eligibility)
      otherwise "nothing says when {subject.name} is free again: after a release, after a time"
      insert "invariant HARD eligibility \"Action {name} is valid only if no active {child.name} is younger than its timeout holds on {subject.scope_value} at decision time.\""
    expects late_holder (stale_holder is given)
      otherwise "nothing says what stops a holder whose claim has ended"
      insert "stale_holder: \"the fencing token of the newer claim\" {{fencing_token}}"
  }

  example "Seat + SeatHold"
  example "Trip + DriverAssignment"
  example "JobRun + WorkerClaim"
}
