test "candidates as their sources say" {
  object Alarm   { candidate_source: future_constraint    class: intent }
  object Follows { candidate_source: relationship_edge    class: relationship }
  object Ledger  { candidate_source: hidden_write_target  class: event }
  object Feed    { candidate_source: derived_read_model   class: projection }
  object Follow  { candidate_source: direct_noun          class: event }
  path follow {
    priority_class: C1
    touches Follows as create_target
    touches Ledger  as hidden_write_target
    touches Alarm   as create_target
  }
  path read {
    priority_class: R1  operation: read_projection
    touches Feed    as read_projection_target
    touches Follows as read_source_target
  }
  expect held constraint_is_intent on Alarm
  expect held edge_is_relationship on Follows
  expect held hidden_target_is_written on Ledger
  expect held projection_target_is_projection on state_reference_4
  expect held source_target_is_source on state_reference_5
  expect held projection_read_has_model on read
  expect held needed_is_used on Feed
  expect held needed_is_used on Ledger
}

test "candidates that contradict their sources" {
  object Alarm   { candidate_source: future_constraint    class: entity }
  object Follows { candidate_source: relationship_edge    class: event }
  object Ledger  { candidate_source: hidden_write_target  class: event }
  object Feed    { candidate_source: direct_noun          class: projection }
  object Post    { candidate_source: direct_noun          class: entity }
  path read {
    priority_class: R1  operation: read_projection
    touches Feed as read_source_target
    touches Post as read_projection_target
  }
  expect broken constraint_is_intent on Alarm
  expect broken edge_is_relationship on Follows
  expect broken hidden_target_is_written on Ledger
  expect broken source_target_is_source on state_reference_1
  expect broken projection_target_is_projection on state_reference_2
  expect broken projection_read_has_model on read
  expect broken needed_is_used on Ledger
}

test "what holds a truth is used" {
  object Ledger { candidate_source: lifecycle_object  class: process }
  concept balance { source_of_truth_truth: "ledger" Ledger }
  expect held needed_is_used on Ledger
}

test "candidates without class are open" {
  object Due  { candidate_source: future_constraint }
  object Edge { candidate_source: relationship_edge }
  object Hidden
  path read {
    priority_class: R1  operation: read_projection
    touches Due    as read_projection_target
    touches Edge   as read_source_target
    touches Hidden as read_source_target
  }
  expect open constraint_is_intent on Due
  expect open edge_is_relationship on Edge
  expect open hidden_target_is_written on Hidden
  expect open projection_target_is_projection on state_reference_1
  expect open source_target_is_source on state_reference_2
  expect open projection_read_has_model on read
}

test "only what is split is replaced" {
  object Booking { class: process }
  object Trip    { class: process  candidate_decomposition_action: split_candidate }
  object Hold    { class: process  replaces: Booking }
  object Ride    { class: process  replaces: Trip }
  object Leg     { class: process  replaces: Half }
  object Half    { class: process  candidate_decomposition_action: ? }
  expect broken replaces_a_split on Hold
  expect held replaces_a_split on Ride
  expect open replaces_a_split on Leg
}
