// What a design is held against as a whole: when to stop, and the framework in twelve points.

/// When to stop: all six conditions closed.
checklist stop_rule "Stop rule" {
  invariants "each critical write has its invariants" needs
    business_invariant, retry_invariant, invariant_classified, statement_given, statement_in_form
  context "the execution context is declared" needs
    topology_given, coordination_given, read_target_given, holder_given, compensation_given
  mechanisms "each critical write has a shape and a mechanism" needs
    write_shape_settled, mechanism_settled, context_before_mechanism
  companions "each mechanism has its companions" needs
    mechanism_settled, one_sequence_source
  reads "each important read has a declared truth" needs
    read_path_settled, truth_declared, truth_given, truth_is_kept, cache_is_not_truth, truth_is_primary, rebuild_given
  failures "each retry, crash and duplicate of a critical write has an answer" needs
    retry_answered, losers_answered, crash_answered, publish_answered, stale_holder_answered,
    retry_supported, losers_supported, crash_supported, publish_supported, stale_holder_supported,
    retry_names_key, retry_names_event, crash_absorbs_repeat, publish_relies_on_companion, stale_holder_fenced,
    crashed_holder_answered
}

/// The framework in twelve points, in the order of work.
checklist compact "Compact checklist" {
  normalized "each requirement is one operation over state" needs
    requirement_given, actor_given, operation_given, state_named, interaction_given, product_language,
    one_operation, write_has_target, source_read_has_target, projection_read_has_target, delivery_has_target
  prioritized "each path has its class, and the critical writes come first" needs
    priority_given, priority_order, critical_is_a_write, important_is_a_read, background_decides_nothing, hard_means_critical,
    background_is_set_off
  primary_state "only the state that critical writes and important reads need is kept" needs
    candidate_described, scope_named, touched_is_needed, touched_is_kept, split_is_replaced, replaces_a_split, needed_is_used,
    write_touches_primary, owner_is_one, somebody_writes_it, evolution_is_one, scope_is_clear, read_model_is_projection,
    projection_target_is_projection, source_target_is_source
  hard_first "the hard invariants are written first" needs
    business_invariant, retry_invariant, business_beside_retry, invariant_classified, statement_given, statement_in_form,
    freshness_is_soft,
    invariant_serves_core, hard_before_soft
  context "the execution context is declared" needs
    topology_given, coordination_given, read_target_given, holder_given, compensation_given
  shapes "each critical write has one shape" needs
    write_shape_settled
  mechanisms "each critical write has one mechanism, chosen after the context" needs
    mechanism_settled, context_before_mechanism
  companions "each mechanism has the companions that go with it" needs
    mechanism_settled, one_sequence_source, compensation_is_acceptable
  one_truth "everything that is read has one source of truth" needs
    read_path_settled, truth_declared, truth_given, truth_names_object, truth_is_kept, concept_kind_given, cache_is_not_truth,
    truth_is_primary, projection_is_not_written, concept_is_served_by_read, rebuild_given
  failures "each critical write has its five answers" needs
    retry_answered, losers_answered, crash_answered, publish_answered, stale_holder_answered,
    retry_supported, losers_supported, crash_supported, publish_supported, stale_holder_supported,
    retry_names_key, retry_names_event, retry_has_key, crash_absorbs_repeat, publish_relies_on_companion, stale_holder_fenced,
    crashed_holder_answered, losers_fit_mechanism
  scale "scale comes last, and leaves the truth alone" needs
    response_given, response_by_table, truth_is_left_alone, replacement_is_tried, scale_comes_last
  stop "the baseline is closed, and nothing is added that nobody asked for" needs
    business_invariant, retry_invariant, invariant_classified, statement_given, statement_in_form,
    topology_given, coordination_given, read_target_given, holder_given, compensation_given,
    write_shape_settled, mechanism_settled, context_before_mechanism, one_sequence_source,
    read_path_settled, truth_declared, truth_given, truth_is_kept, cache_is_not_truth, truth_is_primary, rebuild_given,
    retry_answered, losers_answered, crash_answered, publish_answered, stale_holder_answered,
    retry_supported, losers_supported, crash_supported, publish_supported, stale_holder_supported,
    retry_names_key, retry_names_event, crash_absorbs_repeat, publish_relies_on_companion, stale_holder_fenced,
    crashed_holder_answered,
    optional_when_asked, kafka_has_need, redis_has_need, services_have_need, services_differ, shards_are_asked_for,
    topic_was_asked_for, core_comes_first
}
