design clubs "Membership in clubs" uses interview {
  context {
    stated_nfrs_constraints: "a person is in a club once; leaving is instant"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: bounded_stale_allowed  holder_model: none  compensation_acceptable: no
  }
  object Person { candidate_source: direct_noun  class: entity  owner: user     evolution: overwrite  scope_kind: instance "person_id" }
  object Club   { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite  scope_kind: instance "club_id" }
  object Membership {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       relation "(person_id, club_id)"
  }
  object MemberList {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "members of club_id"
  }
  path join "Join" {
    requirement: "A person joins a club"
    actor: user  operation: conditional_write  priority_class: C1 because "rights follow from it"
    touches Membership as create_target
    touches Club       as read_source_target
    guarded_by_current_state: yes because "banned people cannot join"
    invariant HARD uniqueness    "Key (person_id, club_id) maps to at most one logical outcome membership within club_id."
    invariant HARD authorization "Actor person may perform join on Club only if person is not banned holds."
  }
  path leave "Leave" {
    requirement: "A person leaves a club"
    actor: user  operation: state_transition  priority_class: C1 because "rights end with it"
    touches Membership as update_target
    guarded_by_current_state: yes because "only members leave"
    invariant HARD eligibility "Action leave is valid only if membership.state = ACTIVE holds on (person_id, club_id) at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome leaving within club_id."
  }
  path members "Members" {
    requirement: "A person lists the members of a club"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches MemberList as read_projection_target
    same_shape_as_source: no  because "edges are stored by person"
    read_heavy:           yes because "often"
    query_crosses_shards: no  because "one club"
    query_is_geospatial:  no  because "by club"
  }
  concept member_list "Members" {
    concept_kind:          relationship_concept
    served_by:             members
    source_of_truth_truth: "memberships" Membership
    rebuild_path:          "group memberships by club"
  }
}
