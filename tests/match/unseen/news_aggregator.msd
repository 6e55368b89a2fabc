/// Items are claimed, and what an ingest finds is queued by the same write that keeps the article.
design news_aggregator_too "News" uses interview {
  context {
    stated_nfrs_constraints:  "news within minutes"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             worker                     because "workers die in the middle"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object FeedItem { candidate_source: hidden_write_target  class: intent   owner: scheduler  evolution: state_machine  scope_kind: instance "feeditem_id" }
  object FetchRun { candidate_source: lifecycle_object     class: process  owner: worker     evolution: state_machine  scope_kind: instance "fetchrun_id" }
  object Article  { candidate_source: direct_noun          class: entity   owner: service    evolution: overwrite      scope_kind: instance "article_id" }
  object NewsFeed {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "articles of a topic"
  }

  path claim "Claim" {
    requirement: "Worker takes a feed item"
    actor: worker  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches FeedItem as update_target
    touches FetchRun as create_target
    exclusive_claim_required: yes because "one holder at a time"
    invariant HARD eligibility "Action claim is valid only if FeedItem.status allows it holds on feeditem_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome FeedItem within feeditem_id."
  }

  path ingest "Ingest" {
    requirement: "Worker keeps an article and queues what it names"
    actor: worker  operation: overwrite_state
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Article  as update_target
    touches FeedItem as hidden_write_target
    replaces_current_value: yes because "the newer value stands in place of the older"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Article within article_id."
  }

  path read_feed "Read feed" {
    requirement: "Reader reads a topic"
    actor: user  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches NewsFeed as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness "Read model NewsFeed reflects its source within 5 s."
  }

  path refresh "Refresh" {
    requirement: "Topics are ranked anew"
    actor: worker  operation: async_process
    priority_class: N1 because "late is harmless"
    touches NewsFeed as async_side_effect_target
  }

  concept news "News" {
    concept_kind: projection_concept  served_by: read_feed
    source_of_truth_truth: "Table of Article" Article
    rebuild_path:          "read Article again"
  }
}
