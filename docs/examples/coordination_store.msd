/// A small tree of nodes that other systems coordinate by: who leads, who is a member, which configuration holds.
/// It teaches what strong reads cost and why they are paid here: the store is small and slow on purpose, since everything that asks it
/// acts on the answer. One leader writes for all, so order needs no further mechanism.
design coordination_store "ZooKeeper-like coordination store" uses interview {
  like coordination_consensus_metadata_store

  context {
    stated_nfrs_constraints: "writes have one order for all; a read after a write sees it; at most one leader in any view; survives two of five servers; 1 GB in all; answers within 10 ms at p99"
    reads: 40 k/s  writes: 3 k/s
    topology:                 single_service_distributed because "five servers that are one store"
    write_coordination_scope: per_object_scope           because "a node, or an office to be held, is decided by itself"
    read_consistency_target:  strong_only                because "who acts on yesterday's leader does harm"
    holder_model:             node                       because "offices are held by machines of the clients, and machines die"
    compensation_acceptable:  no                         because "two leaders cannot be undone afterwards"
  }

  object MetadataNode { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "path of the node" }
  object Leadership   { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "office" }
  object WatchEvent {
    candidate_source: direct_noun  class: event  owner: service  evolution: append_only
    scope_kind:                 instance "(session_id, path of the node)"
    candidate_needed_for_c1_r1: no
  }

  path set_node "Set node" {
    requirement: "Client changes a node if it still has the version that was read"
    actor: client  operation: conditional_write
    priority_class: C1 because "a lost change of configuration splits the systems that read it"
    touches MetadataNode as update_target
    guarded_by_current_state: yes                                   because "the expected version must be the current one"
    single_writer_scope:      yes                                   because "the elected server orders all writes of the store"
    declared_companions:      {idempotency_key, sequence_authority} because "clients change servers in the middle of a request, and one number orders everything"
    sequence_source:          "the transaction number that the elected server gives" because "the log, the snapshots and the watches carry it"

    invariant HARD eligibility "Action set_node is valid only if node.version = expected_version holds on path of the node at decision time."
    invariant HARD ordering    "Instances versions of a node are ordered by transaction number within path of the node."
    invariant HARD uniqueness  "Key (session_id, request number) maps to at most one logical outcome change within path of the node."

    retry:              "(session_id, request number)" {idempotency_key}
    competing_writers:  "the elected server takes one after the other; the second has an old expected version and fails"
    crash_after_commit: "a majority has the transaction; the next elected server answers the repeat from it" {idempotency_key}
    publish_failure:    "nothing is lost: a client that reconnects says which transaction it has seen"
    stale_holder:       "a server of an older term is refused by the majority"
  }

  path take_office "Take office" {
    requirement: "Client takes the lead of its system, as long as it lives"
    actor: client  operation: conditional_write
    priority_class: C1 because "two leaders of one system destroy its data"
    touches Leadership as update_target
    exclusive_claim_required: yes         because "an office has one holder"
    declared_companions:      {heartbeat} because "a session that is silent for 10 s is over, and its office with it"

    invariant HARD eligibility "Action take_office is valid only if office is vacant OR session of the holder is over holds on office at decision time."
    invariant HARD uniqueness  "Key office maps to at most one logical outcome active holder within office."

    retry:              "(session_id, request number)" {idempotency_key}
    competing_writers:  "the later one finds the office taken and watches it"
    crash_after_commit: "the repeat finds itself in office; without heartbeats the office is vacant" {idempotency_key, heartbeat}
    publish_failure:    "nothing is published by the claim"
    stale_holder:       "the transaction number of the claim is its fencing token; storage refuses lower ones" {fencing_token}
  }

  path read_node "Read node" {
    requirement: "Client reads a node and its version"
    actor: client  operation: read_source
    priority_class: R1 because "everything else is decided by it"
    touches MetadataNode as read_source_target
    same_shape_as_source: yes because "a node is read as it is stored"
    read_heavy:           yes because "thirteen reads for a write"
    query_crosses_shards: no  because "each server has the whole tree"
    query_is_geospatial:  no  because "the read goes by path"
  }

  path tell_watchers "Tell watchers" {
    requirement: "Watchers of a node are told once that it changed"
    actor: system  operation: async_deliver
    priority_class: N1 because "whoever is told reads the node anyway, and whoever is not told finds out when reading"
    touches MetadataNode as read_source_target
    touches WatchEvent   as async_side_effect_target
  }

  concept configuration "Configuration of a system" {
    concept_kind:          source_concept
    served_by:             read_node
    source_of_truth_truth: "MetadataNode at its version" MetadataNode
    rebuild_path:          "nothing to rebuild; a server that lags replays the log"
  }

  hotspot "a thousand clients watch one node" fan_out_hotspot { first_response: "fan-out on read: each watcher waits for the one before it, not for the node" }
  hotspot "every client asks at start"        read_hotspot    { first_response: "projection: more servers that follow and do not vote" }
}
