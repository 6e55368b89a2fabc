/// Spare machines, sold to whoever bids most, and taken back when somebody else needs them.
/// It teaches the seam between a market and an allocation: winning a round is decided among bids, by price; holding a machine is decided
/// per machine and hour, by a lease. The notice before the end is a state that is written, so nobody is told what did not happen.
design ec2_spot_bidding "EC2 spot bidding" uses interview {
  like market_order_book_process
  like time_bounded_exclusive_allocation { settle: give_notice  release: take_back }

  context {
    stated_nfrs_constraints: "a machine has one holder at a time; nobody pays more than was bid; who loses a machine is told two minutes before; prices move every few seconds"
    reads: 30 k/s  writes: 800 /s
    topology:                 single_service_distributed because "one spot service for each region"
    write_coordination_scope: per_object_scope           because "a pool of one zone and type is a market of its own"
    read_consistency_target:  bounded_stale_allowed      because "a price may be some seconds old, since the bid is checked again"
    holder_model:             node                       because "a machine is held by the host agent that runs it, and hosts die"
    compensation_acceptable:  no                         because "work that was cut off is lost, whatever is paid back"
  }

  object SpotRequest {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       collection "open requests of pool_id"
  }
  object Award     { candidate_source: hidden_write_target  class: event  owner: service  evolution: append_only  scope_kind: collection "awards of pool_id" }
  object PriceView { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite    scope_kind: instance "pool_id" }
  object Machine   { candidate_source: direct_noun          class: entity  owner: service  evolution: overwrite    scope_kind: instance "machine_id" }
  object Allocation {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       time "(machine_id, from, until)"
  }

  path place_bid "Place bid" {
    requirement: "Customer bids for machines of a pool"
    actor: user  operation: conditional_write
    priority_class: C1 because "a bid that counts twice buys twice"
    touches SpotRequest as create_target
    guarded_by_current_state: yes because "only a pool that is open takes bids, from customers within their limits"

    invariant HARD eligibility "Action place_bid is valid only if pool.status = OPEN AND bid.max_price >= pool.floor AND customer.limit covers bid holds on pool_id at decision time."
    invariant HARD uniqueness  "Key (customer_id, client_token) maps to at most one logical outcome open request within pool_id."

    retry:              "(customer_id, client_token)" {idempotency_key}
    competing_writers:  "two bids do not compete here, each is a row of its own; the round ranks them"
    crash_after_commit: "the repeat finds its token and gets the stored request" {idempotency_key}
    publish_failure:    "nothing is published: the next round reads what is open"
    stale_holder:       "not applicable"
  }

  path run_round "Run round" {
    requirement: "Pool awards its free machines to the highest bids"
    actor: scheduler  operation: state_transition
    priority_class: C1 because "a wrong award gives a machine to somebody who was outbid"
    touches SpotRequest as update_target
    touches Award       as create_target
    guarded_by_current_state: yes      because "only open requests above the clearing price are awarded, and only as many as machines are free"
    declared_companions:      {outbox} because "machines are allocated from awards that were committed"

    invariant HARD eligibility "Action award is valid only if request.status = OPEN AND request.max_price >= clearing price holds on pool_id at decision time."
    invariant HARD ordering    "Instances awards are ordered by max_price, then time of the bid within (pool_id, round)."
    invariant HARD uniqueness  "Key (request_id, round) maps to at most one logical outcome award within pool_id."
    invariant HARD accounting  "Aggregate charge of a request equals sum of clearing prices over its awards within request_id."

    retry:              "(pool_id, round)" {idempotency_key}
    competing_writers:  "a second run of the round finds requests in state AWARDED, and the predicate fails"
    crash_after_commit: "the repeat finds the awards of its round" {idempotency_key}
    publish_failure:    "the outbox sends the award again; the allocator knows its number" {outbox, idempotent_consumer}
    stale_holder:       "not applicable: a round holds nothing"
  }

  path claim_machine "Claim machine" {
    requirement: "Host takes a machine for an award until a given time"
    actor: worker  operation: conditional_write
    priority_class: C1 because "two customers on one machine see each other's data"
    touches Allocation as create_target
    touches Machine    as read_source_target
    exclusive_claim_required: yes         because "a machine has one holder in any minute"
    declared_companions:      {heartbeat} because "a host that is silent for 10 s has lost its machine"

    invariant HARD eligibility "Action claim_machine is valid only if machine.status = FREE AND award is not used holds on machine_id at decision time."
    invariant HARD uniqueness  "Key (machine_id, from, until) maps to at most one logical outcome active allocation within machine_id."

    retry:              "award_id" {idempotency_key}
    competing_writers:  "the later host finds the lease taken and tries the next free machine"
    crash_after_commit: "the repeat finds the allocation of its award; without heartbeats the lease ends" {idempotency_key, heartbeat}
    publish_failure:    "nothing is published"
    stale_holder:       "disks and network refuse the fencing token of an older allocation" {fencing_token}
  }

  path give_notice "Give notice" {
    requirement: "Pool announces that it will take a machine back"
    actor: scheduler  operation: state_transition
    priority_class: C1 because "two minutes count from the notice, so it must be true before it is told"
    touches Allocation as update_target
    guarded_by_current_state: yes because "only an active allocation gets a notice, and only one"

    invariant HARD eligibility "Action give_notice is valid only if allocation.status = ACTIVE AND request.max_price < clearing price holds on (machine_id, from, until) at decision time."
    invariant HARD uniqueness  "Key (allocation_id, round) maps to at most one logical outcome notice within machine_id."

    retry:              "(allocation_id, round)" {idempotency_key}
    competing_writers:  "an end by the customer and a notice at once: the second finds another state"
    crash_after_commit: "the repeat finds the notice with its time" {idempotency_key}
    publish_failure:    "nothing is published: the machine reads its own allocation every second"
    stale_holder:       "not applicable: a notice holds nothing"
  }

  path take_back "Take back" {
    requirement: "Pool takes a machine back two minutes after its notice, or at the end of its time"
    actor: scheduler  operation: state_transition
    priority_class: C1 because "too early breaks the promise, and twice would hit the next holder"
    touches Allocation as update_target
    guarded_by_current_state: yes because "only an allocation whose notice is two minutes old, or whose time is over, ends"

    invariant HARD eligibility "Action take_back is valid only if allocation.status = NOTICED AND now >= notice time + 2 min OR now >= allocation.until holds on (machine_id, from, until) at decision time."
    invariant HARD uniqueness  "Key (allocation_id, version) maps to at most one logical outcome end within machine_id."

    retry:              "(allocation_id, version)" {idempotency_key}
    competing_writers:  "an end by the customer and one by the pool: the second finds the allocation ended"
    crash_after_commit: "the repeat finds the allocation ended" {idempotency_key}
    publish_failure:    "nothing is published: the host reads that its allocation has ended"
    stale_holder:       "not applicable: ending holds nothing"
  }

  path see_price "See price" {
    requirement: "Customer reads the present price of a pool"
    actor: client  operation: read_projection
    priority_class: R1 because "customers bid by it"
    touches PriceView as read_projection_target
    same_shape_as_source: no  because "the price is the lowest bid that still won"
    read_heavy:           yes because "programs ask every second, rounds are every few seconds"
    query_crosses_shards: no  because "one pool, one price"
    query_is_geospatial:  no  because "a zone is a name here"

    invariant SOFT freshness "Read model price view reflects awards of the last round within 5 s."
  }

  concept price "Present price" {
    concept_kind:          projection_concept
    served_by:             see_price
    source_of_truth_truth: "awards of the pool" Award
    rebuild_path:          "take the awards of the last round again"
  }

  hotspot "a zone fails and all bid elsewhere" contention_hotspot { first_response: "single-writer queue for each pool" }
  hotspot "programs that watch prices"         read_hotspot       { first_response: "cache: a price holds until the next round" }
}
