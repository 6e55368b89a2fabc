/// Files that lie in one place and are read in two hundred.
/// It teaches that an edge holds copies under a policy, and nothing else: the origin is the truth of a file, the policy is the truth of how
/// long a copy may live. Both are written rarely and with care, so that the reads may be as careless as they are fast.
design cdn "Content delivery network" uses interview {
  like origin_projection_edge_delivery_plane

  context {
    stated_nfrs_constraints: "a file that was replaced is gone from all edges within 60 s; a bad policy reaches no more than one site first; 95 % of reads never leave their site"
    reads: 4 M/s  writes: 300 /s
    topology:                 single_service_distributed because "one control service, and sites that answer by themselves"
    write_coordination_scope: per_object_scope           because "a file, or a policy, is replaced as a whole"
    read_consistency_target:  bounded_stale_allowed      because "a minute is what owners of files accept"
    holder_model:             none                       because "nobody holds a file or a policy"
    compensation_acceptable:  no                         because "what a reader got cannot be called back"
  }

  object OriginFile {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "url"
  }
  object EdgePolicy {
    candidate_source: lifecycle_object
    class:            intent
    owner:            service
    evolution:        state_machine
    scope_kind:       collection "urls of customer_id"
  }
  object EdgeCopy {
    candidate_source: derived_read_model
    class:            projection
    owner:            derived
    evolution:        overwrite
    scope_kind:       region "(site, url)"
  }

  path replace_file "Replace file" {
    requirement: "Customer replaces a file at its origin"
    actor: client  operation: overwrite_state
    priority_class: C1 because "a lost replacement shows the world something that its owner took back"
    touches OriginFile as update_target
    replaces_current_value: yes      because "the new content stands in place of the old, under the same url"
    declared_companions:    {outbox} because "edges drop copies only for replacements that were committed"

    invariant HARD ordering      "Instances versions of a file are ordered by version number within url."
    invariant HARD uniqueness    "Key (customer_id, upload_id) maps to at most one logical outcome version within url."
    invariant HARD authorization "Actor customer may perform replace_file on url only if url belongs to customer holds."

    retry:              "(customer_id, upload_id)" {idempotency_key}
    competing_writers:  "the later one finds a newer version and decides again"
    crash_after_commit: "the repeat finds its upload at a version" {idempotency_key}
    publish_failure:    "the outbox tells the sites again, by url and version" {outbox, idempotent_consumer}
    stale_holder:       "not applicable"
  }

  path step_policy "Step policy" {
    requirement: "Customer brings a policy to one site, to a tenth, to all, or takes it back"
    actor: admin  operation: state_transition
    priority_class: C1 because "a wrong policy shows private files to everybody"
    touches EdgePolicy as update_target
    guarded_by_current_state: yes      because "each stage follows the one before, and a policy that was taken back stays so"
    declared_companions:      {outbox} because "sites follow only stages that were committed"

    invariant HARD eligibility "Action step_policy is valid only if policy.stage = expected_stage AND error rate of the stage < 0.1 % holds on policy_id at decision time."
    invariant HARD uniqueness  "Key (policy_id, stage) maps to at most one logical outcome step within customer_id."

    retry:              "(policy_id, stage)" {idempotency_key}
    competing_writers:  "the predicate fails for whoever expected an earlier stage"
    crash_after_commit: "the repeat finds the stage reached" {idempotency_key}
    publish_failure:    "the outbox tells the sites again" {outbox}
    stale_holder:       "not applicable"
  }

  path get_file "Get file" {
    requirement: "Reader gets a file from the nearest site"
    actor: client  operation: read_projection
    priority_class: R1 because "this is what is sold"
    touches EdgeCopy as read_projection_target
    same_shape_as_source: yes because "a copy is the file, byte for byte"
    read_heavy:           yes because "four million reads a second against 300 replacements"
    query_crosses_shards: no  because "one site answers alone"
    query_is_geospatial:  no  because "the network chose the site before the read begins"

    invariant SOFT freshness "Read model edge copy reflects origin file and policy within 60 s."
  }

  path drop_copies "Drop copies" {
    requirement: "Sites drop or refresh copies when a file or its policy changes"
    actor: system  operation: async_process
    priority_class: N1 because "until it is done, readers get what was right a minute ago"
    touches OriginFile as read_source_target
    touches EdgePolicy as read_source_target
    touches EdgeCopy   as async_side_effect_target
  }

  concept content "Content of a url" {
    concept_kind:          projection_concept
    served_by:             get_file
    source_of_truth_truth: "OriginFile at its version" OriginFile
    rebuild_path:          "an empty site fetches from the origin on the first read of each url"
  }

  hotspot "one film that all want tonight" read_hotspot {
    first_response: "cache: a second layer in each region, so that the origin is asked once"
  }
  hotspot "files that nobody reads any more" storage_growth_hotspot {
    first_response: "tiered retention: sites drop what was not read for a day, the origin moves it to cold storage"
  }
}
