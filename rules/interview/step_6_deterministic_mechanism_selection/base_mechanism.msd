// Reading: without a write shape there is nothing to protect, and the finding is the write shape's.
// Reading: where both single-writer predicates hold, the order decides.
classify path.base_mechanism where write_shape is not absent {
  repairable    when write_shape == multi_service_transaction and context.compensation_acceptable     => saga
  all_or_none   when write_shape == multi_service_transaction and not context.compensation_acceptable => two_pc
  one_writer    when single_writer_scope                                                              => single_writer
  one_per_part  when partition_routed_single_writer                                                   => single_writer_per_partition
  merging       when write_shape == commutative_merge                                                 => crdt
  claim_crash   when write_shape == exclusive_claim and context.holder_may_crash                      => lease
  claim_safe    when write_shape == exclusive_claim and not context.holder_may_crash                  => pessimistic_lock
  guarded_state when write_shape == guarded_state_transition and evolution == state_machine           => cas_on_state_version
  overwriting   when write_shape == overwrite_current_value and evolution == overwrite                => cas_on_version
  appending     when write_shape == append_only_event                                                 => append_log
  otherwise reject "no base mechanism fits {name}: normalize its requirement again"
}
