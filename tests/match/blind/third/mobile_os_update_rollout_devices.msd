design devices "Firmware for devices" uses interview {
  context {
    stated_nfrs_constraints: "staged rollout; rollback; blobs immutable"
    topology: multi_service  write_coordination_scope: per_object_scope  read_consistency_target: bounded_stale_allowed
    holder_model: none  compensation_acceptable: yes
  }
  object RolloutPolicy { candidate_source: direct_noun  class: entity  owner: service "control"  evolution: state_machine  scope_kind: instance "policy_id" }
  object UpdateCatalog { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite      scope_kind: instance "model" }
  object DeviceHealth  { candidate_source: direct_noun  class: event  owner: client  evolution: append_only    scope_kind: collection "health of model" }
  object Channel       { candidate_source: direct_noun  class: entity  owner: service "builds"  evolution: overwrite      scope_kind: instance "channel" }
  object Blob          { candidate_source: direct_noun  class: entity  owner: service "builds"  evolution: append_only    scope_kind: instance "sha256" }
  object ReleaseRevision {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "builds"
    evolution:        append_only
    scope_kind:       collection "revisions of channel"
  }
  path upload_blob "Upload blob" {
    requirement: "Build uploads a blob"
    actor: service  operation: append_event  priority_class: C1 because "a lost blob breaks devices"
    touches Blob as create_target
    records_immutable_fact: yes because "content addressed"
    invariant HARD uniqueness "Key sha256 maps to at most one logical outcome blob within all blobs."
  }
  path release "Release" {
    requirement: "Build moves a channel to a new revision"
    actor: service  operation: conditional_write  priority_class: C1 because "devices follow it"
    touches Channel         as update_target
    touches ReleaseRevision as hidden_write_target
    touches Blob            as read_source_target
    guarded_by_current_state: yes because "only from the revision it was built on"
    invariant HARD eligibility "Action release is valid only if channel.revision = expected holds on channel at decision time."
    invariant HARD ordering    "Instances revisions are ordered by number within channel."
    invariant HARD uniqueness  "Key build_id maps to at most one logical outcome revision within channel."
  }
  path advance "Advance rollout" {
    requirement: "An operator advances or rolls back a rollout"
    actor: admin  operation: state_transition  priority_class: C1 because "a bad update bricks devices"
    touches RolloutPolicy as update_target
    guarded_by_current_state: yes because "from stage to stage"
    invariant HARD eligibility "Action advance is valid only if failures < threshold holds on policy_id at decision time."
    invariant HARD uniqueness  "Key (policy_id, stage) maps to at most one logical outcome stage within policy_id."
  }
  path health "Report health" {
    requirement: "A device reports its health"
    actor: client  operation: append_event  priority_class: C2 because "one report matters little"
    touches DeviceHealth as create_target
    records_immutable_fact: yes because "it was so"
  }
  path check_update "Check for update" {
    requirement: "A device asks for its update"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches UpdateCatalog as read_projection_target
    same_shape_as_source: no  because "policy and channel joined"
    read_heavy:           yes because "millions"
    query_crosses_shards: no  because "one model"
    query_is_geospatial:  no  because "by model"
    invariant SOFT freshness "Read model UpdateCatalog reflects RolloutPolicy within 5 min."
  }
  concept offer "Offer" {
    concept_kind:          projection_concept
    served_by:             check_update
    source_of_truth_truth: "policy" RolloutPolicy
    rebuild_path:          "from policies and channels"
  }
}
