test "five answers that rest on what is there" {
  context { holder_model: worker }
  path hold {
    priority_class: C1  exclusive_claim_required: yes  declared_companions: {outbox}
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

test "answers that rest on nothing" {
  path merge {
    priority_class: C1  merge_safe: yes
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

test "answers that leave out what is there" {
  context { holder_model: worker }
  path hold {
    priority_class: C1  exclusive_claim_required: yes  declared_companions: {cdc}
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

test "an appended event is recognised by its id" {
  path add {
    priority_class: C1  operation: append_event  records_immutable_fact: yes  declared_companions: {cdc}
    retry:              "event_id" {dedup_by_event_id}
    crash_after_commit: "the event is there already" {dedup_by_event_id}
  }
  path index { priority_class: N1  operation: async_process }
  expect held retry_names_event on add
  expect held retry_has_key on add
  expect held crash_absorbs_repeat on add
  expect held publish_has_consumer on add
}

test "repeats that nothing recognises" {
  context { holder_model: thread }
  path add {
    priority_class: C1  operation: append_event  records_immutable_fact: yes  declared_companions: {outbox}
    retry:              "somehow"
    crash_after_commit: "somehow"
  }
  path hold {
    priority_class: C1  operation: conditional_write  exclusive_claim_required: yes  retry: "somehow"
    invariant HARD uniqueness { outcome: "active hold" }
  }
  expect broken retry_names_event on add
  expect broken crash_absorbs_repeat on add
  expect broken publish_has_consumer on add
  expect broken retry_has_key on hold
}

test "a holder that may crash comes back" {
  context { holder_model: worker }
  path a {
    priority_class: C1  exclusive_claim_required: yes  single_writer_scope: yes  stale_holder: "not applicable"
    invariant HARD uniqueness { outcome: "active hold" }
  }
  path b {
    priority_class: C1  exclusive_claim_required: yes  single_writer_scope: yes
    stale_holder: "the writer's epoch is too old"
    invariant HARD uniqueness { outcome: "active hold" }
  }
  path c {
    priority_class: C1  exclusive_claim_required: yes  single_writer_scope: yes
    invariant HARD uniqueness { outcome: "active hold" }
  }
  expect broken crashed_holder_answered on a
  expect held crashed_holder_answered on b
  expect open crashed_holder_answered on c
}

test "the loser loses by the mechanism that is there" {
  context { holder_model: worker }
  object A { evolution: state_machine }
  path a {
    priority_class: C1  guarded_by_current_state: yes  competing_writers: "the CAS fails"
    touches A as update_target
    invariant HARD eligibility
  }
  path b {
    priority_class: C1  exclusive_claim_required: yes  competing_writers: "the CAS fails"
    invariant HARD uniqueness { outcome: "active hold" }
  }
  path c {
    priority_class: C1  guarded_by_current_state: yes  competing_writers: "the lease is taken"
    touches A as update_target
    invariant HARD eligibility
  }
  path d {
    priority_class: C1  exclusive_claim_required: yes  competing_writers: ?
    invariant HARD uniqueness { outcome: "active hold" }
  }
  expect held losers_fit_mechanism on a
  expect broken losers_fit_mechanism on b
  expect broken losers_fit_mechanism on c
  expect open losers_fit_mechanism on d
}

test "answers that are not given leave their checks open" {
  path add { priority_class: C1  operation: append_event  records_immutable_fact: yes  declared_companions: ? }
  expect open retry_names_event on add
  expect open crash_absorbs_repeat on add
  expect open publish_has_consumer on add
}

test "a key that only an open holder could bring" {
  path hold {
    priority_class: C1  operation: conditional_write  exclusive_claim_required: yes  retry: "request_id"
    invariant HARD uniqueness { outcome: "active hold" }
  }
  expect open retry_has_key on hold
}

test "a critical write owes five answers" {
  path add { priority_class: C1  operation: append_event  records_immutable_fact: yes }
  expect open retry_answered on add
  expect open losers_answered on add
  expect open crash_answered on add
  expect open publish_answered on add
  expect open stale_holder_answered on add
}
