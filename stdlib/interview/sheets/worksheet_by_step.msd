// What steps 1 to 8 put out, one table a step.

/// step 1: the requirements, and which of them are solved now
sheet step_1 "Requirement normalization" for path {
  "Requirement"   = requirement
  "Actor"         = actor
  "Operation"     = operation
  "State touched" = each touches [state_reference_id, state_interaction_kind, state_target_label]
  "Critical now?" = critical_now
}

/// step 2: how much each path matters, and why
sheet step_2 "Critical path selection" for path {
  "Requirement"    = path_label
  "Priority class" = priority_class
  "Why"            = why priority_class
}

/// step 3: all candidates, also those that the baseline drops
sheet step_3 "Primary state extraction" for object {
  "Candidate object label"         = candidate_object_label
  "Candidate source"               = candidate_source
  "Candidate needed for C1/R1?"    = candidate_needed_for_c1_r1
  "Candidate decomposition action" = candidate_decomposition_action
  "Class"                          = class
  "Primary?"                       = primary
  "Owner"                          = owner
  "Evolution"                      = evolution
  "Scope kind"                     = scope_kind
  "Scope value"                    = scope_value
}

/// step 4: all invariants, hard and soft
sheet step_4 "Invariant extraction" for invariant {
  "Path"                = [path.path_id, path.path_kind, path.path_label]
  "Tier"                = tier
  "Type"                = type
  "Invariant template"  = invariant_template
  "Invariant statement" = invariant_statement
}

/// step 5: the execution context, with reasons
sheet step_5 "Execution context declaration" for fields of context {
  topology, write_coordination_scope, read_consistency_target, holder_model, compensation_acceptable
}

/// step 6: shape, mechanism and companions of the writes, read path of the reads
sheet step_6 "Deterministic mechanism selection" for path where priority_class in {C1, C2, R1, R2} {
  "Path"                = [path_id, path_kind, path_label]
  "Write shape"         = write_shape
  "Base mechanism"      = base_mechanism
  "Required companions" = required_companions
  "Read model"          = read_path
}

/// step 7: the source-of-truth table
sheet step_7 "Source of truth and read model" for concept {
  "Concept"            = [concept_id, concept_kind, concept_label]
  "Source of truth"    = source_of_truth_truth
  "Read path"          = served_by.read_path
  "Staleness allowed?" = staleness_allowed
}

/// step 8: how the critical writes survive failures
sheet step_8 "Failure handling" for path where priority_class == C1 {
  "Path"                    = [path_id, path_kind, path_label]
  "Retry handling"          = retry
  "Concurrency loser rule"  = competing_writers
  "Crash-after-commit rule" = crash_after_commit
  "Publish rule"            = publish_failure
}
