/// Few decide, with care; many act by it, fast.
archetype control_plane_data_plane "Control Plane + Data Plane" in infrastructure {
  shape "one plane keeps what is configured, allowed, placed, healthy, and how far a change has come"
  shape "the other plane serves live traffic by it"

  /// what is wanted: a configuration or a policy
  role config "Config/policy objects" : object {
    must class in {entity, intent}
    must evolution in {overwrite, state_machine}
    must primary
  }

  /// what traffic is served by: a projection, or a process
  role serving "Serving/routing state" : object {
    must class in {projection, process}
  }

  /// what was seen of the machines that serve
  role health "Health observations" : object {
    must class == event
    must evolution == append_only
    usually owner != user because "what is seen of a machine is seen by a machine"
  }

  /// the write that changes what is wanted
  role control "Control update" : path {
    must priority_class in {C1, C2}
    must some touches where (object == config and state_interaction_kind in {update_target, create_target})
    must not exclusive_claim_required
    must actor != worker
    must not (actor in {user, client} and not (observe.actor in {worker, scheduler}))
    usually not (actor in {client, partner})
      because "those who operate the system, or deploy to it, say what is wanted; what its clients write is content"
    usually write_shape in {overwrite_current_value, guarded_state_transition}
      because "what is wanted is one value; a rollout is one with stages"
    expects versions (some invariants where type in {ordering, uniqueness})
      otherwise "nothing says which version of {config.name} is the newer one"
      insert "invariant HARD ordering \"Instances versions are ordered by version number within {config.scope_value}.\""
    expects safe_rollout (some invariants where type == eligibility)
      otherwise "nothing says when a change of {config.name} may go further, and how it is taken back"
      insert "invariant HARD eligibility \"Action {name} is valid only if {config.name}.stage = expected_stage holds on {config.scope_value} at decision time.\""
  }

  /// the write that records what was seen
  role observe "Health signal" : path {
    must operation == append_event
    must some touches where (object == health and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must actor != user
    must no touches where (object == config and state_interaction_kind != read_source_target)
    usually priority_class != C1 because "an observation that is lost is made good by the next one"
    usually write_shape == append_only_event or path_kind == background_path
      because "each observation stands beside the others, and the latest ones count"
  }

  /// the read that traffic waits for
  role serve "Serve" : path {
    must priority_class in {R1, R2}
    must some touches where (object == serving and state_interaction_kind in {read_projection_target, read_source_target})
    usually not same_shape_as_source because "what is wanted and what was seen are put together before traffic comes"
    expects one_control_truth (some concepts where truth_object == config)
      otherwise "nothing says that {serving.name} has its truth in {config.name}"
    expects propagated (some invariants where type == freshness)
      otherwise "nothing says how long {serving.name} may follow an old {config.name}"
      insert "invariant SOFT freshness \"Read model {serving.name} reflects {config.name} within 5 s.\""
  }

  /// the work that carries changes from one plane to the other
  optional role propagate "Propagate" : path {
    must path_kind == background_path or operation == async_process
    must some touches where (object == serving and state_interaction_kind in {async_side_effect_target, update_target, hidden_write_target})
    usually some touches where (object == config and state_interaction_kind == read_source_target)
      because "the serving plane is made from what is wanted, and from nothing else that could be true instead"
  }

  example "load balancer"
  example "feature delivery plane"
  example "mobile OS rollout service"
  example "serverless control plane"
}
