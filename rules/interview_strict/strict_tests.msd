// Tests of the base that state a predicate which follows here, or name a rule that is gone: the same in terms of facts.

replace test "several owners who must agree at once" {
  context { topology: multi_service  compensation_acceptable: no  holder_model: none }
  object Seat  { class: entity  owner: service "booking"  evolution: overwrite  scope_kind: instance }
  object Money { class: entity  owner: service "ledger"   evolution: overwrite  scope_kind: instance }
  path buy {
    priority_class: C1
    touches Seat  as update_target
    touches Money as update_target
    invariant HARD accounting { invariant_synchronous: yes }
  }
  expect buy.cross_service_atomicity_required == yes
  expect buy.write_shape by atomic
  expect buy.base_mechanism by all_or_none
  expect buy.base_mechanism == two_pc
}

test "several owners who may repair" {
  context { topology: multi_service  compensation_acceptable: yes }
  object Seat  { class: entity  owner: service "booking"  evolution: overwrite  scope_kind: instance }
  object Money { class: entity  owner: service "ledger"   evolution: overwrite  scope_kind: instance }
  path buy {
    priority_class: C1
    touches Seat  as update_target
    touches Money as update_target
    invariant HARD accounting { invariant_synchronous: yes }
  }
  expect buy.base_mechanism by repairable
  expect buy.base_mechanism == saga
  expect buy.required_companions by saga
  expect buy.required_companions has compensation
}

replace test "one owner is no transaction" {
  context { topology: multi_service  compensation_acceptable: no }
  object Seat { class: entity  owner: service "booking"  evolution: overwrite  scope_kind: instance }
  object Row  { class: entity  owner: service "booking"  evolution: overwrite  scope_kind: instance }
  path buy {
    priority_class: C1  operation: overwrite_state
    touches Seat as update_target
    touches Row  as update_target
    invariant HARD accounting { invariant_synchronous: yes }
  }
  expect buy.cross_service_atomicity_required == no
  expect buy.write_shape by replace
}

test "several owners within one service need no transaction" {
  context { topology: single_service_distributed  compensation_acceptable: no }
  object Seat  { class: entity  owner: service  evolution: overwrite  scope_kind: instance }
  object Money { class: entity  owner: worker   evolution: overwrite  scope_kind: instance }
  path buy {
    priority_class: C1  operation: overwrite_state
    touches Seat  as update_target
    touches Money as update_target
    invariant HARD accounting
  }
  expect buy.cross_service_atomicity_required == no
  expect buy.write_shape by replace
}

replace test "a claim whose holder may crash is a lease" {
  context { holder_model: worker }
  path p {
    priority_class: C1  operation: conditional_write
    invariant HARD uniqueness { key: "seat_id"  outcome: "active hold"  scope: "show" }
  }
  expect p.exclusive_claim_required == yes
  expect p.write_shape by claim
  expect p.base_mechanism == lease
  expect p.base_mechanism by claim_crash
  expect p.required_companions == {idempotency_key, fencing_token}
  expect p.required_companions by lease
}

replace test "a claim whose holder cannot crash is a lock" {
  context { holder_model: none }
  path p {
    priority_class: C1
    invariant HARD uniqueness { outcome: "lock of the seat" }
  }
  expect p.base_mechanism by claim_safe
  expect p.base_mechanism == pessimistic_lock
}

replace test "an open holder keeps both claims possible" {
  path p {
    priority_class: C1
    invariant HARD uniqueness { outcome: "active hold" }
  }
  expect p.base_mechanism possible {lease, pessimistic_lock}
  expect p.base_mechanism needs {context.holder_model}
}

test "what is active is held only where something can hold" {
  context { holder_model: none }
  context workers { holder_model: worker }
  path tag {
    priority_class: C1  operation: overwrite_state
    invariant HARD uniqueness { key: "(resource, tag)"  outcome: "active assignment" }
  }
  path run {
    priority_class: C1  operation: conditional_write  in: workers
    invariant HARD uniqueness { key: "run_id"  outcome: "active worker" }
  }
  expect tag.exclusive_claim_required == no
  expect tag.write_shape by replace
  expect run.exclusive_claim_required == yes
  expect run.base_mechanism == lease
}

test "a key that tells repeats apart is no claim" {
  path p {
    priority_class: C1  operation: append_event
    invariant HARD uniqueness { key: "request_id"  outcome: "booking result" }
  }
  expect p.exclusive_claim_required == no
  expect p.write_shape by append
}

replace test "what merges is a CRDT" {
  object A { evolution: merge }
  path p {
    priority_class: C1
    touches A as update_target
  }
  expect p.merge_safe == yes
  expect p.write_shape by merge
  expect p.base_mechanism by merging
  expect p.base_mechanism == crdt
}

replace test "a guarded state machine" {
  object A { evolution: state_machine }
  path p {
    priority_class: C1  operation: state_transition
    touches A as update_target
    invariant HARD eligibility
  }
  expect p.guarded_by_current_state == yes
  expect p.write_shape by guarded
  expect p.base_mechanism by guarded_state
  expect p.base_mechanism == cas_on_state_version
  expect p.required_companions by cas
  expect p.required_companions has idempotency_key
  expect held write_shape_settled on p
  expect held mechanism_settled on p
}

test "a condition of authorization guards a write that has one" {
  object A { evolution: overwrite }
  path p {
    priority_class: C1  operation: conditional_write
    touches A as update_target
    invariant HARD authorization
  }
  path q {
    priority_class: C1  operation: append_event
    touches A as update_target
    invariant HARD authorization
  }
  expect p.write_shape by guarded
  expect q.write_shape by append
}

replace test "an overwritten value" {
  object A { evolution: overwrite }
  path p {
    priority_class: C2  operation: overwrite_state
    touches A as update_target
  }
  expect p.base_mechanism by overwriting
  expect p.base_mechanism == cas_on_version
}

replace test "an appended fact" {
  object A { evolution: append_only }
  path p {
    priority_class: C1  operation: append_event
    touches A as create_target
  }
  expect p.write_shape by append
  expect p.base_mechanism by otherwise
  expect p.base_mechanism == append_log
  expect p.required_companions by stream
  expect p.required_companions == {dedup_by_event_id}
}

replace test "one writer comes before the shape" {
  path p { priority_class: C1  operation: append_event  single_writer_scope: yes  partition_routed_single_writer: yes }
  path q { priority_class: C1  operation: append_event  partition_routed_single_writer: yes }
  expect p.base_mechanism by one_writer
  expect q.base_mechanism by one_per_part
}

test "a write with a condition is guarded, whether or not an invariant says by what" {
  object A { evolution: overwrite }
  path p {
    priority_class: C1  operation: conditional_write
    touches A as update_target
  }
  expect p.guarded_by_current_state == yes
  expect p.write_shape by guarded
  expect p.base_mechanism by guarded_value
}

replace test "no predicate, no shape" {
  object A { evolution: overwrite }
  path p {
    priority_class: C1  operation: read_source
    touches A as update_target
  }
  expect p.write_shape by otherwise
  expect p.write_shape is rejected
  expect p.base_mechanism is rejected
  expect error rejected on p
}

remove test "a shape without a fitting evolution has no mechanism"
test "whatever its evolution, a guarded write compares what it has read" {
  object A { evolution: append_only }
  path p {
    priority_class: C1  operation: conditional_write
    touches A as update_target
    invariant HARD eligibility
  }
  expect p.base_mechanism by guarded_value
  expect p.base_mechanism == cas_on_version
}

replace test "what goes out has a consumer that bears repeats" {
  path p { priority_class: C1  operation: append_event  declared_companions: {outbox} }
  path q { priority_class: C1  operation: append_event  declared_companions: {cdc, sequence_authority} }
  path r { priority_class: C1  operation: append_event  declared_companions: {sequence_authority}  sequence_source: "bid log" }
  expect p.required_companions by outbox
  expect p.required_companions == {outbox, idempotent_consumer, dedup_by_event_id}
  expect q.required_companions by cdc
  expect broken one_sequence_source on q
  expect held one_sequence_source on r
}

replace test "each read path" {
  context { read_consistency_target: bounded_stale_allowed  reads: 20 k/s  writes: 500 /s }
  path a { priority_class: R1  requirement: "user sees drivers nearby"  query_crosses_shards: yes  same_shape_as_source: no }
  path b { priority_class: R1  requirement: "user sees it"              query_crosses_shards: yes  same_shape_as_source: no }
  path c { priority_class: R1  requirement: "user sees it"              query_crosses_shards: no   same_shape_as_source: no }
  path d { priority_class: R1  requirement: "user sees it"              query_crosses_shards: no   same_shape_as_source: yes }
  path e { priority_class: R2  requirement: "user sees it"              query_crosses_shards: no   same_shape_as_source: yes  reads: 10 /s  writes: 9 /s }
  path f { priority_class: R1  requirement: "user sees it"              query_crosses_shards: no   same_shape_as_source: no  join_heavy_hot_read: yes }
  expect a.read_path by nearby
  expect b.read_path by gathered
  expect c.read_path by reshaped
  expect c.read_path == materialized_view
  expect d.read_heavy == yes
  expect d.read_path by cached
  expect d.read_path == cache_aside
  expect e.read_heavy == no
  expect e.read_path by otherwise
  expect e.read_path == read_source_directly
  expect f.read_path by one_row
  expect f.read_path == denormalized_row
  expect held read_path_settled on d
}

replace test "a read that must be current is not cached" {
  context { read_consistency_target: strong_only  reads: 20 k/s  writes: 500 /s }
  path d { priority_class: R1  requirement: "user sees it"  query_crosses_shards: no  same_shape_as_source: yes }
  expect d.staleness_allowed == no
  expect d.read_path by otherwise
}

replace test "an open read asks for what decides" {
  context { read_consistency_target: bounded_stale_allowed }
  path d { priority_class: R1  requirement: "user sees it"  query_crosses_shards: no  same_shape_as_source: yes }
  expect d.read_path possible {cache_aside, read_source_directly}
  expect d.read_path needs {context.reads, context.writes}
}

replace test "five answers that rest on what is there" {
  context { holder_model: worker }
  path hold {
    priority_class: C1  declared_companions: {outbox}
    invariant HARD uniqueness { outcome: "active hold" }
    retry:              "request_id" {idempotency_key}
    competing_writers:  "the lease is taken"
    crash_after_commit: "stored result" {idempotency_key}
    publish_failure:    "outbox" {outbox}
    stale_holder:       "token too old" {fencing_token}
  }
  expect held retry_answered on hold
  expect held losers_answered on hold
  expect held crash_answered on hold
  expect held publish_answered on hold
  expect held stale_holder_answered on hold
  expect held retry_supported on hold
  expect held losers_supported on hold
  expect held crash_supported on hold
  expect held publish_supported on hold
  expect held stale_holder_supported on hold
  expect held retry_names_key on hold
  expect held publish_relies_on_companion on hold
  expect held stale_holder_fenced on hold
}

replace test "answers that rest on nothing" {
  object A { evolution: merge }
  path merge {
    priority_class: C1
    touches A as update_target
    retry:              "key" {idempotency_key}
    competing_writers:  "token" {fencing_token}
    crash_after_commit: "dedup" {dedup_by_event_id}
    publish_failure:    "outbox" {outbox}
    stale_holder:       "token" {fencing_token}
  }
  expect broken retry_supported on merge
  expect broken losers_supported on merge
  expect broken crash_supported on merge
  expect broken publish_supported on merge
  expect broken stale_holder_supported on merge
}

replace test "answers that leave out what is there" {
  context { holder_model: worker }
  path hold {
    priority_class: C1  declared_companions: {cdc}
    invariant HARD uniqueness { outcome: "active hold" }
    retry:           "somehow"
    publish_failure: "somehow"
    stale_holder:    "somehow"
  }
  expect broken retry_names_key on hold
  expect broken publish_relies_on_companion on hold
  expect broken stale_holder_fenced on hold
  expect open losers_answered on hold
  expect open crash_answered on hold
}

replace test "what is needed may come in" {
  context { holder_model: worker }
  path p {
    priority_class: C1  operation: conditional_write  retry: "key"
    invariant HARD uniqueness { outcome: "active hold" }
  }
  path q { priority_class: N1  operation: async_deliver }
  component k kafka
  component r redis
  component m microservices      { separates: {p, q} }
  component s exact_shard_counts { asked_for: yes }
  component n search
  expect held kafka_has_need on k
  expect held redis_has_need on r
  expect held services_have_need on m
  expect held shards_are_asked_for on s
  expect held core_comes_first on n
}
