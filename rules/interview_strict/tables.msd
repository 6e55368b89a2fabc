// Rules that could never fire, and those that kept them from it.

// dead rule: `repairable` asks for a transaction that may be repaired, but the predicate let none through. Whether repair
// will do decides between the two mechanisms, not whether there is a transaction. And owners within one service need no
// agreement between services, whatever they are called.
// redundant_condition, unread_field: several owners are more than one object, and a synchronous hard invariant is a hard one;
// what is left of the clauses about owners is `cross_service_write`, which nothing asked for.
replace derive path.cross_service_atomicity_required =
  cross_service_write and (some invariants where (tier == HARD and invariant_synchronous))
change field path.cross_service_atomicity_required {
  replace from cross_service_write, invariant.tier, invariant.invariant_synchronous
}

// dead rule: of `reshaped` and `direct` one always fires, so that nothing came to `one_row`, and nothing to `otherwise`.
change classify path.read_path {
  remove one_row
  before reshaped add one_row when join_heavy_hot_read => denormalized_row
  remove direct
  replace otherwise read_source_directly
}

// gap: a guarded or plain overwrite of an object with another evolution met no rule. Whatever the evolution, a write that
// rests on what it has read compares the version it has read; the state is in the comparison only if there is one.
change classify path.base_mechanism {
  after guarded_state add guarded_value when write_shape == guarded_state_transition => cas_on_version
  replace overwriting when write_shape == overwrite_current_value => cas_on_version
  // What is left is an append, so that nothing came to `otherwise`.
  remove appending
  replace otherwise append_log
}
