design whiteboard "A whiteboard for a class" uses interview {
  context {
    stated_nfrs_constraints:  "forty pens at once; what was drawn stays"
    topology:                 single_service_distributed
    write_coordination_scope: local_only because "every pen writes its own replica first"
    read_consistency_target:  bounded_stale_allowed
    holder_model:             none
    compensation_acceptable:  no
  }
  object Board {
    candidate_source: direct_noun
    class:            entity
    owner:            service
    evolution:        merge
    scope_kind:       instance "board_id"
  }
  object Pupil {
    candidate_source:           direct_noun
    class:                      entity
    owner:                      service
    evolution:                  overwrite
    scope_kind:                 instance "pupil_id"
    candidate_needed_for_c1_r1: no
  }

  path draw "Draw" {
    requirement: "A pupil draws, moves or rubs out a shape while others do"
    actor: user  operation: overwrite_state  priority_class: C1
    touches Board as update_target
    merge_safe: yes because "shapes are a set with tombstones, each property last-writer by clock"
    invariant HARD accounting "Aggregate the board equals union with tombstones over all strokes within board_id."
    invariant HARD uniqueness "Key (pen, tick) maps to at most one logical outcome stroke within board_id."
    retry:              "(pen, tick)"
    competing_writers:  "none loses, strokes merge"
    crash_after_commit: "a repeated stroke changes nothing"
    publish_failure:    "pens ask for what they miss"
    stale_holder:       "not applicable"
  }
  path look "Look" {
    requirement: "Everyone sees the board as it is"
    actor: client  operation: read_source  priority_class: R1
    touches Board as read_source_target
    same_shape_as_source: yes  read_heavy: no  query_crosses_shards: no  query_is_geospatial: no
  }
  path hands "Who is here" {
    requirement: "Everyone is told who holds a pen"
    actor: system  operation: async_deliver  priority_class: N1
    touches Pupil as async_side_effect_target
  }
  concept board "The board" {
    concept_kind:          source_concept
    served_by:             look
    source_of_truth_truth: "merged board" Board
  }
}
