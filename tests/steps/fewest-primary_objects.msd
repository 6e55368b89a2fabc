/// A parcel locker: what is kept of a deposit can be cut in several ways. The two that hold with the fewest primary objects share the
/// first place; one with as few does not hold, so it comes last; and of one it is not decided how much it has.
/// Order: 1 boxes, 1 merged, 3 undecided, 3 or 4 the design, 5 by_size, 6 careless
design fewest_primary_objects "fewest primary objects" uses interview {
  context {
    topology:                 single_service_distributed because "one locker service, many instances"
    write_coordination_scope: per_object_scope           because "one box at a time"
    read_consistency_target:  strong_only                because "a courier stands before the door"
    holder_model:             worker                     because "a courier's visit holds the box"
    compensation_acceptable:  no                         because "two parcels in one box cannot be repaired"
  }

  object Box     { candidate_source: direct_noun       class: entity   owner: service  evolution: state_machine  scope_kind: instance "box_id" }
  object Deposit { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "deposit_id" }
  object Visit   { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "visit_id" }

  path deposit "Deposit" {
    requirement: "Courier leaves a parcel in a free box"
    actor: user  operation: conditional_write
    priority_class: C1 because "two parcels in one box are one parcel lost"
    touches Deposit as create_target
    touches Box     as update_target
    touches Visit   as update_target
    exclusive_claim_required: yes because "one parcel at a time fills a box"
    invariant HARD eligibility "Action deposit is valid only if box.status = FREE holds on box_id at decision time."
    invariant HARD uniqueness  "Key box_id maps to at most one logical outcome parcel within locker_id."
    retry:              "visit_id" {idempotency_key}
    competing_writers:  "the second claim finds the lease taken, and another door opens"
    crash_after_commit: "the repeat finds its own deposit" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       "the fencing token of an older visit is refused" {fencing_token}
  }

  scenario boxes  "A box holds its deposit, and the visit is a column of it" { without Deposit Visit;  path deposit { touches Box as update_target } }
  scenario merged "A deposit of its own, boxes are its place" { without Box Visit;  path deposit { touches Deposit as create_target } }
  scenario by_size "A candidate for each size of box" {
    object Small {
      candidate_source: direct_noun
      class:            entity
      owner:            service
      evolution:        state_machine
      scope_kind:       instance "box_id"
    }
    path deposit {
      touches Deposit as create_target
      touches Box     as update_target
      touches Visit   as update_target
      touches Small   as update_target
    }
  }
  scenario careless "As few, but its retries rest on what is not there" {
    without Box Visit
    path deposit {
      touches Deposit as create_target
      retry: "visit_id" {outbox}
    }
  }
  scenario undecided "Who owns a visit is not said yet" { object Visit { owner: ? } }
}
