/// One origin, and copies of it wherever people are.
archetype origin_projection_edge_delivery_plane "Origin Projection + Edge Delivery Plane" in infrastructure {
  shape "content at the origin is authoritative"
  shape "edges and routing put copies of it near to those who read"
  shape "dropping copies, their age, and carrying policies to the edges are most of the work"

  /// what is true
  role origin "Origin object" : object {
    must class == entity
    must primary
  }

  /// a copy at an edge
  role edge "Edge cache entry" : object {
    must class == projection
    usually scope_kind == region because "a copy belongs to a place"
  }

  /// what says who may read, and how long a copy lives
  role policy "Routing/policy config" : object {
    must class in {entity, intent}
    must primary
  }

  /// the write at the origin
  role put "Origin write" : path {
    must priority_class in {C1, C2}
    must some touches where (object == origin and state_interaction_kind in {update_target, create_target})
    must no touches where object == policy
    expects versions (some invariants where type in {ordering, uniqueness})
      otherwise "nothing says which version of {origin.name} is the newer one"
      insert "invariant HARD ordering \"Instances versions are ordered by version number within {origin.scope_value}.\""
  }

  /// the write that brings a policy to the edges
  role rollout "Policy rollout" : path {
    must priority_class in {C1, C2}
    must some touches where (object == policy and state_interaction_kind in {update_target, create_target})
    must no touches where object == origin
    usually write_shape == guarded_state_transition because "a policy goes from stage to stage, and stops at a bad one"
    expects safe_stage (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says when {policy.name} may go to more edges"
      insert "invariant HARD eligibility \"Action {name} is valid only if {policy.name}.stage = expected_stage holds on {policy.scope_value} at decision time.\""
  }

  /// the read at an edge
  role deliver "Deliver" : path {
    must priority_class in {R1, R2}
    must some touches where (object == edge and state_interaction_kind == read_projection_target)
    must same_shape_as_source
    expects one_origin (some concepts where truth_object == origin)
      otherwise "nothing says that {edge.name} has its truth in {origin.name}"
    expects bounded_age (some invariants where type == freshness)
      otherwise "nothing says how old a copy may be"
      insert "invariant SOFT freshness \"Read model {edge.name} reflects {origin.name} within 60 s.\""
  }

  /// the work that drops or renews copies
  optional role refresh "Refresh" : path {
    must some touches where (object == edge and state_interaction_kind in {async_side_effect_target, update_target, delete_target, hidden_write_target})
    usually path_kind == background_path or write_shape == overwrite_current_value
      because "a copy is replaced by a newer one, and nobody waits for it"
  }

  example "CDN"
}
