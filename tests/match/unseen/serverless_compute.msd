/// Functions by configuration, executions that are declared as triggers, and a placement process instead of a projection.
design functions_by_trigger "Serverless compute, by trigger" uses interview {
  context {
    stated_nfrs_constraints:  "each trigger fires once; a bad configuration is taken back"
    topology:                 single_service_distributed because "one service"
    write_coordination_scope: per_object_scope           because "one object at a time"
    read_consistency_target:  bounded_stale_allowed      because "as the readers need it"
    holder_model:             worker                     because "as the work is done"
    compensation_acceptable:  no                         because "nothing is taken back"
  }

  object FunctionConfig { candidate_source: direct_noun          class: entity   owner: service  evolution: overwrite      scope_kind: instance "function_id" }
  object NodeHealth     { candidate_source: direct_noun          class: event    owner: worker   evolution: append_only    scope_kind: instance "node_id" }
  object Placement      { candidate_source: hidden_write_target  class: process  owner: service  evolution: state_machine  scope_kind: instance "function_id" }
  object Trigger        { candidate_source: future_constraint    class: intent   owner: user     evolution: state_machine  scope_kind: instance "trigger_id" }
  object Execution      { candidate_source: lifecycle_object     class: process  owner: worker   evolution: state_machine  scope_kind: instance "execution_id" }

  path update_function "Update function" {
    requirement: "Developer updates a function"
    actor: user  operation: overwrite_state
    priority_class: C1 because "wrong code runs"
    touches FunctionConfig as update_target
    replaces_current_value: yes because "the newer stands"
    invariant HARD uniqueness  "Key deployment_id maps to at most one logical outcome version within function_id."
    invariant HARD eligibility "Action update is valid only if package is verified holds on function_id at decision time."
  }
  path declare_trigger "Declare trigger" {
    requirement: "Developer declares when a function runs"
    actor: user  operation: state_transition
    priority_class: C1 because "wrong runs"
    touches Trigger as update_target
    guarded_by_current_state: yes because "a trigger is on or off"
    invariant HARD uniqueness  "Key trigger_id maps to at most one logical outcome trigger within function_id."
    invariant HARD eligibility "Action declare is valid only if function exists holds on trigger_id at decision time."
  }
  path claim_execution "Claim execution" {
    requirement: "Worker claims an execution"
    actor: worker  operation: conditional_write
    priority_class: C1 because "never twice"
    touches Execution as update_target
    exclusive_claim_required: yes because "one worker"
    invariant HARD uniqueness  "Key (trigger_id, fire time) maps to at most one logical outcome execution within trigger_id."
    invariant HARD eligibility "Action claim is valid only if fire time <= now holds on execution_id at decision time."
  }
  path report_health "Report health" {
    requirement: "Node reports its health"
    actor: worker  operation: append_event
    priority_class: N1 because "the next report follows"
    touches NodeHealth as create_target
  }
  path place "Place" {
    requirement: "Scheduler places functions on healthy nodes"
    actor: scheduler  operation: async_process
    priority_class: N1 because "lag only"
    touches FunctionConfig as read_source_target
    touches NodeHealth     as read_source_target
    touches Placement      as async_side_effect_target
  }
  path route_call "Route call" {
    requirement: "Gateway reads where a function runs"
    actor: service  operation: read_source
    priority_class: R1 because "each call"
    touches Placement as read_source_target
    same_shape_as_source: yes because "one row"
    read_heavy:           yes because "calls"
    query_crosses_shards: no  because "one function"
    query_is_geospatial:  no  because "by id"
    invariant SOFT freshness "Read model placement reflects configuration and health within 5 s."
  }
  concept placement "Placement" {
    concept_kind: status_concept  served_by: route_call
    source_of_truth_truth: "placement row" Placement
  }
}
