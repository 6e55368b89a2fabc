test "the written object is the one under the rule" {
  object A { evolution: append_only }
  object B { evolution: state_machine }
  path p {
    touches A as create_target
    touches B as update_target
  }
  path q { touches A as create_target }
  path r { touches A as read_source_target }
  expect p.written_object == B
  expect p.evolution == state_machine
  expect q.evolution == append_only
  expect r.written_object is absent
  expect r.evolution is absent
}

test "several owners who must agree at once" {
  context { compensation_acceptable: no  holder_model: none }
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
  expect buy.write_shape == multi_service_transaction
  expect buy.base_mechanism by all_or_none
  expect buy.base_mechanism == two_pc
}

test "one owner is no transaction" {
  context { compensation_acceptable: no }
  object Seat { class: entity  owner: service "booking"  evolution: overwrite  scope_kind: instance }
  object Row  { class: entity  owner: service "booking"  evolution: overwrite  scope_kind: instance }
  path buy {
    priority_class: C1  replaces_current_value: yes
    touches Seat as update_target
    touches Row  as update_target
    invariant HARD accounting { invariant_synchronous: yes }
  }
  expect buy.cross_service_atomicity_required == no
  expect buy.write_shape by replace
}

test "a claim whose holder may crash is a lease" {
  context { holder_model: worker }
  path p { priority_class: C1  exclusive_claim_required: yes }
  expect p.write_shape by claim
  expect p.base_mechanism == lease
  expect p.base_mechanism by claim_crash
  expect p.required_companions == {idempotency_key, fencing_token}
  expect p.required_companions by lease
}

test "a claim whose holder cannot crash is a lock" {
  context { holder_model: none }
  path p { priority_class: C1  exclusive_claim_required: yes }
  expect p.base_mechanism by claim_safe
  expect p.base_mechanism == pessimistic_lock
}

test "an open holder keeps both claims possible" {
  path p { priority_class: C1  exclusive_claim_required: yes }
  expect p.base_mechanism possible {lease, pessimistic_lock}
  expect p.base_mechanism needs {context.holder_model}
}

test "what merges is a CRDT" {
  path p { priority_class: C1  merge_safe: yes }
  expect p.write_shape by merge
  expect p.base_mechanism by merging
  expect p.base_mechanism == crdt
}

test "a guarded state machine" {
  object A { evolution: state_machine }
  path p {
    priority_class: C1  guarded_by_current_state: yes
    touches A as update_target
  }
  expect p.write_shape by guarded
  expect p.base_mechanism by guarded_state
  expect p.base_mechanism == cas_on_state_version
  expect p.required_companions by cas
  expect p.required_companions has idempotency_key
  expect held write_shape_settled on p
  expect held mechanism_settled on p
}

test "an overwritten value" {
  object A { evolution: overwrite }
  path p {
    priority_class: C2  replaces_current_value: yes
    touches A as update_target
  }
  expect p.base_mechanism by overwriting
  expect p.base_mechanism == cas_on_version
}

test "an appended fact" {
  path p { priority_class: C1  records_immutable_fact: yes }
  expect p.write_shape by append
  expect p.base_mechanism by appending
  expect p.required_companions by stream
  expect p.required_companions == {dedup_by_event_id}
}

test "one writer comes before the shape" {
  path p { priority_class: C1  records_immutable_fact: yes  single_writer_scope: yes  partition_routed_single_writer: yes }
  path q { priority_class: C1  records_immutable_fact: yes  partition_routed_single_writer: yes }
  expect p.base_mechanism by one_writer
  expect q.base_mechanism by one_per_part
}

test "no predicate, no shape" {
  path p { priority_class: C1 }
  expect p.write_shape by otherwise
  expect p.write_shape is rejected
  expect p.base_mechanism is rejected
  expect error rejected on p
}

test "a shape without a fitting evolution has no mechanism" {
  object A { evolution: append_only }
  path p {
    priority_class: C1  guarded_by_current_state: yes
    touches A as update_target
  }
  expect p.base_mechanism by otherwise
  expect p.base_mechanism is rejected
}

test "reads have no shape" {
  path p { priority_class: R1 }
  expect p.write_shape is absent
  expect p.base_mechanism is absent
}

test "what goes out has a consumer that bears repeats" {
  path p { priority_class: C1  records_immutable_fact: yes  declared_companions: {outbox} }
  path q { priority_class: C1  records_immutable_fact: yes  declared_companions: {cdc, sequence_authority} }
  path r { priority_class: C1  records_immutable_fact: yes  declared_companions: {sequence_authority}  sequence_source: "bid log" }
  expect p.required_companions by outbox
  expect p.required_companions == {outbox, idempotent_consumer, dedup_by_event_id}
  expect q.required_companions by cdc
  expect broken one_sequence_source on q
  expect held one_sequence_source on r
}

test "a compensation needs to be acceptable" {
  context { compensation_acceptable: yes }
  context never { compensation_acceptable: no }
  context open  { compensation_acceptable: ? }
  path p { priority_class: C1  records_immutable_fact: yes  declared_companions: {compensation} }
  path q { priority_class: C1  records_immutable_fact: yes  declared_companions: {compensation}  in: never }
  path r { priority_class: C1  records_immutable_fact: yes  declared_companions: {compensation}  in: open }
  expect held compensation_is_acceptable on p
  expect broken compensation_is_acceptable on q
  expect open compensation_is_acceptable on r
}

test "an open predicate may leave a write without shape" {
  object A { evolution: overwrite }
  path p {
    priority_class: C1  replaces_current_value: ?
    touches A as update_target
  }
  expect open write_shape_settled on p
  expect open mechanism_settled on p
}
