/// A load balancer as two planes: operators change pools rarely, requests are routed all the time.
/// It teaches that the table which routes is never the truth. It is made from two things, what operators want and what probes saw, and
/// a router that lost it builds it again. The health signals are a supporting write that the interviewer asked for.
design load_balancer "Load balancer" uses interview {
  like control_plane_data_plane

  context {
    stated_nfrs_constraints: "routing adds less than 1 ms at p99; a dead backend gets no new requests after 5 s; a bad change of a pool can be taken back within a minute"
    reads: 400 k/s  writes: 2 k/s
    topology:                 single_service_distributed because "one control service; the routers only read"
    write_coordination_scope: per_object_scope           because "a pool is changed as a whole, and pools know nothing of each other"
    read_consistency_target:  bounded_stale_allowed      because "a router may route by a table that is two seconds old"
    holder_model:             none                       because "nobody holds a pool while changing it"
    compensation_acceptable:  no                         because "requests that went to a wrong backend are gone"
  }

  object PoolConfig {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "pool_id"
  }
  object HealthObservation {
    candidate_source: hidden_write_target
    class:            event
    owner:            worker
    evolution:        append_only
    scope_kind:       collection "probes of backend_id"
  }
  object RoutingTable {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       instance "pool_id"
  }

  path change_pool "Change pool" {
    requirement: "Operator replaces the backends and weights of a pool"
    actor: admin  operation: overwrite_state
    priority_class: C1 because "a wrong pool sends all its traffic astray"
    touches PoolConfig as update_target
    replaces_current_value: yes      because "the new version of a pool stands in place of the old one, also when an older one is brought back"
    declared_companions:    {outbox} because "routers hear only of versions that were committed"

    invariant HARD eligibility   "Action change_pool is valid only if config.backends is not empty AND sum of weights > 0 holds on pool_id at decision time."
    invariant HARD ordering      "Instances versions of a pool are ordered by version number within pool_id."
    invariant HARD uniqueness    "Key change_id maps to at most one logical outcome new version within pool_id."
    invariant HARD authorization "Actor operator may perform change_pool on pool only if operator belongs to the pool's team holds."

    retry:              "change_id" {idempotency_key}
    competing_writers:  "the second operator's version is no longer the current one; the operator sees the difference and decides again"
    crash_after_commit: "the repeat finds its change_id at a version and gets that" {idempotency_key}
    publish_failure:    "the outbox tells the routers again, and a router drops versions that it has" {outbox}
    stale_holder:       "not applicable"
  }

  path record_health "Record health" {
    requirement: "Probe reports how a backend answered"
    actor: worker  operation: append_event
    priority_class: C2 because "a lost probe delays the removal of a backend by one round, and nothing else"
    asked_for:      yes
    touches HealthObservation as create_target
    records_immutable_fact: yes because "a probe saw what it saw; the next one adds to it"

    retry: "(probe_id, backend_id, round)" {dedup_by_event_id}
  }

  path route_request "Route request" {
    requirement: "Router reads where a request goes"
    actor: service  operation: read_projection
    priority_class: R1 because "this is what a load balancer is for"
    touches RoutingTable as read_projection_target
    same_shape_as_source: no  because "backends, weights and health are merged into one table first"
    read_heavy:           yes because "400,000 requests a second against some changes an hour"
    query_crosses_shards: no  because "each router has the whole table"
    query_is_geospatial:  no  because "the router's region is known before"

    invariant SOFT freshness "Read model routing table reflects pool config and health observations within 5 s."
  }

  path propagate_tables "Propagate tables" {
    requirement: "Routers get new tables when a pool or its health changes"
    actor: system  operation: async_process
    priority_class: N1 because "until it arrives, routers go on with the table they have"
    touches PoolConfig        as read_source_target
    touches HealthObservation as read_source_target
    touches RoutingTable      as async_side_effect_target
  }

  concept routes "Routing table" {
    concept_kind:          projection_concept
    served_by:             route_request
    source_of_truth_truth: "current version of the pool" PoolConfig
    rebuild_path:          "take the current version of each pool and apply the latest probes of its backends"
  }

  hotspot "all routers read at once after a restart" read_hotspot {
    first_response: "projection: routers load a finished table from their region, not the pools"
  }
  hotspot "probes of 20,000 backends" storage_growth_hotspot {
    first_response: "tiered retention: one hour of probes, then only changes of health"
  }
}
