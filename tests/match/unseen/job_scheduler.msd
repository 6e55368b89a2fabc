/// The job is an intent, found as a noun, and a run is claimed in place.
design job_scheduler_too "Scheduler" uses interview {
  context {
    stated_nfrs_constraints:  "no run twice"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             worker                     because "workers die in the middle"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object Job    { candidate_source: direct_noun       class: intent   owner: user    evolution: overwrite      scope_kind: instance "job_id" }
  object JobRun { candidate_source: lifecycle_object  class: process  owner: worker  evolution: state_machine  scope_kind: instance "jobrun_id" }

  path create_job "Create job" {
    requirement: "User declares a job"
    actor: user  operation: overwrite_state
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Job as create_target
    replaces_current_value: yes because "the newer value stands in place of the older"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Job within job_id."
  }

  path run_job "Run job" {
    requirement: "Worker takes a run that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches JobRun as update_target
    exclusive_claim_required: yes because "one holder at a time"
    invariant HARD eligibility "Action run_job is valid only if JobRun.status allows it holds on jobrun_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome JobRun within jobrun_id."
  }

  path view_run "View run" {
    requirement: "User sees a run"
    actor: user  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches JobRun as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  concept run_state "Run state" {
    concept_kind: status_concept  served_by: view_run
    source_of_truth_truth: "Table of JobRun" JobRun
  }
}
