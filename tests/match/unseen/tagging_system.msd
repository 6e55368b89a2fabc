/// An assignment is created under a guard, and only the index is read.
design tagging_system_too "Tags" uses interview {
  context {
    stated_nfrs_constraints:  "a new tag is found within 10 s"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Resource { candidate_source: direct_noun  class: entity  owner: user  evolution: overwrite  scope_kind: instance "resource_id" }
  object Tag      { candidate_source: direct_noun  class: entity  owner: user  evolution: overwrite  scope_kind: instance "tag_id" }
  object TagAssignment {
    candidate_source: relationship_edge
    class:            relationship
    owner:            user
    evolution:        state_machine
    scope_kind:       relation "(resource, tag)"
  }
  object TagIndex {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "resources of a tag"
  }

  path add_tag "Add tag" {
    requirement: "User tags a resource"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches TagAssignment as create_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD uniqueness    "Key request_id maps to at most one logical outcome TagAssignment within (resource, tag)."
    invariant HARD authorization "Actor user may perform add_tag on TagAssignment only if user owns it holds."
  }

  path search "Search" {
    requirement: "User finds resources by tag"
    actor: user  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches TagIndex as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness "Read model TagIndex reflects its source within 5 s."
  }

  path index "Index" {
    requirement: "Changed tags reach the index"
    actor: worker  operation: async_process
    priority_class: N1 because "late is harmless"
    touches TagIndex as async_side_effect_target
  }

  concept tagged "Tagged" {
    concept_kind: projection_concept  served_by: search
    source_of_truth_truth: "Table of TagAssignment" TagAssignment
    rebuild_path:          "read TagAssignment again"
  }
}
