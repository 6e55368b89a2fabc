design museum "Words for things in a museum" uses interview {
  context {
    stated_nfrs_constraints:  "a word sticks to a thing once; a search may miss the newest words"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Thing { candidate_source: direct_noun         class: entity        owner: service "inventory"  evolution: overwrite  scope_kind: instance "thing_id" }
  object Keyword { candidate_source: direct_noun         class: entity        owner: service "words"  evolution: overwrite  scope_kind: instance "keyword" }
  object Attachment { candidate_source: relationship_edge   class: relationship  owner: user  evolution: overwrite  scope_kind: relation "(thing_id, keyword)" }
  object Finder { candidate_source: derived_read_model  class: projection    owner: derived  evolution: overwrite  scope_kind: collection "things of keyword" }

  path attach "Attach a word" {
    requirement: "A curator attaches a word to a thing"
    actor: user  operation: overwrite_state  priority_class: C1
    touches Attachment as update_target
    touches Thing      as read_source_target
    touches Keyword    as read_source_target
    replaces_current_value: yes
    declared_companions:    {cdc}
    invariant HARD uniqueness    "Key (thing_id, keyword) maps to at most one logical outcome attachment within thing_id."
    invariant HARD authorization "Actor curator may perform attach on Thing only if thing.house = curator.house holds."
    retry:              "(thing_id, keyword, on)" {idempotency_key}
    competing_writers:  "the version decides"
    crash_after_commit: "it is attached already" {idempotency_key}
    publish_failure:    "CDC reads the table's log" {cdc}
    stale_holder:       "not applicable"
  }
  path find "Find" {
    requirement: "A visitor finds all things with some words"
    actor: client  operation: read_projection  priority_class: R1
    touches Finder as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  path words_of "Words of a thing" {
    requirement: "A visitor reads the words of a thing"
    actor: client  operation: read_source  priority_class: R2
    touches Attachment as read_source_target
  }
  concept finder "Things of a word" {
    concept_kind: projection_concept  served_by: find
    source_of_truth_truth: "attachments" Attachment
    rebuild_path:          "scan the attachments"
  }
}
