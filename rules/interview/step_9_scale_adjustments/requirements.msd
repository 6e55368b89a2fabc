/// A hotspot has a first move.
require response_given on hotspot step 9 {
  first_response is given
  otherwise error "{name} has no first response" hint "the table gives: {table_response}"
  ask "what is the first move against {name}?"
}

/// The mechanism of the truth is left alone when reads are the problem.
require truth_is_left_alone on hotspot where hotspot_type == read_hotspot step 9 {
  not changes_mechanism
  otherwise error "{name} is a problem of reads, but its response changes the mechanism of the truth" hint "cache or project instead"
}

/// A move that means another mechanism is tried beside the baseline, which it never changes.
require replacement_is_tried on hotspot where changes_mechanism step 9 {
  tried_in is given
  otherwise warning "the response to {name} replaces a mechanism, and no scenario tries it" hint "write what changes as `scenario NAME`, and `tried_in: NAME`"
}

/// A message log needs something to send.
/// Reading: what goes out through an outbox or CDC is propagated asynchronously as well.
require kafka_has_need on component where technology == kafka and not asked_for step 9 {
  some path where (operation in {async_deliver, async_process} or required_companions has outbox or required_companions has cdc)
  otherwise warning "Kafka is brought in, but nothing is propagated asynchronously"
}

/// A cache server needs a hot read, a lease or a spatial index.
require redis_has_need on component where technology == redis and not asked_for step 9 {
  (some hotspot where hotspot_type == read_hotspot) or (some path where base_mechanism == lease) or (some path where read_path == spatial_index)
  otherwise warning "Redis is brought in without a hot read, a lease or a spatial index"
}

/// A split into services needs two paths that are to be kept apart.
require services_have_need on component where technology == microservices and not asked_for step 9 {
  count separates >= 2
  otherwise warning "services are split, but no two paths are named that need it" hint "name them: separates"
}

/// Shards are counted when somebody asks.
require shards_are_asked_for on component where technology == exact_shard_counts step 9 {
  asked_for
  otherwise warning "shards are counted, and nobody asked for capacity planning"
}

/// Side topics wait until the critical writes stand.
require core_comes_first on component where technology in {search, analytics, notifications} and not asked_for step 9 {
  every path where priority_class == C1 satisfies (base_mechanism is given and retry is given)
  otherwise warning "{name} is worked on before the critical writes are closed"
}

/// A split serves paths that differ in what they need.
/// Reading: "clearly different" means that their class, context, mechanism or read path differ.
require services_differ on component where technology == microservices and not asked_for and count separates >= 2 step 9 {
  distinct (priority_class, base_mechanism, read_path) of separates > 1
  otherwise warning "services are split, but the paths that {name} separates have the same needs" hint "keep them in one service"
}

/// The interview is about truth, not about products, operation or money.
require topic_was_asked_for on component
  where technology in {exact_product, deployment_topology, observability, runbooks, cost, system_evolution} step 9 {
  asked_for
  otherwise warning "{name} is no topic of the baseline, and nobody asked for it" hint "leave it out, or say asked_for: yes"
}
