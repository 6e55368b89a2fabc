design prices "Prices in shops' pages" uses interview {
  context {
    stated_nfrs_constraints:  "a shop is asked by one robot at a time; pages lead to pages; failures wait twice as long"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             worker
    compensation_acceptable:  no
  }
  object Page     { candidate_source: lifecycle_object  class: process  owner: pipeline  evolution: state_machine  scope_kind: instance "address" }
  object Fetching { candidate_source: lifecycle_object  class: process  owner: worker    evolution: state_machine  scope_kind: instance "(address, attempt)" }
  path discover "Discover" {
    requirement: "A robot puts addresses that it met on the list"
    actor: worker  operation: append_event  priority_class: C1
    touches Page as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key address without its tail maps to at most one logical outcome entry within the list."
    invariant HARD eligibility "Action discover is valid only if robots.txt allows it holds on address at decision time."
    retry:                          "address" {dedup_by_event_id}
    competing_writers:              "known is known"
    crash_after_commit:             "known" {dedup_by_event_id}
    publish_failure:                "nothing to publish"
    stale_holder:                   "not applicable"
    partition_routed_single_writer: yes because "addresses of a shop go to one list"
  }
  path fetch "Fetch" {
    requirement: "A robot takes the next page of a shop"
    actor: worker  operation: conditional_write  priority_class: C1
    touches Fetching as create_target
    touches Page     as update_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key address maps to at most one logical outcome robot within shop."
    invariant HARD eligibility "Action fetch is valid only if page.next <= now holds on address at decision time."
    retry:              "(address, attempt)" {idempotency_key}
    competing_writers:  "lease"
    crash_after_commit: "lease ends" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "token" {fencing_token}
  }
  path finish "Finish" {
    requirement: "A robot reports what came of a page"
    actor: worker  operation: state_transition  priority_class: C1
    touches Fetching as update_target
    touches Page     as hidden_write_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action finish is valid only if fetching.token = token holds on address at decision time."
    invariant HARD uniqueness  "Key (address, attempt) maps to at most one logical outcome result within address."
    retry:              "(address, attempt)" {idempotency_key}
    competing_writers:  "token"
    crash_after_commit: "finished" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "token" {fencing_token}
  }
  path seen "Which pages were seen" {
    requirement: "Staff sees how far the robots are"
    actor: admin  operation: read_source  priority_class: R1
    touches Page as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: yes  query_is_geospatial: no
  }
  concept list_of_pages "List of pages" {
    concept_kind:          status_concept
    served_by:             seen
    source_of_truth_truth: "list" Page
  }
}
