/// Who sits where next week: 4,000 people, 2,500 desks, teams that want to sit together.
/// It teaches that the solver is no part of the truth. However it finds a plan, the plan becomes true by one guarded write, which checks
/// that the inputs it was computed from are still the inputs; a plan from old inputs is computed again, never patched.
design workspace_assignment "Workspace assignment" uses interview {
  like optimization_matching_decision { candidates: Desk  constraint: SeatingRule }

  context {
    stated_nfrs_constraints: "nobody is given a desk that somebody else has, or may not use; the plan of a week stands by Thursday noon; a plan takes up to 10 min to compute"
    reads: 40 /s  writes: 5 /min
    topology:                 single_service_distributed because "one planning service; its solver runs beside it and writes nothing itself"
    write_coordination_scope: per_object_scope           because "a floor and a week are planned as one"
    read_consistency_target:  strong_only                because "two people who read different plans meet at one desk"
    holder_model:             none                       because "a solver that dies leaves nothing behind but lost minutes"
    compensation_acceptable:  no                         because "people plan their week around it"
  }

  object Desk        { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite  scope_kind: collection "desks of floor_id" }
  object SeatingRule { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite  scope_kind: collection "rules of floor_id" }
  object DayWish {
    candidate_source: hidden_write_target
    class:            event
    owner:            user
    evolution:        append_only
    scope_kind:       collection "wishes of (floor_id, week)"
  }
  object SeatingPlan {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       collection "desks of (floor_id, week)"
  }

  path adopt_plan "Adopt plan" {
    requirement: "Planner adopts a computed plan for a floor and a week"
    actor: service  operation: conditional_write
    priority_class: C1 because "a plan that breaks a rule gives one desk to two people"
    touches SeatingPlan as update_target
    touches Desk        as read_source_target
    touches SeatingRule as read_source_target
    guarded_by_current_state: yes      because "a plan counts only while its inputs are those it was computed from, and the week is still open"
    declared_companions:      {outbox} because "people hear of their desk only from plans that were adopted"

    invariant HARD eligibility "Action adopt_plan is valid only if plan.status = OPEN AND plan.input_version = current input version AND every assignment meets every rule holds on (floor_id, week) at decision time."
    invariant HARD uniqueness  "Key (desk_id, day) maps to at most one logical outcome assigned person within (floor_id, week)."
    invariant HARD accounting  "Aggregate score of the plan equals sum of kept wishes over day wishes up to the input version within (floor_id, week)."

    retry:              "(floor_id, week, input_version)" {idempotency_key}
    competing_writers:  "of two solvers the second finds the plan adopted, and its own result is dropped"
    crash_after_commit: "the repeat finds a plan of its input version" {idempotency_key}
    publish_failure:    "the outbox tells people again, by plan and person" {outbox}
    stale_holder:       "not applicable"
  }

  path record_wish "Record wish" {
    requirement: "Employee says which days they come and whom they want to sit with"
    actor: user  operation: append_event
    priority_class: C1 because "a lost wish gives away the desk of somebody who announced a day in the office"
    touches DayWish as create_target
    records_immutable_fact: yes because "a later wish is another record, and the latest before the deadline counts"

    invariant HARD eligibility "Action record_wish is valid only if now < deadline of week holds on (floor_id, week) at decision time."
    invariant HARD uniqueness  "Key wish_id maps to at most one logical outcome recorded wish within (floor_id, week)."

    retry:              "wish_id" {dedup_by_event_id}
    competing_writers:  "none loses: both are kept, and the later one counts"
    crash_after_commit: "the repeat finds its wish_id" {dedup_by_event_id}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable"
  }

  path see_desk "See desk" {
    requirement: "Employee reads which desk is theirs"
    actor: user  operation: read_source
    priority_class: R1 because "people walk to the desk that this read says"
    touches SeatingPlan as read_source_target
    same_shape_as_source: yes because "the plan holds one line for each person and day"
    read_heavy:           yes because "a plan is made once and read by everybody each morning"
    query_crosses_shards: no  because "one floor and week is one plan"
    query_is_geospatial:  no  because "a desk is found by person and day"

    invariant SOFT freshness "Read model adopted plan reflects desks, rules and wishes within the deadline of its week."
  }

  path compute_plan "Compute plan" {
    requirement: "A better plan is searched for whenever wishes or rules change"
    actor: system  operation: async_process
    priority_class: N1 because "until it ends, the last plan stands"
    touches Desk        as read_source_target
    touches SeatingRule as read_source_target
    touches DayWish     as read_source_target
    touches SeatingPlan as async_side_effect_target
  }

  concept seat "Desk of a person" {
    concept_kind:          source_concept
    served_by:             see_desk
    source_of_truth_truth: "adopted plan of the floor and week" SeatingPlan
    rebuild_path:          "compute again from desks, rules and wishes of the plan's input version"
  }

  hotspot "everybody at 8:55"               read_hotspot       { first_response: "cache: the day's plan of a floor is read once an instance" }
  hotspot "wishes just before the deadline" contention_hotspot { first_response: "single-writer queue for each (floor, week)" }
}
