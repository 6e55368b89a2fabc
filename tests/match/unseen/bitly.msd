/// Links have a life, clicks only support, and the redirect reads a copy.
design bitly_too "Short links" uses interview {
  context {
    stated_nfrs_constraints:  "redirect within 20 ms"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             none                       because "nothing is held"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object ShortLink { candidate_source: direct_noun          class: entity  owner: user     evolution: state_machine  scope_kind: instance "shortlink_id" }
  object Click { candidate_source: hidden_write_target  class: event  owner: service  evolution: append_only  scope_kind: collection "clicks of shortlink_id" }
  object LinkCopy { candidate_source: derived_read_model   class: projection  owner: derived  evolution: overwrite  scope_kind: instance "linkcopy_id" }

  path create_link "Create link" {
    requirement: "User makes a short link"
    actor: user  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches ShortLink as create_target
    guarded_by_current_state: yes because "only while the present state allows it"
    invariant HARD eligibility "Action create_link is valid only if ShortLink.status allows it holds on shortlink_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome ShortLink within shortlink_id."
  }

  path record_click "Record click" {
    requirement: "A visit is recorded"
    actor: system  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Click as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Click within clicks of shortlink_id."
  }

  path redirect "Redirect" {
    requirement: "Visitor is sent on"
    actor: client  operation: read_projection
    priority_class: R1 because "the product stands on it"
    touches LinkCopy as read_projection_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           yes because "many read, few write"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
    invariant SOFT freshness "Read model LinkCopy reflects its source within 5 s."
  }

  concept target "Target" {
    concept_kind: projection_concept  served_by: redirect
    source_of_truth_truth: "Table of ShortLink" ShortLink
    rebuild_path:          "read ShortLink again"
  }
}
