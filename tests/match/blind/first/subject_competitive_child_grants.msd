design grants "A pot of money, first come" uses interview {
  context {
    stated_nfrs_constraints:  "the pot is never overdrawn; decisions in the order of arrival"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  no
  }
  object Pot         { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "pot_id" }
  object Application { candidate_source: direct_noun       class: event  owner: user  evolution: append_only  scope_kind: collection "applications to pot_id" }

  path apply "Apply" {
    requirement: "A club applies for a sum out of the pot"
    actor: user  operation: conditional_write  priority_class: C1
    touches Pot         as update_target
    touches Application as create_target
    guarded_by_current_state: yes because "only while enough is left"
    invariant HARD eligibility "Action apply is valid only if pot.open AND application.sum <= pot.rest holds on pot_id at decision time."
    invariant HARD ordering    "Instances granted applications are ordered by arrival within pot_id."
    invariant HARD uniqueness  "Key (club, form) maps to at most one logical outcome decision within pot_id."
    retry:              "(club, form)" {idempotency_key}
    competing_writers:  "the rest has changed: decide again"
    crash_after_commit: "the decision is read" {idempotency_key}
    publish_failure:    "clubs ask for it"
    stale_holder:       "not applicable"
  }
  path rest "See what is left" {
    requirement: "Clubs see what is left"
    actor: client  operation: read_source  priority_class: R1
    touches Pot as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
}
