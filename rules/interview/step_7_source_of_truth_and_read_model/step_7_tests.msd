test "a projection with its truth and its way back" {
  context { read_consistency_target: bounded_stale_allowed }
  object Auction { class: process  owner: service  evolution: state_machine  scope_kind: instance }
  path see { priority_class: R1 }
  concept highest_bid "Highest bid" {
    concept_kind: projection_concept
    served_by: see
    source_of_truth_truth: "Auction row" Auction
    rebuild_path: "replay the updates"
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
  concept b { concept_kind: source_concept  source_of_truth_truth: "view" View }
  expect broken truth_declared on see
  expect broken cache_is_not_truth on a
  expect open rebuild_given on a
  expect broken cache_is_not_truth on b
  expect broken truth_is_primary on b
}
