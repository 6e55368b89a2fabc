design presale "Tickets in a presale" uses interview {
  context {
    stated_nfrs_constraints:  "never more tickets than places; first come, first served"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Presale { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "concert_id" }
  object Wish    { candidate_source: direct_noun         class: event       owner: client   evolution: append_only    scope_kind: instance "wish_id" }
  object Left    { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "concert_id" }
  path wish "Wish for tickets" {
    requirement: "A listener wants two tickets, and gets them while there are enough"
    actor: user  operation: conditional_write  priority_class: C1
    touches Presale as update_target
    touches Wish    as hidden_write_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action wish is valid only if presale.left >= wish.count holds on concert_id at decision time."
    invariant HARD ordering    "Instances granted wishes are ordered by acceptance within concert_id."
    invariant HARD uniqueness  "Key (listener, session) maps to at most one logical outcome grant within concert_id."
    retry:              "session" {idempotency_key}
    competing_writers:  "left has changed"
    crash_after_commit: "granted already" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path left "See how many are left" {
    requirement: "Listeners see how many are left"
    actor: client  operation: read_projection  priority_class: R1
    touches Left as read_projection_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept left_over "Left over" {
    concept_kind: projection_concept  served_by: left
    source_of_truth_truth: "presale" Presale
    rebuild_path:          "places less granted wishes"
  }
}
