/// Numbers that are unique everywhere and made without asking anybody: time, worker, counter.
/// Open: what stops a generator that was paused past the end of its lease (`claim_worker.stale_holder`). Identifiers go into no store that
/// could refuse an old fencing token, so the token alone does not answer it; a check of the lease before every number would.
/// It teaches that coordination can be moved out of the hot path, but not out of the design: one claim a day pays for a
/// million numbers a second that need none.
design id_generator "Snowflake-style ID generator" uses interview {
  like sequence_identifier_generation

  context {
    stated_nfrs_constraints: "no identifier is given twice, ever; identifiers of one generator rise; 1,024 generators, 4,096 numbers a millisecond each; no network on the way to a number"
    reads: 2 /s  writes: 1 M/s
    topology:                 single_service_distributed because "generators run beside the services that need numbers"
    write_coordination_scope: per_object_scope           because "a generator is alone with its state, and a worker number is claimed by itself"
    read_consistency_target:  strong_only                because "who asks which node made a number wants to know it for certain"
    holder_model:             node                       because "a worker number is held by the node that counts with it"
    compensation_acceptable:  no                         because "a number that was given twice is in two databases"
  }

  object GeneratorState {
    candidate_source: hidden_write_target
    class:            entity
    owner:            worker
    evolution:        overwrite
    scope_kind:       instance "worker number"
  }
  object WorkerNumber {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       global "worker numbers 0 to 1023"
  }

  path next_number "Next number" {
    requirement: "Service gets a new identifier"
    actor: service  operation: overwrite_state
    priority_class: C1 because "a number given twice joins two things that have nothing to do with each other"
    touches GeneratorState as update_target
    replaces_current_value: yes because "the last time and counter are replaced by the next"
    single_writer_scope:    yes because "only the generator itself moves its time and counter"

    invariant HARD uniqueness  "Key (time, worker number, counter) maps to at most one logical outcome identifier within all generators."
    invariant HARD ordering    "Instances identifiers of a generator are ordered by time, then counter within worker number."
    invariant HARD eligibility "Action next_number is valid only if clock >= state.last_time holds on worker number at decision time."

    retry:              "none needed: a repeat gets another number, and the lost one is never used"
    competing_writers:  "threads of the node take turns; a counter that is full waits for the next millisecond"
    crash_after_commit: "the new start waits until its clock is past the stored last time"
    publish_failure:    "nothing is published"
    stale_holder:       "its own lease is looked at before each number"
  }

  path claim_worker "Claim worker number" {
    requirement: "Node takes a worker number that no other node has"
    actor: worker  operation: conditional_write
    priority_class: C1 because "two nodes with one number give the same identifiers"
    touches WorkerNumber as update_target
    exclusive_claim_required: yes         because "one node counts with a number at a time"
    declared_companions:      {heartbeat} because "a node that is silent for a minute may have died"

    invariant HARD eligibility "Action claim_worker is valid only if number.status = FREE OR lease of number has ended holds on worker number at decision time."
    invariant HARD uniqueness  "Key worker number maps to at most one logical outcome active node within worker numbers 0 to 1023."

    retry:              "(node_id, start_id)" {idempotency_key}
    competing_writers:  "the later node finds the lease taken and tries the next number"
    crash_after_commit: "the repeat finds its own claim; without heartbeats the number becomes free" {idempotency_key, heartbeat}
    publish_failure:    "nothing is published"
    stale_holder:       ?
  }

  path find_origin "Find origin" {
    requirement: "Operator reads which node has a worker number"
    actor: admin  operation: read_source
    priority_class: R1 because "a doubled number is traced by this read"
    touches WorkerNumber as read_source_target
    same_shape_as_source: yes because "it is one row"
    read_heavy:           no  because "claims and questions are about as rare"
    query_crosses_shards: no  because "1,024 rows live together"
    query_is_geospatial:  no  because "the read goes by number"
  }

  concept origin "Holder of a worker number" {
    concept_kind:          relationship_concept
    served_by:             find_origin
    source_of_truth_truth: "WorkerNumber row" WorkerNumber
    rebuild_path:          "nothing to rebuild, the row is read itself"
  }

  hotspot "4,096 numbers a millisecond are not enough" write_throughput_hotspot {
    first_response: "partition by correctness scope: a second generator with a worker number of its own"
  }
}
