/// Work is declared now and done later, by whoever takes it first.
archetype future_constraint_claimable_run "Future Constraint + Claimable Run" in product {
  shape "work is declared before it is done"
  shape "a time or a policy makes it due"
  shape "exactly one worker or dispatcher takes a run of it"

  /// what is declared
  role plan "Intent" : object {
    must class == intent
    must primary
    usually candidate_source == future_constraint or scope_kind == time
      because "what is declared now is found by asking what will have to happen, and when"
  }

  /// what is done
  role run "Run" : object {
    must class == process
    must primary
    usually evolution == state_machine because "a run waits, is taken, and ends, and must not skip one of these"
  }

  /// the write that declares the work
  role declare "Declare" : path {
    must priority_class in {C1, C2}
    must some touches where (object == plan and state_interaction_kind in {create_target, update_target})
    must actor != worker
    must not exclusive_claim_required
    usually write_shape in {guarded_state_transition, overwrite_current_value}
      because "a plan is set, changed or switched off; it is no log of wishes"
  }

  /// the write that takes a run
  role claim "Claim" : path {
    must exclusive_claim_required
    must not (actor in {user, client})
    must some touches where (object == run and state_interaction_kind in {create_target, update_target, hidden_write_target})
    usually write_shape == exclusive_claim because "one worker at a time does the work"
    expects not_early (some invariants where type == eligibility)
      otherwise "nothing keeps {run.name} from being taken before it is due"
      insert "invariant HARD eligibility \"Action {name} is valid only if {run.name}.status = WAITING AND {plan.name}.due <= now holds on {run.scope_value} at decision time.\""
    expects one_worker (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that a {run.name} is taken by one worker only"
      insert "invariant HARD uniqueness \"Key {run.scope_value} maps to at most one logical outcome active worker within {run.scope_value}.\""
  }

  /// the write that makes a run of what is due
  optional role fire "Fire" : path {
    must not exclusive_claim_required
    must some touches where (object == run and state_interaction_kind in {create_target, hidden_write_target})
    expects one_run (some invariants where type == uniqueness)
      otherwise "nothing says that one moment of {plan.name} gives one {run.name} at most"
      insert "invariant HARD uniqueness \"Key ({plan.scope_value}) maps to at most one logical outcome {run.name} within {plan.scope_value}.\""
  }

  /// the write that ends a run
  optional role finish "Finish" : path {
    must operation == state_transition
    must not exclusive_claim_required
    must some touches where (object == run and state_interaction_kind == update_target)
    usually write_shape == guarded_state_transition because "only a run that was taken can end"
    expects valid_end (some invariants where type == eligibility)
      otherwise "nothing says from which states a {run.name} may end"
      insert "invariant HARD eligibility \"Action {name} is valid only if {run.name}.status = RUNNING holds on {run.scope_value} at decision time.\""
  }

  example "Job scheduler"
  example "recurring task runner"
}
