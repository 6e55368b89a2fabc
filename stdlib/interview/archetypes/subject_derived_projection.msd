/// The subject is the truth, and something made from it is what people read.
archetype subject_derived_projection "Subject + Derived Projection" in product {
  shape "the subject is authoritative"
  shape "one or more read models are derived from it and serve the reads"

  /// what is true
  role subject "Subject" : object {
    must class in {entity, process}
    must primary
  }

  /// what is made from it
  role view "Projection" : object {
    must class == projection
    usually candidate_source == derived_read_model because "a projection comes up when a read is looked at, not when a noun is read"
  }

  /// the read that it serves
  role serve "Serve" : path {
    must priority_class in {R1, R2}
    must some touches where (object == view and state_interaction_kind == read_projection_target)
    usually read_path in {materialized_view, cache_aside, spatial_index, scatter_gather}
      because "a read that goes to the source itself needs no projection"
    expects fresh (some invariants where type == freshness)
      otherwise "nothing says how far {view.name} may lag"
      insert "invariant SOFT freshness \"Read model {view.name} reflects {subject.name} within 60 s.\""
  }

  /// what is shown, and where its truth lives
  role shown "Shown" : concept {
    must served_by == serve and concept_kind in {projection_concept, relationship_concept, status_concept}
    usually truth_object == subject or truth_object.class in {event, relationship} or truth_object.evolution == append_only
      because "a projection is made from the subject, or from the events and edges that hang on it"
    expects one_truth (source_of_truth_truth is given)
      otherwise "nothing says where the truth behind {view.name} lives"
      insert "source_of_truth_truth: \"{subject.name}\" {subject.name}"
    expects rebuilt (rebuild_path is given)
      otherwise "nothing says how {view.name} is made again"
      insert "rebuild_path: \"read {subject.name} again\""
  }

  example "Post + SearchIndex"
  example "Business + SearchIndex"
  example "Product + SearchIndex"
}
