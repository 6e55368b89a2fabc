/// Posts are events, and a follow is decided against the state of the edge.
design instagram_too "Photo sharing" uses interview {
  context {
    stated_nfrs_constraints:  "feeds lag by a minute at most"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object User   { candidate_source: direct_noun  class: entity        owner: user  evolution: overwrite      scope_kind: instance "user_id" }
  object Post   { candidate_source: direct_noun  class: event         owner: user  evolution: append_only    scope_kind: instance "post_id" }
  object Follow { candidate_source: relationship_edge  class: relationship  owner: user  evolution: state_machine  scope_kind: relation "(follower, followee)" }
  object Feed   { candidate_source: derived_read_model  class: projection    owner: derived  evolution: overwrite      scope_kind: instance "feed_id" }

  path create_post "Create post" {
    requirement: "User publishes a post"
    actor: user  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Post as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Post within post_id."
  }

  path follow "Follow" {
    requirement: "User follows a user"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Follow as create_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Follow within (follower, followee)."
  }

  path view_feed "View feed" {
    requirement: "User reads the feed"
    actor: user  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches Feed as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness "Read model Feed reflects its source within 5 s."
  }

  path fan_out "Fan out" {
    requirement: "A post enters the feeds of followers"
    actor: worker  operation: async_process
    priority_class: N1 because "late is harmless"
    touches Feed as async_side_effect_target
  }

  concept feed "Feed" {
    concept_kind: projection_concept  served_by: view_feed
    source_of_truth_truth: "Table of Post" Post
    rebuild_path:          "read Post again"
  }
}
