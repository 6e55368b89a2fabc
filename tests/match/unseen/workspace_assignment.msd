/// Desks by the day: an assignment is a relation that the optimizer overwrites, constraints are relations between people, and people read
/// a floor plan.
design desk_by_day "Workspace assignment, by day" uses interview {
  context {
    stated_nfrs_constraints:  "one person a desk; teams together; changes until the evening before"
    topology:                 single_service_distributed because "one planner"
    write_coordination_scope: per_object_scope           because "a day of a floor"
    read_consistency_target:  bounded_stale_allowed      because "a minute is fine"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "people can be moved"
  }
  object Desk {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "desk_id"
  }
  object Together {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        overwrite
    scope_kind:       relation "(person_a, person_b)"
  }
  object Assignment { candidate_source: hidden_write_target  class: relationship  owner: service  evolution: overwrite  scope_kind: relation "(desk_id, day)" }
  object FloorPlan { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: collection "desks of floor_id" }

  path assign_desks "Assign desks" {
    requirement: "Optimizer assigns people to desks for a day"
    actor: service  operation: overwrite_state
    priority_class: C1 because "two at one desk"
    touches Assignment as update_target
    touches Desk       as read_source_target
    touches Together   as read_source_target
    replaces_current_value: yes because "a better plan replaces the last"
    invariant HARD eligibility "Action assign is valid only if every constraint holds holds on (desk_id, day) at decision time."
    invariant HARD uniqueness  "Key (desk_id, day) maps to at most one logical outcome person within floor_id."
  }
  path see_plan "See plan" {
    requirement: "Employee reads the floor plan of a day"
    actor: user  operation: read_projection
    priority_class: R1 because "people go by it"
    touches FloorPlan as read_projection_target
    same_shape_as_source: no  because "drawn from assignments"
    read_heavy:           yes because "all look, one plans"
    query_crosses_shards: no  because "one floor"
    query_is_geospatial:  no  because "by floor"
  }
  concept plan "Floor plan" {
    concept_kind: projection_concept  served_by: see_plan
    source_of_truth_truth: "assignments" Assignment
    rebuild_path:          "read the assignments again"
  }
}
