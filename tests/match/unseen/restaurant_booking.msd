/// Covers instead of tables: a sitting of a restaurant is a resource, and a party holds a share of its seats in a process.
design dinner_sittings "Restaurant booking, by sitting" uses interview {
  context {
    stated_nfrs_constraints: "no seat is given twice; unconfirmed parties lose their seats"
    topology: single_service_distributed  because "many restaurants, one service"
    write_coordination_scope: per_object_scope  because "one sitting"
    read_consistency_target: bounded_stale_allowed  because "search may lag"
    holder_model: process  because "the session of the guest holds the seats"
    compensation_acceptable: no  because "guests at the door"
  }
  object Sitting   { candidate_source: direct_noun         class: entity      owner: service  evolution: overwrite      scope_kind: time "(restaurant_id, evening)" }
  object PartyHold { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "hold_id" }
  object OpenSeats { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: region "city" }

  path take_seats "Take seats" {
    requirement: "Guest takes seats of a sitting"
    actor: user  operation: conditional_write
    priority_class: C1 because "seats given twice"
    touches PartyHold as create_target
    exclusive_claim_required: yes because "a seat has one party"
    invariant HARD uniqueness "Key seat maps to at most one logical outcome active hold within (restaurant_id, evening)."
  }
  path answer_hold "Answer hold" {
    requirement: "Guest confirms or gives back"
    actor: user  operation: state_transition
    priority_class: C1 because "a confirmed party must sit"
    touches PartyHold as update_target
    guarded_by_current_state: yes because "only a hold that stands"
    invariant HARD eligibility "Action answer is valid only if hold.status = HELD holds on hold_id at decision time."
    invariant HARD uniqueness "Key (hold_id, answer) maps to at most one logical outcome answer within hold_id."
  }
  path find_tables "Find tables" {
    requirement: "Guest finds open restaurants nearby"
    actor: user  operation: read_projection
    priority_class: R1 because "bookings begin here"
    touches OpenSeats as read_projection_target
    same_shape_as_source: no  because "by place and evening"
    read_heavy: yes because "many search"
    query_crosses_shards: no  because "one city"
    query_is_geospatial: yes because "nearby"
  }
  concept open "Open seats" {
    concept_kind: projection_concept  served_by: find_tables
    source_of_truth_truth: "holds" PartyHold
    rebuild_path: "count the holds again"
  }
}
