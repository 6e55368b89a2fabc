/// Candidates and constraints go in, a decision comes out.
archetype optimization_matching_decision "Optimization / Matching Decision" in infrastructure {
  shape "inputs, constraints and candidates are collected"
  shape "the system computes the best assignment, the fit of two things, or a ranking"
  shape "what comes out is kept as a decision, or as a projection"

  /// what can be chosen from
  role candidates "Candidate set" : object {
    must class == entity
    must primary
  }

  /// what a choice must respect
  optional role constraint "Constraint/compatibility state" : object {
    must class in {entity, relationship}
    must primary
  }

  /// what was decided
  role decision "Assignment/decision" : object {
    must class in {process, relationship, projection}
    expects recomputable (some truth_of where rebuild_path is given)
      otherwise "nothing says how {name} is computed again from its inputs"
  }

  /// the write that makes the decision true
  role decide "Decide" : path {
    must some touches where (object == decision and state_interaction_kind in {update_target, create_target, async_side_effect_target})
    usually some touches where (object == candidates and state_interaction_kind == read_source_target)
      because "a decision reads the candidates that it chooses from"
    must not exclusive_claim_required
    must priority_class in {C1, C2}
    must not (actor in {user, client})
    usually some touches where (object == constraint and state_interaction_kind == read_source_target)
      because "a decision is checked against its constraints when it is made"
    usually write_shape in {overwrite_current_value, guarded_state_transition}
      because "a better decision takes the place of the one before, if its inputs still hold"
    expects respects_constraints (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says that {decision.name} respects {constraint.name}"
      insert "invariant HARD eligibility \"Action {name} is valid only if every {decision.name} meets every {constraint.name} holds on {decision.scope_value} at decision time.\""
  }

  /// what is observed, and goes into the decision
  optional role observation "Input" : object {
    must class == event
    must evolution == append_only
  }

  /// the write that adds an input
  optional role gather "Gather" : path {
    must some touches where (object == observation and state_interaction_kind in {create_target, update_target, hidden_write_target})
    usually write_shape == append_only_event or path_kind == background_path
      because "what was observed at a time stays true of that time"
  }

  /// the read of the decision
  role consult "Consult" : path {
    must priority_class in {R1, R2}
    must (some touches where object == decision) or (some concepts where truth_object == decision)
    expects inputs_bounded (some invariants where type == freshness)
      otherwise "nothing says how old the inputs of {decision.name} may be"
      insert "invariant SOFT freshness \"Read model {decision.name} reflects {candidates.name} within 60 s.\""
  }

  example "workspace assignment"
  example "route-sharing compatibility"
  example "some recommendation or matching systems"
}
