design dispatch "Dispatch of technicians" uses interview {
  context {
    stated_nfrs_constraints: "skills and distance respected; recomputed every ten minutes"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: bounded_stale_allowed  holder_model: none  compensation_acceptable: yes
  }
  object Technician { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: instance "technician_id" }
  object SkillRule  { candidate_source: direct_noun       class: entity   owner: service  evolution: overwrite      scope_kind: global }
  object Assignment { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "job_id" }
  object JobEvent   { candidate_source: direct_noun       class: event    owner: client   evolution: append_only    scope_kind: collection "jobs of region" }
  path report_job "Report job" {
    requirement: "A customer reports a fault"
    actor: client  operation: append_event  priority_class: C1 because "a lost report is a lost job"
    touches JobEvent as create_target
    records_immutable_fact: yes because "it was reported"
    invariant HARD uniqueness "Key report_id maps to at most one logical outcome job within region."
  }
  path assign "Assign" {
    requirement: "The planner assigns the best technician to each job"
    actor: system  operation: state_transition  priority_class: C1 because "a wrong assignment sends nobody"
    touches Assignment as update_target
    touches Technician as read_source_target
    touches SkillRule  as read_source_target
    guarded_by_current_state: yes because "only a job that has not begun"
    invariant HARD eligibility "Action assign is valid only if technician has every skill holds on job_id at decision time."
    invariant HARD uniqueness  "Key job_id maps to at most one logical outcome assignment within job_id."
  }
  path my_jobs "My jobs" {
    requirement: "A technician sees the jobs of the day"
    actor: client  operation: read_source  priority_class: R1 because "core"
    touches Assignment as read_source_target
    same_shape_as_source: yes because "rows"
    read_heavy:           no  because "few"
    query_crosses_shards: no  because "one technician"
    query_is_geospatial:  no  because "by id"
  }
  concept jobs "Jobs" {
    concept_kind:          status_concept
    served_by:             my_jobs
    source_of_truth_truth: "assignments" Assignment
    rebuild_path:          "compute again"
  }
}
