/// Photographers, their work, and who watches whom.
design portfolio "Photographers' portfolios" uses interview {
  context {
    stated_nfrs_constraints:  "no picture is lost once it was taken in; a home list may lag by ten seconds"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  yes
  }

  object Member  { candidate_source: direct_noun  class: entity  owner: service "accounts"  evolution: overwrite    scope_kind: instance "member_id" }
  object Picture { candidate_source: direct_noun  class: event   owner: user  evolution: append_only  scope_kind: collection "pictures of member_id" }
  object Watch {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service "graph"
    evolution:        state_machine
    scope_kind:       relation "(watcher, watched)"
  }
  object HomeList {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       instance "member_id"
  }

  path hang_up "Hang a picture up" {
    requirement: "A member adds a picture to the portfolio"
    actor: user  operation: append_event  priority_class: C1
    touches Picture as create_target
    touches Member  as read_source_target
    records_immutable_fact: yes
    declared_companions:    {outbox} because "home lists are filled from committed pictures"
    invariant HARD uniqueness    "Key upload_key maps to at most one logical outcome stored picture within member_id."
    invariant HARD authorization "Actor member may perform hang_up on portfolio only if portfolio.owner = member holds."
    retry:              "upload_key" {dedup_by_event_id}
    competing_writers:  "two uploads are two pictures"
    crash_after_commit: "the second upload finds the first" {dedup_by_event_id}
    publish_failure:    "outbox" {outbox}
    stale_holder:       "not applicable"
  }

  path watch "Start to watch" {
    requirement: "A member starts to watch another one"
    actor: user  operation: state_transition  priority_class: C1
    touches Watch  as update_target
    touches Member as read_source_target
    guarded_by_current_state: yes
    invariant HARD uniqueness    "Key (watcher, watched) maps to at most one logical outcome active watch within (watcher, watched)."
    invariant HARD authorization "Actor member may perform watch on other only if other has not blocked member holds."
    retry:              "(watcher, watched, click_id)" {idempotency_key}
    competing_writers:  "the second finds the edge active and changes nothing"
    crash_after_commit: "the edge is active already" {idempotency_key}
    publish_failure:    "nothing to publish: lists are pulled"
    stale_holder:       "not applicable"
  }

  path stop "Stop watching" {
    requirement: "A member stops watching another one"
    actor: user  operation: state_transition  priority_class: C2
    touches Watch as update_target
    guarded_by_current_state: yes
  }

  path home "Home list" {
    requirement: "A member sees the newest pictures of all whom the member watches"
    actor: client  operation: read_projection  priority_class: R1
    touches HomeList as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }

  concept home_list "Home list" {
    concept_kind:          projection_concept
    served_by:             home
    source_of_truth_truth: "log of pictures" Picture
    rebuild_path:          "for each watcher merge the pictures of the watched, newest first"
  }
  hotspot "someone with a million watchers" fan_out_hotspot { first_response: "hybrid: pull the famous on read" }
}
