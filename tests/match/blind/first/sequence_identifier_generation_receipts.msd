design receipts "Numbers for receipts" uses interview {
  context {
    stated_nfrs_constraints:  "no number twice in the whole chain; rising in each till; 300 k a second; works without network"
    topology:                 single_service_distributed
    write_coordination_scope: local_only
    read_consistency_target:  strong_only
    holder_model:             process
    compensation_acceptable:  no
  }
  object TillCounter {
    candidate_source: hidden_write_target
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "till number"
  }
  object TillNumber {
    candidate_source: relationship_edge
    class:            relationship
    owner:            service
    evolution:        state_machine
    scope_kind:       relation "(till number, till)"
  }

  path next "Next number" {
    requirement: "A till draws the next number"
    actor: client  operation: overwrite_state  priority_class: C1
    touches TillCounter as update_target
    touches TillNumber  as read_source_target
    replaces_current_value: yes
    single_writer_scope:    yes because "a till alone moves its counter"
    invariant HARD uniqueness "Key number maps to at most one logical outcome receipt within the chain."
    invariant HARD ordering   "Instances numbers are ordered by time, then counter within till number."
    retry:              "a lost number is never used"
    competing_writers:  "there is one till to a counter"
    crash_after_commit: "the next draw goes on above"
    publish_failure:    "nothing to publish"
    stale_holder:       "an ended till number draws nothing"
  }
  path lend "Lend a till number" {
    requirement: "A till that starts borrows a till number"
    actor: service  operation: conditional_write  priority_class: C1
    touches TillNumber as update_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key till number maps to at most one logical outcome till within the chain."
    invariant HARD eligibility "Action lend is valid only if the last lease has ended holds on till number at decision time."
    retry:              "till serial" {idempotency_key}
    competing_writers:  "the next free number"
    crash_after_commit: "its own lease" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "the token is in the number" {fencing_token}
  }
}
