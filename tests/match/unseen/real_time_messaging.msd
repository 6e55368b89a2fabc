/// A chat where members send and read, receipts are states of a member's place, and history is read from a view.
design chat_with_receipts "Real-time messaging, with receipts" uses interview {
  context {
    stated_nfrs_constraints:  "no message lost; order in a room"
    topology:                 single_service_distributed because "one service"
    write_coordination_scope: per_object_scope           because "one object at a time"
    read_consistency_target:  bounded_stale_allowed      because "as the readers need it"
    holder_model:             none                       because "as the work is done"
    compensation_acceptable:  no                         because "nothing is taken back"
  }

  object Room     { candidate_source: direct_noun         class: entity      owner: service  evolution: overwrite      scope_kind: instance "room_id" }
  object ChatLine { candidate_source: direct_noun         class: event       owner: user  evolution: append_only    scope_kind: collection "lines of room_id" }
  object Receipt  { candidate_source: lifecycle_object    class: process     owner: client  evolution: state_machine  scope_kind: relation "(member, room_id)" }
  object History  { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "room_id" }

  path send_line "Send line" {
    requirement: "Member sends a line"
    actor: user  operation: append_event
    priority_class: C1 because "lost words"
    touches ChatLine as create_target
    records_immutable_fact: yes because "lines stay"
    invariant HARD ordering    "Instances lines are ordered by sequence within room_id."
    invariant HARD uniqueness  "Key client_id maps to at most one logical outcome line within room_id."
    invariant HARD eligibility "Action send is valid only if sender is a member holds on room_id at decision time."
  }
  path mark_read "Mark read" {
    requirement: "Member has read up to a line"
    actor: client  operation: state_transition
    priority_class: C1 because "unread lines must not vanish"
    touches Receipt as update_target
    guarded_by_current_state: yes because "only forward"
    invariant HARD eligibility "Action mark_read is valid only if line > receipt.line holds on (member, room_id) at decision time."
    invariant HARD uniqueness  "Key (member, line) maps to at most one logical outcome receipt within room_id."
  }
  path read_history "Read history" {
    requirement: "Member reads a room"
    actor: client  operation: read_projection
    priority_class: R1 because "that is the product"
    touches History as read_projection_target
    same_shape_as_source: no  because "with names and pictures"
    read_heavy:           yes because "many members"
    query_crosses_shards: no  because "one room"
    query_is_geospatial:  no  because "by room"
    invariant SOFT freshness "Read model history reflects lines within 1 s."
  }
  concept history "History" {
    concept_kind: projection_concept  served_by: read_history
    source_of_truth_truth: "lines" ChatLine
    rebuild_path:          "replay the lines"
  }
}
