// Closed sets of steps 6 (reads), 7 and 9.

/// How a read is served in the baseline.
enum read_path "Read path" {
  read_source_directly
  cache_aside "cache-aside"
  materialized_view
  denormalized_row
  spatial_index
  scatter_gather "scatter-gather"
}

/// What a concept is to its truth.
enum concept_kind "Concept kind" {
  source_concept, projection_concept, aggregate_concept, relationship_concept, status_concept
}

/// What gives way first under load.
enum hotspot_type "Hotspot type" {
  read_hotspot
  write_throughput_hotspot
  contention_hotspot
  fan_out_hotspot "fan-out hotspot"
  storage_growth_hotspot
}

/// The move that the response table gives for a hotspot.
enum table_response "Response by the table" {
  cache_or_projection
  partition_by_correctness_scope
  single_writer_queue_per_hot_key "single-writer queue per hot key"
  fan_out_on_read_or_hybrid "fan-out on read or hybrid"
  tiered_retention_archival "tiered retention / archival"
}

/// What a design may bring in, as far as the rules against over-design and the scope of the interview name it.
enum technology "Technology" {
  kafka "Kafka"
  redis "Redis"
  microservices
  /// how many shards there are, to the number
  exact_shard_counts
  search
  analytics
  notifications
  /// a product by name, with its version or its settings
  exact_product
  /// which machine, zone or region runs what
  deployment_topology
  /// logs, metrics, traces, alarms
  observability
  /// what people on duty do
  runbooks
  cost
  /// how the system changes over the years
  system_evolution "evolution"
  /// anything that no rule speaks of
  other
}
