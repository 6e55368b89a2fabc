design catalogue "Search over a shop" uses interview {
  context {
    stated_nfrs_constraints: "search may lag by a minute"
    topology: multi_service  write_coordination_scope: per_object_scope  read_consistency_target: bounded_stale_allowed
    holder_model: none  compensation_acceptable: yes
  }
  object Product     { candidate_source: direct_noun         class: entity      owner: service "catalogue"  evolution: overwrite  scope_kind: instance "sku" }
  object SearchIndex { candidate_source: derived_read_model  class: projection  owner: derived              evolution: overwrite  scope_kind: global }
  path update_product "Update product" {
    requirement: "A merchant updates a product"
    actor: partner  operation: overwrite_state  priority_class: C1 because "a wrong price is sold at"
    touches Product as update_target
    replaces_current_value: yes   because "the new version counts"
    declared_companions:    {cdc} because "the index follows"
    invariant HARD authorization "Actor merchant may perform update_product on Product only if merchant owns it holds."
  }
  path search_products "Search products" {
    requirement: "A customer searches products"
    actor: client  operation: read_projection  priority_class: R1 because "core"
    touches SearchIndex as read_projection_target
    same_shape_as_source: no  because "inverted index"
    read_heavy:           yes because "many searches"
    query_crosses_shards: yes because "all shards"
    query_is_geospatial:  no  because "by words"
    invariant SOFT freshness "Read model SearchIndex reflects Product within 60 s."
  }
  concept result "Search result" {
    concept_kind:          projection_concept
    served_by:             search_products
    source_of_truth_truth: "product table" Product
    rebuild_path:          "index all products"
  }
}
