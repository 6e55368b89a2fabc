/// A thing is given to one party for a time, and comes back.
archetype time_bounded_exclusive_allocation "Time-Bounded Exclusive Allocation" in product {
  shape "a resource can be reserved for an interval that ends"
  shape "a resource has at most one active allocation at any time"
  shape "running out, cancelling and confirming are part of it"

  /// what is given
  role resource "Resource" : object {
    must class == entity
    must primary
  }

  /// the allocation
  role hold "Hold/reservation" : object {
    must class in {process, relationship}
    must primary
    usually scope_kind in {time, relation} because "an allocation is correct for a resource and an interval together"
    usually evolution == state_machine because "it is held, confirmed, cancelled or over, and must not go back"
  }

  /// the write that takes the resource
  role claim "Take" : path {
    must exclusive_claim_required
    must some touches where (object == hold and state_interaction_kind in {create_target, update_target})
    usually write_shape == exclusive_claim because "whoever comes second must lose, also for a part of the interval"
    expects no_overlap (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that two active {hold.name} never overlap"
      insert "invariant HARD uniqueness \"Key {hold.scope_value} maps to at most one logical outcome active {hold.name} within {resource.scope_value}.\""
  }

  /// the write that confirms, cancels or ends it
  role settle "Confirm or cancel" : path {
    must priority_class in {C1, C2}
    must not exclusive_claim_required
    must some touches where (object == hold and state_interaction_kind in {update_target, delete_target})
    usually write_shape == guarded_state_transition because "only an allocation that still stands can be confirmed or given back"
    expects still_exclusive (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says that {name} finds the {hold.name} still held"
      insert "invariant HARD eligibility \"Action {name} is valid only if {hold.name}.status = HELD AND now < {hold.name}.ends holds on {hold.scope_value} at decision time.\""
  }

  /// the write that lets an allocation go when its time is over
  optional role release "Release" : path {
    must path_kind in {write_path, background_path}
    must not exclusive_claim_required
    must some touches where (object == hold and state_interaction_kind in {update_target, delete_target, async_side_effect_target})
    expects clean_end (path_kind == background_path or (some invariants where type == eligibility))
      otherwise "nothing says when a {hold.name} is over"
      insert "invariant HARD eligibility \"Action {name} is valid only if now >= {hold.name}.ends holds on {hold.scope_value} at decision time.\""
  }

  example "restaurant booking"
  example "hotel booking"
  example "calendar slot booking"
  example "locker reservation"
  example "timed inventory holds"
}
