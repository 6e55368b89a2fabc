/// Reviews whose writes touch nothing but the review, and whose reader asks the log itself.
design yelp_too "Business reviews" uses interview {
  context {
    stated_nfrs_constraints:  "search within 300 ms, one minute of lag"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Business    { candidate_source: direct_noun         class: entity      owner: service  evolution: overwrite    scope_kind: instance "business_id" }
  object Review      { candidate_source: direct_noun         class: event       owner: user     evolution: append_only  scope_kind: instance "review_id" }
  object SearchIndex { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: region "map cell" }

  path post_review "Post review" {
    requirement: "User posts a review"
    actor: user  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Review as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness    "Key request_id maps to at most one logical outcome Review within review_id."
    invariant HARD authorization "Actor user may perform post_review on Review only if user owns it holds."
  }

  path search "Search" {
    requirement: "User searches businesses nearby"
    actor: user  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches SearchIndex as read_projection_target
    same_shape_as_source: no  because "it is stored in another order"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  yes because "it asks what is near"
    invariant SOFT freshness "Read model SearchIndex reflects its source within 5 s."
  }

  path read_reviews "Read reviews" {
    requirement: "User reads reviews"
    actor: user  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches Review as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  path reindex "Reindex" {
    requirement: "New reviews reach the index"
    actor: system  operation: async_process
    priority_class: N1 because "late is harmless"
    touches SearchIndex as async_side_effect_target
  }

  concept nearby "Nearby" {
    concept_kind: projection_concept  served_by: search
    source_of_truth_truth: "Table of Business" Business
    rebuild_path:          "read Business again"
  }

  concept reviews "Reviews" {
    concept_kind: source_concept  served_by: read_reviews
    source_of_truth_truth: "Table of Review" Review
  }
}
