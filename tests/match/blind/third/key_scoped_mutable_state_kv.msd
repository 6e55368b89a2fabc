design kv "Key-value store" uses interview {
  context {
    stated_nfrs_constraints: "last write wins per key; TTL"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: bounded_stale_allowed  holder_model: none  compensation_acceptable: no
  }
  object Item {
    candidate_source: direct_noun
    class:            entity
    owner:            client
    evolution:        overwrite
    scope_kind:       instance "key"
  }
  path put "Put" {
    requirement: "A client writes a value under a key"
    actor: client  operation: overwrite_state  priority_class: C1 because "losing it loses data"
    touches Item as update_target
    replaces_current_value: yes because "last write wins"
    invariant HARD ordering "Instances writes are ordered by version within key."
  }
  path delete_key "Delete" {
    requirement: "A client deletes a key"
    actor: client  operation: overwrite_state  priority_class: C2 because "rare"
    touches Item as delete_target
    replaces_current_value: yes because "a tombstone"
  }
  path get "Get" {
    requirement: "A client reads a key"
    actor: client  operation: read_source  priority_class: R1 because "core"
    touches Item as read_source_target
    same_shape_as_source: yes because "a value"
    read_heavy:           yes because "10 to 1"
    query_crosses_shards: no  because "one key"
    query_is_geospatial:  no  because "by key"
  }
  path expire "Expire" {
    requirement: "Values past their time are removed"
    actor: worker  operation: async_process  priority_class: N1 because "late is harmless"
    touches Item as delete_target
  }
  concept value "Value" { concept_kind: source_concept  served_by: get  source_of_truth_truth: "store" Item }
}
