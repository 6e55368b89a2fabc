/// Many write one thing at the same time, and all of them are right.
archetype shared_mutable_subject "Shared Mutable Subject" in product {
  shape "many writers edit one logical subject concurrently, and the subject itself is what they edit"

  /// what is edited: a process, or a document that is shared
  role subject "Subject" : object {
    must class in {process, entity}
    must evolution == merge
    must primary
  }

  /// the write that edits it
  role edit "Edit" : path {
    must priority_class in {C1, C2}
    must some touches where (object == subject and state_interaction_kind in {update_target, hidden_write_target})
    usually write_shape == commutative_merge
      because "edits are merged in any order; what is transformed instead needs a law that a merge has for nothing"
    expects converges (some invariants where (type == accounting and tier == HARD))
      otherwise "nothing says that all replicas of {subject.name} come to the same state"
      insert "invariant HARD accounting \"Aggregate {subject.name} equals the merge, in any order, over delivered edits within {subject.scope_value}.\""
    expects causal_order (some invariants where type == ordering)
      otherwise "nothing says in which order edits of {subject.name} count"
      insert "invariant HARD ordering \"Instances edits are ordered by causality within {subject.scope_value}.\""
    expects no_lost_edit (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing says that each edit counts, and counts once"
      insert "invariant HARD uniqueness \"Key (replica_id, counter) maps to at most one logical outcome applied edit within {subject.scope_value}.\""
  }

  /// the record of a single edit, where one is kept: it serves the subject
  optional role operation_record "Operation record" : object {
    must class == event
    must evolution == append_only
  }

  example "Google Docs"
  example "collaborative editors"
  example "multiplayer boards"
}
