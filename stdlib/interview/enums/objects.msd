// Closed sets of step 3: where a candidate comes from, what it is, who writes it, how it changes.

/// What in the requirements made somebody think of the candidate.
enum candidate_source "Candidate source" {
  direct_noun, hidden_write_target, lifecycle_object, future_constraint, relationship_edge, derived_read_model
}

/// What is done with a candidate before it is tested.
enum candidate_decomposition_action "Candidate decomposition action" {
  keep_as_candidate
  /// others take its place
  split_candidate
  /// it is a thing of the user interface, not of the business
  reject_as_ui_artifact "reject as UI artifact"
}

/// What sort of thing an object is.
enum class "Class" { entity, event, process, intent, relationship, projection }

/// Who writes an object; `derived` if nobody does, since it is computed.
enum owner "Owner" { user, client, service, worker, scheduler, pipeline, derived }

/// The way in which an object mostly changes.
enum evolution "Evolution" { append_only "append-only", overwrite, state_machine, merge }

/// The range within which an object has to be correct.
enum scope_kind "Scope kind" { instance, relation, time, region, collection, global }
