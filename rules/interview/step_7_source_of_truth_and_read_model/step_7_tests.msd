test "a projection with its truth and its way back" {
  context { read_consistency_target: bounded_stale_allowed }
  object Auction { class: process  owner: service  evolution: state_machine  scope_kind: instance }
  path see { priority_class: R1 }
  concept highest_bid "Highest bid" {
    concept_kind:          projection_concept
    served_by:             see
    source_of_truth_truth: "Auction row" Auction
    rebuild_path:          "replay the updates"
  }
  expect highest_bid.concept_id == "C1"
  expect highest_bid.staleness_allowed == yes
  expect held truth_declared on see
  expect held truth_given on highest_bid
  expect held cache_is_not_truth on highest_bid
  expect held truth_is_primary on highest_bid
  expect held rebuild_given on highest_bid
}

test "a concept that no path serves goes by the design's context" {
  context { read_consistency_target: strong_only }
  concept log { concept_kind: source_concept }
  expect log.staleness_allowed == no
  expect open truth_given on log
}

test "a copy is no truth" {
  object View { class: projection  owner: derived  evolution: overwrite  scope_kind: instance }
  path see { priority_class: R1 }
  concept a { concept_kind: projection_concept  source_of_truth_truth: "the redis cache" }
  concept b { concept_kind: source_concept      source_of_truth_truth: "view" View }
  object Total { class: entity  owner: derived  evolution: overwrite  scope_kind: instance }
  concept c { concept_kind: source_concept  source_of_truth_truth: "total" Total }
  expect broken truth_is_primary on c
  expect broken truth_declared on see
  expect broken cache_is_not_truth on a
  expect open rebuild_given on a
  expect broken cache_is_not_truth on b
}

test "the truth is an object that is kept" {
  object Auction { class: process }
  object Old     { class: process  candidate_decomposition_action: split_candidate }
  object Side    { class: process  candidate_needed_for_c1_r1: no }
  object Open    { class: process  candidate_needed_for_c1_r1: ? }
  concept a { source_of_truth_truth: "auction row" Auction }
  concept b { source_of_truth_truth: "somewhere" }
  concept c { source_of_truth_truth: "old row" Old }
  concept d { source_of_truth_truth: "side row" Side }
  concept e { source_of_truth_truth: "open row" Open }
  concept f { source_of_truth_truth: "open row" ? }
  expect held truth_names_object on a
  expect held truth_is_kept on a
  expect broken truth_names_object on b
  expect broken truth_is_kept on c
  expect broken truth_is_kept on d
  expect open truth_is_kept on e
  expect open truth_names_object on f
}

test "what is read from a projection is derived" {
  path see  { priority_class: R1  operation: read_projection }
  path look { priority_class: R1  operation: read_source  query_is_geospatial: no  query_crosses_shards: no  same_shape_as_source: yes  read_heavy: no }
  path open { priority_class: R1 }
  concept a { concept_kind: source_concept  served_by: see }
  concept b { concept_kind: source_concept  served_by: look }
  concept c { concept_kind: status_concept  served_by: see  rebuild_path: "read the log again" }
  path place { priority_class: C2 }
  path odd
  concept e { served_by: place }
  concept f { served_by: odd }
  expect held concept_is_served_by_read on a
  expect broken concept_is_served_by_read on e
  expect open concept_is_served_by_read on f
  concept d { served_by: open }
  expect broken source_concept_is_read_from_source on a
  expect open rebuild_given on a
  expect held source_concept_is_read_from_source on b
  expect held concept_kind_given on b
  expect held rebuild_given on c
  expect open concept_kind_given on d
  expect open source_concept_is_read_from_source on d
}

test "a projection is derived, not written" {
  object Auction { class: process }
  object View    { class: projection }
  object Open
  path place {
    priority_class: C2
    touches Auction as update_target
    touches View    as update_target
    touches Open    as update_target
  }
  expect held projection_is_not_written on state_reference_1
  expect broken projection_is_not_written on state_reference_2
  expect open projection_is_not_written on state_reference_3
}
