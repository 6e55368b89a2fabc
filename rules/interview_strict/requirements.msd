// Requirements that ask for what follows here.

// redundant_condition: a mechanism is never absent, so that nothing is left of the first part.
replace require context_before_mechanism on path where priority_class == C1 step 5 {
  context.topology is given and context.write_coordination_scope is given and context.read_consistency_target is given
    and context.holder_model is given and context.compensation_acceptable is given
  otherwise error "{name} has a mechanism before its context is declared" hint "fill the context first"
}

// gap: that a write is one of the four operations that write is what the table of shapes rests on. It was required; as an
// assumption it is required and no input that breaks it counts.
remove require critical_is_a_write
assume critical_is_a_write on path where priority_class in {C1, C2} step 2 {
  operation in {conditional_write, append_event, overwrite_state, state_transition}
  otherwise error "{name} is {priority_class}, a write, but its operation is {operation}"
    because "the shape of a write follows from its operation"
  hint "if it changes the truth, name the write that it makes; if not, it is R1, R2 or N1"
}
