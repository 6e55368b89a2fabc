/// Names move, the bytes behind them never do.
archetype versioned_namespace_immutable_content_units "Versioned Namespace + Immutable Content Units" in product {
  shape "what a name stands for changes over time"
  shape "the units of content never change, and are often known by their own hash"
  shape "versions, and how replicas catch up with them, belong to the core"

  /// what a name stands for now
  role entry "Namespace entry" : object {
    must class in {entity, process}
    must evolution in {overwrite, state_machine}
    must primary
  }

  /// a unit of content: an event, or an entity that never changes
  role content "Content block" : object {
    must class in {event, entity}
    must evolution == append_only
    must primary
    must class == entity or scope_kind == global or (some touched_by where state_interaction_kind == read_source_target)
    usually scope_kind == global because "a unit that is known by its content is the same one everywhere"
  }

  /// one version of an entry
  role revision "Revision" : object {
    must class == event
    must evolution == append_only
    must primary
  }

  /// the write that makes an entry stand for something else
  role update "Namespace update" : path {
    must priority_class in {C1, C2}
    must some touches where (object == entry and state_interaction_kind in {update_target, create_target})
    must some touches where (object == revision and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must no invariants where type == accounting
    must no touches where (object == content and state_interaction_kind != read_source_target)
    usually some touches where object == content because "a version names the units that it is made of, and they must be there"
    usually write_shape in {guarded_state_transition, overwrite_current_value}
      because "a name points to one version at a time, so a new one takes the place of the old"
    expects version_consistency (some invariants where (type == eligibility and tier == HARD))
      otherwise "nothing says which version {name} must have seen"
      insert "invariant HARD eligibility \"Action {name} is valid only if {entry.name}.revision = expected_revision holds on {entry.scope_value} at decision time.\""
    expects replicas_converge (some invariants where type == ordering)
      otherwise "nothing orders the versions, so replicas that follow them may end up different"
      insert "invariant HARD ordering \"Instances {revision.name} are ordered by revision number within {entry.scope_value}.\""
  }

  /// the write that brings in content
  role ingest "Content ingest" : path {
    must priority_class in {C1, C2}
    must some touches where (object == content and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must no touches where (object == entry or object == revision)
    must operation == append_event
    must no invariants where type == accounting
    usually write_shape == append_only_event because "content that never changes is only ever added"
    expects same_content_once (some invariants where type == uniqueness)
      otherwise "nothing says that equal content is stored once"
      insert "invariant HARD uniqueness \"Key content hash maps to at most one logical outcome stored {content.name} within {content.scope_value}.\""
  }

  /// the read by which a replica catches up
  optional role sync "Sync" : path {
    must priority_class in {R1, R2}
    must some touches where (object == revision or object == entry)
  }

  example "Dropbox"
  example "file sync systems"
}
