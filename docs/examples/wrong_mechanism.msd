/// Wrong: a mechanism is insisted on that the facts of the design rule out.
design wrong_mechanism "Wrong mechanism" uses interview {
  context {
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one auction at a time"
    read_consistency_target:  bounded_stale_allowed      because "readers can wait a second"
    holder_model:             none                       because "nobody holds anything"
    compensation_acceptable:  no                         because "a bid cannot be half taken"
  }

  object Auction {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "auction_id"
  }

  path place_bid "Place bid" {
    requirement: "User places bid"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong acceptance changes the truth"
    touches Auction as update_target
    guarded_by_current_state: yes because "only an open auction takes bids"
    base_mechanism:           lease
  }
}
