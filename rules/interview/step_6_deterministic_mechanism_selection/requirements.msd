/// A critical write has a shape.
require write_shape_settled on path where priority_class == C1 step 6 {
  write_shape is given
  otherwise error "{name} has no write shape" hint "answer the predicates of its shape"
}

/// A critical write has a mechanism.
require mechanism_settled on path where priority_class == C1 step 6 {
  base_mechanism is given
  otherwise error "{name} has no base mechanism" hint "answer the predicates of its mechanism"
}

/// A compensation repairs what was half done, which has to be acceptable.
require compensation_is_acceptable on path where priority_class == C1 and required_companions has compensation step 6 {
  context.compensation_acceptable
  otherwise warning "{name} has a compensation, but its context says that compensation is not acceptable" hint "leave the companion out, or say compensation_acceptable: yes"
}

/// What is numbered is numbered in one place.
/// Reading: a sequence authority means one source for the history and for the live path.
require one_sequence_source on path where required_companions has sequence_authority step 6 {
  sequence_source is given
  otherwise error "{name} has a sequence authority, but not one source for history and live path" hint "name it: sequence_source"
}

/// An important read has one path: what its table asks, in the table's order, is answered up to the line that fires.
require read_path_settled on path where priority_class == R1 step 6 {
  query_is_geospatial
    or (query_is_geospatial is given and (query_crosses_shards
        or (query_crosses_shards is given and (not same_shape_as_source
            or (same_shape_as_source is given and (not staleness_allowed or read_heavy is given))))))
  otherwise error "{name} has no read path" hint "answer the predicates of its read"
}

/// A projection that the tables do not need is left out.
require projection_is_needed on path where priority_class == R1 and operation == read_projection step 6 {
  read_path != read_source_directly
  otherwise note "{name} reads a projection, but the source can serve it directly" hint "drop the projection: operation: read_source"
}

/// A read model that the tables need is in the design.
require read_model_is_declared on path where priority_class == R1 and operation == read_source step 6 {
  not (read_path in {materialized_view, denormalized_row})
  otherwise warning "{name} reads the source, but its read path is a {read_path}" hint "operation: read_projection, with a candidate from a derived read model"
}
