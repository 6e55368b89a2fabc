/// A small store that others agree by.
archetype coordination_consensus_metadata_store "Coordination / Consensus Metadata Store" in infrastructure {
  shape "a small authoritative store serves coordination, membership, configuration and the election of leaders"
  shape "changes have one order, and whoever watches is told of them"

  /// a piece of metadata
  role node "Metadata node" : object {
    must class == entity
    must evolution in {overwrite, state_machine}
    must primary
  }

  /// who leads, or who holds a lock
  role office "Lease/leadership state" : object {
    must class in {process, relationship}
    must primary
  }

  /// the write that changes metadata
  role mutate "Mutate" : path {
    must priority_class == C1
    must some touches where (object == node and state_interaction_kind in {update_target, create_target})
    must not exclusive_claim_required
    usually write_shape in {guarded_state_transition, overwrite_current_value} because "a change names the version that it follows"
    expects rising_versions (some invariants where (type == ordering and tier == HARD))
      otherwise "nothing says that versions of {node.name} only rise"
      insert "invariant HARD ordering \"Instances versions are ordered by transaction number within {node.scope_value}.\""
  }

  /// the write that takes the lead, or a lock
  role acquire "Acquire" : path {
    must exclusive_claim_required
    must some touches where (object == office and state_interaction_kind in {create_target, update_target})
    usually write_shape == exclusive_claim because "an office has one holder"
    expects one_holder (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that {office.name} has one holder at most"
      insert "invariant HARD uniqueness \"Key {office.scope_value} maps to at most one logical outcome active holder within {office.scope_value}.\""
  }

  /// the read that others act by
  role consult "Consult" : path {
    must priority_class in {R1, R2}
    must some touches where (object == node and state_interaction_kind == read_source_target)
    usually read_path == read_source_directly because "there is one view of what is agreed, and a copy may be behind it"
    expects one_view (some concepts where truth_object == node)
      otherwise "nothing says that {node.name} is the one place where this is agreed"
  }

  /// the word to those who watch
  optional role notify "Notify" : path {
    must operation == async_deliver
    must some touches where object == node
  }

  example "ZooKeeper-like systems"
}
