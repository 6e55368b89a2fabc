/// Many make numbers at once, and no number is made twice.
archetype sequence_identifier_generation "Sequence / Identifier Generation" in infrastructure {
  shape "generators make identifiers from a state of their own and a fixed rule of composition"
  shape "that none comes twice, and that they rise within a range, is nearly all there is to be right about"

  /// what a generator remembers
  role counter "Generator state" : object {
    must class == entity
    must evolution == overwrite
    must primary
    must no touched_by where (state_interaction_kind in {read_source_target, read_projection_target} and path.path_kind != write_path)
  }

  /// who a generator is, and for how long
  role identity "Generator lease/worker identity" : object {
    must class in {relationship, process}
    must primary
  }

  /// the write that makes a number
  role issue "Issue" : path {
    must priority_class == C1
    must some touches where (object == counter and state_interaction_kind == update_target)
    must single_writer_scope or partition_routed_single_writer or context.write_coordination_scope == local_only
    must not exclusive_claim_required
    usually write_shape == overwrite_current_value because "the last number is replaced by the next one"
    expects never_twice (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that an identifier is given once"
      insert "invariant HARD uniqueness \"Key (time, {identity.name}, counter) maps to at most one logical outcome identifier within all generators.\""
    expects rising (some invariants where type == ordering)
      otherwise "nothing says within which range identifiers rise"
      insert "invariant HARD ordering \"Instances identifiers are ordered by time, then counter within {counter.scope_value}.\""
  }

  /// the write that gives a generator its identity
  role enlist "Enlist" : path {
    must priority_class in {C1, C2}
    must some touches where (object == identity and state_interaction_kind in {create_target, update_target})
    must no touches where object == counter
    usually write_shape == exclusive_claim because "two generators with one identity make the same numbers"
    expects one_identity (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that an identity is used by one generator at a time"
      insert "invariant HARD uniqueness \"Key {identity.scope_value} maps to at most one logical outcome active generator within {identity.scope_value}.\""
  }

  example "Snowflake-style ID generator"
}
