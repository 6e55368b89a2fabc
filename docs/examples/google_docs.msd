/// A text that many people write at once. What it teaches: where all writes may succeed, there is no winner, no lock and no version to
/// compare; there is a merge law, and everything is asked of it: that the order of arrival does not count, and that nothing is lost.
/// The edits are kept in a log, but the log serves the document and not the other way round.
design google_docs "Google Docs" uses interview {
  like shared_mutable_subject

  context {
    stated_nfrs_constraints:  "up to 100 people write one document; an own edit shows at once, others' within 500 ms; no edit is ever lost, also of those who were offline for a day"
    reads:                    30 k/s
    writes:                   100 k/s
    topology:                 single_service_distributed because "one document service, many instances, and a replica in each client"
    write_coordination_scope: per_object_scope           because "edits of one document know nothing of those of another"
    read_consistency_target:  bounded_stale_allowed      because "a replica may lag as long as it converges"
    holder_model:             none                       because "nobody holds a paragraph: people type where they like"
    compensation_acceptable:  no                         because "a merge has no half-done state to repair"
  }

  object Document { candidate_source: direct_noun          class: process  owner: user  evolution: merge        scope_kind: instance "document_id" }
  object Edit     { candidate_source: hidden_write_target  class: event    owner: user  evolution: append_only  scope_kind: collection "edits of document_id" }

  path edit_document "Edit document" {
    requirement: "User changes a text that others change at the same time"
    actor: user  operation: append_event
    priority_class: C1 because "a sentence that vanishes is lost user data"
    touches Document as update_target
    touches Edit     as hidden_write_target
    merge_safe: yes because "each character has an identity of its own, so edits commute and nobody has to lose"

    invariant HARD accounting    "Aggregate document text equals the merge, in any order and grouping, over delivered edits within document_id."
    invariant HARD ordering      "Instances edits are ordered by causality, as their version vectors have it, within document_id."
    invariant HARD uniqueness    "Key (replica_id, counter) maps to at most one logical outcome applied edit within document_id."
    invariant HARD authorization "Actor user may perform edit_document on Document only if user.role IN (OWNER, EDITOR) holds."

    retry:               "(replica_id, counter)" {dedup_by_event_id}
    competing_writers:   "nobody loses: both edits are merged, and every replica comes to the same text"
    crash_after_commit:  "the client sends again, and an edit that is known already changes nothing" {dedup_by_event_id}
    publish_failure:     "other replicas ask for all edits that their version vector lacks"
    stale_holder:        "not applicable: nothing is held"
    declared_companions: {dedup_by_event_id} because "merging one edit twice must not write it twice"
  }

  path open_document "Open document" {
    requirement: "User opens a document"
    actor: client  operation: read_source
    priority_class: R1 because "everything begins with it"
    touches Document as read_source_target
    same_shape_as_source: yes because "the merged state is what the editor shows"
    read_heavy:           no  because "a document is opened once and typed in for an hour"
    query_crosses_shards: no  because "one document lives in one place"
    query_is_geospatial:  no  because "it asks for one document_id"
  }

  path catch_up "Catch up" {
    requirement: "A client that was offline gets the edits that it lacks"
    actor: client  operation: read_source
    priority_class: R1 because "without it a replica would write on over an old text"
    touches Edit as read_source_target
    same_shape_as_source: yes because "a range of the log for each replica"
    read_heavy:           no  because "it happens when a client comes back"
    query_crosses_shards: no  because "the edits of a document live together"
    query_is_geospatial:  no  because "it asks for one document_id"
  }

  path broadcast_edit "Broadcast edit" {
    requirement: "Other writers of the document get new edits"
    actor: system  operation: async_deliver
    priority_class: N1 because "an edit that was missed is caught up with"
    touches Edit as async_side_effect_target
  }

  concept text "Text" {
    concept_kind:          source_concept
    served_by:             open_document
    source_of_truth_truth: "Merged state of the document" Document
  }
  concept missing_edits "Missing edits" {
    concept_kind:          source_concept
    served_by:             catch_up
    source_of_truth_truth: "Merged state of the document, with its log of edits" Document
  }

  hotspot "a document that a whole class writes" fan_out_hotspot { first_response: "fan-out on read or hybrid: edits are sent in batches, five times a second" }
  hotspot "ten years of edits" storage_growth_hotspot { first_response: "tiered retention: edits that every replica has seen are folded into the text" }
}
