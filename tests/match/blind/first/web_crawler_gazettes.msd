design gazettes "Collecting official gazettes" uses interview {
  context {
    stated_nfrs_constraints:  "each address once a day; one visitor per site; 3 M addresses"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             process
    compensation_acceptable:  no
  }
  object Address { candidate_source: direct_noun          class: entity   owner: pipeline  evolution: overwrite  scope_kind: instance "canonical address" }
  object Visit   { candidate_source: lifecycle_object     class: process  owner: worker    evolution: state_machine  scope_kind: instance "canonical address" }
  object Issue   { candidate_source: hidden_write_target  class: event    owner: worker    evolution: append_only  scope_kind: collection "issues of address" }

  path note_down "Note down an address" {
    requirement: "A visitor notes down the addresses found on a page"
    actor: worker  operation: overwrite_state  priority_class: C1
    touches Address as update_target
    replaces_current_value: yes because "the newest time to visit counts"
    invariant HARD uniqueness "Key canonical address maps to at most one logical outcome entry within the list of addresses."
    retry:              "canonical address" {idempotency_key}
    competing_writers:  "the same address is the same row"
    crash_after_commit: "noting again changes nothing" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path take "Take an address" {
    requirement: "A visitor takes an address that is due"
    actor: worker  operation: conditional_write  priority_class: C1
    touches Visit   as create_target
    touches Address as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key canonical address maps to at most one logical outcome running visit within site."
    invariant HARD eligibility "Action take is valid only if address.due <= now AND site.resting = no holds on canonical address at decision time."
    retry:              "visit number" {idempotency_key}
    competing_writers:  "taken is taken"
    crash_after_commit: "the lease ends and the address is due again" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "a late visit brings an old token" {fencing_token}
  }
  path store "Store an issue" {
    requirement: "A visitor stores what it found"
    actor: worker  operation: append_event  priority_class: C1
    touches Issue as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key hash of content maps to at most one logical outcome issue within address."
    invariant HARD eligibility "Action store is valid only if visit.token is newest holds on address at decision time."
    retry:              "hash of content" {dedup_by_event_id}
    competing_writers:  "equal content is one issue"
    crash_after_commit: "the hash is known" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "harmless, it would store the same"
  }
  path read_issue "Read an issue" {
    requirement: "A reader opens an issue"
    actor: client  operation: read_source  priority_class: R1
    touches Issue as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
}
