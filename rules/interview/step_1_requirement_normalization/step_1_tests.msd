test "only a critical write is solved now" {
  path bid    { priority_class: C1 }
  path view   { priority_class: R1 }
  path notify { priority_class: N1 }
  expect bid.critical_now == yes
  expect view.critical_now == no
  expect notify.critical_now == no
}

test "state references are counted in each path and named after their objects" {
  object Auction { class: process }
  object Bid     { class: event }
  path place {
    touches Auction as update_target
    touches Bid     as create_target
  }
  path view {
    touches Auction as read_source_target
  }
  expect state_reference_1.state_reference_id == "S1"
  expect state_reference_2.state_reference_id == "S2"
  expect state_reference_3.state_reference_id == "S1"
  expect state_reference_2.state_target_label == "Bid"
}

test "a normalized requirement holds" {
  object Auction { class: process }
  path place "Place bid" {
    requirement: "User places bid"
    operation:   conditional_write
    touches Auction as update_target
  }
  expect held requirement_given on place
  expect held operation_given on place
  expect held state_named on place
  expect held product_language on place
}

test "a path without state is no operation" {
  path place { requirement: "User places bid" }
  expect broken state_named on place
}

test "what is not written yet is a question" {
  path place { priority_class: C1 }
  expect open requirement_given on place
  expect open operation_given on place
}

test "buttons are no state" {
  path place { requirement: "User clicks the bid button" }
  expect broken product_language on place
  expect warning product_language on place
}
