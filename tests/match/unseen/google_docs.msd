/// A document is an entity, and every edit is created beside it.
design google_docs_too "Shared documents" uses interview {
  context {
    stated_nfrs_constraints:  "edits within half a second"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Document { candidate_source: direct_noun          class: entity  owner: user  evolution: merge        scope_kind: instance "document_id" }
  object Op { candidate_source: hidden_write_target  class: event   owner: user  evolution: append_only  scope_kind: collection "operations of document_id" }

  path edit "Edit" {
    requirement: "User edits a document with others"
    actor: user  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Document as update_target
    touches Op       as create_target
    merge_safe: yes because "all of them are kept, in any order"
    invariant HARD ordering   "Instances Document are ordered by sequence number within document_id."
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Document within document_id."
  }

  path view "View" {
    requirement: "User reads a document"
    actor: user  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches Document as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  path presence "Presence" {
    requirement: "Others see who is there"
    actor: system  operation: async_deliver
    priority_class: N1 because "late is harmless"
    touches Document as async_side_effect_target
  }

  concept document "Document" {
    concept_kind: source_concept  served_by: view
    source_of_truth_truth: "Table of Document" Document
  }
}
