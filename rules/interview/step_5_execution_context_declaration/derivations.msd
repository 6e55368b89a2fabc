derive context.holder_may_crash = holder_model in {process, worker, node}

derive context.bounded_staleness_allowed = read_consistency_target == bounded_stale_allowed

// Reading: different owners are compared by kind and identity, and it means that they are not all the same.
derive path.cross_service_write =
  context.topology == multi_service and distinct (owner, owner_name) of touches.object where primary > 1
