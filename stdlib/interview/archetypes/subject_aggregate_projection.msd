/// Events are the truth, and their sums are what people read.
archetype subject_aggregate_projection "Subject + Aggregate Projection" in product {
  shape "events or observations are added, and feed aggregates"
  shape "the aggregate is derived, never the truth"

  /// what is counted or measured
  role subject "Subject" : object {
    must class == entity
    must primary
  }

  /// the event
  role child "Child" : object {
    must class == event
    must evolution == append_only
    must primary
  }

  /// the sum
  role total "Aggregate" : object {
    must class == projection
    must not primary
  }

  /// the write that adds an event
  role addition "Addition" : path {
    must operation == append_event
    must some touches where (object == child and state_interaction_kind in {create_target, update_target, hidden_write_target})
    usually some touches where object == subject because "an event counts for the subject that it names"
    usually write_shape == append_only_event because "events do not compete, and what they add up to is computed elsewhere"
    expects counted_once (some invariants where (type == uniqueness and tier == HARD))
      otherwise "nothing keeps a {child.name} that comes twice from being counted twice"
      insert "invariant HARD uniqueness \"Key event_id maps to at most one logical outcome stored {child.name} within {subject.scope_value}.\""
  }

  /// the read of the sum
  role serve "Serve" : path {
    must priority_class in {R1, R2}
    must some touches where (object == total and state_interaction_kind == read_projection_target)
    usually read_path in {materialized_view, cache_aside, scatter_gather} because "a sum is computed before it is asked for"
    expects sums_up ((some invariants where type == accounting) or (some addition.invariants where type == accounting))
      otherwise "nothing says what {total.name} is the sum of"
      insert "invariant HARD accounting \"Aggregate {total.name} equals the sum over {child.name} within {subject.scope_value}.\""
    expects fresh (some invariants where type == freshness)
      otherwise "nothing says how far {total.name} may lag"
      insert "invariant SOFT freshness \"Read model {total.name} reflects {child.name} within 60 s.\""
  }

  /// what is shown, and where its truth lives
  role figure "Figure" : concept {
    must concept_kind == aggregate_concept or (some serve.invariants where type == accounting)
      or (some addition.invariants where type == accounting)
    must concept_kind != source_concept
    must served_by == serve
    usually concept_kind == aggregate_concept because "a figure that is summed up is an aggregate, and is treated as one"
    usually truth_object == child because "a sum is true because its events are"
    expects rebuilt (rebuild_path is given)
      otherwise "nothing says how {total.name} is computed again"
      insert "rebuild_path: \"add up {child.name} again\""
  }

  example "Ad + ClickEvent + MetricsAggregate"
  example "MetricSeries + Sample + Rollup"
  example "Business + Review + RatingAggregate"
}
