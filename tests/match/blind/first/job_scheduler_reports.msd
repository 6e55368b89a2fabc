/// Reports that shall be made every Monday at six, or once on a day in May.
design reports "Reports on time" uses interview {
  context {
    stated_nfrs_constraints:  "never before its time; once per time; within a minute after it"
    writes:                   2 k/s
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             node
    compensation_acceptable:  no
  }
  object Plan   { candidate_source: future_constraint  class: intent   owner: user    evolution: overwrite      scope_kind: instance "plan_id" }
  object Making { candidate_source: lifecycle_object   class: process  owner: worker  evolution: state_machine  scope_kind: time "(plan_id, due)" }

  path plan "Plan a report" {
    requirement: "A user says when a report is due"
    actor: user  operation: overwrite_state  priority_class: C1
    touches Plan as update_target
    replaces_current_value: yes
    invariant HARD authorization "Actor user may perform plan on Plan only if plan.owner = user holds."
    retry:              "edit number" {idempotency_key}
    competing_writers:  "the older version is refused"
    crash_after_commit: "the plan reads as it was sent" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path start "Start a due report" {
    requirement: "A node starts a report whose time has come"
    actor: worker  operation: conditional_write  priority_class: C1
    touches Making as update_target
    touches Plan   as read_source_target
    exclusive_claim_required: yes
    declared_companions:      {heartbeat}
    invariant HARD eligibility "Action start is valid only if now >= making.due holds on (plan_id, due) at decision time."
    invariant HARD uniqueness  "Key (plan_id, due) maps to at most one logical outcome making within plan_id."
    retry:              "(plan_id, due)" {idempotency_key}
    competing_writers:  "the lease is taken"
    crash_after_commit: "the lease runs out and another node starts again" {idempotency_key, heartbeat}
    publish_failure:    "nothing to publish"
    stale_holder:       "its token is old" {fencing_token}
  }
  path done "Report done" {
    requirement: "A node says that a report is made, or failed"
    actor: worker  operation: state_transition  priority_class: C1
    touches Making as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action done is valid only if making.token = token holds on (plan_id, due) at decision time."
    invariant HARD uniqueness  "Key (plan_id, due, attempt) maps to at most one logical outcome end within plan_id."
    retry:              "(plan_id, due, attempt)" {idempotency_key}
    competing_writers:  "only the newest token counts"
    crash_after_commit: "the end is there already" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "refused by token"
  }
  path list "List reports" {
    requirement: "A user sees which reports were made"
    actor: client  operation: read_source  priority_class: R1
    touches Making as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
  concept made "Reports made" { concept_kind: status_concept  served_by: list  source_of_truth_truth: "makings" Making }
}
