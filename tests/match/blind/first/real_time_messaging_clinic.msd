design clinic "Talk between wards" uses interview {
  context {
    stated_nfrs_constraints:  "all see one order in a talk; nothing is lost while a phone is off; read marks never go back"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  no
  }
  object Talk { candidate_source: direct_noun  class: entity  owner: service  evolution: overwrite    scope_kind: instance "talk_id" }
  object Line { candidate_source: direct_noun  class: event   owner: user     evolution: append_only  scope_kind: collection "lines of talk_id" }
  object ReadMark {
    candidate_source: hidden_write_target
    class:            relationship
    owner:            client
    evolution:        overwrite
    scope_kind:       relation "(talk_id, device_id)"
  }

  path say "Say" {
    requirement: "Somebody says something in a talk"
    actor: user  operation: append_event  priority_class: C1
    touches Line as create_target
    touches Talk as read_source_target
    records_immutable_fact: yes
    declared_companions:    {sequence_authority}
    sequence_source:        "number of the talk"
    invariant HARD ordering   "Instances lines are ordered by number within talk_id."
    invariant HARD uniqueness "Key (device_id, local number) maps to at most one logical outcome line within talk_id."
    retry:              "(device_id, local number)" {dedup_by_event_id}
    competing_writers:  "the talk numbers them one after the other" {sequence_authority}
    crash_after_commit: "the local number is known" {dedup_by_event_id}
    publish_failure:    "devices fetch from their mark on"
    stale_holder:       "not applicable"
  }
  path mark "Mark as read" {
    requirement: "A device says up to where it has read"
    actor: client  operation: conditional_write  priority_class: C1
    touches ReadMark as update_target
    replaces_current_value: yes
    invariant HARD eligibility "Action mark is valid only if new mark >= old mark holds on (talk_id, device_id) at decision time."
    invariant HARD uniqueness  "Key (talk_id, device_id) maps to at most one logical outcome mark within device_id."
    retry:              "the mark itself" {idempotency_key}
    competing_writers:  "the higher mark stays"
    crash_after_commit: "the mark is there" {idempotency_key}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path fetch "Fetch" {
    requirement: "A device fetches the lines after its mark"
    actor: client  operation: read_source  priority_class: R1
    touches Line     as read_source_target
    touches ReadMark as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
  path ring "Ring" {
    requirement: "Phones ring for a new line"
    actor: system  operation: async_deliver  priority_class: N1
    touches Line as async_side_effect_target
  }
  concept talk "A talk" { concept_kind: source_concept  served_by: fetch  source_of_truth_truth: "lines" Line }
}
