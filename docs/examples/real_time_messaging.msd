/// Conversations whose members must all see one order, on phones that come and go.
/// It teaches that the log is the truth and a reader's place in it is a second, small truth: who keeps both needs no inbox for each
/// member. The reads are strong, since a gap in what was read would move a cursor past a message that nobody saw.
design real_time_messaging "Real-time messaging" uses interview {
  like messaging_log_consumer_progress

  context {
    stated_nfrs_constraints: "an acknowledged message is never lost; one order for all members; on a connected phone within 500 ms at p99; a phone may be away for weeks"
    reads: 120 k/s  writes: 20 k/s
    topology:                 single_service_distributed because "one messaging service, and any instance may hold a connection"
    write_coordination_scope: per_object_scope           because "order is promised within a conversation, and nowhere else"
    read_consistency_target:  strong_only                because "a cursor that moves over a gap hides a message for good"
    holder_model:             none                       because "nobody holds a conversation; its partition has a writer all the time"
    compensation_acceptable:  no                         because "a message that was shown cannot be taken out of people's heads"
  }

  object Conversation { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite    scope_kind: instance "conversation_id" }
  object Message { candidate_source: direct_noun  class: event   owner: service  evolution: append_only  scope_kind: collection "messages of conversation_id" }
  object ReadCursor {
    candidate_source: hidden_write_target
    class:            relationship
    owner:            client
    evolution:        overwrite
    scope_kind:       relation "(user_id, conversation_id)"
  }
  object PushNotice {
    candidate_source: direct_noun  class: event  owner: worker  evolution: append_only  scope_kind: instance "push_id"
    candidate_needed_for_c1_r1: no
  }

  path send_message "Send message" {
    requirement: "Member sends a message to a conversation"
    actor: user  operation: append_event
    priority_class: C1 because "an acknowledged message that is lost or doubled falsifies the conversation"
    touches Conversation as read_source_target
    touches Message      as create_target
    records_immutable_fact:         yes because "a message stays as it was sent and disturbs no other"
    partition_routed_single_writer: yes because "all messages of a conversation go through the writer of its partition, which numbers them"
    declared_companions:            {idempotency_key, sequence_authority, outbox} because "phones send again over bad networks, one number orders history and live push, and pushes follow the commit"
    sequence_source:                "the number that the partition's writer gives the message in the log" because "history and live push carry this number and no other"

    invariant HARD eligibility "Action send_message is valid only if sender is a member of conversation holds on conversation_id at decision time."
    invariant HARD ordering    "Instances messages are ordered by sequence number within conversation_id."
    invariant HARD uniqueness  "Key (sender_id, client_message_id) maps to at most one logical outcome stored message within conversation_id."

    retry:              "client_message_id" {idempotency_key}
    competing_writers:  "the partition's writer takes one after the other; none loses"
    crash_after_commit: "the repeat meets the stored message and gets its number" {idempotency_key}
    publish_failure:    "the outbox sends the push again, by its sequence number" {outbox}
    stale_holder:       "not applicable"
  }

  path advance_cursor "Advance cursor" {
    requirement: "Phone records up to where its user has received a conversation"
    actor: client  operation: overwrite_state
    priority_class: C1 because "a cursor too far ahead loses messages for its reader"
    touches ReadCursor as update_target
    replaces_current_value: yes because "the newer position stands in place of the older, and nobody competes for it"

    invariant HARD ordering   "Instances positions of one reader are ordered by sequence number within (user_id, conversation_id)."
    invariant HARD uniqueness "Key (user_id, conversation_id) maps to at most one logical outcome current position within conversation_id."

    retry:              "(user_id, conversation_id, position)" {idempotency_key}
    competing_writers:  "of two phones of one user the later finds a newer version, reads it, and keeps the greater position"
    crash_after_commit: "the repeat finds its own position and is told so" {idempotency_key}
    publish_failure:    "nothing is published"
    stale_holder:       "not applicable"
  }

  path catch_up "Catch up" {
    requirement: "Phone reads the messages behind its position"
    actor: client  operation: read_source
    priority_class: R1 because "this is how every message arrives after a phone was away"
    touches Message    as read_source_target
    touches ReadCursor as read_source_target
    same_shape_as_source: yes because "it is a range of the log, in the order it is stored"
    read_heavy:           yes because "a message is written once and read by every device of every member"
    query_crosses_shards: no  because "a conversation lives in one partition"
    query_is_geospatial:  no  because "the read goes by conversation and number"
  }

  path push_message "Push message" {
    requirement: "Connected members are told of a new message"
    actor: system  operation: async_deliver
    priority_class: N1 because "a lost push costs a moment: the next catch-up brings the message"
    touches PushNotice as async_side_effect_target
  }

  concept history "Message history" {
    concept_kind:          source_concept
    served_by:             catch_up
    source_of_truth_truth: "Message log of the conversation" Message
    rebuild_path:          "nothing to rebuild, the log is read itself"
  }
  concept unread "Unread position" {
    concept_kind:          status_concept
    served_by:             catch_up
    source_of_truth_truth: "ReadCursor row" ReadCursor
    rebuild_path:          "nothing to rebuild, the row is read itself"
  }

  hotspot "a group of 100,000 members" fan_out_hotspot {
    first_response: "fan-out on read: members of large groups fetch from the log, only small groups get a push each"
  }
  hotspot "years of history" storage_growth_hotspot {
    first_response: "tiered retention: messages of past years move to slow storage, still by number"
  }
}
