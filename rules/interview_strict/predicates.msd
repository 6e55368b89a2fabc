// The rules of what was judged before.

derive path.exclusive_claim_required =
  some invariants where (tier == HARD and type == uniqueness
    and (outcome uses holder_words or outcome uses active_words and context.holder_model != none))

derive path.merge_safe = evolution == merge

// An eligibility invariant speaks of the moment of the decision. A conditional write and a transition depend on what they
// find by what they are, whether or not an invariant says so; an append that somebody may do is still an append.
derive path.guarded_by_current_state =
  operation in {conditional_write, state_transition} or (some invariants where (tier == HARD and type == eligibility))

derive path.replaces_current_value = operation == overwrite_state
derive path.records_immutable_fact = operation == append_event

// Three to one: below that a cache saves less than it costs to keep it honest.
derive path.read_heavy where priority_class in {R1, R2} =
  (if reads is given then reads else context.reads) >= 3 * (if writes is given then writes else context.writes)

derive path.query_is_geospatial = requirement uses nearness_words
