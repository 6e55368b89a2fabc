/// When to stop: all six conditions closed.
checklist stop_rule "Stop rule" {
  invariants "each critical write has its invariants" needs
    business_invariant, retry_invariant, statement_given, statement_in_form
  context "the execution context is declared" needs
    topology_given, coordination_given, read_target_given, holder_given, compensation_given
  mechanisms "each critical write has a shape and a mechanism" needs
    write_shape_settled, mechanism_settled
  companions "each mechanism has its companions" needs
    companions_attached, one_sequence_source
  reads "each important read has a declared truth" needs
    read_path_settled, truth_declared, truth_given, cache_is_not_truth, truth_is_primary, rebuild_given
  failures "each retry, crash and duplicate of a critical write has an answer" needs
    retry_answered, losers_answered, crash_answered, publish_answered, stale_holder_answered,
    retry_supported, losers_supported, crash_supported, publish_supported, stale_holder_supported,
    retry_names_key, publish_relies_on_companion, stale_holder_fenced
}
