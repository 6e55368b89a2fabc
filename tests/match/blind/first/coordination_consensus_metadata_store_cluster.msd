design cluster "Who leads, who belongs" uses interview {
  context {
    stated_nfrs_constraints:  "one leader at a time; every change has a number; watchers learn of each change"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             node
    compensation_acceptable:  no
  }
  object Entry      { candidate_source: direct_noun       class: entity   owner: service  evolution: state_machine  scope_kind: instance "entry name" }
  object Leadership { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "group" }

  path set "Set an entry" {
    requirement: "A member sets an entry if its number is the expected one"
    actor: service  operation: conditional_write  priority_class: C1
    touches Entry as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action set is valid only if entry.number = expected holds on entry name at decision time."
    invariant HARD ordering    "Instances changes are ordered by number within the store."
    invariant HARD uniqueness  "Key (session, request) maps to at most one logical outcome change within entry name."
    retry:              "(session, request)" {idempotency_key}
    competing_writers:  "the number has moved"
    crash_after_commit: "the session remembers" {idempotency_key}
    publish_failure:    "watchers ask with their last number"
    stale_holder:       "not applicable"
  }
  path lead "Become leader" {
    requirement: "A member becomes leader of a group while it lives"
    actor: service  operation: conditional_write  priority_class: C1
    touches Leadership as update_target
    exclusive_claim_required: yes
    declared_companions:      {heartbeat}
    invariant HARD uniqueness  "Key group maps to at most one logical outcome leader within group."
    invariant HARD eligibility "Action lead is valid only if no session leads holds on group at decision time."
    retry:              "session" {idempotency_key}
    competing_writers:  "one entry, one leader"
    crash_after_commit: "its own session leads" {idempotency_key}
    publish_failure:    "watchers ask again"
    stale_holder:       "the epoch is checked by all" {fencing_token, heartbeat}
  }
  path get "Get" {
    requirement: "A member reads an entry and its number"
    actor: service  operation: read_source  priority_class: R1
    touches Entry as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  path tell "Tell watchers" {
    requirement: "Watchers are told that an entry changed"
    actor: system  operation: async_deliver  priority_class: N1
    touches Entry as async_side_effect_target
  }
  concept entries "Entries" {
    concept_kind:          source_concept
    served_by:             get
    source_of_truth_truth: "log of the quorum" Entry
  }
}
