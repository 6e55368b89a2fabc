/// A problem of reads changes the mechanism of the truth.
design truth_is_left_alone "truth is left alone" uses interview {
  context {
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one auction at a time"
    read_consistency_target:  bounded_stale_allowed      because "the view may lag"
    holder_model:             none                       because "nobody holds anything"
    compensation_acceptable:  no                         because "a bid is one write in one service"
  }

  object Auction     { candidate_source: lifecycle_object    class: process     owner: service  evolution: state_machine  scope_kind: instance "auction_id" }
  object AuctionView { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "auction_id" }
  object Notification {
    candidate_source:           direct_noun
    class:                      event
    owner:                      worker
    evolution:                  append_only
    scope_kind:                 instance "notification_id"
    candidate_needed_for_c1_r1: no
  }

  path place_bid "Place bid" {
    requirement: "User places bid"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong acceptance changes the truth"
    touches Auction as update_target
    guarded_by_current_state: yes      because "only an open auction takes bids"
    declared_companions:      {outbox} because "watchers hear of committed bids only"
    invariant HARD eligibility "Action accept_bid is valid only if auction.status = OPEN holds on auction_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome bid result within auction_id."
    retry:              "request_id" {idempotency_key}
    competing_writers:  "the later one is told the new price"
    crash_after_commit: "the stored result is returned" {idempotency_key}
    publish_failure:    "the outbox is sent again" {outbox}
    stale_holder:       "not applicable"
  }

  path see_highest_bid "See highest bid" {
    requirement: "User sees the highest bid"
    actor: client  operation: read_projection
    priority_class: R1 because "bidders decide by it"
    touches AuctionView as read_projection_target
    same_shape_as_source: yes because "the auction row holds it"
    read_heavy:           yes because "many watch, few bid"
    query_crosses_shards: no  because "one auction, one partition"
    query_is_geospatial:  no  because "the read goes by auction_id"
  }

  path outbid_push "Outbid push" {
    requirement: "Watchers hear that they were outbid"
    actor: system  operation: async_deliver
    priority_class: N1 because "a late push falsifies nothing"
    touches Notification as async_side_effect_target
  }

  hotspot "viral auction" read_hotspot {
    first_response:    "cache or projection"
    changes_mechanism: yes
    tried_in:          cached
  }

  concept highest_bid "Highest bid" {
    concept_kind:          projection_concept
    served_by:             see_highest_bid
    source_of_truth_truth: "Auction row" Auction
    rebuild_path:          "replay the updates of the auction"
  }

  scenario cached "Bids are placed from the cache" {
    context { read_consistency_target: strong_only because "the cache is asked before a bid" }
  }
}
