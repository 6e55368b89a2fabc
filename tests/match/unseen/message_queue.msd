/// A queue whose producers own what they send, whose offsets are rows that are overwritten, and which pushes to its subscribers.
design queue_with_push "Message queue, pushing" uses interview {
  context {
    stated_nfrs_constraints:  "at least once; order within a partition"
    topology:                 single_service_distributed because "brokers"
    write_coordination_scope: per_object_scope           because "a partition"
    read_consistency_target:  bounded_stale_allowed      because "consumers may lag"
    holder_model:             worker                     because "consumers may die"
    compensation_acceptable:  no                         because "what was consumed was consumed"
  }
  object Partition { candidate_source: direct_noun        class: process  owner: service  evolution: state_machine  scope_kind: instance "partition_id" }
  object Message { candidate_source: direct_noun        class: event  owner: client  evolution: append_only  scope_kind: collection "messages of partition_id" }
  object Offset { candidate_source: relationship_edge  class: relationship  owner: worker  evolution: overwrite  scope_kind: relation "(group, partition_id)" }

  path append_message "Append message" {
    requirement: "Producer appends a message"
    actor: client  operation: append_event
    priority_class: C1 because "lost messages are lost work"
    touches Message as create_target
    records_immutable_fact: yes because "a message stays"
    invariant HARD ordering   "Instances messages are ordered by offset within partition_id."
    invariant HARD uniqueness "Key (producer, sequence) maps to at most one logical outcome message within partition_id."
  }
  path ack "Acknowledge" {
    requirement: "Consumer acknowledges up to an offset"
    actor: worker  operation: overwrite_state
    priority_class: C1 because "too far ahead loses messages"
    touches Offset as update_target
    replaces_current_value: yes because "the newer offset replaces the older"
    invariant HARD ordering "Instances offsets are ordered by position within (group, partition_id)."
  }
  path push "Push" {
    requirement: "Broker pushes messages behind the offset to a consumer"
    actor: system  operation: async_deliver
    priority_class: N1 because "a lost push is sent again"
    touches Message as async_side_effect_target
  }
  path see_lag "See lag" {
    requirement: "Operator reads how far a group is behind"
    actor: admin  operation: read_source
    priority_class: R1 because "scaling goes by it"
    touches Offset as read_source_target
    same_shape_as_source: yes because "one row"
    read_heavy:           no  because "rare"
    query_crosses_shards: no  because "one partition"
    query_is_geospatial:  no  because "by id"
  }
  concept lag "Lag" {
    concept_kind: status_concept  served_by: see_lag
    source_of_truth_truth: "offset row" Offset
  }
}
