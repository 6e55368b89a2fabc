/// Functions that people deploy, schedule and forget; the platform finds them a machine and runs each firing once.
/// It teaches that two archetypes meet in one design without mixing: deployments and placement are a control plane, scheduled firings are
/// claims on time. Workers die in the middle of a run, so a claim is a lease, and its fencing token guards whatever the run writes.
/// The reports of workers are a supporting write that the interviewer asked for.
design serverless_compute "Serverless compute service" uses interview {
  like control_plane_data_plane { config: Function  control: activate_version }
  like future_constraint_claimable_run

  context {
    stated_nfrs_constraints: "a scheduled firing runs once and never early; a new version takes over within 10 s or is taken back; a warm call starts within 10 ms at p99; workers may die at any time"
    reads: 200 k/s  writes: 9 k/s
    topology:                 single_service_distributed because "one control service; workers only claim and report"
    write_coordination_scope: per_object_scope           because "a function, a schedule, a firing: each is decided alone"
    read_consistency_target:  bounded_stale_allowed      because "a router that sends a call to a worker which left tries the next one"
    holder_model:             worker                     because "a run is held by the worker that executes it"
    compensation_acceptable:  no                         because "what customers' code did cannot be undone by the platform"
  }

  object Function {
    candidate_source: lifecycle_object
    class:            entity
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "function_id"
  }
  object WorkerReport {
    candidate_source: hidden_write_target
    class:            event
    owner:            worker
    evolution:        append_only
    scope_kind:       collection "reports of worker_id"
  }
  object PlacementTable {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       region "cell of workers"
  }
  object Schedule {
    candidate_source: future_constraint
    class:            intent
    owner:            scheduler
    evolution:        overwrite
    scope_kind:       time "next fire_time of schedule_id"
  }
  object Run {
    candidate_source: lifecycle_object
    class:            process
    owner:            scheduler
    evolution:        state_machine
    scope_kind:       time "(schedule_id, fire_time)"
  }

  path activate_version "Activate version" {
    requirement: "Developer makes a deployed version the one that runs"
    actor: user  operation: state_transition
    priority_class: C1 because "the wrong version runs customers' work"
    touches Function as update_target
    guarded_by_current_state: yes      because "only a version that passed its trial may follow the one that is active"
    declared_companions:      {outbox} because "routers may only learn of versions that were committed"

    invariant HARD eligibility "Action activate_version is valid only if version.status = TRIED AND function.active_version = expected_version holds on function_id at decision time."
    invariant HARD uniqueness  "Key deployment_id maps to at most one logical outcome activation within function_id."
    invariant HARD ordering    "Instances activations are ordered by config version within function_id."

    retry:              "deployment_id" {idempotency_key}
    competing_writers:  "the predicate fails for whoever expected an older active version"
    crash_after_commit: "the repeat finds its deployment active" {idempotency_key}
    publish_failure:    "the outbox tells the routers again" {outbox}
    stale_holder:       "not applicable: an activation holds nothing"
  }

  path set_schedule "Set schedule" {
    requirement: "Developer says when a function shall run"
    actor: user  operation: overwrite_state
    priority_class: C1 because "a wrong schedule runs work that nobody wanted"
    touches Schedule as update_target
    replaces_current_value: yes because "the new times stand in place of the old ones"

    invariant HARD eligibility "Action set_schedule is valid only if next fire_time > now AND function exists holds on schedule_id at decision time."
    invariant HARD uniqueness  "Key change_id maps to at most one logical outcome new schedule within schedule_id."

    retry:              "change_id" {idempotency_key}
    competing_writers:  "the later one finds a newer version and reads it first"
    crash_after_commit: "the repeat finds its change_id and gets the stored schedule" {idempotency_key}
    publish_failure:    "nothing is published: the scheduler reads what is due"
    stale_holder:       "not applicable"
  }

  path claim_run "Claim run" {
    requirement: "Worker takes a firing that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "a firing that runs twice charges, mails or deletes twice"
    touches Run      as update_target
    touches Schedule as read_source_target
    exclusive_claim_required: yes         because "one worker executes a firing at a time"
    declared_companions:      {heartbeat} because "a worker that is silent for 30 s loses its run"

    invariant HARD eligibility "Action claim_run is valid only if run.status = DUE AND now >= fire_time holds on (schedule_id, fire_time) at decision time."
    invariant HARD uniqueness  "Key (schedule_id, fire_time) maps to at most one logical outcome active run within schedule_id."

    retry:              "(schedule_id, fire_time, worker_id)" {idempotency_key}
    competing_writers:  "the later worker finds the lease taken and asks for other work"
    crash_after_commit: "the same worker finds its own run by the key; if it is gone, heartbeats stop and the firing is due again" {idempotency_key, heartbeat}
    publish_failure:    "nothing is published"
    stale_holder:       "the store refuses writes with the fencing token of an older lease" {fencing_token}
  }

  path find_worker "Find worker" {
    requirement: "Router reads which worker has the function warm"
    actor: service  operation: read_projection
    priority_class: R1 because "every call waits for this read"
    touches PlacementTable as read_projection_target
    same_shape_as_source: no  because "it is computed from versions and from what workers report"
    read_heavy:           yes because "each call reads it, and it changes when workers come and go"
    query_crosses_shards: no  because "a router asks for its own cell of workers"
    query_is_geospatial:  no  because "the cell is fixed by the router"

    invariant SOFT freshness "Read model placement table reflects active versions and worker reports within 10 s."
  }

  path report_worker "Report worker" {
    requirement: "Worker reports its load and its warm functions"
    actor: worker  operation: append_event
    priority_class: C2 because "a report that is lost is made good by the next one a second later"
    asked_for:      yes
    touches WorkerReport as create_target
    records_immutable_fact: yes because "a worker was as it was; the next report adds to it"

    retry: "(worker_id, second)" {dedup_by_event_id}
  }

  path place_functions "Place functions" {
    requirement: "Functions are placed on workers as versions and load change"
    actor: system  operation: async_process
    priority_class: N1 because "until it is done, calls go where they went before"
    touches Function       as read_source_target
    touches WorkerReport   as read_source_target
    touches PlacementTable as async_side_effect_target
  }

  concept placement "Placement" {
    concept_kind:          projection_concept
    served_by:             find_worker
    source_of_truth_truth: "active version of the function" Function
    rebuild_path:          "place every active version again, by the last reports of the workers"
  }

  hotspot "everybody's job at midnight" contention_hotspot { first_response: "single-writer queue for each minute of fire_time and cell of workers" }
  hotspot "one function that all call"  read_hotspot       { first_response: "projection: the placement of hot functions is held by every router" }
}
