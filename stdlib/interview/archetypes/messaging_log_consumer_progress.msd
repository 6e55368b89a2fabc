/// Messages are added to a log, and each reader keeps a place in it.
archetype messaging_log_consumer_progress "Messaging Log + Consumer Progress" in infrastructure {
  shape "producers add messages to a log or topic that has an order"
  shape "each consumer moves through it at its own pace"
  shape "what delivery means depends on how places in the log are kept and acknowledged"

  /// the topic, or the conversation
  role stream "Topic/stream" : object {
    must class in {entity, process}
    must primary
  }

  /// what is sent
  role message "Message" : object {
    must class == event
    must evolution == append_only
    must primary
  }

  /// how far a consumer has come
  role progress "Consumer progress / offset" : object {
    must class in {relationship, process}
    must primary
    usually scope_kind == relation because "a place belongs to one consumer in one log"
  }

  /// the write that adds a message
  role publish "Publish" : path {
    must priority_class == C1
    must some touches where (object == message and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must no touches where object == progress
    must not exclusive_claim_required
    usually write_shape == append_only_event because "messages do not compete; the log puts one behind the other"
    expects log_order (some invariants where type == ordering)
      otherwise "nothing orders the {message.name} records of one {stream.name}"
      insert "invariant HARD ordering \"Instances {message.name} are ordered by offset within {stream.scope_value}.\""
    expects delivery (some invariants where type == uniqueness)
      otherwise "nothing says whether a {message.name} that is sent again counts again"
      insert "invariant HARD uniqueness \"Key (producer_id, producer_sequence) maps to at most one logical outcome stored {message.name} within {stream.scope_value}.\""
  }

  /// the write that moves a consumer's place
  role advance "Advance" : path {
    must priority_class in {C1, C2}
    must some touches where (object == progress and state_interaction_kind == update_target)
    must no touches where (object == message and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must not exclusive_claim_required
    usually write_shape in {overwrite_current_value, guarded_state_transition} because "a place is one value, and the newer one counts"
    expects only_forward (some invariants where type in {ordering, eligibility})
      otherwise "nothing keeps {progress.name} from going back"
      insert "invariant HARD ordering \"Instances positions are ordered by offset within {progress.scope_value}.\""
  }

  /// the read behind a consumer's place, or the delivery from there
  role consume "Consume" : path {
    must operation in {read_source, read_projection, async_deliver}
    must (some touches where object == message) or (some concepts where truth_object == message)
    usually some touches where object == message because "the log itself is what is read"
    usually operation in {read_source, async_deliver} because "what a consumer gets is the log itself, from its place on"
  }

  example "message queue"
  example "pub/sub log"
  example "chat conversation stream"
}
