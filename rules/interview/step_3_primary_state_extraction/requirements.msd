/// A candidate that stays is described in full.
require candidate_described on object where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate step 3 {
  candidate_source is given and class is given and owner is given and evolution is given and scope_kind is given
  otherwise error "{name} is not described in full" hint "give source, class, owner, evolution and scope kind, one value each; if two values fit, split it"
}

/// The range is named, so that somebody can say where one instance of it ends.
require scope_named on object
  where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate
  and scope_kind in {instance, relation, time, region, collection} step 3 {
  scope_value is given
  otherwise error "the scope of {name} has no name" hint "write it behind the kind: scope_kind: instance \"order_id\""
  ask "what is the scope of {name} called?"
}

/// Whatever a critical write or an important read touches is needed.
require touched_is_needed on path where priority_class in {C1, R1} step 3 {
  every touches.object where candidate_needed_for_c1_r1
  otherwise error "{name} touches a candidate that is marked as not needed" hint "the baseline cannot do without it: mark it as needed"
}

/// A candidate that is split or rejected is out of the design.
require touched_is_kept on path step 3 {
  every touches.object where candidate_decomposition_action == keep_as_candidate
  otherwise error "{name} touches a candidate that was split or rejected" hint "let it touch what took the candidate's place"
}

/// What is split needs replacements at once.
require split_is_replaced on object where candidate_decomposition_action == split_candidate step 3 {
  some replacements
  otherwise error "{name} is split, and nothing takes its place" hint "add the new candidates, each with `replaces: {name}`"
}

/// What takes another's place does so because that one was split.
require replaces_a_split on object where replaces is not absent step 3 {
  replaces.candidate_decomposition_action == split_candidate
  otherwise warning "{name} takes the place of {replaces.name}, which is not split" hint "split {replaces.name}: candidate_decomposition_action: split_candidate"
}

/// A critical write changes primary state.
require write_touches_primary on path where priority_class == C1 step 3 {
  some touches.object where primary
  otherwise error "{name} is critical, but touches no primary state" hint "find the object whose truth the write changes"
}
