// Closed sets of steps 5 and 6: where the writes run, their shape, their mechanism and what goes with it.

/// How execution is laid out.
enum topology "Topology" { single_process, single_service_distributed, multi_service "multi-service" }

/// How far writes have to agree with each other.
enum write_coordination_scope "Write coordination scope" { local_only, per_object_scope, cross_service }

/// How fresh a read has to be.
enum read_consistency_target "Read consistency target" { strong_only, bounded_stale_allowed }

/// What may hold a piece of work or a resource for a while.
enum holder_model "Holder model" { none, thread, process, worker, node }

/// How one critical write changes state.
enum write_shape "Write shape" {
  append_only_event "append-only event"
  overwrite_current_value
  guarded_state_transition
  exclusive_claim
  commutative_merge
  multi_service_transaction "multi-service transaction"
}

/// What keeps concurrent writes in order while the system runs.
enum base_mechanism "Base mechanism" {
  single_writer
  single_writer_per_partition
  cas_on_version "CAS on version"
  cas_on_state_version "CAS on (state, version)"
  pessimistic_lock
  lease
  crdt "CRDT"
  append_log
  saga "Saga"
  two_pc "2PC"
}

/// What a base mechanism needs beside it.
enum companion "Required companion" {
  idempotency_key
  dedup_by_event_id "dedup by event_id"
  fencing_token
  outbox
  cdc "CDC"
  idempotent_consumer
  compensation
  sequence_authority
  heartbeat
}
