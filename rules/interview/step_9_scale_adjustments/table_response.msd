classify hotspot.table_response {
  reads      when hotspot_type == read_hotspot             => cache_or_projection
  writes     when hotspot_type == write_throughput_hotspot => partition_by_correctness_scope
  contention when hotspot_type == contention_hotspot       => single_writer_queue_per_hot_key
  fan_out    when hotspot_type == fan_out_hotspot          => fan_out_on_read_or_hybrid
  otherwise tiered_retention_archival
}
