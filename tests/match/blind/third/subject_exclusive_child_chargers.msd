design chargers "Charging points" uses interview {
  context {
    stated_nfrs_constraints: "one car per charger at a time; 15 minutes grace"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: strong_only  holder_model: process  compensation_acceptable: yes
  }
  object Charger {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "charger_id"
  }
  object Session {
    candidate_source: lifecycle_object
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       relation "(charger_id, car_id)"
  }
  path plug_in "Plug in" {
    requirement: "A driver takes a free charger"
    actor: user  operation: conditional_write  priority_class: C1 because "two cars cannot share one plug"
    touches Charger as update_target
    touches Session as create_target
    exclusive_claim_required: yes because "one session holds the charger"
    invariant HARD uniqueness  "Key charger_id maps to at most one logical outcome active session within charger_id."
    invariant HARD eligibility "Action plug_in is valid only if charger.state = FREE holds on charger_id at decision time."
    stale_holder: "old token refused" {fencing_token}
  }
  path see_charger "See charger" {
    requirement: "A driver sees whether a charger is free"
    actor: client  operation: read_source  priority_class: R1 because "it is why they open the app"
    touches Charger as read_source_target
    same_shape_as_source: yes because "one row"
    read_heavy:           yes because "many look"
    query_crosses_shards: no  because "one charger"
    query_is_geospatial:  no  because "by id"
  }
  concept free "Free or not" {
    concept_kind:          status_concept
    served_by:             see_charger
    source_of_truth_truth: "charger row" Charger
  }
}
