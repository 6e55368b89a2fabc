/// Reviews of businesses. A review is a fact that is added and stays; what people search and read is made from such facts. What it
/// teaches: the only write that counts is one append, and all of search hangs on it from behind, through change data capture. The
/// guard that seems natural (only one review for each visit) is left out on purpose: it would turn an append into a contest.
design yelp "Yelp" uses interview {
  like subject_append_only_child
  like subject_derived_projection { view: BusinessIndex }

  context {
    stated_nfrs_constraints:  "5 M businesses, 200 M reviews; a review is never lost or doubled; search answers within 200 ms and may lag by a minute"
    reads:                    20 k/s
    writes:                   50 /s
    topology:                 single_service_distributed because "businesses and reviews are one service with many instances"
    write_coordination_scope: per_object_scope           because "reviews of one business know nothing of those of another"
    read_consistency_target:  bounded_stale_allowed      because "a review that shows up a minute late harms nobody"
    holder_model:             none                       because "nobody keeps hold of anything while a review is written"
    compensation_acceptable:  yes                        because "a review that should not stand is taken down later"
  }

  object Business      { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite    scope_kind: instance "business_id" }
  object Review        { candidate_source: direct_noun  class: event  owner: user     evolution: append_only  scope_kind: collection "reviews of business_id" }
  object ReviewList    { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: instance "business_id" }
  object BusinessIndex { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: region "map cell" }

  path write_review "Write review" {
    requirement: "User writes a review of a business"
    actor: user  operation: append_event
    priority_class: C1 because "a review that was accepted and then lost is lost user data"
    touches Review   as create_target
    touches Business as read_source_target
    records_immutable_fact: yes   because "a review joins the others and changes none of them"
    declared_companions:    {cdc} because "search and lists follow the log of reviews"

    invariant HARD authorization "Actor user may perform write_review on Business only if user.signed_in AND user.id != business.owner_id holds."
    invariant HARD uniqueness    "Key request_id maps to at most one logical outcome stored review within business_id."
    invariant HARD ordering      "Instances reviews are ordered by log position within business_id."

    retry:              "request_id, made by the client before the first try" {dedup_by_event_id}
    competing_writers:  "nobody loses: both reviews are appended, in the order of the log"
    crash_after_commit: "the repeat carries the same request_id and finds its review" {dedup_by_event_id}
    publish_failure:    "change data capture goes on from its last position in the log" {cdc}
    stale_holder:       "not applicable: nothing is held"
  }

  path find_nearby "Find nearby" {
    requirement: "User finds businesses near a place"
    actor: client  operation: read_projection
    priority_class: R1 because "it is what most people come for"
    touches BusinessIndex as read_projection_target
    same_shape_as_source: no  because "businesses are stored by id, not by place"
    read_heavy:           yes because "400 searches for each review"
    query_crosses_shards: no  because "the index is cut by map cells, and a search stays within a few"
    query_is_geospatial:  yes because "it asks what lies within a radius"

    invariant SOFT freshness "Read model business index reflects businesses and their reviews within 60 s."
  }

  path read_reviews "Read reviews" {
    requirement: "User reads the reviews of a business, the most useful first"
    actor: client  operation: read_projection
    priority_class: R1 because "people decide by what others wrote"
    touches ReviewList as read_projection_target
    same_shape_as_source: no  because "reviews are stored by time, and read by usefulness"
    read_heavy:           yes because "a review is read thousands of times"
    query_crosses_shards: no  because "all reviews of a business live together"
    query_is_geospatial:  no  because "it asks for one business_id"

    invariant SOFT freshness "Read model list of reviews reflects the log of reviews within 60 s."
  }

  path index_business "Index business" {
    requirement: "New reviews reach the search index"
    actor: worker  operation: async_process
    priority_class: N1 because "a late index falsifies nothing"
    touches BusinessIndex as async_side_effect_target
  }

  concept businesses_nearby "Businesses nearby" {
    concept_kind:          projection_concept
    served_by:             find_nearby
    source_of_truth_truth: "Business table" Business
    rebuild_path:          "read all businesses and the log of their reviews again, cell by cell"
  }
  concept reviews_of_business "Reviews of a business" {
    concept_kind:          projection_concept
    served_by:             read_reviews
    source_of_truth_truth: "Review log" Review
    rebuild_path:          "replay the review log of that business, and rank anew"
  }

  hotspot "a famous place"       read_hotspot           { first_response: "cache or projection: its first lists are kept ready" }
  hotspot "photos and old texts" storage_growth_hotspot { first_response: "tiered retention: what nobody has read for a year moves to cold storage" }
}
