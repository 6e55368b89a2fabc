/// A value under a key, for as long as a policy lets it be there.
archetype key_scoped_mutable_state "Key-Scoped Mutable State" in infrastructure {
  shape "what has to be correct is one key at a time"
  shape "a value is overwritten, runs out, is copied to other nodes or makes room, as a policy says"

  /// the value under a key
  role entry "Key entry" : object {
    must class == entity
    must evolution == overwrite
    must primary
    usually scope_kind == instance because "one key is all that a write has to agree on"
  }

  /// what says how long values stay and which go first: policy state, or a projection
  optional role policy "Operational metadata" : object {
    must class in {entity, intent, projection}
    must some touched_by.path where path_kind == background_path
  }

  /// the write of a value
  role put "Put" : path {
    must priority_class in {C1, C2}
    must some touches where (object == entry and state_interaction_kind in {update_target, create_target})
    usually write_shape in {overwrite_current_value, exclusive_claim}
      because "the last value stands; only a lock kept under a key is claimed"
    expects one_value (some invariants where type in {uniqueness, ordering})
      otherwise "nothing says which value of a key is the current one"
      insert "invariant HARD uniqueness \"Key {entry.scope_value} maps to at most one logical outcome current value within {entry.scope_value}.\""
  }

  /// the read of a value
  role get "Get" : path {
    must priority_class in {R1, R2}
    must some touches where (object == entry and state_interaction_kind == read_source_target)
    expects expiry_visible (some invariants where type in {eligibility, freshness})
      otherwise "nothing says that a value past its time is not returned"
      insert "invariant HARD eligibility \"Action {name} is valid only if now < {entry.name}.expires_at holds on {entry.scope_value} at decision time.\""
  }

  /// what removes values: those past their time, and those that make room
  optional role expire "Expire or evict" : path {
    must some touches where (object == entry and state_interaction_kind in {delete_target, async_side_effect_target, update_target})
    must operation in {async_process, state_transition, conditional_write, overwrite_state}
    must path_kind == background_path or (some touches where (object == entry and state_interaction_kind == delete_target))
    usually some touches where object == policy because "what goes first is decided by a policy, not by chance"
    expects eviction_in_scope (path_kind == background_path or (some invariants where type in {eligibility, accounting}))
      otherwise "nothing says which {entry.name} may go, and that no other does"
      insert "invariant HARD eligibility \"Action {name} is valid only if now >= {entry.name}.expires_at holds on {entry.scope_value} at decision time.\""
  }

  example "distributed cache"
  example "key-value store"
  example "session store"
}
