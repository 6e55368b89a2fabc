test "each read path" {
  context { read_consistency_target: bounded_stale_allowed }
  path a { priority_class: R1  query_is_geospatial: yes  query_crosses_shards: yes  same_shape_as_source: no   read_heavy: no }
  path b { priority_class: R1  query_is_geospatial: no   query_crosses_shards: yes  same_shape_as_source: no   read_heavy: no }
  path c { priority_class: R1  query_is_geospatial: no   query_crosses_shards: no   same_shape_as_source: no   read_heavy: no }
  path d { priority_class: R1  query_is_geospatial: no   query_crosses_shards: no   same_shape_as_source: yes  read_heavy: yes }
  path e { priority_class: R2  query_is_geospatial: no   query_crosses_shards: no   same_shape_as_source: yes  read_heavy: no }
  expect a.read_path by nearby
  expect a.read_path == spatial_index
  expect b.read_path by gathered
  expect b.read_path == scatter_gather
  expect c.read_path by reshaped
  expect c.read_path == materialized_view
  expect d.read_path by cached
  expect d.read_path == cache_aside
  expect e.read_path by direct
  expect e.read_path == read_source_directly
  expect held read_path_settled on d
}

test "a read that must be current is not cached" {
  context { read_consistency_target: strong_only }
  path d {
    priority_class:       R1
    query_is_geospatial:  no
    query_crosses_shards: no
    same_shape_as_source: yes
    read_heavy:           yes
  }
  expect d.staleness_allowed == no
  expect d.read_path by direct
}

test "an open read asks for what decides" {
  context { read_consistency_target: bounded_stale_allowed }
  path d { priority_class: R1  query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: yes }
  expect d.read_path possible {cache_aside, read_source_directly}
  expect d.read_path needs {d.read_heavy}
  expect open read_path_settled on d
}

test "writes have no read path" {
  path p { priority_class: C1 }
  expect p.read_path is absent
}

test "the operation of a read fits its path" {
  context { read_consistency_target: bounded_stale_allowed }
  path a { priority_class: R1  operation: read_projection  query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: no   read_heavy: no }
  path b { priority_class: R1  operation: read_projection  query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: yes  read_heavy: no }
  path c { priority_class: R1  operation: read_source      query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: yes  read_heavy: yes }
  path d { priority_class: R1  operation: read_source      query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: no   read_heavy: no }
  path e { priority_class: R1  operation: read_projection  query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: yes }
  path f { priority_class: R1  operation: read_source      query_is_geospatial: no  query_crosses_shards: no  read_heavy: no }
  expect held projection_is_needed on a
  expect broken projection_is_needed on b
  expect note projection_is_needed on b
  expect held read_model_is_declared on c
  expect broken read_model_is_declared on d
  expect open projection_is_needed on e
  expect open read_model_is_declared on f
}
