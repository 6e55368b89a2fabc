/// The frontier has states, is claimed itself, and is appended to; documents are events.
design web_crawler_too "Crawler" uses interview {
  context {
    stated_nfrs_constraints:  "politeness of a second"
    topology:                 single_service_distributed because "one service, many instances"
    write_coordination_scope: per_object_scope           because "one key at a time"
    read_consistency_target:  bounded_stale_allowed      because "reads may lag by seconds"
    holder_model:             worker                     because "workers die in the middle"
    compensation_acceptable:  yes                        because "what went wrong is put right later"
  }
  object FrontierUrl { candidate_source: hidden_write_target  class: intent   owner: service  evolution: state_machine  scope_kind: instance "frontierurl_id" }
  object CrawlRun    { candidate_source: lifecycle_object     class: process  owner: worker   evolution: state_machine  scope_kind: instance "crawlrun_id" }
  object Document    { candidate_source: direct_noun          class: event    owner: worker   evolution: append_only    scope_kind: instance "document_id" }

  path claim_url "Claim url" {
    requirement: "Worker takes an address"
    actor: worker  operation: conditional_write
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches FrontierUrl as update_target
    exclusive_claim_required: yes because "one holder at a time"
    invariant HARD eligibility "Action claim_url is valid only if FrontierUrl.status allows it holds on frontierurl_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome FrontierUrl within frontierurl_id."
  }

  path store_document "Store document" {
    requirement: "Worker stores what it fetched"
    actor: worker  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches Document as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome Document within document_id."
  }

  path enqueue "Enqueue" {
    requirement: "Addresses found become work"
    actor: worker  operation: append_event
    priority_class: C1 because "a wrong one falsifies what the business believes"
    touches FrontierUrl as create_target
    records_immutable_fact: yes because "it joins the others and changes none of them"
    invariant HARD uniqueness "Key request_id maps to at most one logical outcome FrontierUrl within frontierurl_id."
  }

  path get_document "Get document" {
    requirement: "Indexer reads a document"
    actor: service  operation: read_source
    priority_class: R1 because "the product stands on it"
    touches Document as read_source_target
    same_shape_as_source: yes because "it is stored as it is shown"
    read_heavy:           no  because "it is read now and then"
    query_crosses_shards: no  because "one key, one partition"
    query_is_geospatial:  no  because "it asks by key"
  }

  concept content "Content" {
    concept_kind: source_concept  served_by: get_document
    source_of_truth_truth: "Table of Document" Document
  }
}
