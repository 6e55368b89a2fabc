/// Measurements in folders, on the instrument's disk and at home.
design lab "Folders of a laboratory" uses interview {
  context {
    stated_nfrs_constraints:  "a measurement is never overwritten by an older one; equal pieces are stored once; a device catches up after weeks"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  yes
  }
  object FolderHead { candidate_source: lifecycle_object  class: entity  owner: service "folders"  evolution: state_machine  scope_kind: instance "folder_id" }
  object Piece      { candidate_source: hidden_write_target  class: entity  owner: client             evolution: append_only    scope_kind: instance "sha256" }
  object Change {
    candidate_source: hidden_write_target
    class:            event
    owner:            service "folders"
    evolution:        append_only
    scope_kind:       collection "changes of folder_id"
  }

  path bring "Bring a piece" {
    requirement: "A device brings a piece that is not there yet"
    actor: client  operation: append_event  priority_class: C1
    touches Piece as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness  "Key sha256 maps to at most one logical outcome stored piece within all pieces."
    invariant HARD eligibility "Action bring is valid only if sha256 = hash of the bytes holds on piece at decision time."
    retry:              "sha256" {dedup_by_event_id}
    competing_writers:  "equal bytes, equal piece"
    crash_after_commit: "it is there" {dedup_by_event_id}
    publish_failure:    "nothing to publish"
    stale_holder:       "not applicable"
  }
  path commit "Commit a change" {
    requirement: "A device puts a new version of a file into a folder"
    actor: client  operation: conditional_write  priority_class: C1
    touches FolderHead as update_target
    touches Change     as hidden_write_target
    touches Piece      as read_source_target
    guarded_by_current_state: yes because "only on the version that it was made from"
    invariant HARD eligibility "Action commit is valid only if base = folder.version AND all pieces exist holds on folder_id at decision time."
    invariant HARD ordering    "Instances changes are ordered by version within folder_id."
    invariant HARD uniqueness  "Key (device, counter) maps to at most one logical outcome change within folder_id."
    retry:              "(device, counter)" {idempotency_key}
    competing_writers:  "the later one gets a conflict copy"
    crash_after_commit: "the change is in the log" {idempotency_key}
    publish_failure:    "devices ask from their cursor on"
    stale_holder:       "not applicable"
  }
  path follow "Follow" {
    requirement: "A device gets the changes since its cursor"
    actor: client  operation: read_source  priority_class: R1
    touches Change as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept folder "Folder" {
    concept_kind:          source_concept
    served_by:             follow
    source_of_truth_truth: "log of changes" Change
  }
}
