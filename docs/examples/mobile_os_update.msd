/// A new version of an operating system reaches 200 million phones, some per cent a day, and can be stopped in between.
/// It teaches two halves: packages and revisions of a channel never change, so whatever a phone has fetched stays right; what changes is
/// the rollout, a small state with guarded steps. Stopping a rollout writes one row and takes nothing back from a package.
design mobile_os_update "Mobile OS update rollout" uses interview {
  like control_plane_data_plane { config: Rollout  control: step_rollout }
  like versioned_namespace_immutable_content_units { content: PackageChunk  ingest: store_chunk }

  context {
    stated_nfrs_constraints: "a phone only ever installs signed packages of one release; a bad release stops spreading within 10 min; 200 M phones ask once a day; releases are 3 GB, once a month"
    reads: 2.5 k/s  writes: 300 /s
    topology:                 single_service_distributed because "one update service, behind any number of mirrors for the packages"
    write_coordination_scope: per_object_scope           because "a channel of one model is released alone"
    read_consistency_target:  bounded_stale_allowed      because "a phone that hears of a stop some minutes late is one of few"
    holder_model:             none                       because "release managers decide in one step and hold nothing"
    compensation_acceptable:  no                         because "an installed system cannot be taken back from a phone"
  }

  object Channel {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        state_machine
    scope_kind:       instance "(model, channel)"
  }
  object Revision {
    candidate_source: hidden_write_target
    class:            event
    owner:            service
    evolution:        append_only
    scope_kind:       collection "revisions of (model, channel)"
  }
  object PackageChunk { candidate_source: hidden_write_target  class: entity  owner: service  evolution: append_only    scope_kind: global "content hash" }
  object Rollout      { candidate_source: lifecycle_object     class: intent  owner: service  evolution: state_machine  scope_kind: instance "rollout_id" }
  object InstallReport {
    candidate_source: hidden_write_target
    class:            event
    owner:            client
    evolution:        append_only
    scope_kind:       collection "reports of rollout_id"
  }
  object OfferTable {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       collection "offers of (model, channel)"
  }

  path store_chunk "Store chunk" {
    requirement: "Build system adds a chunk of a package"
    actor: system  operation: append_event
    priority_class: C1 because "a chunk that differs from its hash breaks every phone that installs it"
    touches PackageChunk as create_target
    records_immutable_fact: yes because "a chunk is known by its hash, so there is no other version of it"

    invariant HARD eligibility "Action store_chunk is valid only if hash of the bytes = content hash holds on content hash at decision time."
    invariant HARD uniqueness  "Key content hash maps to at most one logical outcome stored chunk within all packages."

    retry:              "content hash" {dedup_by_event_id}
    competing_writers:  "both store the same bytes under one hash; the second finds them there"
    crash_after_commit: "the repeat finds the chunk" {dedup_by_event_id}
    publish_failure:    "nothing is published before a revision names the chunk"
    stale_holder:       "not applicable"
  }

  path publish_revision "Publish revision" {
    requirement: "Release manager publishes a revision of a channel"
    actor: admin  operation: conditional_write
    priority_class: C1 because "phones install what the channel says"
    touches Channel      as update_target
    touches Revision     as create_target
    touches PackageChunk as read_source_target
    guarded_by_current_state: yes because "a revision follows the one that its author saw, and all its chunks must be there"

    invariant HARD eligibility   "Action publish_revision is valid only if channel.revision = expected_revision AND every chunk is stored AND signature is valid holds on (model, channel) at decision time."
    invariant HARD ordering      "Instances revisions are ordered by revision number within (model, channel)."
    invariant HARD uniqueness    "Key (release_id, manifest hash) maps to at most one logical outcome revision within (model, channel)."
    invariant HARD authorization "Actor release manager may perform publish_revision on channel only if two managers signed the manifest holds."

    retry:              "(release_id, manifest hash)" {idempotency_key}
    competing_writers:  "the later one expected a revision that is no longer the newest, and loses"
    crash_after_commit: "the repeat finds its release at a revision and gets that" {idempotency_key}
    publish_failure:    "nothing is sent: phones ask, and no phone is offered a revision before its rollout says so"
    stale_holder:       "not applicable"
  }

  path step_rollout "Step rollout" {
    requirement: "Release manager widens, pauses or takes back a rollout"
    actor: admin  operation: state_transition
    priority_class: C1 because "a step too far puts a bad release on millions of phones"
    touches Rollout as update_target
    guarded_by_current_state: yes      because "each stage follows the one before, and a rollout that was taken back stays so"
    declared_companions:      {outbox} because "the offers are made anew only from steps that were committed"

    invariant HARD eligibility "Action step_rollout is valid only if rollout.status = RUNNING AND next stage follows rollout.stage AND failure rate < 0.5 % holds on rollout_id at decision time."
    invariant HARD ordering    "Instances stages are ordered by share of phones within rollout_id."
    invariant HARD uniqueness  "Key (rollout_id, stage) maps to at most one logical outcome step within rollout_id."

    retry:              "(rollout_id, stage)" {idempotency_key}
    competing_writers:  "a step and a stop at once: the second finds another state; who wanted to stop tries again, who wanted to widen does not"
    crash_after_commit: "the repeat finds the stage reached" {idempotency_key}
    publish_failure:    "the outbox asks for new offers again" {outbox}
    stale_holder:       "not applicable"
  }

  path ask_for_update "Ask for update" {
    requirement: "Phone asks which revision it shall install"
    actor: client  operation: read_projection
    priority_class: R1 because "every phone finds its update by this read"
    touches OfferTable as read_projection_target
    same_shape_as_source: no  because "an offer is made from channel, revision, rollout stage and a slice of phones"
    read_heavy:           yes because "200 M phones ask once a day, offers change some times a day"
    query_crosses_shards: no  because "a phone asks for its own model and channel"
    query_is_geospatial:  no  because "countries are part of the rollout, not of the search"

    invariant SOFT freshness "Read model offer table reflects rollouts and channels within 10 min."
  }

  path report_install "Report install" {
    requirement: "Phone reports how an installation went"
    actor: client  operation: append_event
    priority_class: C2 because "some lost reports of millions change no failure rate"
    asked_for:      yes
    touches InstallReport as create_target
    records_immutable_fact: yes because "an installation went as it went"

    retry: "(device_id, rollout_id)" {dedup_by_event_id}
  }

  path make_offers "Make offers" {
    requirement: "Offers are made anew after a step"
    actor: system  operation: async_process
    priority_class: N1 because "until then phones are offered what they were offered before"
    touches Rollout       as read_source_target
    touches Channel       as read_source_target
    touches InstallReport as read_source_target
    touches OfferTable    as async_side_effect_target
  }

  concept offer "Offer to a phone" {
    concept_kind:          projection_concept
    served_by:             ask_for_update
    source_of_truth_truth: "Rollout row, with the channel's revision" Rollout
    rebuild_path:          "for each running rollout compute its slice of phones and the channel's revision again"
  }

  hotspot "all phones ask after their owners wake up" read_hotspot { first_response: "projection: a finished offer for each slice, spread by a random minute" }
  hotspot "packages of old releases" storage_growth_hotspot { first_response: "archival: chunks that no offered revision names move to cold storage" }
}
