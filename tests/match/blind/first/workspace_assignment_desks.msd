design desks "Who sits where tomorrow" uses interview {
  context {
    stated_nfrs_constraints:  "nobody next to a person they avoid; the plan is made at six in the evening; wishes count until then"
    topology:                 single_process
    write_coordination_scope: local_only
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  yes
  }
  object Desk    { candidate_source: direct_noun          class: entity        owner: service  evolution: overwrite    scope_kind: instance "desk_id" }
  object Wish    { candidate_source: direct_noun          class: event         owner: user  evolution: append_only  scope_kind: collection "wishes for a day" }
  object Seating { candidate_source: hidden_write_target  class: relationship  owner: pipeline  evolution: overwrite    scope_kind: relation "(person, day)" }

  path wish "Wish" {
    requirement: "A person says where or beside whom to sit"
    actor: user  operation: append_event  priority_class: C2
    touches Wish as create_target
    records_immutable_fact: yes
  }
  path seat "Seat everyone" {
    requirement: "The planner seats everyone for the next day as the wishes and the rules allow"
    actor: system  operation: overwrite_state  priority_class: C1
    touches Seating as update_target
    touches Wish    as read_source_target
    touches Desk    as read_source_target
    replaces_current_value: yes
    single_writer_scope:    yes because "one planner makes one plan"
    invariant HARD eligibility "Action seat is valid only if each rule of avoidance holds on day at decision time."
    invariant HARD uniqueness  "Key (desk, day) maps to at most one logical outcome person within day."
    retry:              "(day, run)"
    competing_writers:  "there is one planner"
    crash_after_commit: "the same wishes give the same plan"
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path where_do_i_sit "Where do I sit" {
    requirement: "A person looks up the desk for tomorrow"
    actor: client  operation: read_source  priority_class: R1
    touches Seating as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept plan "Plan of a day" {
    concept_kind:          relationship_concept
    served_by:             where_do_i_sit
    source_of_truth_truth: "seatings" Seating
  }
}
