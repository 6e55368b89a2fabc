/// Files are entities, blocks are events, and a commit does not look at the blocks.
design dropbox_too "File sync" uses interview {
  context {
    stated_nfrs_constraints:  "no version is lost"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object File         { candidate_source: direct_noun          class: entity  owner: user     evolution: state_machine  scope_kind: instance "file_id" }
  object Block        { candidate_source: direct_noun          class: event   owner: client   evolution: append_only    scope_kind: instance "sha256" }
  object FileRevision { candidate_source: hidden_write_target  class: event   owner: service  evolution: append_only    scope_kind: instance "filerevision_id" }

  path upload_block "Upload block" {
    requirement: "Device uploads a block"
    actor: client  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Block as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Block within sha256."
  }

  path commit "Commit" {
    requirement: "Device commits a version"
    actor: client  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches File         as update_target
    touches FileRevision as hidden_write_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD eligibility "Action commit is valid only if File.status allows it holds on file_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome File within file_id."
    invariant HARD ordering    "Instances File are ordered by sequence number within file_id."
  }

  path sync "Sync" {
    requirement: "Device asks what changed"
    actor: client  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches FileRevision as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  path download "Download" {
    requirement: "Device downloads a block"
    actor: client  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches Block as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  concept changes "Changes" {
    concept_kind: source_concept  served_by: sync
    source_of_truth_truth: "Table of FileRevision" FileRevision
  }

  concept blocks "Blocks" {
    concept_kind: source_concept  served_by: download
    source_of_truth_truth: "Table of Block" Block
  }
}
