/// A retry answer rests on companions that the path has.
require retry_supported on path where priority_class == C1 step 8 {
  required_companions has retry_by
  otherwise error "the retry answer of {name} rests on a companion that it does not have" hint "declare it, or answer by what is there"
}

/// So does the answer about competing writers.
require losers_supported on path where priority_class == C1 step 8 {
  required_companions has competing_writers_by
  otherwise error "the answer of {name} about competing writers rests on a companion that it does not have"
}

/// So does the crash answer.
require crash_supported on path where priority_class == C1 step 8 {
  required_companions has crash_after_commit_by
  otherwise error "the crash answer of {name} rests on a companion that it does not have"
}

/// So does the publish answer.
require publish_supported on path where priority_class == C1 step 8 {
  required_companions has publish_failure_by
  otherwise error "the publish answer of {name} rests on a companion that it does not have" hint "declare outbox or cdc"
}

/// So does the answer about late holders.
require stale_holder_supported on path where priority_class == C1 step 8 {
  required_companions has stale_holder_by
  otherwise error "the answer of {name} about late holders rests on a companion that it does not have"
}

/// Where there is an idempotency key, a retry is recognised by it.
require retry_names_key on path where priority_class == C1 and required_companions has idempotency_key step 8 {
  retry_by has idempotency_key
  otherwise error "{name} has an idempotency key, but its retry answer does not rest on it" hint "write retry: \"KEY\" {{idempotency_key}}"
}

/// Where messages go out through an outbox or CDC, the publish answer is that.
require publish_relies_on_companion on path where priority_class == C1 and (required_companions has outbox or required_companions has cdc) step 8 {
  publish_failure_by has outbox or publish_failure_by has cdc
  otherwise error "{name} has an outbox or CDC, but its publish answer does not rest on it"
}

/// Where there is a fencing token, it stops the late holder.
require stale_holder_fenced on path where priority_class == C1 and required_companions has fencing_token step 8 {
  stale_holder_by has fencing_token
  otherwise error "{name} has a fencing token, but its answer about late holders does not rest on it"
}
