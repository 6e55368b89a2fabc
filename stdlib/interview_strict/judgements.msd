// Judged predicates that follow from what a design states anyway. Each was an opinion, with a reason to be written beside it.

/// Words for whoever holds something for a while, in the outcome of a uniqueness invariant.
lexicon holder_words { holder, hold, holds, held, owner, owns, lease, leased, lock, locked, claim, claimed }

/// Words that speak of one holder only where there is something that can hold: an edge may be active, and nobody has it.
lexicon active_words { active, running }

// The slots of a sentence are facts of its invariant, so that rules may look at them.
change field invariant.outcome { replace derived stated }

// A hard uniqueness invariant whose outcome is a holder is an exclusive claim.
change field path.exclusive_claim_required {
  replace derived
  replace from invariant.tier, invariant.type, invariant.outcome, context.holder_model
  remove default
  remove ask
}

// What merges is an object whose state merges.
change field path.merge_safe { replace derived; replace from evolution; remove default; remove ask }

// A hard eligibility invariant says what has to be true of the state at the moment of the write.
change field path.guarded_by_current_state {
  replace derived
  replace from operation, invariant.tier, invariant.type
  remove default
  remove ask
}

// The operation says it.
change field path.replaces_current_value { replace derived; replace from operation; remove default; remove ask }
change field path.records_immutable_fact { replace derived; replace from operation; remove default; remove ask }

/// Reads of this path, where they are not those of the whole design.
field path.reads "Reads" : optional decimal 0 /s .. 1000 M/s
  given from "prompt" as external
  default absent
  step 1

/// Writes behind what this path reads, where they are not those of the whole design.
field path.writes "Writes" : optional decimal 0 /s .. 1000 M/s
  given from "prompt" as external
  default absent
  step 1

// Reads outweigh writes where the prompt's figures say so, so that the figures are asked for.
change field context.reads {
  replace : decimal 0 /s .. 1000 M/s; add ask "how many reads a second does the prompt expect?"
}
change field context.writes {
  replace : decimal 0 /s .. 1000 M/s; add ask "how many writes a second does the prompt expect?"
}
change field path.read_heavy {
  replace derived; replace from priority_class, reads, writes, context.reads, context.writes; remove ask
}

// What a read asks for, and where its answer lies, stay judgements, but ones that rest on what the prompt says.
change field path.same_shape_as_source { replace from requirement, operation; remove allow(hidden_assumption) }
change field path.query_crosses_shards { replace from requirement, object.scope_kind; remove allow(hidden_assumption) }

/// Words of a read that searches by place. `nearest` is none of them: it may speak of a route as well.
lexicon nearness_words { near, nearby, around }

// A read that searches by place says so in its requirement.
change field path.query_is_geospatial { replace derived; remove ask }
