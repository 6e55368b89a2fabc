// Step 8: five answers for each critical write. Each is a text and, after it, the companions that it rests on
// (`retry: "request_id" {idempotency_key}`), so that the answer can be checked; none, if it rests on the mechanism alone or does not apply.

/// What a repeated request is recognised by.
field path.retry "Retry" : text
  output from base_mechanism, required_companions
  with retry_by
  step 8
  ask "the client sends it again: by which key is that recognised?"

/// What makes one of two writers lose.
field path.competing_writers "Competing writers" : text
  output from base_mechanism
  with competing_writers_by
  step 8
  ask "two writers at once: what makes one lose or wait?"

/// What absorbs a repeat after the writer died behind its commit.
field path.crash_after_commit "Crash after commit" : text
  output from required_companions, base_mechanism
  with crash_after_commit_by
  step 8
  ask "the writer dies right after the commit: what does the repeat meet?"

/// What happens to a message that could not be sent.
field path.publish_failure "Publish failure" : text
  output from required_companions
  with publish_failure_by
  step 8
  ask "the message after the commit is lost: outbox, CDC, or nothing to publish?"

/// What stops a holder that comes back too late.
field path.stale_holder "Stale holder" : text
  output from context.holder_may_crash, required_companions
  with stale_holder_by
  step 8
  ask "a holder comes back late: which token stops it, or does this not apply?"

/// companions that the retry answer rests on
field path.retry_by "Retry rests on" : set of companion output from required_companions  default {}  step 8
/// companions that the answer about competing writers rests on
field path.competing_writers_by "Competing writers rests on" : set of companion output from required_companions  default {}  step 8
/// companions that the crash answer rests on
field path.crash_after_commit_by "Crash after commit rests on" : set of companion output from required_companions  default {}  step 8
/// companions that the publish answer rests on
field path.publish_failure_by "Publish failure rests on" : set of companion output from required_companions  default {}  step 8
/// companions that the stale-holder answer rests on
field path.stale_holder_by "Stale holder rests on" : set of companion output from required_companions  default {}  step 8
