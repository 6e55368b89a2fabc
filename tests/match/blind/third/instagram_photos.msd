design photos "Photo sharing" uses interview {
  context {
    stated_nfrs_constraints: "feed lags by seconds; follows are unique"
    topology: multi_service  write_coordination_scope: per_object_scope  read_consistency_target: bounded_stale_allowed
    holder_model: none  compensation_acceptable: yes
  }
  object User { candidate_source: direct_noun  class: entity        owner: user  evolution: overwrite      scope_kind: instance "user_id" }
  object Post { candidate_source: direct_noun  class: event         owner: user  evolution: append_only    scope_kind: instance "post_id" }
  object Comment { candidate_source: direct_noun  class: event         owner: user  evolution: append_only    scope_kind: collection "comments of post_id" }
  object Follow { candidate_source: relationship_edge  class: relationship  owner: user  evolution: state_machine  scope_kind: relation "(follower, followee)" }
  object Feed { candidate_source: derived_read_model  class: projection    owner: derived  evolution: overwrite      scope_kind: instance "user_id" }
  path post "Post" {
    requirement: "User posts a photo"
    actor: user  operation: append_event  priority_class: C1 because "lost photo"
    touches Post as create_target
    touches User as read_source_target
    records_immutable_fact: yes because "posts stay"
    invariant HARD uniqueness "Key upload_id maps to at most one logical outcome post within user_id."
  }
  path comment "Comment" {
    requirement: "User comments on a photo"
    actor: user  operation: append_event  priority_class: C2 because "supporting"
    touches Comment as create_target
    touches Post    as read_source_target
    records_immutable_fact: yes because "comments stay"
  }
  path follow "Follow" {
    requirement: "User follows another user"
    actor: user  operation: conditional_write  priority_class: C1 because "who sees what"
    touches Follow as create_target
    touches User   as read_source_target
    guarded_by_current_state: yes because "not if blocked"
    invariant HARD uniqueness    "Key (follower, followee) maps to at most one logical outcome follow within follower."
    invariant HARD authorization "Actor user may perform follow on User only if not blocked holds."
  }
  path feed "Feed" {
    requirement: "User sees the feed"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches Feed as read_projection_target
    same_shape_as_source: no  because "merged"
    read_heavy:           yes because "100 to 1"
    query_crosses_shards: no  because "materialized"
    query_is_geospatial:  no  because "by user"
    invariant SOFT freshness "Read model feed reflects posts within 10 s."
  }
  concept feed_concept "Feed" {
    concept_kind:          projection_concept
    served_by:             feed
    source_of_truth_truth: "posts" Post
    rebuild_path:          "merge posts of followees"
  }
}
