/// An update service whose builds are blocks of events, whose releases have revisions, and whose campaigns are intents.
design updates_by_campaign "Mobile OS update, by campaign" uses interview {
  context {
    stated_nfrs_constraints:  "a bad campaign is stopped in minutes; builds are verified"
    topology:                 single_service_distributed because "one service"
    write_coordination_scope: per_object_scope           because "one object at a time"
    read_consistency_target:  bounded_stale_allowed      because "as the readers need it"
    holder_model:             none                       because "as the work is done"
    compensation_acceptable:  no                         because "nothing is taken back"
  }

  object Release    { candidate_source: lifecycle_object     class: process  owner: service  evolution: state_machine  scope_kind: instance "release_id" }
  object BuildBlock { candidate_source: direct_noun          class: event    owner: service  evolution: append_only    scope_kind: instance "content_hash" }
  object ReleaseRev { candidate_source: hidden_write_target  class: event    owner: service  evolution: append_only    scope_kind: instance "revision_id" }
  object Campaign   { candidate_source: direct_noun          class: intent   owner: service  evolution: state_machine  scope_kind: instance "campaign_id" }
  object Crash      { candidate_source: direct_noun          class: event    owner: client   evolution: append_only    scope_kind: instance "report_id" }
  object Eligible {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "devices of campaign_id"
  }

  path upload_block "Upload block" {
    requirement: "Build farm uploads a block"
    actor: system  operation: append_event
    priority_class: C1 because "a wrong block bricks phones"
    touches BuildBlock as create_target
    records_immutable_fact: yes because "blocks never change"
    invariant HARD uniqueness "Key content_hash maps to at most one logical outcome block within all builds."
  }
  path publish_release "Publish release" {
    requirement: "Manager publishes a revision of a release"
    actor: admin  operation: state_transition
    priority_class: C1 because "phones install it"
    touches Release    as update_target
    touches ReleaseRev as hidden_write_target
    touches BuildBlock as read_source_target
    guarded_by_current_state: yes because "only a verified release"
    invariant HARD eligibility "Action publish is valid only if release.status = VERIFIED holds on release_id at decision time."
    invariant HARD uniqueness  "Key revision maps to at most one logical outcome published revision within release_id."
    invariant HARD ordering    "Instances revisions are ordered by number within release_id."
  }
  path advance_campaign "Advance campaign" {
    requirement: "Manager advances or stops a campaign"
    actor: admin  operation: state_transition
    priority_class: C1 because "too far is too late"
    touches Campaign as update_target
    guarded_by_current_state: yes because "stage by stage"
    invariant HARD eligibility "Action advance is valid only if campaign.stage = expected holds on campaign_id at decision time."
    invariant HARD uniqueness  "Key (campaign_id, stage) maps to at most one logical outcome stage within campaign_id."
  }
  path report_crash "Report crash" {
    requirement: "Phone reports a crash after an update"
    actor: client  operation: append_event
    priority_class: N1 because "many reports"
    touches Crash as create_target
  }
  path check "Check" {
    requirement: "Phone checks for an update"
    actor: client  operation: read_projection
    priority_class: R1 because "updates are found so"
    touches Eligible as read_projection_target
    same_shape_as_source: no  because "release and campaign together"
    read_heavy:           yes because "all phones daily"
    query_crosses_shards: no  because "one model"
    query_is_geospatial:  no  because "by model"
    invariant SOFT freshness "Read model eligible devices reflects campaigns within 10 min."
  }
  concept offer "Offer" {
    concept_kind: projection_concept  served_by: check
    source_of_truth_truth: "campaign" Campaign
    rebuild_path:          "apply campaigns to devices"
  }
}
