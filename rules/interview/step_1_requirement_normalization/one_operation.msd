// One requirement, one operation. The registry has the interaction kind follow from the operation, so a kind that the
// operation cannot have means that a second operation hides in the row.

/// What reads, only reads.
require one_operation on path where operation in {read_source, read_projection} step 1 {
  no touches where state_interaction_kind in {create_target, update_target, delete_target, hidden_write_target}
  otherwise error "{name} reads, but also changes state" hint "two operations are two paths: put the write in one of its own"
}

/// What writes, changes something.
require write_has_target on path
  where operation in {conditional_write, append_event, overwrite_state, state_transition} and (some touches) step 1 {
  some touches where state_interaction_kind in {create_target, update_target, delete_target, hidden_write_target}
  otherwise error "{name} is a write, but changes none of the state that it touches" hint "name what it creates, updates or deletes"
}

/// What reads the source touches a source.
require source_read_has_target on path where operation == read_source and (some touches) step 1 {
  some touches where state_interaction_kind == read_source_target
  otherwise error "{name} reads the source, but touches nothing as read_source_target" hint "say which object is its source"
}

/// What reads a projection touches one.
require projection_read_has_target on path where operation == read_projection and (some touches) step 1 {
  some touches where state_interaction_kind == read_projection_target
  otherwise error "{name} reads a projection, but touches nothing as read_projection_target" hint "say which projection it reads, or make it read_source"
}

/// What delivers touches state on the side only.
require delivery_has_target on path where operation == async_deliver and (some touches) step 1 {
  some touches where state_interaction_kind == async_side_effect_target
  otherwise warning "{name} delivers something, but touches nothing as async_side_effect_target" hint "name what is delivered"
}
