/// A calendar whose events hold rooms by relation and day, whose alarms are intents, and whose users look at a week view.
design calendar_by_week "Calendar, by week" uses interview {
  context {
    stated_nfrs_constraints:  "no double booking of rooms; alarms on time, once"
    topology:                 single_service_distributed because "one service"
    write_coordination_scope: per_object_scope           because "one object at a time"
    read_consistency_target:  bounded_stale_allowed      because "as the readers need it"
    holder_model:             worker                     because "as the work is done"
    compensation_acceptable:  no                         because "nothing is taken back"
  }

  object MeetingRoom { candidate_source: direct_noun         class: entity  owner: service  evolution: overwrite  scope_kind: instance "room_id" }
  object RoomHold    { candidate_source: relationship_edge   class: relationship  owner: service  evolution: state_machine  scope_kind: time "(room_id, slot)" }
  object Alarm       { candidate_source: future_constraint   class: intent  owner: scheduler  evolution: state_machine  scope_kind: time "alarm time" }
  object AlarmRun    { candidate_source: lifecycle_object    class: process  owner: worker  evolution: state_machine  scope_kind: instance "run_id" }
  object WeekView    { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: collection "week of user_id" }

  path hold_room "Hold room" {
    requirement: "Organizer holds a room for a slot"
    actor: user  operation: conditional_write
    priority_class: C1 because "double booking"
    touches RoomHold as create_target
    exclusive_claim_required: yes because "one meeting a slot"
    invariant HARD uniqueness  "Key (room_id, slot) maps to at most one logical outcome active hold within room_id."
    invariant HARD eligibility "Action hold_room is valid only if slot is free holds on (room_id, slot) at decision time."
  }
  path cancel_meeting "Cancel meeting" {
    requirement: "Organizer cancels a meeting"
    actor: user  operation: state_transition
    priority_class: C1 because "a room given back too early is doubly booked"
    touches RoomHold as update_target
    guarded_by_current_state: yes because "only a meeting that stands"
    invariant HARD eligibility "Action cancel is valid only if hold.status = HELD holds on (room_id, slot) at decision time."
    invariant HARD uniqueness  "Key cancel_id maps to at most one logical outcome cancellation within room_id."
  }
  path set_alarm "Set alarm" {
    requirement: "User sets an alarm for a meeting"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong alarm is a missed meeting"
    touches Alarm as create_target
    guarded_by_current_state: yes because "only for a meeting that stands"
    invariant HARD eligibility "Action set_alarm is valid only if meeting.status = HELD holds on alarm time at decision time."
    invariant HARD uniqueness  "Key alarm_id maps to at most one logical outcome alarm within meeting_id."
  }
  path take_alarm "Take alarm" {
    requirement: "Worker takes an alarm that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "alarms come once"
    touches AlarmRun as create_target
    exclusive_claim_required: yes because "one worker"
    invariant HARD uniqueness  "Key (alarm_id, alarm time) maps to at most one logical outcome run within alarm_id."
    invariant HARD eligibility "Action take_alarm is valid only if alarm time <= now holds on alarm_id at decision time."
  }
  path see_week "See week" {
    requirement: "User reads a week"
    actor: user  operation: read_projection
    priority_class: R1 because "people plan by it"
    touches WeekView as read_projection_target
    same_shape_as_source: no  because "rooms and meetings together"
    read_heavy:           yes because "many looks"
    query_crosses_shards: no  because "one user"
    query_is_geospatial:  no  because "by user"
    invariant SOFT freshness "Read model week view reflects room holds within 5 s."
  }
  concept week "Week" {
    concept_kind: projection_concept  served_by: see_week
    source_of_truth_truth: "room holds" RoomHold
    rebuild_path:          "read the holds of the week"
  }
}
