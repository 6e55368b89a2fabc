/// One place holds the truth, and others are computed from it to serve reads.
archetype subject_derived_projection "Subject + Derived Projection" in product {
  shape "the subject is where the truth lives"
  shape "one or more read models are computed from it"

  /// where the truth lives
  role subject "Subject" : object {
    must class in {entity, process, event, relationship}
  }

  /// what is computed to be read
  role projection "Projection" : object {
    must class == projection
  }

  /// the read that it serves
  role read "Read" : path {
    must priority_class in {R1, R2}
    must some touches where object == projection
    usually read_path in {materialized_view, cache_aside, spatial_index, scatter_gather}
      because "what the source can serve by itself needs no second copy"
    expects one_truth (some concepts where truth_object is given)
      otherwise "nothing says where the truth behind {projection.name} lives"
    expects rebuilt (some concepts where rebuild_path is given)
      otherwise "nothing says how {projection.name} is built again"
    expects fresh_enough (some invariants where type == freshness)
      otherwise "nothing says how far {projection.name} may lag"
      insert "invariant SOFT freshness \"Read model {projection.name} reflects {subject.name} within 5 s.\""
  }

  example "Post + SearchIndex"
  example "Business + SearchIndex"
  example "Product + SearchIndex"
}
