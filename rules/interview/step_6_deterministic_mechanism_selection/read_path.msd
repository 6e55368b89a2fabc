derive path.staleness_allowed = context.bounded_staleness_allowed

// Reading: both kinds of read get a path; writes and background paths have none.
classify path.read_path where priority_class in {R1, R2} {
  nearby    when query_is_geospatial              => spatial_index
  gathered  when query_crosses_shards             => scatter_gather
  reshaped  when not same_shape_as_source         => materialized_view
  cached    when read_heavy and staleness_allowed => cache_aside
  direct    when same_shape_as_source             => read_source_directly
  one_row   when join_heavy_hot_read              => denormalized_row
  otherwise reject "no read path fits {name}: state the read again"
}
