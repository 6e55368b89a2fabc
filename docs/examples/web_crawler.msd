/// A crawler of the web. What it teaches: the work makes the work. A frontier of addresses is written by the very workers that empty it,
/// so the write that adds an address must not care whether it was known, and the write that takes one must care very much. To fetch
/// twice costs a little; to hold an address forever, because its worker died, costs the address.
design web_crawler "Web crawler" uses interview {
  like frontier_claimable_run

  context {
    stated_nfrs_constraints:  "1 G documents a month, 400 fetches a second; no site is fetched by two workers at once; a failed fetch is tried again after 1, 5 and 25 minutes"
    reads:                    2 k/s
    writes:                   12 k/s
    topology:                 single_service_distributed because "one frontier service, many fetchers"
    write_coordination_scope: per_object_scope           because "one address at a time"
    read_consistency_target:  strong_only                because "the indexer reads each copy once, and must find it"
    holder_model:             worker                     because "a fetcher holds an address while it waits for a slow server, and fetchers die"
    compensation_acceptable:  yes                        because "a document that was fetched twice is dropped by its hash"
  }

  object FrontierEntry { candidate_source: hidden_write_target  class: intent   owner: service  evolution: overwrite      scope_kind: instance "canonical_url" }
  object FetchRun      { candidate_source: lifecycle_object     class: process  owner: worker   evolution: state_machine  scope_kind: instance "fetch_id" }
  object Copy          { candidate_source: direct_noun          class: entity   owner: worker   evolution: overwrite      scope_kind: instance "canonical_url" }

  path claim_entry "Claim entry" {
    requirement: "A fetcher takes the next address that is due"
    actor: worker  operation: conditional_write
    priority_class: C1 because "two fetchers on one site break the promise made to its owner"
    touches FetchRun      as create_target
    touches FrontierEntry as read_source_target
    exclusive_claim_required: yes         because "one fetcher at a time has an address"
    declared_companions:      {heartbeat} because "a slow server must not cost the fetcher its lease"

    invariant HARD eligibility "Action claim_entry is valid only if entry.next_fetch <= now AND entry has no live lease holds on canonical_url at decision time."
    invariant HARD uniqueness  "Key canonical_url maps to at most one logical outcome active fetch within canonical_url."

    retry:              "(fetcher_id, claim_number)" {idempotency_key}
    competing_writers:  "the later one finds the lease taken and asks for the next entry"
    crash_after_commit: "the repeat finds its own lease, or the lease runs out and the address is due again" {idempotency_key}
    publish_failure:    "nothing is published: fetchers ask for work"
    stale_holder:       "a copy comes with the fencing token of its lease, and an old one is refused" {fencing_token}
  }

  path add_found "Add found" {
    requirement: "Addresses found in a document become work"
    actor: worker  operation: overwrite_state
    priority_class: C1 because "an address that is lost here is never seen again"
    touches FrontierEntry as update_target
    touches FetchRun      as read_source_target
    replaces_current_value: yes because "a known address only gets a new priority"

    invariant HARD uniqueness "Key canonical_url maps to at most one logical outcome frontier entry within the frontier."

    retry:              "canonical_url and the version that was read" {idempotency_key}
    competing_writers:  "the later one finds another version, and adds its priority to it"
    crash_after_commit: "the repeat finds the address there" {idempotency_key}
    publish_failure:    "nothing is published: entries lie there until they are due"
    stale_holder:       "a late fetcher may add what it found: an address is not wrong for being late"
  }

  path finish_fetch "Finish fetch" {
    requirement: "A fetcher hands in what it fetched, or says why it could not"
    actor: worker  operation: state_transition
    priority_class: C1 because "a fetch that ends twice files two copies of one document"
    touches FetchRun as update_target
    touches Copy     as hidden_write_target
    guarded_by_current_state: yes             because "only a running fetch ends, and only by its own token"
    declared_companions:      {fencing_token} because "the fetcher that hands in must be the one that holds the address"

    invariant HARD eligibility "Action finish_fetch is valid only if fetch.status = RUNNING AND fetch.token = report.token holds on fetch_id at decision time."
    invariant HARD uniqueness  "Key (fetch_id, token) maps to at most one logical outcome recorded end within fetch_id."

    retry:              "(fetch_id, token)" {idempotency_key}
    competing_writers:  "the later report finds the fetch ended, and is dropped"
    crash_after_commit: "the repeat finds its own end recorded" {idempotency_key}
    publish_failure:    "nothing is published: the indexer asks for new copies"
    stale_holder:       "the token of a lost lease is older than that of the fetch" {fencing_token}
  }

  path read_copy "Read copy" {
    requirement: "The indexer reads the copy of a document"
    actor: service  operation: read_source
    priority_class: R1 because "the crawler exists for it"
    touches Copy as read_source_target
    same_shape_as_source: yes because "the copy is stored as it came"
    read_heavy:           no  because "each copy is read once or twice"
    query_crosses_shards: no  because "one address, one place"
    query_is_geospatial:  no  because "it asks for one canonical_url"
  }

  path try_again "Try again" {
    requirement: "A fetch that failed is due again later"
    actor: scheduler  operation: async_process
    priority_class: N1 because "later is all that is asked"
    touches FrontierEntry as async_side_effect_target
  }

  concept copy "Copy of a document" {
    concept_kind:          source_concept
    served_by:             read_copy
    source_of_truth_truth: "Stored copy under its canonical_url" Copy
  }

  hotspot "one site with 50 M addresses" contention_hotspot {
    first_response: "single-writer queue per hot key: one queue for each site, emptied at the pace that it allows"
  }
  hotspot "copies of five years" storage_growth_hotspot {
    first_response: "tiered retention: only the newest two copies stay at hand"
  }
}
