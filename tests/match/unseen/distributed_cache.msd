/// One object, three paths.
design distributed_cache_too "Key-value cache" uses interview {
  context {
    stated_nfrs_constraints:  "one millisecond"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object CacheEntry {
    candidate_source: direct_noun
    class:            entity
    owner:            client
    evolution:        overwrite
    scope_kind:       instance "key"
  }

  path put "Put" {
    requirement: "Client stores a value"
    actor: client  operation: overwrite_state
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches CacheEntry as update_target
    replaces_current_value: yes because "the newer value stands in place of the older"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome CacheEntry within key."
  }

  path get "Get" {
    requirement: "Client reads a value"
    actor: client  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches CacheEntry as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  path evict "Evict" {
    requirement: "Old entries make room"
    actor: system  operation: async_process
    priority_class: N1 because "late is harmless"
    touches CacheEntry as async_side_effect_target
  }

  concept value "Value" {
    concept_kind: source_concept  served_by: get
    source_of_truth_truth: "Table of CacheEntry" CacheEntry
  }
}
