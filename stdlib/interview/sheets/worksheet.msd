// The eight sheets of the full worksheet.

/// every requirement as one operation
sheet A "Normalize" for path {
  "Requirement"   = requirement
  "Actor"         = actor
  "Operation"     = operation
  "State touched" = each touches [state_reference_id, state_interaction_kind, state_target_label]
  "Priority"      = priority_class
}

/// the candidates that the baseline keeps
sheet B "Primary State" for object where candidate_needed_for_c1_r1 {
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

/// what must never be false
sheet C "Hard Invariants" for invariant where tier == HARD {
  "Path"                = [path.path_id, path.path_kind, path.path_label]
  "Type"                = type
  "Invariant template"  = invariant_template
  "Invariant statement" = invariant_statement
}

/// what the mechanisms may assume
sheet D "Execution Context" for fields of context {
  topology, write_coordination_scope, read_consistency_target, holder_model, compensation_acceptable
}

/// what the tables give for each write
sheet E "Mechanism Selection" for path where priority_class in {C1, C2} {
  "Path"           = [path_id, path_kind, path_label]
  "Write shape"    = write_shape
  "Base mechanism" = base_mechanism
  "Companions"     = required_companions
}

/// where each thing that is read comes from
sheet F "Read Model" for concept {
  "Concept"      = [concept_id, concept_kind, concept_label]
  "Truth"        = source_of_truth_truth
  "Read path"    = served_by.read_path
  "Rebuild path" = rebuild_path
}

/// what each critical write does when things go wrong
sheet G "Failure Matrix" for path where priority_class == C1 {
  "Path"               = [path_id, path_kind, path_label]
  "Retry"              = retry
  "Competing writers"  = competing_writers
  "Crash after commit" = crash_after_commit
  "Publish failure"    = publish_failure
  "Stale holder"       = stale_holder
}

/// what gives way first, and the first move against it
sheet H "Scale" for hotspot {
  "Hotspot"        = name
  "Type"           = hotspot_type
  "First response" = [first_response, "tried in scenario {tried_in}"]
}
