/// A retry answer rests on companions that the path has.
require retry_supported on path where priority_class == C1 step 8 {
  required_companions has retry_by
  otherwise error "the retry answer of {name} rests on a companion that it does not have" hint "declare it, or answer by what is there"
}

/// So does the answer about competing writers.
require losers_supported on path where priority_class == C1 step 8 {
  required_companions has competing_writers_by
  otherwise error "the answer of {name} about competing writers rests on a companion that it does not have" hint "declare it, or answer by the mechanism"
}

/// So does the crash answer.
require crash_supported on path where priority_class == C1 step 8 {
  required_companions has crash_after_commit_by
  otherwise error "the crash answer of {name} rests on a companion that it does not have" hint "declare it, or answer by the mechanism"
}

/// So does the publish answer.
require publish_supported on path where priority_class == C1 step 8 {
  required_companions has publish_failure_by
  otherwise error "the publish answer of {name} rests on a companion that it does not have" hint "declare outbox or cdc"
}

/// So does the answer about late holders.
require stale_holder_supported on path where priority_class == C1 step 8 {
  required_companions has stale_holder_by
  otherwise error "the answer of {name} about late holders rests on a companion that it does not have" hint "a lease brings the fencing token; without a holder write \"not applicable\""
}

/// Where there is an idempotency key, a retry is recognised by it. Asked of an answer, not of its absence: that is `retry_answered`.
require retry_names_key on path where priority_class == C1 and required_companions has idempotency_key and retry is given step 8 {
  retry_by has idempotency_key
  otherwise error "{name} has an idempotency key, but its retry answer does not rest on it" hint "write retry: \"KEY\" {{idempotency_key}}"
}

/// Where messages go out through an outbox or CDC, the publish answer is that.
require publish_relies_on_companion on path
  where priority_class == C1 and (required_companions has outbox or required_companions has cdc) and publish_failure is given step 8 {
  publish_failure_by has outbox or publish_failure_by has cdc
  otherwise error "{name} has an outbox or CDC, but its publish answer does not rest on it" hint "write publish_failure: \"…\" {{outbox}}, or {{cdc}}"
}

/// Where there is a fencing token, it stops the late holder.
require stale_holder_fenced on path where priority_class == C1 and required_companions has fencing_token and stale_holder is given step 8 {
  stale_holder_by has fencing_token
  otherwise error "{name} has a fencing token, but its answer about late holders does not rest on it" hint "write stale_holder: \"…\" {{fencing_token}}"
}

/// Where repeats are told by the event's id, a retry is recognised by it.
require retry_names_event on path
  where priority_class == C1 and required_companions has dedup_by_event_id and not (required_companions has idempotency_key) and retry is given step 8 {
  retry_by has dedup_by_event_id
  otherwise error "{name} drops repeats by their event id, but its retry answer does not rest on it" hint "write retry: \"ID\" {{dedup_by_event_id}}"
}

/// Where a repeat would count twice, the retry answer rests on a key.
/// Reading: the matrix asks for the idempotency key; the id of an event does the same, and so does the number of a sequence
/// if the answer rests on it.
require retry_has_key on path
  where priority_class == C1 and operation in {append_event, conditional_write, state_transition} and retry is given step 8 {
  required_companions has idempotency_key or required_companions has dedup_by_event_id or retry_by has sequence_authority
  otherwise warning "{name} is not idempotent, and no companion recognises its repeats" hint "declare idempotency_key, and let the retry answer rest on it"
}

/// After a crash the repeat is absorbed by what recognises it.
require crash_absorbs_repeat on path
  where priority_class == C1 and (required_companions has idempotency_key or required_companions has dedup_by_event_id) and crash_after_commit is given step 8 {
  crash_after_commit_by has idempotency_key or crash_after_commit_by has dedup_by_event_id
  otherwise error "{name} can recognise a repeat, but its crash answer does not rest on that" hint "write crash_after_commit: \"…\" {{idempotency_key}}, or {{dedup_by_event_id}}"
}

/// What is published has somebody who takes it: work in the background, or a projection.
require publish_has_consumer on path
  where priority_class == C1 and (required_companions has outbox or required_companions has cdc) step 8 {
  (some path where (operation in {async_deliver, async_process} or priority_class == N1)) or (some object where class == projection)
  otherwise warning "{name} publishes, but nothing in the design takes what it publishes" hint "leave the outbox or CDC out, or name the path or the projection that it feeds"
}

/// A holder that may crash can come back, whatever the mechanism is.
require crashed_holder_answered on path
  where priority_class == C1 and exclusive_claim_required and context.holder_may_crash and not (required_companions has fencing_token)
  and stale_holder is given step 8 {
  not (stale_holder uses not_applicable_words)
  otherwise error "the holder of {name} may crash, but its answer about late holders is that there are none" hint "say what stops it; declare fencing_token if that is a token"
}

/// The answer about competing writers speaks of the mechanism that the tables give.
require losers_fit_mechanism on path where priority_class == C1 and competing_writers is given step 8 {
  (base_mechanism in {cas_on_version, cas_on_state_version} or not (competing_writers uses cas_words))
    and (base_mechanism == lease or not (competing_writers uses lease_words))
  otherwise warning "the answer of {name} about competing writers speaks of another mechanism than {base_mechanism}" hint "say what {base_mechanism} does with the loser"
}
