/// Features that are switched on for a tenth, then for all; shops ask a table in their own memory.
design flags "Switches for features" uses interview {
  context {
    stated_nfrs_constraints:  "a switch is off everywhere after 30 s; a bad one reaches 1 % first; asking costs a microsecond"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  yes
  }
  object Switch     { candidate_source: direct_noun          class: entity  owner: service "office"  evolution: state_machine  scope_kind: instance "switch" }
  object ShopTable  { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite      scope_kind: instance "shop" }
  object SignOfLife { candidate_source: hidden_write_target  class: event  owner: client  evolution: append_only    scope_kind: collection "signs of shop" }

  path turn "Turn a switch" {
    requirement: "Somebody turns a switch on for more shops, or off"
    actor: admin  operation: state_transition  priority_class: C1
    touches Switch as update_target
    guarded_by_current_state: yes
    declared_companions:      {outbox}
    invariant HARD eligibility "Action turn is valid only if switch.share grows by one step OR goes to 0 holds on switch at decision time."
    invariant HARD uniqueness  "Key (switch, version) maps to at most one logical outcome setting within switch."
    retry:              "(switch, version)" {idempotency_key}
    competing_writers:  "the version is gone"
    crash_after_commit: "the setting is found" {idempotency_key}
    publish_failure:    "outbox, and shops poll" {outbox}
    stale_holder:       "not applicable"
  }
  path sign "Sign of life" {
    requirement: "A shop says how it fares with its table"
    actor: client  operation: append_event  priority_class: C2
    touches SignOfLife as create_target
    records_immutable_fact: yes
  }
  path ask_switch "Ask" {
    requirement: "A shop asks whether a feature is on for a visitor"
    actor: service  operation: read_projection  priority_class: R1
    touches ShopTable as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
    invariant SOFT freshness "Read model ShopTable reflects switches within 30 s."
  }
  concept table "Table of a shop" {
    concept_kind: projection_concept  served_by: ask_switch
    source_of_truth_truth: "switches at the office" Switch
    rebuild_path:          "a shop that starts fetches all switches"
  }
}
