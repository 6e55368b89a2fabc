// Reading: both kinds of write get a shape; reads and background paths have none.
// Reading: the predicates are independent facts; where several hold, the order decides.
classify path.write_shape where priority_class in {C1, C2} {
  atomic    when cross_service_atomicity_required => multi_service_transaction
  claim     when exclusive_claim_required         => exclusive_claim
  merge     when merge_safe                       => commutative_merge
  guarded   when guarded_by_current_state         => guarded_state_transition
  replace   when replaces_current_value           => overwrite_current_value
  append    when records_immutable_fact           => append_only_event
  otherwise reject "no write shape fits {name}: normalize its requirement again"
}
