design ingest "News ingest" uses interview {
  context {
    stated_nfrs_constraints: "each feed fetched by one worker; articles deduplicated"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: bounded_stale_allowed  holder_model: worker  compensation_acceptable: no
  }
  object FeedEntry { candidate_source: direct_noun         class: intent      owner: service  evolution: overwrite  scope_kind: instance "feed_url" }
  object FetchRun  { candidate_source: lifecycle_object    class: process     owner: worker   evolution: state_machine  scope_kind: instance "(feed_url, run)" }
  object Article   { candidate_source: direct_noun         class: entity      owner: worker   evolution: append_only  scope_kind: instance "canonical_url" }
  object TopicPage { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: collection "articles of topic" }
  path claim_feed "Claim feed" {
    requirement: "A worker claims a feed that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "two workers double the load and the articles"
    touches FetchRun  as create_target
    touches FeedEntry as read_source_target
    exclusive_claim_required: yes because "one worker per feed"
    invariant HARD uniqueness  "Key feed_url maps to at most one logical outcome active run within feed_url."
    invariant HARD eligibility "Action claim_feed is valid only if feed.next_fetch <= now holds on feed_url at decision time."
  }
  path store_article "Store article" {
    requirement: "A worker stores a new article"
    actor: worker  operation: append_event  priority_class: C1 because "duplicates spoil the page"
    touches Article as create_target
    records_immutable_fact: yes because "articles stay"
    invariant HARD uniqueness "Key canonical_url maps to at most one logical outcome article within all articles."
  }
  path discover_feed "Discover feed" {
    requirement: "A worker adds feeds found in articles"
    actor: worker  operation: overwrite_state  priority_class: C2 because "supporting"
    touches FeedEntry as create_target
    replaces_current_value: yes because "same feed, same row"
  }
  path topic "Topic page" {
    requirement: "A reader reads a topic"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches TopicPage as read_projection_target
    same_shape_as_source: no  because "clustered"
    read_heavy:           yes because "readers"
    query_crosses_shards: no  because "materialized"
    query_is_geospatial:  no  because "by topic"
  }
  concept topic_page "Topic" {
    concept_kind:          projection_concept
    served_by:             topic
    source_of_truth_truth: "articles" Article
    rebuild_path:          "cluster again"
  }
}
