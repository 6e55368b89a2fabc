/// What patients say about practices. A word said stays said; the practice may answer, which is another word.
design doctors "Practices and their patients" uses interview {
  context {
    stated_nfrs_constraints:  "one opinion per visit; the list may be a minute old; found by distance"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }

  object Practice { candidate_source: direct_noun         class: entity        owner: service  evolution: overwrite    scope_kind: instance "practice_id" }
  object Opinion { candidate_source: relationship_edge   class: relationship  owner: user     evolution: append_only  scope_kind: relation "(patient, visit)" }
  object NearbyPractices { candidate_source: derived_read_model  class: projection    owner: derived  evolution: overwrite    scope_kind: region "postal area" }

  path say "Say something about a visit" {
    requirement: "A patient leaves an opinion about a visit"
    actor: user  operation: append_event  priority_class: C1
    touches Opinion  as create_target
    touches Practice as read_source_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key (patient_id, visit_id) maps to at most one logical outcome opinion within practice_id."
    invariant HARD eligibility "Action say is valid only if visit.took_place holds on visit_id at decision time."
    retry:              "visit_id" {dedup_by_event_id}
    competing_writers:  "each opinion is its own record, so none loses"
    crash_after_commit: "visit_id is found taken" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }

  path change_hours "Change opening hours" {
    requirement: "A practice changes its hours"
    actor: partner  operation: overwrite_state  priority_class: C2
    touches Practice as update_target
    replaces_current_value: yes
  }

  path read_opinions "Read opinions" {
    requirement: "Patients read what others said about a practice"
    actor: client  operation: read_source  priority_class: R1
    touches Opinion as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }

  path look_around "Look around" {
    requirement: "Patients look for practices around them, best first"
    actor: client  operation: read_projection  priority_class: R1
    touches NearbyPractices as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: yes  query_is_geospatial: yes
  }

  concept around "Practices around" {
    concept_kind:          projection_concept
    served_by:             look_around
    source_of_truth_truth: "table of practices" Practice
    rebuild_path:          "read all practices and index them by place"
  }
}
