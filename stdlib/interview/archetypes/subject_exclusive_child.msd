/// Many may apply for a subject, and one at a time holds it.
archetype subject_exclusive_child "Subject + Exclusive Child" in product {
  shape "many candidates may be put forward for one subject"
  shape "at most one of them holds it at a time"

  /// what is held
  role subject "Subject" : object {
    must class in {entity, process}
  }

  /// who or what holds it for a while
  role child "Child" : object {
    must class in {relationship, process, intent}
    usually evolution == state_machine because "a hold is taken, kept, and given back or lost"
  }

  /// the write that takes hold
  role claim "Claim" : path {
    must priority_class in {C1, C2}
    must some touches where object == child
    usually write_shape == exclusive_claim because "one of many wins, for a while"
    expects one_holder (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that at most one {child.name} is active within {subject.name}"
      insert "invariant HARD uniqueness \"Key {subject.name} maps to at most one logical outcome active {child.name} within {subject.scope_value}.\""
  }

  /// the write that gives it back, or takes it away when its time is over
  optional role release "Release" : path {
    must priority_class in {C1, C2}
    must some touches where object == child
    usually write_shape == guarded_state_transition because "only the current holder may let go"
  }

  example "Seat + SeatHold"
  example "Trip + DriverAssignment"
  example "JobRun + WorkerClaim"
}
