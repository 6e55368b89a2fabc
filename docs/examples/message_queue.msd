/// A broker: producers append to partitions of a topic, groups of consumers read at their own pace.
/// It teaches that "at least once" is no property of the log but of the order of two writes: the work is done first, the progress
/// committed after it. The generation in the guard of that commit is what keeps a consumer that was thrown out from moving the group.
design message_queue "Message queue / pub-sub" uses interview {
  like messaging_log_consumer_progress

  context {
    stated_nfrs_constraints: "no acknowledged message is lost; each group sees a partition in order, at least once; messages are kept for 7 days; 1 GB/s in, six groups on an average topic"
    reads: 6 M/s  writes: 1 M/s
    topology:                 single_service_distributed because "one broker cluster"
    write_coordination_scope: per_object_scope           because "a partition is ordered, a topic is not"
    read_consistency_target:  bounded_stale_allowed      because "a consumer may see a message some milliseconds late, but never one that can vanish"
    holder_model:             none                       because "a group's membership is a generation number in its progress; nobody holds a lock"
    compensation_acceptable:  no                         because "a message that a group has passed cannot be called back"
  }

  object Topic {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "topic"
  }
  object Message {
    candidate_source: direct_noun
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "messages of (topic, partition)"
  }
  object ConsumerProgress {
    candidate_source: hidden_write_target
    class:            process
    owner:            worker
    evolution:        state_machine
    scope_kind:       relation "(group, topic, partition)"
  }
  object DeadLetter {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only
    scope_kind:                 instance "(group, message_id)"
    candidate_needed_for_c1_r1: no
  }

  path publish "Publish" {
    requirement: "Producer publishes a message to a topic"
    actor: client  operation: append_event
    priority_class: C1 because "an acknowledged message that is lost is work that never happens"
    touches Topic   as read_source_target
    touches Message as create_target
    records_immutable_fact:         yes                                   because "a published message is never changed, and makes no other invalid"
    partition_routed_single_writer: yes                                   because "the leader of a partition is the only one who appends to it"
    declared_companions:            {idempotency_key, sequence_authority} because "producers send again after a timeout, and offsets are given in one place"
    sequence_source:                "the offset that the partition's leader gives" because "consumers read old and new messages by the same offsets"

    invariant HARD eligibility "Action publish is valid only if topic.status = OPEN AND message.size <= topic.max_size holds on topic at decision time."
    invariant HARD ordering    "Instances messages are ordered by offset within (topic, partition)."
    invariant HARD uniqueness  "Key (producer_id, producer_sequence) maps to at most one logical outcome appended message within (topic, partition)."

    retry:              "(producer_id, producer_sequence)" {idempotency_key}
    competing_writers:  "the leader appends one after the other; none loses"
    crash_after_commit: "the new leader has the message and answers the repeat with its offset" {idempotency_key}
    publish_failure:    "nothing is sent: consumers fetch"
    stale_holder:       "not applicable"
  }

  path commit_progress "Commit progress" {
    requirement: "Consumer commits that its group has handled a partition up to an offset"
    actor: worker  operation: state_transition
    priority_class: C1 because "progress that jumps ahead skips work for good"
    touches ConsumerProgress as update_target
    guarded_by_current_state: yes because "only the group's present generation may commit, and only forward"

    invariant HARD eligibility "Action commit_progress is valid only if generation = progress.generation AND offset > progress.offset holds on (group, topic, partition) at decision time."
    invariant HARD ordering    "Instances committed offsets are ordered by offset within (group, topic, partition)."
    invariant HARD uniqueness  "Key (generation, offset) maps to at most one logical outcome commit within (group, topic, partition)."

    retry:              "(group, topic, partition, generation, offset)" {idempotency_key}
    competing_writers:  "the predicate fails for the older generation, and for an offset that is not ahead"
    crash_after_commit: "the repeat finds its offset committed and is told so" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable: a consumer of an older generation fails the guard"
  }

  path fetch "Fetch" {
    requirement: "Consumer reads the next messages of a partition"
    actor: worker  operation: read_source
    priority_class: R1 because "delivery is this read"
    touches Message          as read_source_target
    touches ConsumerProgress as read_source_target
    same_shape_as_source: yes because "it is a range of the log, byte for byte"
    read_heavy:           yes because "six groups read what one producer wrote"
    query_crosses_shards: no  because "one fetch reads one partition"
    query_is_geospatial:  no  because "the read goes by offset"
  }

  path bury_message "Bury message" {
    requirement: "Messages that a group failed on five times are set aside"
    actor: system  operation: async_process
    priority_class: N1 because "it frees the group, and the message stays in the log anyway"
    touches Message    as read_source_target
    touches DeadLetter as async_side_effect_target
  }

  concept stream "Messages of a partition" {
    concept_kind:          source_concept
    served_by:             fetch
    source_of_truth_truth: "the partition's log" Message
    rebuild_path:          "a broker that lost its memory reads the log again"
  }
  concept lag "Progress of a group" {
    concept_kind:          status_concept
    served_by:             fetch
    source_of_truth_truth: "ConsumerProgress row" ConsumerProgress
    rebuild_path:          "nothing to rebuild, the row is read itself"
  }

  hotspot "a partition at the end of its disk's speed" write_throughput_hotspot {
    first_response: "partition by correctness scope: more partitions, keyed by what must stay in order"
  }
  hotspot "six groups at the tail of the log" read_hotspot           { first_response: "cache: the tail is read from memory" }
  hotspot "seven days of 1 GB/s" storage_growth_hotspot { first_response: "tiered retention: closed segments move to object storage, and go after 7 days" }
}
