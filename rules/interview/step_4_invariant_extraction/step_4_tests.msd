test "each type has its form" {
  path p {
    priority_class: C1
    invariant HARD eligibility
    invariant HARD uniqueness
    invariant HARD ordering
    invariant HARD accounting
    invariant HARD authorization
    invariant SOFT freshness
  }
  expect invariant_1.invariant_template by eligible
  expect invariant_1.invariant_template == eligibility_template
  expect invariant_2.invariant_template by unique_key
  expect invariant_2.invariant_template == uniqueness_template
  expect invariant_3.invariant_template by ordered
  expect invariant_3.invariant_template == ordering_template
  expect invariant_4.invariant_template by accounted
  expect invariant_4.invariant_template == accounting_template
  expect invariant_5.invariant_template by allowed
  expect invariant_5.invariant_template == authorization_template
  expect invariant_6.invariant_template by otherwise
  expect invariant_6.invariant_template == freshness_template
  expect open statement_given on invariant_1
  expect held hard_before_soft on p
}

test "a critical write with its invariants holds" {
  path place {
    priority_class: C1
    operation:      conditional_write
    invariant HARD eligibility "Action accept_bid is valid only if auction.status = OPEN holds on auction_id at decision time."
    invariant HARD uniqueness  "Key request_id maps to at most one logical outcome bid acceptance result within auction_id."
  }
  expect held business_invariant on place
  expect held retry_invariant on place
  expect held statement_given on invariant_1
  expect held statement_in_form on invariant_1
  expect held invariant_classified on invariant_1
  expect held hard_means_critical on invariant_1
  expect invariant_1.action == "accept_bid"
  expect invariant_2.key == "request_id"
  expect invariant_2.scope == "auction_id"
}

test "slots make the sentence" {
  path place {
    priority_class: C1
    invariant HARD ordering { instances: "accepted bids"  relation: "acceptance order"  scope: "auction_id" }
  }
  expect invariant_1.invariant_statement == "Instances accepted bids are ordered by acceptance order within auction_id."
  expect held statement_in_form on invariant_1
}

test "every form can be read back" {
  path p {
    priority_class: C1
    invariant SOFT accounting    "Aggregate balance equals sum over postings within account_id."
    invariant HARD authorization "Actor owner may perform close on account only if account.owner = actor holds."
    invariant SOFT freshness     "Read model balance view reflects ledger within 2 s."
  }
  expect held invariant_serves_core on invariant_1
  expect invariant_1.aggregate == "balance"
  expect invariant_1.source_set == "postings"
  expect invariant_2.permitted_actor == "owner"
  expect invariant_2.protected_object == "account"
  expect invariant_3.bound == "2 s"
}

test "a critical write without invariants is an error" {
  path place { priority_class: C1  operation: append_event }
  expect broken business_invariant on place
  expect broken retry_invariant on place
}

test "one hard invariant is enough where a repeat changes nothing" {
  path rename {
    priority_class: C1
    operation:      overwrite_state
    invariant HARD authorization
  }
  expect held business_invariant on rename
}

test "prose does not fit" {
  path place {
    priority_class: C1
    invariant HARD eligibility "bids should not conflict"
  }
  expect broken statement_in_form on invariant_1
  expect error sentence_misfit
}

test "an invariant of a notification is out of place" {
  path push {
    priority_class: N1
    invariant SOFT freshness
  }
  expect broken invariant_serves_core on invariant_1
}

test "soft alone is not enough for a critical write" {
  path place {
    priority_class: C1
    invariant SOFT freshness
  }
  expect broken hard_before_soft on place
}

test "soft invariants of reads wait for all critical writes" {
  path place { priority_class: C1 }
  path look {
    priority_class: R1
    invariant SOFT freshness
  }
  expect broken hard_before_soft on look
}

test "one sentence does not do two jobs" {
  path hold {
    priority_class: C1  operation: conditional_write
    invariant HARD uniqueness
  }
  expect held business_invariant on hold
  expect broken retry_invariant on hold
}

test "lag is never hard" {
  path place {
    priority_class: C1
    invariant HARD freshness
    invariant SOFT freshness
  }
  expect broken freshness_is_soft on invariant_1
  expect warning freshness_is_soft on invariant_1
  expect held freshness_is_soft on invariant_2
}

test "an invariant without tier or type is a question" {
  path place {
    priority_class: C1
    invariant
  }
  expect open invariant_classified on invariant_1
  expect open freshness_is_soft on invariant_1
}
