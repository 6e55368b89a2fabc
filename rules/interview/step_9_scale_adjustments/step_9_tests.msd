test "each hotspot has its response" {
  hotspot a read_hotspot
  hotspot b write_throughput_hotspot
  hotspot c contention_hotspot { first_response: "queue" }
  hotspot d fan_out_hotspot
  hotspot e storage_growth_hotspot
  expect a.table_response by reads
  expect b.table_response by writes
  expect c.table_response by contention
  expect d.table_response by fan_out
  expect e.table_response by otherwise
  expect held response_given on c
  expect open response_given on d
}

test "reads do not change the truth" {
  hotspot a read_hotspot { changes_mechanism: yes }
  hotspot b read_hotspot
  expect broken truth_is_left_alone on a
  expect held truth_is_left_alone on b
}

test "another mechanism is tried in a scenario" {
  hotspot a contention_hotspot { changes_mechanism: yes  tried_in: one_writer }
  hotspot b contention_hotspot { changes_mechanism: yes }
  hotspot c contention_hotspot { changes_mechanism: yes  tried_in: ? }
  expect a.tried_in == one_writer
  expect held replacement_is_tried on a
  expect broken replacement_is_tried on b
  expect open replacement_is_tried on c
}

test "nothing is brought in without a need" {
  path p { priority_class: C1  operation: append_event  records_immutable_fact: yes }
  component k kafka
  component r redis
  component m microservices
  component s exact_shard_counts
  component n notifications
  expect broken kafka_has_need on k
  expect broken redis_has_need on r
  expect broken services_have_need on m
  expect broken shards_are_asked_for on s
}

test "what is needed may come in" {
  context { holder_model: worker }
  path p { priority_class: C1  operation: conditional_write  exclusive_claim_required: yes  retry: "key" }
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

test "side topics wait" {
  path p { priority_class: C1  records_immutable_fact: yes }
  component n analytics
  component k kafka { asked_for: yes }
  expect open core_comes_first on n
}

test "a response by the table" {
  hotspot a read_hotspot             { first_response: "cache or projection" }
  hotspot b write_throughput_hotspot { first_response: "partition by account_id" }
  hotspot c contention_hotspot       { first_response: "single-writer queue for that auction_id" }
  hotspot d fan_out_hotspot          { first_response: "fan-out on read for the largest senders" }
  hotspot e storage_growth_hotspot   { first_response: "archive what is older than a year" }
  expect held response_by_table on a
  expect held response_by_table on b
  expect held response_by_table on c
  expect held response_by_table on d
  expect held response_by_table on e
  expect held scale_comes_last on a
}

test "a response of another row" {
  hotspot a read_hotspot       { first_response: "a stronger lock" }
  hotspot b contention_hotspot { first_response: "cache it" }
  hotspot c read_hotspot
  expect broken response_by_table on a
  expect broken response_by_table on b
  expect open response_by_table on c
}

test "scale waits for the critical writes" {
  path place { priority_class: C1  records_immutable_fact: yes }
  path look  { priority_class: R1 }
  hotspot a read_hotspot
  expect broken scale_comes_last on a
}

test "scale waits for answers that are still open" {
  path place {
    priority_class: C1  records_immutable_fact: yes
    invariant HARD uniqueness
  }
  hotspot a read_hotspot
  expect open scale_comes_last on a
}

test "services differ in what they need" {
  path p { priority_class: C1  operation: append_event  records_immutable_fact: yes }
  path q { priority_class: C1  operation: append_event  records_immutable_fact: yes }
  path r { priority_class: N1 }
  path s
  component same  microservices { separates: {p, q} }
  component apart microservices { separates: {p, r} }
  component open  microservices { separates: {p, s} }
  expect broken services_differ on same
  expect held services_differ on apart
  expect open services_differ on open
}

test "topics that the interview leaves out" {
  component a observability
  component b cost     { asked_for: yes }
  component c runbooks { asked_for: ? }
  expect broken topic_was_asked_for on a
  expect held topic_was_asked_for on b
  expect open topic_was_asked_for on c
}
