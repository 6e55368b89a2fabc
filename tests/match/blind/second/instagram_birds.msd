design birds "Birds that were seen" uses interview {
  context {
    stated_nfrs_constraints:  "a sighting is kept; friends see it within a minute"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Watcher { candidate_source: direct_noun         class: entity  owner: user  evolution: overwrite  scope_kind: instance "watcher_id" }
  object Sighting { candidate_source: direct_noun         class: event  owner: user  evolution: append_only  scope_kind: instance "sighting_id" }
  object Remark { candidate_source: direct_noun         class: event  owner: user  evolution: append_only  scope_kind: collection "remarks on sighting_id" }
  object Following { candidate_source: relationship_edge   class: relationship  owner: user  evolution: overwrite  scope_kind: relation "(watcher, watcher)" }
  object Stream { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: collection "stream of watcher_id" }
  path share "Share a sighting" {
    requirement: "A watcher shares a sighting with a picture"
    actor: user  operation: append_event  priority_class: C1
    touches Sighting as create_target
    touches Watcher  as read_source_target
    records_immutable_fact: yes
    invariant HARD uniqueness    "Key draft_id maps to at most one logical outcome sighting within watcher_id."
    invariant HARD authorization "Actor watcher may perform share on Watcher only if session.watcher = watcher holds."
    retry:              "draft_id" {dedup_by_event_id}
    competing_writers:  "none loses"
    crash_after_commit: "draft_id is known" {dedup_by_event_id}
    publish_failure:    "streams are drawn from the log"
    stale_holder:       "not applicable"
  }
  path remark "Remark on it" {
    requirement: "A watcher remarks on a sighting"
    actor: user  operation: append_event  priority_class: C1
    touches Remark   as create_target
    touches Sighting as read_source_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key draft_id maps to at most one logical outcome remark within sighting_id."
    invariant HARD eligibility "Action remark is valid only if the sighting is not closed holds on sighting_id at decision time."
    retry:              "draft_id" {dedup_by_event_id}
    competing_writers:  "none loses"
    crash_after_commit: "draft_id is known" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path follow "Follow, or not any more" {
    requirement: "A watcher follows another or stops it"
    actor: user  operation: overwrite_state  priority_class: C1
    touches Following as update_target
    touches Watcher   as read_source_target
    replaces_current_value: yes
    invariant HARD uniqueness    "Key (watcher, watcher) maps to at most one logical outcome edge within (watcher, watcher)."
    invariant HARD authorization "Actor watcher may perform follow on Watcher only if not blocked holds."
    retry:              "(pair, wanted state)" {idempotency_key}
    competing_writers:  "version"
    crash_after_commit: "the edge is as wanted" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path stream "Stream" {
    requirement: "A watcher sees what the followed ones saw"
    actor: client  operation: read_projection  priority_class: R1
    touches Stream as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: yes  query_is_geospatial: no
  }
  concept stream_of "Stream" {
    concept_kind: projection_concept  served_by: stream
    source_of_truth_truth: "sightings" Sighting
    rebuild_path:          "gather again from those whom the watcher follows"
  }
}
