test "a class fits its operation" {
  object Auction { class: process  evolution: state_machine }
  path place {
    priority_class: C1  operation: conditional_write  guarded_by_current_state: yes
    touches Auction as update_target
    invariant HARD eligibility
  }
  path look { priority_class: R2  operation: read_source }
  path tell {
    priority_class: N1  operation: async_deliver
    touches Auction as async_side_effect_target
  }
  expect held critical_is_a_write on place
  expect held important_is_a_read on look
  expect held background_is_async on tell
  expect held hard_means_critical on invariant_1
  expect held background_is_set_off on tell
}

test "a class that its operation contradicts" {
  path look  { priority_class: C1  operation: read_projection }
  path work  { priority_class: C2  operation: async_process }
  path place { priority_class: R1  operation: append_event }
  path clean { priority_class: N1  operation: overwrite_state }
  expect broken critical_is_a_write on look
  expect broken critical_is_a_write on work
  expect broken important_is_a_read on place
  expect broken background_is_async on clean
  expect warning background_is_async on clean
}

test "a hard invariant makes its path critical" {
  path help {
    priority_class: C2
    invariant HARD uniqueness
  }
  path tell {
    priority_class: N1
    invariant HARD ordering
  }
  path look {
    priority_class: R1
    invariant HARD authorization
  }
  expect broken hard_means_critical on invariant_1
  expect broken hard_means_critical on invariant_2
  expect held hard_means_critical on invariant_3
}

test "background work that nothing sets off" {
  object Mail { class: event }
  path place { priority_class: C1  records_immutable_fact: yes }
  path tell {
    priority_class: N1
    touches Mail as async_side_effect_target
  }
  path wanted { priority_class: N1  asked_for: yes }
  expect broken background_is_set_off on tell
}

test "a critical write that publishes sets it off" {
  path place { priority_class: C1  records_immutable_fact: yes  declared_companions: {cdc} }
  path tell  { priority_class: N1 }
  expect held background_is_set_off on tell
}

test "a class without its operation is open" {
  path place { priority_class: C1  declared_companions: ?  records_immutable_fact: yes }
  path look  { priority_class: R1 }
  path tell  { priority_class: N1 }
  path odd {
    invariant HARD uniqueness
  }
  expect open critical_is_a_write on place
  expect open important_is_a_read on look
  expect open background_is_async on tell
  expect open background_is_set_off on tell
  expect open hard_means_critical on invariant_1
}
