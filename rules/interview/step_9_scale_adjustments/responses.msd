/// The first move is the one that the table gives for the type.
/// Reading: a text can be asked for words only, so the move is recognised by the words of its row.
require response_by_table on hotspot where first_response is given step 9 {
  (hotspot_type == read_hotspot and first_response uses read_response_words)
    or (hotspot_type == write_throughput_hotspot and first_response uses write_response_words)
    or (hotspot_type == contention_hotspot and first_response uses contention_response_words)
    or (hotspot_type == fan_out_hotspot and first_response uses fan_out_response_words)
    or (hotspot_type == storage_growth_hotspot and first_response uses storage_response_words)
  otherwise warning "the first response to {name} is not the one of its type" hint "the table gives: {table_response}"
}

/// Scale comes last: after the critical writes stand.
/// Reading: a write stands when it has a hard invariant, a mechanism and its five answers.
require scale_comes_last on hotspot step 9 {
  every path where priority_class == C1 satisfies ((some invariants where tier == HARD) and base_mechanism is given and retry is given and competing_writers is given
      and crash_after_commit is given and publish_failure is given and stale_holder is given)
  otherwise warning "{name} is worked on before the critical writes are closed" hint "close them first; a hotspot changes nothing about the truth"
}
