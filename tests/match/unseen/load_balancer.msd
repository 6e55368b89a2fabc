/// A load balancer as somebody else would write it: listeners are intents with a life, servers are marked in and out by health events,
/// and routers read a process that holds the live servers. Nothing is said of how changes travel.
design lb_by_listener "Load balancer, by listener" uses interview {
  context {
    stated_nfrs_constraints:  "a listener change never drops live connections; dead servers leave within 10 s"
    topology:                 single_service_distributed because "a control service and its proxies"
    write_coordination_scope: per_object_scope           because "a listener is alone"
    read_consistency_target:  bounded_stale_allowed      because "seconds do not hurt"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  no                         because "dropped connections are gone"
  }
  object Listener    { candidate_source: direct_noun       class: intent   owner: service  evolution: state_machine  scope_kind: instance "listener_id" }
  object ServerState { candidate_source: lifecycle_object  class: process  owner: worker   evolution: state_machine  scope_kind: instance "server_id" }
  object ProbeResult { candidate_source: direct_noun       class: event    owner: worker   evolution: append_only    scope_kind: instance "probe_id" }

  path activate_listener "Activate listener" {
    requirement: "Operator activates a new listener configuration"
    actor: admin  operation: state_transition
    priority_class: C1 because "a wrong listener drops everything"
    touches Listener as update_target
    guarded_by_current_state: yes because "only a validated configuration follows the active one"
    invariant HARD eligibility "Action activate is valid only if listener.status = VALIDATED holds on listener_id at decision time."
    invariant HARD uniqueness  "Key change_id maps to at most one logical outcome activation within listener_id."
  }
  path record_probe "Record probe" {
    requirement: "Prober records how a server answered"
    actor: system  operation: append_event
    priority_class: C1 because "a forged probe takes a healthy server out"
    touches ProbeResult as create_target
    records_immutable_fact: yes because "it happened"
    invariant HARD uniqueness "Key probe_id maps to at most one logical outcome probe result within server_id."
  }
  path pick_server "Pick server" {
    requirement: "Proxy picks a server for a connection"
    actor: service  operation: read_source
    priority_class: R1 because "each connection waits for it"
    touches ServerState as read_source_target
    same_shape_as_source: yes because "a list of live servers"
    read_heavy:           yes because "connections"
    query_crosses_shards: no  because "one pool"
    query_is_geospatial:  no  because "one region"
  }
  concept live "Live servers" {
    concept_kind: status_concept  served_by: pick_server
    source_of_truth_truth: "server state" ServerState
  }
}
