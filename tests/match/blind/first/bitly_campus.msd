design campus "Short words for long addresses" uses interview {
  context {
    stated_nfrs_constraints: "a word once given means one address for ever; 50 k lookups a second; counts by the hour"
    reads: 50 k/s  writes: 20 /s
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Word   { candidate_source: direct_noun          class: entity      owner: service  evolution: overwrite    scope_kind: instance "word" }
  object Jump   { candidate_source: hidden_write_target  class: event       owner: service  evolution: append_only  scope_kind: collection "jumps of word" }
  object Lookup { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite    scope_kind: instance "word" }

  path give "Give a word" {
    requirement: "Staff gives a word to an address"
    actor: user  operation: conditional_write  priority_class: C1
    touches Word as create_target
    replaces_current_value: yes
    invariant HARD uniqueness  "Key word maps to at most one logical outcome address within all words."
    invariant HARD eligibility "Action give is valid only if word is free holds on word at decision time."
    retry:              "request number" {idempotency_key}
    competing_writers:  "the word is gone, the loser gets another"
    crash_after_commit: "the word belongs to the same request" {idempotency_key}
    publish_failure:    "nothing to publish, a miss reads the table"
    stale_holder:       "not applicable"
  }
  path jump "Jump" {
    requirement: "A reader of the word is sent to its address"
    actor: client  operation: read_projection  priority_class: R1
    touches Lookup as read_projection_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  path count_jump "Count a jump" {
    requirement: "Each jump is put on record"
    actor: system  operation: append_event  priority_class: C2
    touches Jump as create_target
    touches Word as read_source_target
    records_immutable_fact: yes
  }
  concept target "Address of a word" {
    concept_kind: projection_concept  served_by: jump
    source_of_truth_truth: "row of the word" Word
    rebuild_path:          "filled on a miss"
  }
}
