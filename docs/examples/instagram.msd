/// Photos, followers and a feed. What it teaches: the feed is no truth. Two small writes carry everything (a post is added, an edge
/// between two accounts is set), and the feed can be thrown away and made again from them, for each follower in another way if need be.
design instagram "Instagram" uses interview {
  like subject_append_only_child
  like subject_relationship_edge  { subject: Account }
  like subject_derived_projection { subject: Post }

  context {
    stated_nfrs_constraints:  "500 M daily users, 100 M posts a day; no post and no follow is lost; a new post reaches feeds within 30 s"
    reads:                    300 k/s
    writes:                   4 k/s
    topology:                 single_service_distributed because "posts and follows are one service with many instances"
    write_coordination_scope: per_object_scope           because "a post and an edge stand for themselves"
    read_consistency_target:  bounded_stale_allowed      because "a feed may be half a minute behind"
    holder_model:             none                       because "nothing is held while a post or an edge is written"
    compensation_acceptable:  no                         because "both writes are whole or not there at all"
  }

  object Account { candidate_source: direct_noun  class: entity  owner: user  evolution: overwrite    scope_kind: instance "account_id" }
  object Post    { candidate_source: direct_noun  class: entity  owner: user  evolution: append_only  scope_kind: collection "posts of account_id" }
  object FollowEdge {
    candidate_source: relationship_edge
    class:            relationship
    owner:            user
    evolution:        overwrite
    scope_kind:       relation "(follower_id, followee_id)"
  }
  object Feed {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       instance "account_id"
  }

  path publish_post "Publish post" {
    requirement: "User publishes a photo with a caption"
    actor: user  operation: append_event
    priority_class: C1 because "a photo that was accepted and then lost is lost user data"
    touches Post    as create_target
    touches Account as read_source_target
    records_immutable_fact: yes   because "a post joins the others and changes none of them"
    declared_companions:    {cdc} because "feeds follow the log of posts"

    invariant HARD authorization "Actor user may perform publish_post on Account only if user.account_id = post.account_id holds."
    invariant HARD uniqueness    "Key upload_id maps to at most one logical outcome published post within account_id."
    invariant HARD ordering      "Instances posts are ordered by log position within account_id."

    retry:              "upload_id, made before the photo is sent" {dedup_by_event_id}
    competing_writers:  "nobody loses: two posts of one account stand one behind the other"
    crash_after_commit: "the repeat finds the post of its upload_id" {dedup_by_event_id}
    publish_failure:    "the feed builder reads the log of posts on from its last position" {cdc}
    stale_holder:       "not applicable: nothing is held"
  }

  path follow_account "Follow account" {
    requirement: "User follows another account, or no longer follows it"
    actor: user  operation: overwrite_state
    priority_class: C1 because "who follows whom decides who may see a private post"
    touches FollowEdge as update_target
    touches Account    as read_source_target
    replaces_current_value: yes because "the edge is on or off, and the last word of its owner counts"

    invariant HARD uniqueness    "Key (follower_id, followee_id) maps to at most one logical outcome follow edge within (follower_id, followee_id)."
    invariant HARD authorization "Actor user may perform follow on Account only if user.id = edge.follower_id AND followee has not blocked user holds."

    retry:              "the pair and the version that the client saw" {idempotency_key}
    competing_writers:  "the later one finds another version, reads again, and writes its word over it"
    crash_after_commit: "the repeat finds the edge as it wanted it" {idempotency_key}
    publish_failure:    "nothing is published: the feed builder looks edges up when it needs them"
    stale_holder:       "not applicable: nothing is held"
  }

  path see_feed "See feed" {
    requirement: "User sees new posts of the accounts that are followed"
    actor: client  operation: read_projection
    priority_class: R1 because "it is the first thing that everybody reads"
    touches Feed as read_projection_target
    same_shape_as_source: no  because "posts are stored by author, and read by follower"
    read_heavy:           yes because "75 reads for each write"
    query_crosses_shards: no  because "the feed of one account is one row"
    query_is_geospatial:  no  because "it asks for one account_id"

    invariant SOFT freshness "Read model feed reflects posts and follow edges within 30 s."
  }

  path see_profile "See profile" {
    requirement: "User sees the posts of one account"
    actor: client  operation: read_source
    priority_class: R1 because "it is where a new follower decides"
    touches Post as read_source_target
    same_shape_as_source: yes because "the posts of an account are stored just so, newest last"
    read_heavy:           yes because "profiles are looked at far more often than they change"
    query_crosses_shards: no  because "posts of one account live together"
    query_is_geospatial:  no  because "it asks for one account_id"
  }

  path fill_feeds "Fill feeds" {
    requirement: "A new post enters the feeds of the followers"
    actor: worker  operation: async_process
    priority_class: N1 because "a feed that lags is only late"
    touches Feed as async_side_effect_target
  }

  concept feed "Feed" {
    concept_kind:          projection_concept
    served_by:             see_feed
    source_of_truth_truth: "Post log of the accounts followed" Post
    rebuild_path:          "take the follow edges of the account, and merge the newest posts behind them"
  }
  concept profile "Profile" {
    concept_kind:          source_concept
    served_by:             see_profile
    source_of_truth_truth: "Post log of the account" Post
  }

  hotspot "an account with 100 M followers" fan_out_hotspot {
    first_response: "fan-out on read or hybrid: posts of the largest accounts are merged in when the feed is read"
    tried_in:       merged_when_read
  }
  hotspot "photos of ten years" storage_growth_hotspot {
    first_response: "tiered retention: originals move to cold storage, thumbnails stay"
  }

  scenario merged_when_read "No feed is kept, it is merged when it is read" {
    path see_feed {
      query_crosses_shards: yes because "the logs of all accounts followed are asked, and each lives in its own partition"
    }
  }
}
