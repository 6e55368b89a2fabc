/// The worked example of the framework: bids on an auction.
design auction "Auction" uses interview {
  context {
    stated_nfrs_constraints:  "bids must never be accepted twice or out of order; the highest bid may lag briefly"
    topology:                 single_service_distributed because "one logical service with many instances"
    write_coordination_scope: per_object_scope           because "bid correctness is per auction"
    read_consistency_target:  bounded_stale_allowed      because "the highest-bid read may lag briefly"
    holder_model:             none                       because "no temporary holder is required on the bid write path"
    compensation_acceptable:  no                         because "this is not a cross-service compensating flow"
  }

  object Auction     { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "auction_id" }
  object Bid         { candidate_source: direct_noun         class: event       owner: user     evolution: append_only    scope_kind: instance "bid_id" }
  object AuctionView { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "auction_id" }
  object Notification {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only
    scope_kind:                 instance "notification_id"
    candidate_needed_for_c1_r1: no
  }

  path place_bid "Place bid" {
    requirement: "User places bid"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong acceptance changes the truth"
    touches Auction as update_target
    guarded_by_current_state: yes      because "only an open auction takes bids, and only higher ones"
    declared_companions:      {outbox} because "watchers are told only about bids that were committed"

    invariant HARD eligibility "Action accept_bid is valid only if auction.status = OPEN AND server_time < auction.end_time AND bid.amount > auction.current_highest holds on auction_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome bid acceptance result within auction_id."
    invariant HARD ordering    "Instances accepted bids are ordered by acceptance order within auction_id."

    retry:              "request_id" {idempotency_key}
    competing_writers:  "CAS loser retries or fails"
    crash_after_commit: "stored result returned" {idempotency_key}
    publish_failure:    "outbox" {outbox}
    stale_holder:       "not applicable"
  }

  path see_highest_bid "See highest bid" {
    requirement: "User sees current highest bid"
    actor: client  operation: read_projection
    priority_class: R1 because "bidders decide by it, and a short lag harms nobody"
    touches AuctionView as read_projection_target
    same_shape_as_source: yes because "the auction row holds the highest bid"
    read_heavy:           yes because "many watch, few bid"
    query_crosses_shards: no  because "one auction lives in one partition"
    query_is_geospatial:  no  because "the read goes by auction_id"
  }

  path outbid_push "Outbid push" {
    requirement: "Watchers get outbid push"
    actor: system  operation: async_deliver
    priority_class: N1 because "a late push annoys, but falsifies nothing"
    touches Notification as async_side_effect_target
  }

  concept highest_bid "Highest bid" {
    concept_kind:          projection_concept
    served_by:             see_highest_bid
    source_of_truth_truth: "Auction row" Auction
    rebuild_path:          "replay auction updates from source"
  }

  hotspot "hot auction_id"     contention_hotspot { first_response: "single-writer queue for that auction_id" }
  hotspot "viral read traffic" read_hotspot       { first_response: "cache or projection" }
}
