/// Measurements of 100,000 machines, drawn as curves. What it teaches: the samples are the truth and nobody reads them; what everybody reads
/// is sums over minutes, which are no truth. So the design is one append, one aggregate, and the question whether the sum is right
/// when a sample comes twice or late.
design metrics_monitoring "Metrics monitoring" uses interview {
  like subject_append_only_child
  like subject_aggregate_projection

  context {
    stated_nfrs_constraints:  "100 k hosts, 1 M samples a second; a stored sample counts once; curves are at most 30 s behind; 15 days in full, 2 years by the hour"
    reads:                    5 k/s
    writes:                   1 M/s
    topology:                 single_service_distributed because "one store of samples, many instances"
    write_coordination_scope: per_object_scope           because "one series knows nothing of another"
    read_consistency_target:  bounded_stale_allowed      because "a curve may end half a minute ago"
    holder_model:             none                       because "samples are sent and stored, nothing is held"
    compensation_acceptable:  yes                        because "a wrong sum is computed again from the samples"
  }

  object Series { candidate_source: direct_noun         class: entity  owner: service  evolution: overwrite    scope_kind: instance "series_id" }
  object Sample { candidate_source: direct_noun         class: event  owner: client   evolution: append_only  scope_kind: collection "samples of series_id" }
  object Rollup { candidate_source: derived_read_model  class: projection  owner: derived  evolution: overwrite    scope_kind: time "(series_id, minute)" }

  path store_sample "Store sample" {
    requirement: "An agent sends the measurements of its host"
    actor: client  operation: append_event
    priority_class: C1 because "alarms and bills are computed from samples, and a doubled one is a false sum"
    touches Sample as create_target
    touches Series as read_source_target
    records_immutable_fact: yes because "what was measured at a moment stays as it is"

    invariant HARD authorization "Actor agent may perform store_sample on Series only if agent.host_id = series.host_id holds."
    invariant HARD uniqueness    "Key (series_id, measured_at) maps to at most one logical outcome stored sample within series_id."
    invariant HARD ordering      "Instances samples are ordered by measured_at within series_id."

    retry:              "(series_id, measured_at)" {dedup_by_event_id}
    competing_writers:  "nobody loses: one agent writes a series, and late samples find their place by time"
    crash_after_commit: "the agent sends the batch again, and samples that are known are dropped" {dedup_by_event_id}
    publish_failure:    "nothing is published: sums read the log on from their last position"
    stale_holder:       "not applicable: nothing is held"
  }

  path see_curve "See curve" {
    requirement: "Engineer sees a measurement over hours or days"
    actor: user  operation: read_projection
    priority_class: R1 because "people find faults by it"
    touches Rollup as read_projection_target
    same_shape_as_source: no because "a day of samples is a curve of 1,440 sums"
    read_heavy:           no because "a million samples come in for each thousand curves"
    query_crosses_shards: no because "the sums of a series live together"
    query_is_geospatial:  no because "it asks for one series"

    invariant HARD accounting "Aggregate rollup equals sum, count and maximum over samples within (series_id, minute)."
    invariant SOFT freshness  "Read model rollup reflects the log of samples within 30 s."
  }

  path compare_hosts "Compare hosts" {
    requirement: "Engineer sees the samples of the last minutes over all hosts of a cluster"
    actor: user  operation: read_source
    priority_class: R1 because "in an outage the last minutes are the ones that count"
    touches Sample as read_source_target
    same_shape_as_source: yes because "newest samples are shown as they came"
    read_heavy:           no  because "it is asked in an outage"
    query_crosses_shards: yes because "the series of a cluster are spread over all partitions"
    query_is_geospatial:  no  because "it asks for labels"
  }

  path roll_up "Roll up" {
    requirement: "Samples are summed up by the minute and the hour"
    actor: worker  operation: async_process
    priority_class: N1 because "a late sum is made up for"
    touches Rollup as async_side_effect_target
  }

  concept curve "Curve" {
    concept_kind:          aggregate_concept
    served_by:             see_curve
    source_of_truth_truth: "Log of samples" Sample
    rebuild_path:          "sum the samples up again, minute by minute; past 15 days from the hourly sums in the archive"
  }
  concept last_minutes "Last minutes" {
    concept_kind:          source_concept
    served_by:             compare_hosts
    source_of_truth_truth: "Log of samples" Sample
  }

  hotspot "a million samples a second" write_throughput_hotspot { first_response: "partition by correctness scope: the log is cut by series_id" }
  hotspot "samples of two years"       storage_growth_hotspot   { first_response: "tiered retention: full samples for 15 days, hourly sums behind that" }
}
