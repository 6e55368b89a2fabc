/// A critical write guards something of the business.
require business_invariant on path where priority_class == C1 step 4 {
  some invariants where tier == HARD
  otherwise error "{name} has no hard invariant" hint "state what must never be false after this write"
  ask "what must never be false after {name}?"
}

/// A critical write that would count twice says what tells a repeat from a new attempt.
/// Reading: appending, conditional writes and state transitions are not idempotent; overwriting is.
/// Reading: one sentence does not do both jobs: beside the invariant of the business there is one for repeats.
require retry_invariant on path where priority_class == C1 and operation in {append_event, conditional_write, state_transition} step 4 {
  (some invariants where type == uniqueness) and count invariants where protects > 1
  otherwise error "{name} is not idempotent, and no invariant covers a repeat" hint "add a uniqueness invariant over the key of one attempt"
  ask "which key makes a repeat of {name} the same attempt?"
}

/// What a violation costs, and what it is about, is said.
require invariant_classified on invariant step 4 {
  tier is given and type is given
  otherwise error "an invariant of {path.name} has no tier or no type" hint "write: invariant HARD uniqueness \"…\""
}

/// Freshness is never business truth: a late read is late.
require freshness_is_soft on invariant where type == freshness step 4 {
  tier == SOFT
  otherwise warning "the freshness invariant of {path.name} is HARD" hint "staleness is SOFT; if the lag falsifies the truth, say which action it makes ineligible"
}

/// An invariant is a sentence, not a wish.
require statement_given on invariant step 4 {
  invariant_statement is given
  otherwise error "an invariant of {path.name} is not stated" hint "write the sentence of its type, or fill its slots"
  ask "which sentence states the {type} invariant of {path.name}?"
}

/// The sentence has the form of its type.
require statement_in_form on invariant step 4 {
  invariant_statement fits
  otherwise error "the {type} invariant of {path.name} does not have the form of its type" hint "follow the {invariant_template}"
}

/// Only what protects a critical write or defines an important read belongs in the baseline.
/// A hard one elsewhere is a matter of the path's class: `hard_means_critical`.
require invariant_serves_core on invariant where tier == SOFT step 4 {
  path.priority_class in {C1, R1}
  otherwise warning "an invariant of {path.name} protects neither a critical write nor an important read" hint "leave it out until the baseline is closed"
}

/// Hard before soft, over the whole design: first what must never be false after each critical write.
require hard_before_soft on path where some invariants where tier == SOFT step 4 {
  every path where priority_class == C1 satisfies (some invariants where tier == HARD)
  otherwise warning "{name} has a soft invariant, but not every critical write has a hard one yet" hint "find the hard ones first"
}
