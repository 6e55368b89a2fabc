design marketplace "Reviews of sellers" uses interview {
  context {
    stated_nfrs_constraints: "a buyer reviews an order once; ratings lag by minutes"
    topology: multi_service  write_coordination_scope: per_object_scope  read_consistency_target: bounded_stale_allowed
    holder_model: none  compensation_acceptable: yes
  }
  object Seller { candidate_source: direct_noun  class: entity  owner: service "sellers"  evolution: overwrite    scope_kind: instance "seller_id" }
  object Review { candidate_source: direct_noun  class: event  owner: service "reviews"  evolution: append_only  scope_kind: collection "reviews of seller_id" }
  object SellerRating { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: instance "seller_id" }
  path post_review "Post review" {
    requirement: "A buyer posts a review of a finished order"
    actor: user  operation: append_event
    priority_class: C1 because "a review that is lost or doubled falsifies the rating"
    touches Review as create_target
    touches Seller as read_source_target
    records_immutable_fact: yes because "reviews are never edited"
    invariant HARD uniqueness "Key order_id maps to at most one logical outcome stored review within seller_id."
    invariant HARD accounting "Aggregate seller rating equals average of stars over reviews within seller_id."
  }
  path show_rating "Show rating" {
    requirement: "A buyer sees the rating of a seller"
    actor: client  operation: read_projection  priority_class: R1 because "it decides purchases"
    touches SellerRating as read_projection_target
    same_shape_as_source: no  because "it is an average"
    read_heavy:           yes because "all buyers look"
    query_crosses_shards: no  because "one seller"
    query_is_geospatial:  no  because "by seller"
    invariant SOFT freshness "Read model seller rating reflects reviews within 5 min."
  }
  concept rating "Rating" {
    concept_kind:          aggregate_concept
    served_by:             show_rating
    source_of_truth_truth: "review log" Review
    rebuild_path:          "average all reviews again"
  }
}
