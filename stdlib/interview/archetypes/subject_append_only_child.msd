/// People or machines keep adding records to a subject, and no record gets into another's way.
archetype subject_append_only_child "Subject + Append-Only Child" in product {
  shape "one subject stands in the middle"
  shape "users or systems add child records to it"
  shape "all valid records may stand side by side"

  /// what the records are about
  role subject "Subject" : object {
    must class in {entity, process}
  }

  /// the record that is added and then left alone
  role child "Child" : object {
    must evolution == append_only
    must class in {event, relationship, intent, entity}
  }

  /// the write that adds a record
  role append "Append" : path {
    must priority_class in {C1, C2}
    must some touches where (object == child and state_interaction_kind == create_target)
    usually write_shape == append_only_event
      because "records that may all stand need no more than to be written down"
    expects valid_child (some invariants where type == eligibility)
      otherwise "nothing says which {child.name} is valid"
      insert "invariant HARD eligibility \"Action {name} is valid only if {subject.name} is open to it holds on {subject.scope_value} at decision time.\""
    expects one_per_request (some invariants where type == uniqueness)
      otherwise "a repeated request may add the same {child.name} twice"
      insert "invariant HARD uniqueness \"Key request_id maps to at most one logical outcome {child.name} within {subject.scope_value}.\""
  }

  example "Business + Review"
  example "LiveStream + Comment"
  example "Video + Comment"
  example "Ad + ClickEvent"
  example "MetricSeries + Sample"
}
