/// News of 50,000 publishers on one front. What it teaches: two halves that meet in one table. Behind, fetchers claim sources under a
/// lease, as a crawler does; in front, lists are drawn from the stories, and may be drawn anew at any time. Neither half knows the other.
design news_aggregator "News aggregator" uses interview {
  like frontier_claimable_run
  like subject_derived_projection { subject: Story  view: TopStories }

  context {
    stated_nfrs_constraints:  "50 k sources, 2 M stories a day; a story shows within 2 minutes, and once, whoever sent it; lists answer within 100 ms"
    reads:                    40 k/s
    writes:                   300 /s
    topology:                 single_service_distributed because "one service, many instances, a pool of fetchers"
    write_coordination_scope: per_object_scope           because "one source, one story at a time"
    read_consistency_target:  bounded_stale_allowed      because "news may be two minutes old"
    holder_model:             worker                     because "a fetcher holds a source while it waits for an answer, and fetchers die"
    compensation_acceptable:  yes                        because "a story that came in wrong is replaced by its correction"
  }

  object SourceEntry { candidate_source: hidden_write_target  class: intent   owner: service  evolution: overwrite      scope_kind: instance "source_url" }
  object IngestRun   { candidate_source: lifecycle_object     class: process  owner: worker   evolution: state_machine  scope_kind: instance "run_id" }
  object Story       { candidate_source: direct_noun          class: entity   owner: worker   evolution: overwrite      scope_kind: instance "canonical_url" }
  object TopStories {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "stories of one topic"
  }
  object StoryIndex {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "words of all stories"
  }

  path claim_source "Claim source" {
    requirement: "A fetcher takes a source that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "two fetchers on one source file its stories twice and anger the publisher"
    touches IngestRun   as create_target
    touches SourceEntry as read_source_target
    exclusive_claim_required: yes         because "one fetcher at a time has a source"
    declared_companions:      {heartbeat} because "a slow publisher must not cost the fetcher its lease"

    invariant HARD eligibility "Action claim_source is valid only if source.next_visit <= now AND source has no live lease holds on source_url at decision time."
    invariant HARD uniqueness  "Key source_url maps to at most one logical outcome active ingest run within source_url."

    retry:              "(fetcher_id, claim_number)" {idempotency_key}
    competing_writers:  "the later one finds the lease taken and asks for the next source"
    crash_after_commit: "the repeat finds its own lease, or the lease runs out" {idempotency_key}
    publish_failure:    "nothing is published: fetchers ask for work"
    stale_holder:       "stories come with the fencing token of the lease, and an old one is refused" {fencing_token}
  }

  path add_source "Add source" {
    requirement: "Sources named in a story become work"
    actor: worker  operation: overwrite_state
    priority_class: C1 because "a source that is lost here is never visited"
    touches SourceEntry as update_target
    touches IngestRun   as read_source_target
    replaces_current_value: yes because "a known source only gets a new time of visit"

    invariant HARD uniqueness "Key canonical source_url maps to at most one logical outcome source entry within the list of sources."

    retry:              "source_url and the version that was read" {idempotency_key}
    competing_writers:  "the later one finds another version, and keeps the earlier visit of the two"
    crash_after_commit: "the repeat finds the source there" {idempotency_key}
    publish_failure:    "nothing is published: sources lie there until they are due"
    stale_holder:       "a late fetcher may name a source: it is not wrong for being late"
  }

  path file_story "File story" {
    requirement: "A story that came in is kept, or replaces its earlier version"
    actor: worker  operation: overwrite_state
    priority_class: C1 because "a story shown twice, or an old version over a correction, tells people something false"
    touches Story as update_target
    replaces_current_value: yes   because "the newest version of a story is the story"
    declared_companions:    {cdc} because "lists and index follow the table of stories"

    invariant HARD uniqueness "Key canonical_url maps to at most one logical outcome story within the table of stories."
    invariant HARD ordering   "Instances versions of a story are ordered by published_at within canonical_url."

    retry:              "(canonical_url, published_at)" {idempotency_key}
    competing_writers:  "the later one finds another version, and writes only if its own is newer"
    crash_after_commit: "the repeat finds that version of the story there" {idempotency_key}
    publish_failure:    "change data capture goes on from its last position" {cdc}
    stale_holder:       "an older version than the stored one is dropped"
  }

  path read_top "Read top stories" {
    requirement: "Reader sees the top stories of a topic"
    actor: client  operation: read_projection
    priority_class: R1 because "it is what people come for"
    touches TopStories as read_projection_target
    same_shape_as_source: no  because "stories are stored by address, and read by topic and rank"
    read_heavy:           yes because "130 reads for each story"
    query_crosses_shards: no  because "the list of a topic is one row"
    query_is_geospatial:  no  because "it asks for one topic"

    invariant SOFT freshness "Read model top stories reflects the table of stories within 2 min."
  }

  path search_stories "Search stories" {
    requirement: "Reader searches all stories for words"
    actor: client  operation: read_projection
    priority_class: R1 because "whoever looks for something older has no other way"
    touches StoryIndex as read_projection_target
    same_shape_as_source: no  because "stories are stored by address, and found by word"
    read_heavy:           yes because "ten searches for each story"
    query_crosses_shards: yes because "the index is cut by story, so each part must be asked"
    query_is_geospatial:  no  because "it asks for words"
  }

  path rank_stories "Rank stories" {
    requirement: "The lists of top stories are drawn anew"
    actor: worker  operation: async_process
    priority_class: N1 because "an old ranking is only dull"
    touches TopStories as async_side_effect_target
  }

  concept top_stories "Top stories" {
    concept_kind:          projection_concept
    served_by:             read_top
    source_of_truth_truth: "Table of stories" Story
    rebuild_path:          "rank the stories of the last two days again, topic by topic"
  }
  concept found_stories "Stories found" {
    concept_kind:          projection_concept
    served_by:             search_stories
    source_of_truth_truth: "Table of stories" Story
    rebuild_path:          "read the table of stories again, part by part"
  }

  hotspot "an election night" read_hotspot           { first_response: "cache or projection: the first lists are kept at the edge for five seconds" }
  hotspot "stories of years"  storage_growth_hotspot { first_response: "tiered retention: texts older than a year move to cold storage" }
}
