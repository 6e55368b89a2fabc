/// Short links. What it teaches: three requirements of three weights. To take a name is a contest, with a guard; to count who came is an
/// append, and counts as critical only because customers pay by it; to be sent on is a read that must be quick, so it goes to a copy,
/// and the copy may be thrown away.
design bitly "Bitly" uses interview {
  like subject_derived_projection
  like subject_append_only_child

  context {
    stated_nfrs_constraints:  "10 G links, 600 M visits a day; a short name never changes its owner; sending on takes 20 ms; a link that was taken down is dead within 60 s"
    reads:                    7 k/s
    writes:                   7 k/s
    topology:                 single_service_distributed because "one link service, many instances"
    write_coordination_scope: per_object_scope           because "one short name at a time"
    read_consistency_target:  bounded_stale_allowed      because "a copy may be a minute old"
    holder_model:             none                       because "a name is taken in one step, nothing is held"
    compensation_acceptable:  yes                        because "a visit that was billed wrongly is credited"
  }

  object Link     { candidate_source: direct_noun          class: entity  owner: user     evolution: state_machine  scope_kind: instance "short_name" }
  object Visit    { candidate_source: hidden_write_target  class: event  owner: service  evolution: append_only  scope_kind: collection "visits of short_name" }
  object LinkCopy { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite  scope_kind: instance "short_name" }

  path take_name "Take name" {
    requirement: "User makes a short link under a free name"
    actor: user  operation: conditional_write
    priority_class: C1 because "a name given to two owners sends people to the wrong place"
    touches Link as update_target
    guarded_by_current_state: yes   because "only a free name can be taken"
    declared_companions:      {cdc} because "copies follow the table of links"

    invariant HARD eligibility "Action take_name is valid only if link.status = FREE holds on short_name at decision time."
    invariant HARD uniqueness  "Key short_name maps to at most one logical outcome live link within short_name."

    retry:              "request_id" {idempotency_key}
    competing_writers:  "the later one finds the name taken and is told so"
    crash_after_commit: "the repeat with the same request_id finds the link as its own" {idempotency_key}
    publish_failure:    "change data capture goes on from its last position, and copies run out after 60 s" {cdc}
    stale_holder:       "not applicable: nothing is held"
  }

  path count_visit "Count visit" {
    requirement: "Each visit to a short link is recorded"
    actor: service  operation: append_event
    priority_class: C1 because "customers pay by the visit, so a lost or doubled one is a wrong bill"
    touches Visit as create_target
    touches Link  as read_source_target
    records_immutable_fact: yes because "a visit joins the others and changes none of them"

    invariant HARD authorization "Actor redirector may perform count_visit on Link only if it sent the visitor on itself holds."
    invariant HARD uniqueness    "Key visit_id maps to at most one logical outcome recorded visit within short_name."
    invariant HARD ordering      "Instances visits are ordered by log position within short_name."

    retry:              "visit_id, made when the visitor is sent on" {dedup_by_event_id}
    competing_writers:  "nobody loses: each visit is a fact of its own"
    crash_after_commit: "the repeat is recognised by its visit_id" {dedup_by_event_id}
    publish_failure:    "nothing is published: whoever counts reads the log"
    stale_holder:       "not applicable: nothing is held"
  }

  path follow_link "Follow link" {
    requirement: "Visitor of a short link is sent to where it leads"
    actor: client  operation: read_projection
    priority_class: R1 because "it is what a short link is for"
    touches LinkCopy as read_projection_target
    same_shape_as_source: yes because "the row of the link holds the long address"
    read_heavy:           yes because "a link is made once and followed for years"
    query_crosses_shards: no  because "one name, one row"
    query_is_geospatial:  no  because "it asks for one name"

    invariant SOFT freshness "Read model link copy reflects the table of links within 60 s."
  }

  path drop_copies "Drop copies" {
    requirement: "A link that was taken down leaves the copies"
    actor: worker  operation: async_process
    priority_class: N1 because "copies run out by themselves"
    touches LinkCopy as async_side_effect_target
  }

  concept destination "Destination of a link" {
    concept_kind:          projection_concept
    served_by:             follow_link
    source_of_truth_truth: "Table of links" Link
    rebuild_path:          "start empty: each row is read from the table when it is first asked for"
  }

  hotspot "a link in a television ad" read_hotspot           { first_response: "cache or projection: the copy is held at the edge" }
  hotspot "visits of ten years"       storage_growth_hotspot { first_response: "tiered retention: visits older than a billing year are archived" }
}
