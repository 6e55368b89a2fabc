test "five answers that rest on what is there" {
  context { holder_model: worker }
  path hold {
    priority_class: C1  exclusive_claim_required: yes  declared_companions: {outbox}
    retry: "request_id" {idempotency_key}
    competing_writers: "the lease is taken"
    crash_after_commit: "stored result" {idempotency_key}
    publish_failure: "outbox" {outbox}
    stale_holder: "token too old" {fencing_token}
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
    retry: "key" {idempotency_key}
    competing_writers: "token" {fencing_token}
    crash_after_commit: "dedup" {dedup_by_event_id}
    publish_failure: "outbox" {outbox}
    stale_holder: "token" {fencing_token}
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
    retry: "somehow"
    publish_failure: "somehow"
    stale_holder: "somehow"
  }
  expect broken retry_names_key on hold
  expect broken publish_relies_on_companion on hold
  expect broken stale_holder_fenced on hold
  expect open losers_answered on hold
  expect open crash_answered on hold
}
