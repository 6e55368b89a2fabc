test "each operation treats state in its own way" {
  object Auction { class: process }
  object View    { class: projection }
  object Notice  { class: event }
  path place {
    actor: user  operation: conditional_write
    touches Auction as update_target
    touches View    as read_projection_target
  }
  path look {
    operation: read_source
    touches Auction as read_source_target
  }
  path watch {
    operation: read_projection
    touches View as read_projection_target
  }
  path tell {
    operation: async_deliver
    touches Notice as async_side_effect_target
  }
  expect held actor_given on place
  expect held write_has_target on place
  expect held one_operation on look
  expect held source_read_has_target on look
  expect held one_operation on watch
  expect held projection_read_has_target on watch
  expect held delivery_has_target on tell
  expect held interaction_given on state_reference_1
}

test "a read that writes is two paths" {
  object Cart { class: entity }
  path look {
    operation: read_source
    touches Cart as read_source_target
    touches Cart as hidden_write_target
  }
  expect broken one_operation on look
  expect error one_operation on look
}

test "a path that does not touch what its operation asks for" {
  object Auction { class: process }
  path place {
    operation: append_event
    touches Auction as read_source_target
  }
  path look {
    operation: read_source
    touches Auction as read_projection_target
  }
  path watch {
    operation: read_projection
    touches Auction as read_source_target
  }
  path tell {
    operation: async_deliver
    touches Auction as update_target
  }
  expect broken write_has_target on place
  expect broken source_read_has_target on look
  expect broken projection_read_has_target on watch
  expect broken delivery_has_target on tell
}

test "what is not said about a path is asked" {
  object Auction { class: process }
  path place {
    touches Auction
  }
  expect open actor_given on place
  expect open interaction_given on state_reference_1
  expect open one_operation on place
  expect open write_has_target on place
  expect open source_read_has_target on place
  expect open projection_read_has_target on place
  expect open delivery_has_target on place
}
