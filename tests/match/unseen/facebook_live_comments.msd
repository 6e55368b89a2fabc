/// Comments that only a running stream takes; the feed is a view of another form.
design facebook_live_comments_too "Live comments" uses interview {
  context {
    stated_nfrs_constraints:  "comments within 2 s"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object LiveStream  { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "livestream_id" }
  object Comment     { candidate_source: direct_noun  class: event  owner: user     evolution: append_only  scope_kind: collection "comments of livestream_id" }
  object CommentFeed { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: instance "commentfeed_id" }

  path post_comment "Post comment" {
    requirement: "Viewer posts a comment"
    actor: user  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Comment    as create_target
    touches LiveStream as read_source_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD eligibility "Action post_comment is valid only if Comment.status allows it holds on comments of livestream_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome Comment within comments of livestream_id."
    invariant HARD ordering    "Instances Comment are ordered by sequence number within comments of livestream_id."
  }

  path view_comments "View comments" {
    requirement: "Viewer follows comments"
    actor: client  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches CommentFeed as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness "Read model CommentFeed reflects its source within 5 s."
  }

  path push "Push" {
    requirement: "Viewers get new comments"
    actor: system  operation: async_deliver
    priority_class: N1 because "late is harmless"
    touches CommentFeed as async_side_effect_target
  }

  concept feed "Feed" {
    concept_kind: projection_concept  served_by: view_comments
    source_of_truth_truth: "Table of Comment" Comment
    rebuild_path:          "read Comment again"
  }
}
