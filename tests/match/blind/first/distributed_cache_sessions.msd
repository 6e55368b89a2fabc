design sessions "A store for sessions" uses interview {
  context {
    stated_nfrs_constraints:  "a session is gone after half an hour without a sign of life; 1 ms; a lost session is a login more"
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Session       { candidate_source: direct_noun         class: entity      owner: service  evolution: overwrite  scope_kind: instance "session key" }
  object EvictionOrder { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: instance "node" }

  path put "Put" {
    requirement: "An application puts a session under its key"
    actor: service  operation: overwrite_state  priority_class: C1
    touches Session as update_target
    replaces_current_value: yes
    invariant HARD ordering "Instances values of a key are ordered by version within session key."
    retry:              "version" {idempotency_key}
    competing_writers:  "the last version stays"
    crash_after_commit: "putting it again is the same" {idempotency_key}
    publish_failure:    "replicas copy on"
    stale_holder:       "not applicable"
  }
  path get "Get" {
    requirement: "An application gets the session of a key, or learns that it is gone"
    actor: service  operation: read_source  priority_class: R1
    touches Session as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
    invariant SOFT freshness "Read model replica reflects the primary within 100 ms."
  }
  path drop "Drop" {
    requirement: "Sessions without a sign of life are dropped"
    actor: scheduler  operation: async_process  priority_class: N1
    touches Session       as delete_target
    touches EvictionOrder as read_projection_target
  }
  concept session "Session" {
    concept_kind:          source_concept
    served_by:             get
    source_of_truth_truth: "entry at its node" Session
  }
  hotspot "one key of a robot" read_hotspot { first_response: "cache at the client" }
}
