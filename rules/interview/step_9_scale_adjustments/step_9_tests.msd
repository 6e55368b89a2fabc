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
  component m microservices { separates: {p, q} }
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
