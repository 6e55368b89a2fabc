/// Records are added to a subject, and all of them stay.
archetype subject_append_only_child "Subject + Append-Only Child" in product {
  shape "one subject stands in the middle"
  shape "people or systems add records to it"
  shape "all valid records stand side by side, none pushes another out"

  /// what the records are about
  role subject "Subject" : object {
    must class in {entity, process}
    must primary
  }

  /// the record: an event, a relationship, or a piece of content that somebody wrote
  role child "Child" : object {
    must class in {event, relationship, entity}
    must evolution == append_only
    must primary
    usually owner in {user, client, service} because "records come from outside; what workers and pipelines add is often derived"
  }

  /// the write that adds a record
  role addition "Addition" : path {
    must operation == append_event
    must some touches where (object == child and state_interaction_kind in {create_target, update_target, hidden_write_target})
    must no touches where (object == subject and state_interaction_kind in {update_target, delete_target})
    usually some touches where object == subject because "a record is checked against the subject that it is about"
    usually write_shape == append_only_event because "records do not compete, so nothing has to be guarded, claimed or merged"
    expects valid_child (some invariants where type in {eligibility, authorization})
      otherwise "nothing says which {child.name} is valid"
      insert "invariant HARD authorization \"Actor user may perform {name} on {subject.name} only if user.may_write holds.\""
    expects child_order (some invariants where type == ordering)
      otherwise "nothing orders the {child.name} records of one {subject.name}"
      insert "invariant HARD ordering \"Instances {child.name} are ordered by log position within {subject.scope_value}.\""
    expects one_attempt (some invariants where type == uniqueness)
      otherwise "nothing tells a repeated attempt from a second {child.name}"
      insert "invariant HARD uniqueness \"Key request_id maps to at most one logical outcome stored {child.name} within {subject.scope_value}.\""
  }

  /// the read of a list that is made from the records
  optional role listing "Listing" : path {
    must priority_class in {R1, R2}
    must operation == read_projection
    must some touches.object where class == projection
    must some concepts where truth_object == child
    expects fresh_list (some invariants where type == freshness)
      otherwise "nothing says how far the list may lag behind {child.name}"
      insert "invariant SOFT freshness \"Read model list of {child.name} reflects {child.name} within 60 s.\""
  }

  example "Business + Review"
  example "LiveStream + Comment"
  example "Video + Comment"
  example "Ad + ClickEvent"
  example "MetricSeries + Sample"
}
