/// What a repeat is recognised by is said.
require retry_answered on path where priority_class == C1 step 8 {
  retry is given
  otherwise error "{name} does not say what a retry is recognised by"
  ask "by which key is a repeat of {name} recognised?"
}

/// What makes one of two writers lose is said.
require losers_answered on path where priority_class == C1 step 8 {
  competing_writers is given
  otherwise error "{name} does not say what makes one of two writers lose"
  ask "two writers of {name} at once: what makes one lose?"
}

/// What absorbs the repeat after a crash is said.
require crash_answered on path where priority_class == C1 step 8 {
  crash_after_commit is given
  otherwise error "{name} does not say what a repeat after a crash meets"
  ask "{name} was committed and its writer died: what does the repeat meet?"
}

/// What happens to a lost message is said.
require publish_answered on path where priority_class == C1 step 8 {
  publish_failure is given
  otherwise error "{name} does not say what happens when publishing fails"
  ask "the message of {name} is lost: outbox, CDC, or nothing to send?"
}

/// What stops a late holder is said, also if none exists.
require stale_holder_answered on path where priority_class == C1 step 8 {
  stale_holder is given
  otherwise error "{name} does not say what stops a late holder" hint "if there is none: not applicable"
  ask "a holder of {name} comes back late: what stops it?"
}
