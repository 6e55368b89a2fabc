/// Work is taken from a frontier, and doing it adds more.
archetype frontier_claimable_run "Frontier + Claimable Run" in product {
  shape "pieces of work that can be done stand in a frontier"
  shape "workers take entries from it"
  shape "work that was done may find more work"

  /// a piece of work that waits
  role entry "Frontier entry" : object {
    must class in {intent, process}
    must candidate_source != future_constraint and scope_kind != time
    must primary
  }

  /// the doing of it
  role run "Run" : object {
    must class == process
    must primary
    usually evolution == state_machine because "a run is taken and ends, well or badly"
  }

  /// the write that adds what was found
  role discover "Discover" : path {
    must some touches where (object == entry and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must operation in {overwrite_state, append_event, async_process}
    must not (actor in {user, client, admin, partner})
    must not exclusive_claim_required
    usually path_kind == background_path or write_shape in {overwrite_current_value, append_only_event}
      because "work that is found twice is the same work, so nobody has to win"
    expects one_entry (path_kind == background_path or (some invariants where type == uniqueness))
      otherwise "nothing says when two finds are the same {entry.name}"
      insert "invariant HARD uniqueness \"Key canonical {entry.scope_value} maps to at most one logical outcome {entry.name} within the frontier.\""
  }

  /// the write that takes an entry
  role claim "Claim" : path {
    must exclusive_claim_required
    must (some touches where object == entry) or (some touches where object == run)
    must not (actor in {user, client, admin, partner})
    usually write_shape == exclusive_claim because "an entry is worked on by one worker at a time"
    usually required_companions has fencing_token or not context.holder_may_crash
      because "workers die in the middle, and come back late"
    expects one_claim (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that a {entry.name} is taken by one worker at a time"
      insert "invariant HARD uniqueness \"Key {entry.scope_value} maps to at most one logical outcome active {run.name} within {entry.scope_value}.\""
    expects due (some invariants where type == eligibility)
      otherwise "nothing says when a {entry.name} may be tried again"
      insert "invariant HARD eligibility \"Action {name} is valid only if entry.next_try <= now AND entry is not taken holds on {entry.scope_value} at decision time.\""
  }

  /// the write that ends a run
  optional role finish "Finish" : path {
    must operation == state_transition
    must not exclusive_claim_required
    must some touches where (object == run and state_interaction_kind == update_target)
    usually write_shape == guarded_state_transition because "only a run that is still held can end"
  }

  example "Web crawler"
  example "news aggregation ingest"
}
