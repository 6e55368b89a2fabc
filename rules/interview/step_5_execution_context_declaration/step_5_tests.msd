test "a full context holds" {
  context {
    topology:                 single_process
    write_coordination_scope: local_only
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  no
  }
  path p { priority_class: C1 }
  expect held topology_given
  expect held coordination_given
  expect held read_target_given
  expect held holder_given
  expect held compensation_given
}

test "an empty context asks five questions" {
  path p { priority_class: C1 }
  expect open topology_given
  expect open coordination_given
  expect open read_target_given
  expect open holder_given
  expect open compensation_given
}

test "processes, workers and nodes may crash" {
  context { holder_model: node }
  context batch { holder_model: worker }
  context local { holder_model: process }
  expect context.holder_may_crash == yes
  expect batch.holder_may_crash == yes
  expect local.holder_may_crash == yes
}

test "threads and nothing do not crash on their own" {
  context { holder_model: none }
  context local { holder_model: thread }
  expect context.holder_may_crash == no
  expect local.holder_may_crash == no
}

test "a read may lag where the target allows it" {
  context { read_consistency_target: bounded_stale_allowed }
  context billing { read_consistency_target: strong_only }
  path view { priority_class: R1 }
  path bill { in: billing  priority_class: R1 }
  expect view.staleness_allowed == yes
  expect bill.staleness_allowed == no
}

test "a named context takes the rest from the unnamed one" {
  context { topology: multi_service  holder_model: worker }
  context dispatch { holder_model: none }
  expect dispatch.topology == multi_service
  expect dispatch.holder_may_crash == no
}

test "two services that own what a path writes" {
  context { topology: multi_service }
  object Account { class: entity  owner: service "accounts"  evolution: overwrite    scope_kind: instance }
  object Posting { class: event   owner: service "ledger"    evolution: append_only  scope_kind: instance }
  path pay {
    touches Account as update_target
    touches Posting as create_target
  }
  expect pay.cross_service_write == yes
}

test "one service is no crossing, whatever the kind says" {
  context { topology: multi_service }
  object Account { class: entity  owner: service "ledger"  evolution: overwrite    scope_kind: instance }
  object Posting { class: event   owner: service "ledger"  evolution: append_only  scope_kind: instance }
  path pay {
    touches Account as update_target
    touches Posting as create_target
  }
  expect pay.cross_service_write == no
}

test "the context is filled before any mechanism counts" {
  context {
    topology:                 single_service_distributed
    write_coordination_scope: per_object_scope
    read_consistency_target:  strong_only
    holder_model:             none
    compensation_acceptable:  no
  }
  path p { priority_class: C1  operation: append_event  records_immutable_fact: yes }
  expect held context_before_mechanism on p
}

test "a mechanism over an open context does not count yet" {
  context { holder_model: none }
  path p { priority_class: C1  operation: append_event  records_immutable_fact: yes }
  expect p.base_mechanism == append_log
  expect open context_before_mechanism on p
}

test "several services coordinate, one does not" {
  context { topology: multi_service  write_coordination_scope: cross_service }
  context one  { topology: single_process }
  context open { topology: ? }
  expect held coordination_fits_topology on context
  expect broken coordination_fits_topology on one
  expect open coordination_fits_topology on open
}

test "a claim has a holder" {
  context { holder_model: thread }
  context nobody { holder_model: none }
  context open   { holder_model: ? }
  path p {
    priority_class: C1  exclusive_claim_required: yes
    invariant HARD uniqueness { outcome: "active hold" }
  }
  path q {
    priority_class: C1  exclusive_claim_required: yes  in: nobody
    invariant HARD uniqueness { outcome: "active hold" }
  }
  path r {
    priority_class: C1  exclusive_claim_required: yes  in: open
    invariant HARD uniqueness { outcome: "active hold" }
  }
  expect held claim_has_holder on p
  expect broken claim_has_holder on q
  expect open claim_has_holder on r
}
