design tools "Tools, and how they lasted" uses interview {
  context {
    stated_nfrs_constraints:  "experiences stay; the search is a minute behind"
    topology:                 single_process
    write_coordination_scope: local_only
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Tool       { candidate_source: direct_noun         class: entity      owner: service  evolution: overwrite    scope_kind: instance "tool_id" }
  object Experience { candidate_source: direct_noun         class: event       owner: user     evolution: append_only  scope_kind: instance "experience_id" }
  object ToolSearch { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: global }
  path tell "Tell an experience" {
    requirement: "A craftsman tells how a tool lasted"
    actor: user  operation: append_event  priority_class: C1
    touches Experience as create_target
    records_immutable_fact: yes
    invariant HARD uniqueness    "Key (craftsman, tool) maps to at most one logical outcome experience within tool."
    invariant HARD authorization "Actor craftsman may perform tell on Tool only if craftsman owned the tool holds."
    retry:              "(craftsman, tool)" {dedup_by_event_id}
    competing_writers:  "side by side"
    crash_after_commit: "told already" {dedup_by_event_id}
    publish_failure:    "the search reads on"
    stale_holder:       "not applicable"
  }
  path add "Add a tool" {
    requirement: "The editor adds a tool or mends its description"
    actor: admin  operation: overwrite_state  priority_class: C2
    touches Tool as update_target
    replaces_current_value: yes
  }
  path search_tools "Search" {
    requirement: "Everyone searches tools by words and by how they lasted"
    actor: client  operation: read_projection  priority_class: R1
    touches ToolSearch as read_projection_target
    same_shape_as_source: no  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  path experiences "Experiences with a tool" {
    requirement: "Everyone reads the experiences with a tool"
    actor: client  operation: read_source  priority_class: R1
    touches Experience as read_source_target
    same_shape_as_source: yes  read_heavy: yes  query_crosses_shards: no  query_is_geospatial: no
  }
  concept found "What a search finds" {
    concept_kind: projection_concept  served_by: search_tools
    source_of_truth_truth: "tools and experiences" Tool
    rebuild_path:          "index all tools again"
  }
  concept told "What was told" {
    concept_kind:          source_concept
    served_by:             experiences
    source_of_truth_truth: "experiences" Experience
  }
}
