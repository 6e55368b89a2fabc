/// Jobs that shall run at a time. What it teaches: a plan is not a run. The plan is declared now and becomes work later; each moment
/// of it may give one run, never two, and a run belongs to one worker, who may die. So there are three writes with three mechanisms:
/// the one elected scheduler needs nothing but being alone, the worker needs a lease, and the end of a run needs a guard.
design job_scheduler "Job scheduler" uses interview {
  like future_constraint_claimable_run

  context {
    stated_nfrs_constraints:  "1 M schedules, 2 k runs start each second at the full hour; no run before its time, none twice, at most 5 s late; workers are lost daily"
    reads:                    500 /s
    writes:                   6 k/s
    topology:                 single_service_distributed because "one scheduling service, and a fleet of workers"
    write_coordination_scope: per_object_scope           because "runs know nothing of each other"
    read_consistency_target:  strong_only                because "operators act on the state of a run"
    holder_model:             worker                     because "a worker holds a run for as long as it works on it, and workers die"
    compensation_acceptable:  no                         because "a mail that was sent twice cannot be fetched back"
  }

  object Schedule { candidate_source: future_constraint  class: intent   owner: user    evolution: overwrite      scope_kind: time "fire_time of schedule_id" }
  object JobRun   { candidate_source: lifecycle_object   class: process  owner: worker  evolution: state_machine  scope_kind: instance "run_id" }

  path set_schedule "Set schedule" {
    requirement: "User says when and how often a job shall run"
    actor: user  operation: overwrite_state
    priority_class: C1 because "a schedule that is lost is work that never happens"
    touches Schedule as update_target
    replaces_current_value: yes because "the new times stand in place of the old ones"

    invariant HARD authorization "Actor user may perform set_schedule on Schedule only if user.team = schedule.team holds."
    invariant HARD uniqueness    "Key request_id maps to at most one logical outcome stored schedule within schedule_id."

    retry:              "request_id" {idempotency_key}
    competing_writers:  "the later one finds another version, and its author looks again"
    crash_after_commit: "the repeat finds the schedule as it wanted it" {idempotency_key}
    publish_failure:    "nothing is published: the scheduler reads due schedules every second"
    stale_holder:       "not applicable: a schedule is not held"
  }

  path fire_due "Fire due" {
    requirement: "A schedule that is due gives a run"
    actor: scheduler  operation: conditional_write
    priority_class: C1 because "firing early or twice runs work that nobody asked for"
    touches JobRun   as create_target
    touches Schedule as read_source_target
    guarded_by_current_state: yes               because "only if the time has come and this moment has no run yet"
    single_writer_scope:      yes               because "one elected scheduler fires, the others stand by"
    declared_companions:      {idempotency_key} because "a new leader goes over the last minute once more"

    invariant HARD eligibility "Action fire is valid only if now >= schedule.fire_time AND schedule.enabled holds on schedule_id at decision time." {
      invariant_synchronous: no because "a schedule that is changed this second counts from its next time on"
    }
    invariant HARD uniqueness "Key (schedule_id, fire_time) maps to at most one logical outcome run within schedule_id." {
      invariant_synchronous: no because "the key is in the row of the run alone, no other owner has a say"
    }

    retry:              "(schedule_id, fire_time)" {idempotency_key}
    competing_writers:  "there is one: whoever is not the leader does not write"
    crash_after_commit: "the next leader meets the run of that moment and goes on" {idempotency_key}
    publish_failure:    "nothing is published: workers ask for runs"
    stale_holder:       "an old leader writes the same key, and finds the run there" {idempotency_key}
  }

  path claim_run "Claim run" {
    requirement: "A worker takes a run that waits"
    actor: worker  operation: conditional_write
    priority_class: C1 because "two workers on one run do its work twice"
    touches JobRun as update_target
    exclusive_claim_required: yes         because "one worker at a time"
    declared_companions:      {heartbeat} because "a long run must not lose its lease while its worker lives"

    invariant HARD eligibility "Action claim_run is valid only if run.status = WAITING OR run.lease_end < now holds on run_id at decision time."
    invariant HARD uniqueness  "Key run_id maps to at most one logical outcome active worker within run_id."

    retry:              "(run_id, worker_id)" {idempotency_key}
    competing_writers:  "the later one finds the lease taken and asks for another run"
    crash_after_commit: "the worker asks again and finds its own lease, or lets it run out" {idempotency_key}
    publish_failure:    "nothing is published: workers ask for runs"
    stale_holder:       "results carry the fencing token of the lease, and an old one is refused" {fencing_token}
  }

  path finish_run "Finish run" {
    requirement: "A worker reports how a run ended"
    actor: worker  operation: state_transition
    priority_class: C1 because "a run that looks failed is run again"
    touches JobRun as update_target
    guarded_by_current_state: yes             because "only a running run ends, and only by the token of its lease"
    declared_companions:      {fencing_token} because "the worker that reports must be the one that holds the run"

    invariant HARD eligibility "Action finish_run is valid only if run.status = RUNNING AND run.token = report.token holds on run_id at decision time."
    invariant HARD uniqueness  "Key (run_id, token) maps to at most one logical outcome recorded end within run_id."

    retry:              "(run_id, token)" {idempotency_key}
    competing_writers:  "the later report finds the run ended, and is dropped"
    crash_after_commit: "the repeat finds its own end recorded" {idempotency_key}
    publish_failure:    "nothing is published: whoever waits for the run asks for its state"
    stale_holder:       "the token of a lost lease is older than that of the run" {fencing_token}
  }

  path see_run "See run" {
    requirement: "User sees whether a run waits, runs, or how it ended"
    actor: user  operation: read_source
    priority_class: R1 because "people step in by it"
    touches JobRun as read_source_target
    same_shape_as_source: yes because "the row of the run is what is shown"
    read_heavy:           no  because "a run is looked at when it fails"
    query_crosses_shards: no  because "one row"
    query_is_geospatial:  no  because "it asks for one run_id"
  }

  path report_late "Report late" {
    requirement: "The owner of a job hears that a run is late"
    actor: system  operation: async_deliver
    priority_class: N1 because "the run is late with or without the message"
    touches JobRun as async_side_effect_target
  }

  concept run_state "State of a run" {
    concept_kind:          status_concept
    served_by:             see_run
    source_of_truth_truth: "Run row" JobRun
  }

  hotspot "the full hour" write_throughput_hotspot { first_response: "partition by correctness scope: schedules are spread over leaders by schedule_id" }
  hotspot "old runs"      storage_growth_hotspot   { first_response: "tiered retention: runs older than 90 days are archived" }
}
