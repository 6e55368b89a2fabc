/// Comments under a live video. Hundreds write each second, millions watch. What it teaches: writing is the easy half. An append
/// never conflicts, so nobody waits and nobody loses; the load is in the fan-out, and step 9 answers it without touching the truth.
design facebook_live_comments "Facebook Live comments" uses interview {
  like subject_append_only_child
  like subject_derived_projection

  context {
    stated_nfrs_constraints:  "up to 5 M viewers and 2 k comments a second on one stream; a posted comment is never lost; others see it within 2 s"
    reads:                    500 k/s
    writes:                   20 k/s
    topology:                 single_service_distributed because "one comment service, many instances"
    write_coordination_scope: per_object_scope           because "comments of one stream are ordered among themselves only"
    read_consistency_target:  bounded_stale_allowed      because "a comment may be two seconds late"
    holder_model:             none                       because "posting takes hold of nothing"
    compensation_acceptable:  no                         because "posting is one write in one service, there is nothing to repair"
  }

  object LiveStream     { candidate_source: lifecycle_object  class: process  owner: user     evolution: state_machine  scope_kind: instance "stream_id" }
  object Comment        { candidate_source: direct_noun  class: event  owner: user     evolution: append_only  scope_kind: collection "comments of stream_id" }
  object RecentComments { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: instance "stream_id" }

  path post_comment "Post comment" {
    requirement: "Viewer posts a comment on a live stream"
    actor: user  operation: append_event
    priority_class: C1 because "a comment that was accepted and then lost is lost user data"
    touches Comment    as create_target
    touches LiveStream as read_source_target
    records_immutable_fact: yes because "a comment joins the others and changes none of them"

    invariant HARD authorization "Actor viewer may perform post_comment on LiveStream only if viewer is not blocked by the broadcaster holds."
    invariant HARD uniqueness    "Key client_comment_id maps to at most one logical outcome stored comment within stream_id."
    invariant HARD ordering      "Instances comments are ordered by log position within stream_id."

    retry:              "client_comment_id" {dedup_by_event_id}
    competing_writers:  "nobody loses: the log of the stream takes both, one behind the other"
    crash_after_commit: "the repeat is recognised in the log by its client_comment_id" {dedup_by_event_id}
    publish_failure:    "nothing is published at the write: delivery reads the log from its own position"
    stale_holder:       "not applicable: nothing is held"
  }

  path follow_comments "Follow comments" {
    requirement: "Viewer follows the newest comments while the stream is live"
    actor: client  operation: read_projection
    priority_class: R1 because "a live stream without its comments is half the product"
    touches RecentComments as read_projection_target
    same_shape_as_source: yes because "the end of the log is already the list that is shown"
    read_heavy:           yes because "25 reads for each comment, and thousands on a large stream"
    query_crosses_shards: no  because "the log of one stream lives in one partition"
    query_is_geospatial:  no  because "it asks for one stream_id"

    invariant SOFT freshness "Read model recent comments reflects the comment log within 2 s."
  }

  path replay_comments "Replay comments" {
    requirement: "Viewer of the recording sees each comment at its moment"
    actor: client  operation: read_source
    priority_class: R1 because "most people watch the recording"
    touches Comment as read_source_target
    same_shape_as_source: yes because "a range of the log, in the order of the log"
    read_heavy:           no  because "recordings are watched one by one, spread over weeks"
    query_crosses_shards: no  because "the log of one stream lives in one partition"
    query_is_geospatial:  no  because "it asks for one stream_id"
  }

  path push_comments "Push comments" {
    requirement: "Connected viewers get new comments"
    actor: system  operation: async_deliver
    priority_class: N1 because "a viewer who misses a push still reads the newest comments"
    touches RecentComments as async_side_effect_target
  }

  concept newest_comments "Newest comments" {
    concept_kind:          projection_concept
    served_by:             follow_comments
    source_of_truth_truth: "Comment log of the stream" Comment
    rebuild_path:          "read the last 200 comments of the log"
  }
  concept all_comments "All comments" {
    concept_kind:          source_concept
    served_by:             replay_comments
    source_of_truth_truth: "Comment log of the stream" Comment
  }

  hotspot "one stream with millions of viewers" fan_out_hotspot {
    first_response: "fan-out on read: edge servers poll the newest comments, viewers hang on those"
  }
  hotspot "a final with 2 k comments a second" write_throughput_hotspot {
    first_response: "partition by correctness scope: the log is cut by stream_id"
  }
}
