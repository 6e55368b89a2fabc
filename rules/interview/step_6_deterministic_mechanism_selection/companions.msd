// What goes with a mechanism, over what the design declares by itself.
// Reading: the row "CAS" means both of them; "Lease" and "Saga" the mechanisms of these names; stream processing is the
// append log; whoever sends through an outbox or CDC has an idempotent consumer. "Sequence authority" adds nothing: it is
// the requirement `one_sequence_source`.
attach path.required_companions from declared_companions {
  cas    when base_mechanism in {cas_on_version, cas_on_state_version} => idempotency_key
  lease  when base_mechanism == lease                                  => idempotency_key, fencing_token
  stream when base_mechanism == append_log                             => dedup_by_event_id
  saga   when base_mechanism == saga                                   => idempotency_key, compensation
  outbox when required_companions has outbox                           => idempotent_consumer
  cdc    when required_companions has cdc                              => idempotent_consumer
}
