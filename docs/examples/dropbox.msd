/// Files that follow their owner from device to device. What it teaches: keep the names apart from the bytes. The bytes are cut into blocks
/// that are named by their hash and never change, so storing one twice is storing it once; only the small row under a name moves, and
/// it moves under a guard on the version that the device had seen. A conflict is then a fact that the device learns, not a loss.
design dropbox "Dropbox" uses interview {
  like versioned_namespace_immutable_content_units

  context {
    stated_nfrs_constraints:  "700 M users, 500 M file changes a day; no committed version is lost; a device learns of a change within 5 s; equal blocks are stored once"
    reads:                    60 k/s
    writes:                   20 k/s
    topology:                 single_service_distributed because "names and blocks are one service with many instances"
    write_coordination_scope: per_object_scope           because "one path of one namespace at a time"
    read_consistency_target:  strong_only                because "a device that syncs past a change would overwrite it"
    holder_model:             none                       because "people edit for hours, so nothing is locked"
    compensation_acceptable:  no                         because "a version is committed whole or not at all"
  }

  object FileEntry { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "(namespace_id, path)" }
  object Block     { candidate_source: direct_noun       class: entity   owner: service  evolution: append_only    scope_kind: global "sha256 of the bytes" }
  object Revision {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "revisions of namespace_id"
  }

  path upload_block "Upload block" {
    requirement: "A device uploads a block of a file"
    actor: client  operation: append_event
    priority_class: C1 because "a version that points to a missing block is a lost file"
    touches Block as create_target
    records_immutable_fact: yes because "bytes under their hash never change"

    invariant HARD uniqueness  "Key sha256 maps to at most one logical outcome stored block within the block store."
    invariant HARD eligibility "Action store_block is valid only if sha256(bytes) = block.name holds on the block store at decision time."

    retry:              "the hash is the name of the block" {dedup_by_event_id}
    competing_writers:  "nobody loses: equal bytes have equal names"
    crash_after_commit: "the device asks which hashes are missing, and this one is not" {dedup_by_event_id}
    publish_failure:    "nothing is published: a block means nothing until a version names it"
    stale_holder:       "not applicable: nothing is held"
  }

  path commit_version "Commit version" {
    requirement: "A device commits a new version of a file"
    actor: client  operation: conditional_write
    priority_class: C1 because "to overwrite a version that the device never saw is to lose somebody's work"
    touches FileEntry as update_target
    touches Revision  as hidden_write_target
    touches Block     as read_source_target
    guarded_by_current_state: yes because "only if the version in the store is the one that the device started from"

    invariant HARD eligibility "Action commit_version is valid only if entry.revision = commit.base_revision AND all blocks are stored holds on (namespace_id, path) at decision time."
    invariant HARD uniqueness  "Key commit_id maps to at most one logical outcome committed revision within namespace_id."
    invariant HARD ordering    "Instances revisions are ordered by revision number within namespace_id."

    retry:              "commit_id" {idempotency_key}
    competing_writers:  "the later one finds another revision, and its device keeps both as a conflicted copy"
    crash_after_commit: "the repeat finds its commit_id on the newest revision" {idempotency_key}
    publish_failure:    "nothing needs to be sent: devices ask what came behind their cursor"
    stale_holder:       "not applicable: nothing is held"
  }

  path list_changes "List changes" {
    requirement: "A device learns what changed since its cursor"
    actor: client  operation: read_source
    priority_class: R1 because "every sync begins with it"
    touches Revision as read_source_target
    same_shape_as_source: yes because "a range of the revisions, in their order"
    read_heavy:           no  because "devices wait for a call and then read a few lines"
    query_crosses_shards: no  because "a namespace lives in one partition"
    query_is_geospatial:  no  because "it asks for one namespace_id"
  }

  path read_block "Read block" {
    requirement: "A device downloads a block that it lacks"
    actor: client  operation: read_source
    priority_class: R1 because "without it a file is a name"
    touches Block as read_source_target
    same_shape_as_source: yes because "bytes in, bytes out"
    read_heavy:           yes because "a block is written once, and read by each device"
    query_crosses_shards: no  because "the hash names the place"
    query_is_geospatial:  no  because "it asks for one hash"
  }

  path wake_devices "Wake devices" {
    requirement: "Other devices hear that something changed"
    actor: system  operation: async_deliver
    priority_class: N1 because "a device that sleeps through the call asks a minute later"
    touches Revision as async_side_effect_target
  }

  concept changes "Changes since a cursor" {
    concept_kind:          source_concept
    served_by:             list_changes
    source_of_truth_truth: "Revisions of the namespace" Revision
  }
  concept bytes "Bytes of a block" {
    concept_kind:          source_concept
    served_by:             read_block
    source_of_truth_truth: "Block store" Block
  }

  hotspot "blocks of old versions" storage_growth_hotspot {
    first_response: "tiered retention: blocks that only versions older than 30 days name move to cold storage"
  }
  hotspot "a folder shared by 10 k people" fan_out_hotspot {
    first_response: "fan-out on read: the call says only that there is news, devices ask for it"
  }
}
