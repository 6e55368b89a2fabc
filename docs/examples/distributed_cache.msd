/// Values under keys, in memory, on many nodes. What it teaches: correctness has the size of one key. Nothing orders two keys, so nothing
/// has to agree beyond one; what remains is that a writer who saw an old value does not overwrite a newer one, and that a value past its
/// time is gone for all. That this store serves others as a copy is their matter: inside, the entry is the truth.
design distributed_cache "Distributed cache" uses interview {
  like key_scoped_mutable_state

  context {
    stated_nfrs_constraints:  "500 M keys, 2 M reads and 200 k writes a second; 1 ms at the 99th percentile; no entry outlives its time; a lost node costs its entries and nothing else"
    reads:                    2 M/s
    writes:                   200 k/s
    topology:                 single_service_distributed because "many nodes, each with a share of the keys"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  strong_only                because "a key lives on one node, and is read there"
    holder_model:             none                       because "an entry is written in one step, nobody holds a key"
    compensation_acceptable:  no                         because "an entry is there or not, there is nothing to repair"
  }

  object Entry {
    candidate_source: direct_noun
    class:            entity
    owner:            client
    evolution:        overwrite
    scope_kind:       instance "key"
  }
  object EvictionPolicy {
    candidate_source: direct_noun  class: entity  owner: client  evolution: overwrite  scope_kind: global "the cluster"
    candidate_needed_for_c1_r1: no
  }

  path put_entry "Put entry" {
    requirement: "Client stores a value under a key, with a time to live"
    actor: client  operation: overwrite_state
    priority_class: C1 because "an old value over a newer one tells every reader something false"
    touches Entry as update_target
    replaces_current_value: yes because "the new value stands in place of the old one"

    invariant HARD uniqueness "Key key maps to at most one logical outcome current value within key."
    invariant HARD ordering   "Instances values of a key are ordered by version within key."

    retry:              "(key, version)" {idempotency_key}
    competing_writers:  "the later one names a version that is gone, reads again, and decides anew"
    crash_after_commit: "the repeat finds its own value under the next version" {idempotency_key}
    publish_failure:    "nothing is published: readers come to the key"
    stale_holder:       "not applicable: nothing is held"
  }

  path get_entry "Get entry" {
    requirement: "Client reads the value of a key"
    actor: client  operation: read_source
    priority_class: R1 because "ten of eleven requests are this"
    touches Entry as read_source_target
    same_shape_as_source: yes because "the value is stored as it is read"
    read_heavy:           yes because "ten reads for each write"
    query_crosses_shards: no  because "the hash of the key names the node"
    query_is_geospatial:  no  because "it asks for one key"

    invariant HARD eligibility "Action return_value is valid only if now < entry.expires_at holds on key at decision time."
  }

  path evict "Evict" {
    requirement: "Entries that are past their time, or used least, make room"
    actor: system  operation: async_process
    priority_class: N1 because "reads ask for the time anyway, so a late sweep only costs memory"
    touches Entry          as async_side_effect_target
    touches EvictionPolicy as read_source_target
  }

  concept value_of_key "Value of a key" {
    concept_kind:          source_concept
    served_by:             get_entry
    source_of_truth_truth: "Entry on the node that the key hashes to" Entry
  }

  hotspot "one key that everybody reads" read_hotspot       { first_response: "cache or projection: clients keep it for a second, under the same time to live" }
  hotspot "a counter that all increment" contention_hotspot { first_response: "single-writer queue per hot key: its node takes the increments one by one" }
}
