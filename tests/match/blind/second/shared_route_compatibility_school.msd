design school "Who shares a car to school" uses interview {
  context {
    stated_nfrs_constraints:  "nobody waits more than ten minutes, nobody drives more than a fifth longer; wishes of the last hour count"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  yes
  }
  object Family    { candidate_source: direct_noun         class: entity        owner: user      evolution: overwrite  scope_kind: instance "family_id" }
  object Fit       { candidate_source: relationship_edge   class: relationship  owner: pipeline  evolution: overwrite  scope_kind: relation "(family, family)" }
  object RideGroup { candidate_source: derived_read_model  class: projection    owner: derived   evolution: overwrite  scope_kind: region "part of town" }
  path tell "Tell the way" {
    requirement: "A family tells its way and its time"
    actor: user  operation: overwrite_state  priority_class: C1
    touches Family as update_target
    replaces_current_value: yes
    invariant HARD authorization "Actor parent may perform tell on Family only if parent belongs to family holds."
    retry:              "edit" {idempotency_key}
    competing_writers:  "version"
    crash_after_commit: "the same way" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path fit "Work out fits" {
    requirement: "For two families it is worked out whether their ways fit together"
    actor: system  operation: overwrite_state  priority_class: C1
    touches Fit    as update_target
    touches Family as read_source_target
    replaces_current_value: yes
    invariant HARD eligibility "Action fit is valid only if detour <= 20 % AND wait <= 10 min holds on (family, family) at decision time."
    invariant HARD accounting  "Aggregate cost of a fit equals detour plus wait over both ways within (family, family)."
    retry:              "(family, family, versions)" {idempotency_key}
    competing_writers:  "the one from newer ways stays"
    crash_after_commit: "worked out again, the same" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path groups "See groups" {
    requirement: "A family sees with whom it could ride"
    actor: client  operation: read_projection  priority_class: R1
    touches RideGroup as read_projection_target
    same_shape_as_source: no  read_heavy: no  query_crosses_shards: no  query_is_geospatial: yes
  }
  concept groups_of_town "Groups" {
    concept_kind: projection_concept  served_by: groups
    source_of_truth_truth: "fits" Fit
    rebuild_path:          "from the ways of all families"
  }
}
