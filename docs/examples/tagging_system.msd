/// Tags on things of any kind. What it teaches: the edge is the truth. That a resource has a tag is one row with a life of its own (set,
/// taken off, set again), and neither the resource nor the tag knows of it; both lists that people read, of the tags of a resource and
/// of the resources of a tag, are only two ways to look at those rows.
design tagging_system "Tagging system" uses interview {
  like subject_relationship_edge  { subject: Resource  target: Tag  connect: assign_tag }
  like subject_derived_projection { subject: Resource }

  context {
    stated_nfrs_constraints:  "1 G resources, 20 tags on each at most; a tag is on or off, never twice; a search shows a new tag within 10 s"
    reads:                    15 k/s
    writes:                   1 k/s
    topology:                 single_service_distributed because "one tagging service, many instances"
    write_coordination_scope: per_object_scope           because "one edge at a time"
    read_consistency_target:  bounded_stale_allowed      because "a search may lag by seconds"
    holder_model:             none                       because "an edge is set in one step"
    compensation_acceptable:  yes                        because "a tag that was set by mistake is taken off again"
  }

  object Resource { candidate_source: direct_noun  class: entity  owner: user  evolution: overwrite  scope_kind: instance "resource_id" }
  object Tag      { candidate_source: direct_noun  class: entity  owner: user  evolution: overwrite  scope_kind: instance "tag_id" }
  object TagAssignment {
    candidate_source: relationship_edge
    class:            relationship
    owner:            user
    evolution:        state_machine
    scope_kind:       relation "(resource_id, tag_id)"
  }
  object TagIndex {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "resources of tag_id"
  }

  path assign_tag "Assign tag" {
    requirement: "User puts a tag on a resource"
    actor: user  operation: conditional_write
    priority_class: C1 because "rights and bills hang on tags, so a wrong edge is a false fact"
    touches TagAssignment as update_target
    touches Resource      as read_source_target
    touches Tag           as read_source_target
    guarded_by_current_state: yes   because "only an edge that is off can be put on"
    declared_companions:      {cdc} because "the index follows the table of edges"

    invariant HARD uniqueness    "Key (resource_id, tag_id) maps to at most one logical outcome active assignment within (resource_id, tag_id)."
    invariant HARD authorization "Actor user may perform assign_tag on Resource only if user may edit the resource AND user may use the tag holds."

    retry:              "request_id" {idempotency_key}
    competing_writers:  "the later one finds the edge on already, and that is what was wanted"
    crash_after_commit: "the repeat finds its request_id on the edge" {idempotency_key}
    publish_failure:    "change data capture goes on from its last position" {cdc}
    stale_holder:       "not applicable: nothing is held"
  }

  path remove_tag "Remove tag" {
    requirement: "User takes a tag off a resource"
    actor: user  operation: state_transition
    priority_class: C1 because "a tag that stays on leaves a right that was taken away"
    touches TagAssignment as update_target
    guarded_by_current_state: yes   because "only an edge that is on can be taken off"
    declared_companions:      {cdc} because "the index follows the table of edges"

    invariant HARD uniqueness    "Key request_id maps to at most one logical outcome removal within (resource_id, tag_id)."
    invariant HARD authorization "Actor user may perform remove_tag on Resource only if user may edit the resource holds."

    retry:              "request_id" {idempotency_key}
    competing_writers:  "of a put and a taking off, the later one finds another version and is decided again"
    crash_after_commit: "the repeat finds its request_id on the edge" {idempotency_key}
    publish_failure:    "change data capture goes on from its last position" {cdc}
    stale_holder:       "not applicable: nothing is held"
  }

  path tags_of_resource "Tags of a resource" {
    requirement: "User sees the tags of a resource"
    actor: client  operation: read_source
    priority_class: R1 because "it stands beside everything that is shown"
    touches TagAssignment as read_source_target
    same_shape_as_source: yes because "edges are stored by resource"
    read_heavy:           yes because "ten looks for each change"
    query_crosses_shards: no  because "the edges of a resource live together"
    query_is_geospatial:  no  because "it asks for one resource_id"
  }

  path resources_of_tag "Resources of a tag" {
    requirement: "User finds the resources that have a tag"
    actor: client  operation: read_projection
    priority_class: R1 because "tags are set in order to be found by"
    touches TagIndex as read_projection_target
    same_shape_as_source: no  because "edges are stored by resource, and asked for by tag"
    read_heavy:           yes because "five searches for each change"
    query_crosses_shards: no  because "the list of a tag is one partition of the index"
    query_is_geospatial:  no  because "it asks for one tag_id"

    invariant SOFT freshness "Read model tag index reflects the table of edges within 10 s."
  }

  path index_tags "Index tags" {
    requirement: "Changed tags reach the index"
    actor: worker  operation: async_process
    priority_class: N1 because "a late index is only late"
    touches TagIndex as async_side_effect_target
  }

  concept own_tags "Tags of a resource" {
    concept_kind:          relationship_concept
    served_by:             tags_of_resource
    source_of_truth_truth: "Table of edges" TagAssignment
  }
  concept tagged "Resources of a tag" {
    concept_kind:          projection_concept
    served_by:             resources_of_tag
    source_of_truth_truth: "Table of edges" TagAssignment
    rebuild_path:          "read the table of edges again, and sort it by tag"
  }

  hotspot "a tag on 100 M resources" read_hotspot {
    first_response: "cache or projection: the list is kept in parts, newest first, and read part by part"
  }
}
