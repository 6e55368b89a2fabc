test "an owned object with one evolution and one scope is primary" {
  object Auction {
    candidate_source: lifecycle_object
    class:            process
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "auction_id"
  }
  expect Auction.derivability_test == yes
  expect Auction.primary == yes
  expect Auction.candidate_object_label == "Auction"
  expect held candidate_described on Auction
}

test "a projection is not primary" {
  object View { class: projection  owner: derived  evolution: overwrite  scope_kind: instance "auction_id" }
  expect View.derivability_test == no
  expect View.primary == no
}

test "what nobody writes is not primary" {
  object Rating { class: entity  owner: derived  evolution: overwrite  scope_kind: instance }
  expect Rating.primary == no
  expect broken somebody_writes_it on Rating
}

test "a candidate that fails may be rejected" {
  object Rating {
    class:                          entity
    owner:                          derived
    evolution:                      overwrite
    scope_kind:                     instance
    candidate_decomposition_action: reject_as_ui_artifact
  }
  expect no findings
}

test "a half-described candidate is a question" {
  object Auction { class: process  owner: service }
  expect open candidate_described on Auction
}

test "an important read needs what it touches" {
  object View { class: projection  candidate_needed_for_c1_r1: no }
  path see {
    priority_class: R1
    touches View as read_projection_target
  }
  expect broken touched_is_needed on see
}

test "a notification may touch what the baseline drops" {
  object Notification { class: event  candidate_needed_for_c1_r1: no }
  object Auction      { class: process }
  path place {
    priority_class: C1
    touches Auction as update_target
  }
  path push {
    priority_class: N1
    touches Notification as async_side_effect_target
  }
  expect held touched_is_needed on place
  expect held touched_is_kept on push
}

test "a split candidate is out of use" {
  object Booking { class: process  candidate_decomposition_action: split_candidate }
  path book {
    priority_class: C1
    touches Booking as create_target
  }
  expect broken touched_is_kept on book
  expect broken split_is_replaced on Booking
}

test "a split candidate has heirs" {
  object Booking { class: process  candidate_decomposition_action: split_candidate }
  object Hold    { class: process  replaces: Booking }
  object Payment { class: process  replaces: Booking }
  expect held split_is_replaced on Booking
}

test "a critical write touches primary state" {
  object Auction { class: process     owner: service  evolution: state_machine  scope_kind: instance }
  object View    { class: projection  owner: derived  evolution: overwrite      scope_kind: instance }
  path place {
    priority_class: C1
    touches Auction as update_target
  }
  path refresh {
    priority_class: C1
    touches View as update_target
  }
  expect held write_touches_primary on place
  expect broken write_touches_primary on refresh
}
