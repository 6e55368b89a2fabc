design flash "Flash sale" uses interview {
  context {
    stated_nfrs_constraints: "1000 pieces, a million buyers"
    topology: single_service_distributed  write_coordination_scope: per_object_scope
    read_consistency_target: bounded_stale_allowed  holder_model: none  compensation_acceptable: no
  }
  object Sale      { candidate_source: lifecycle_object    class: process  owner: service  evolution: state_machine  scope_kind: instance "sale_id" }
  object Purchase  { candidate_source: direct_noun         class: event  owner: user     evolution: append_only  scope_kind: collection "purchases of sale_id" }
  object StockView { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: instance "sale_id" }
  path buy "Buy" {
    requirement: "A buyer buys one piece while there are some"
    actor: user  operation: conditional_write  priority_class: C1 because "overselling"
    touches Sale     as update_target
    touches Purchase as create_target
    guarded_by_current_state: yes because "only while pieces are left"
    invariant HARD eligibility "Action buy is valid only if sale.left > 0 holds on sale_id at decision time."
    invariant HARD uniqueness  "Key (buyer_id, sale_id) maps to at most one logical outcome purchase within sale_id."
    invariant HARD ordering    "Instances accepted purchases are ordered by acceptance within sale_id."
  }
  path left "Pieces left" {
    requirement: "Buyers see how many are left"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches StockView as read_projection_target
    same_shape_as_source: yes because "a number"
    read_heavy:           yes because "million buyers"
    query_crosses_shards: no  because "one sale"
    query_is_geospatial:  no  because "by sale"
  }
  concept left_pieces "Left" {
    concept_kind:          aggregate_concept
    served_by:             left
    source_of_truth_truth: "sale row" Sale
    rebuild_path:          "stock minus purchases"
  }
}
