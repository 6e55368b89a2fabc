design cabins "Cabins in the hills" uses interview {
  context {
    stated_nfrs_constraints:  "a cabin has one party a night; who has not paid by ten loses it"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             process
    compensation_acceptable:  yes
  }
  object Cabin {
    candidate_source: direct_noun
    class:            entity
    owner:            service "cabins"
    evolution:        overwrite
    scope_kind:       instance "cabin_id"
  }
  object Stay {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service "stays"
    evolution:        state_machine
    scope_kind:       time "(cabin_id, night)"
  }
  object FreeNights {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       region "valley"
  }
  path take "Take a cabin" {
    requirement: "A party takes a cabin for three nights"
    actor: user  operation: conditional_write  priority_class: C1
    touches Stay  as create_target
    touches Cabin as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key (cabin_id, night) maps to at most one logical outcome stay within cabin_id."
    invariant HARD eligibility "Action take is valid only if cabin is open in the season holds on cabin_id at decision time."
    retry:              "party key" {idempotency_key}
    competing_writers:  "the night is taken"
    crash_after_commit: "its own stay" {idempotency_key}
    publish_failure:    "free nights are derived hourly"
    stale_holder:       "token" {fencing_token}
  }
  path pay "Pay for it" {
    requirement: "A party pays, and the stay is firm"
    actor: user  operation: state_transition  priority_class: C1
    touches Stay as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action pay is valid only if stay.state = TAKEN holds on stay at decision time."
    invariant HARD uniqueness  "Key payment number maps to at most one logical outcome payment within stay."
    retry:              "payment number" {idempotency_key}
    competing_writers:  "state"
    crash_after_commit: "paid" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "refused"
  }
  path look "Look for a cabin" {
    requirement: "A party looks for free cabins in a valley"
    actor: client  operation: read_projection  priority_class: R1
    touches FreeNights as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: yes  query_is_geospatial: yes
  }
  concept free "Free nights" {
    concept_kind: projection_concept  served_by: look
    source_of_truth_truth: "stays" Stay
    rebuild_path:          "all nights less the stays"
  }
}
