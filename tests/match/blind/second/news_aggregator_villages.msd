design villages "What is new in the villages" uses interview {
  context {
    stated_nfrs_constraints:  "each paper is asked every ten minutes by one collector; the front is some minutes old"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             worker
    compensation_acceptable:  no
  }
  object Paper { candidate_source: future_constraint   class: intent      owner: scheduler  evolution: overwrite  scope_kind: instance "paper_id" }
  object Round { candidate_source: lifecycle_object    class: process     owner: worker  evolution: state_machine  scope_kind: instance "paper_id" }
  object Piece { candidate_source: direct_noun         class: event       owner: pipeline  evolution: append_only  scope_kind: collection "pieces of paper_id" }
  object Front { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: collection "village" }
  path ask_paper "Ask a paper" {
    requirement: "A collector takes a paper that is due"
    actor: worker  operation: conditional_write  priority_class: C1
    touches Round as update_target
    touches Paper as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key paper_id maps to at most one logical outcome collector within paper_id."
    invariant HARD eligibility "Action ask_paper is valid only if paper.next <= now holds on paper_id at decision time."
    retry:              "round number" {idempotency_key}
    competing_writers:  "held by lease"
    crash_after_commit: "the lease ends" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "token" {fencing_token}
  }
  path keep "Keep a piece" {
    requirement: "A collector keeps each piece that is not known yet"
    actor: worker  operation: append_event  priority_class: C1
    touches Piece as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key canonical address maps to at most one logical outcome piece within all papers."
    invariant HARD eligibility "Action keep is valid only if the address is canonical holds on piece at decision time."
    retry:              "canonical address" {dedup_by_event_id}
    competing_writers:  "known is known"
    crash_after_commit: "the address is known" {dedup_by_event_id}
    publish_failure:    "the front reads on"
    stale_holder:       "harmless"
  }
  path next_round "Set the next round" {
    requirement: "After a round it is set when to ask again, later after a failure"
    actor: worker  operation: overwrite_state  priority_class: C2
    touches Paper as update_target
    replaces_current_value: yes
  }
  path front "Front" {
    requirement: "A reader sees what is new around a village, equal stories together"
    actor: client  operation: read_projection  priority_class: R1
    touches Front as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept front_of_village "Front" {
    concept_kind: projection_concept  served_by: front
    source_of_truth_truth: "pieces" Piece
    rebuild_path:          "group the pieces of the last days again"
  }
}
