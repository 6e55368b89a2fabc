test "a candidate that passes the validity test" {
  object Auction { class: process  owner: service  evolution: state_machine  scope_kind: instance "auction_id" }
  object View    { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite  scope_kind: instance "auction_id" }
  expect Auction.primary == yes
  expect held owner_is_one on Auction
  expect held somebody_writes_it on Auction
  expect held evolution_is_one on Auction
  expect held scope_is_clear on Auction
  expect held scope_named on Auction
  expect held read_model_is_projection on View
}

test "each No has its own way out" {
  object Split   { class: process  owner: service  evolution: state_machine  scope_kind: global  one_clear_owner: no }
  object Derived { class: entity   owner: derived  evolution: overwrite      scope_kind: global }
  object Mixed   { class: entity   owner: service  evolution: overwrite      scope_kind: global  one_dominant_evolution: no }
  object Vague   { class: entity   owner: user     evolution: overwrite      scope_kind: global  clear_correctness_scope: no }
  expect Split.primary == no
  expect Derived.primary == no
  expect Mixed.primary == no
  expect Vague.primary == no
  expect broken owner_is_one on Split
  expect broken somebody_writes_it on Derived
  expect broken evolution_is_one on Mixed
  expect broken scope_is_clear on Vague
}

test "a read model that is kept as primary state" {
  object View {
    candidate_source: derived_read_model
    class:            entity
    owner:            service
    evolution:        overwrite
    scope_kind:       instance "id"
  }
  expect broken read_model_is_projection on View
}

test "questions of the validity test that are not answered" {
  object A {
    candidate_source:        derived_read_model
    scope_kind:              instance
    one_clear_owner:         ?
    one_dominant_evolution:  ?
    clear_correctness_scope: ?
  }
  expect open owner_is_one on A
  expect open somebody_writes_it on A
  expect open evolution_is_one on A
  expect open scope_is_clear on A
  expect open read_model_is_projection on A
  expect open scope_named on A
}
