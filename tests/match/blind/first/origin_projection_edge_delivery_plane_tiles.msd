design tiles "Map tiles near their readers" uses interview {
  context {
    stated_nfrs_constraints:  "a mended tile is everywhere within five minutes; a rule is tried at one site first; 1 M/s"
    topology:                 multi_service
    write_coordination_scope: per_object_scope
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Tile     { candidate_source: direct_noun         class: entity      owner: pipeline         evolution: overwrite  scope_kind: instance "tile" }
  object SiteTile { candidate_source: derived_read_model  class: projection  owner: derived          evolution: overwrite  scope_kind: region "(site, tile)" }
  object SiteRule { candidate_source: future_constraint   class: entity      owner: service "rules"  evolution: state_machine  scope_kind: instance "rule" }

  path mend "Mend a tile" {
    requirement: "The map makers replace a tile"
    actor: worker  operation: overwrite_state  priority_class: C1
    touches Tile as update_target
    replaces_current_value: yes
    declared_companions:    {outbox}
    invariant HARD ordering "Instances versions of a tile are ordered by survey within tile."
    retry:              "(tile, survey)" {idempotency_key}
    competing_writers:  "the newer survey stays"
    crash_after_commit: "the survey is in" {idempotency_key}
    publish_failure:    "outbox tells sites to drop it" {outbox}
    stale_holder:       "not applicable"
  }
  path try "Try a rule" {
    requirement: "A rule for keeping tiles goes from one site to all"
    actor: admin  operation: state_transition  priority_class: C1
    touches SiteRule as update_target
    guarded_by_current_state: yes
    invariant HARD eligibility "Action try is valid only if the step before was good holds on rule at decision time."
    invariant HARD uniqueness  "Key (rule, step) maps to at most one logical outcome step within rule."
    retry:              "(rule, step)" {idempotency_key}
    competing_writers:  "version"
    crash_after_commit: "the step is taken" {idempotency_key}
    publish_failure:    "sites ask each minute"
    stale_holder:       "not applicable"
  }
  path fetch "Fetch a tile" {
    requirement: "A reader fetches a tile from the nearest site"
    actor: client  operation: read_projection  priority_class: R1
    touches SiteTile as read_projection_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
    invariant SOFT freshness "Read model SiteTile reflects Tile within 5 min."
  }
  concept tile "A tile at a site" {
    concept_kind: projection_concept  served_by: fetch
    source_of_truth_truth: "tile at the makers" Tile
    rebuild_path:          "a site that misses it asks the makers"
  }
}
