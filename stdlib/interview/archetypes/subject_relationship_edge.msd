/// A connection between two things is a thing of its own.
archetype subject_relationship_edge "Subject + Relationship Edge" in product {
  shape "a subject is connected to another object by an edge that has a life or a key of its own"
  shape "the edge is primary state, not a copy of what both ends know"

  /// where the edge begins
  role subject "Subject" : object {
    must class in {entity, process}
    must primary
  }

  /// the edge
  role edge "Edge" : object {
    must class == relationship
    must primary
    usually scope_kind == relation because "an edge is identified by its two ends"
    usually candidate_source == relationship_edge because "an edge is found by asking what connects two nouns"
  }

  /// the write that sets the edge
  role connect "Connect" : path {
    must priority_class in {C1, C2}
    must some touches where (object == edge and state_interaction_kind in {create_target, update_target})
    must not exclusive_claim_required
    usually some touches where object == subject because "whoever sets an edge is checked against the object that it begins at"
    must not (actor in {system, worker, scheduler})
    usually actor in {user, client, admin, partner} because "an edge is drawn by those who want it; what a service computes is a decision"
    usually write_shape in {append_only_event, overwrite_current_value, guarded_state_transition}
      because "an edge is added for good, or switched on and off; it excludes no other edge"
    expects one_edge (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that two ends have at most one {edge.name}"
      insert "invariant HARD uniqueness \"Key {edge.scope_value} maps to at most one logical outcome active {edge.name} within {edge.scope_value}.\""
    expects edge_rights (some invariants where type == authorization)
      otherwise "nothing says who may set a {edge.name}"
      insert "invariant HARD authorization \"Actor user may perform {name} on {subject.name} only if user owns the {subject.name} holds.\""
  }

  /// where the edge ends; left out where both ends are of one kind, as with people who follow people
  optional role target "Target" : object {
    must class == entity
    must primary
    must some connect.touches where object == target
  }

  /// the write that takes it off
  optional role disconnect "Disconnect" : path {
    must priority_class in {C1, C2}
    must some touches where (object == edge and state_interaction_kind in {update_target, delete_target})
    must operation in {state_transition, overwrite_state}
    usually write_shape in {overwrite_current_value, guarded_state_transition} because "what is taken off may be put on again"
  }

  /// the read of a list of edges
  optional role listing "Listing" : path {
    must priority_class in {R1, R2}
    must operation == read_projection
    must some touches.object where class == projection
    must some concepts where truth_object == edge
    expects fresh_list (some invariants where type == freshness)
      otherwise "nothing says how far the list may lag behind {edge.name}"
      insert "invariant SOFT freshness \"Read model list of {edge.name} reflects {edge.name} within 60 s.\""
  }

  example "Resource + TagAssignment"
  example "User + FollowRelation"
  example "User + Friendship"
  example "User + GroupMembership"
  example "Object + PermissionEdge"
}
