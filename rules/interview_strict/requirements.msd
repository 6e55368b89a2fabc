// Requirements that ask for what follows here.

// redundant_condition: a mechanism is never absent, so that nothing is left of the first part.
replace require context_before_mechanism on path where priority_class == C1 step 5 {
  context.topology is given and context.write_coordination_scope is given and context.read_consistency_target is given
    and context.holder_model is given and context.compensation_acceptable is given
  otherwise error "{name} has a mechanism before its context is declared" hint "fill the context first"
}
