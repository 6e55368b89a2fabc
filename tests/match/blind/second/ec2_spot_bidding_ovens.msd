design ovens "Ovens of a bakery, to whom pays most" uses interview {
  context {
    stated_nfrs_constraints:  "an oven has one baker at a time; the price follows the bids; who is outbid has two minutes"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             process
    compensation_acceptable:  yes
  }
  object Market     { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "oven kind" }
  object Bid        { candidate_source: direct_noun  class: event  owner: user     evolution: append_only    scope_kind: collection "bids for oven kind" }
  object Oven       { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite      scope_kind: instance "oven_id" }
  object Turn       { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: time "(oven_id, from, until)" }
  object PriceBoard { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "oven kind" }
  path bid "Bid" {
    requirement: "A baker bids for an hour of an oven"
    actor: user  operation: conditional_write  priority_class: C1
    touches Market as update_target
    touches Bid    as create_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action bid is valid only if market.open AND bid.price > 0 holds on oven kind at decision time."
    invariant HARD ordering    "Instances bids are ordered by price, then time within oven kind."
    invariant HARD uniqueness  "Key (baker, slip) maps to at most one logical outcome bid within oven kind."
    retry:              "(baker, slip)" {idempotency_key}
    competing_writers:  "state and version"
    crash_after_commit: "the slip is known" {idempotency_key}
    publish_failure:    "the board is derived from the bids"
    stale_holder:       "not applicable"
  }
  path give_turn "Give a turn" {
    requirement: "The best bidder gets an oven until it is outbid or done"
    actor: system  operation: conditional_write  priority_class: C1
    touches Turn   as create_target
    touches Oven   as read_source_target
    touches Market as read_source_target
    exclusive_claim_required: yes
    invariant HARD uniqueness  "Key (oven_id, minute) maps to at most one logical outcome running turn within oven_id."
    invariant HARD eligibility "Action give_turn is valid only if bid is the best open one holds on oven_id at decision time."
    retry:              "(slip, oven_id)" {idempotency_key}
    competing_writers:  "overlap is refused"
    crash_after_commit: "the turn is found" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "the door opens to the newest token" {fencing_token}
  }
  path end_turn "End a turn" {
    requirement: "A turn ends: done, outbid, given back"
    actor: system  operation: state_transition  priority_class: C1
    touches Turn as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action end_turn is valid only if turn.state IN (RUNNING, WARNED) holds on turn at decision time."
    invariant HARD uniqueness  "Key (turn, end) maps to at most one logical outcome end within oven_id."
    retry:              "(turn, end)" {idempotency_key}
    competing_writers:  "state"
    crash_after_commit: "ended" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path board "See prices" {
    requirement: "Bakers see the price of now"
    actor: client  operation: read_projection  priority_class: R1
    touches PriceBoard as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept price "Price" {
    concept_kind: projection_concept  served_by: board
    source_of_truth_truth: "bids" Bid
    rebuild_path:          "clear the market again from its bids"
  }
}
