/// An important read shows something whose truth is declared.
require truth_declared on path where priority_class == R1 step 7 {
  some concepts
  otherwise error "{name} shows nothing whose truth is declared" hint "add a concept that is served_by {name}"
}

/// Each concept has one truth.
require truth_given on concept step 7 {
  source_of_truth_truth is given
  otherwise error "{name} has no source of truth" hint "name the one place where it is decided"
  ask "where does the truth of {name} live?"
}

/// A cache or a projection is never the truth.
require cache_is_not_truth on concept step 7 {
  (truth_object is absent or truth_object.class != projection) and not (source_of_truth_truth uses cache_words)
  otherwise error "the truth of {name} is a copy" hint "name the primary state that the copy is made from"
}

/// The truth is primary state. A projection is a copy: that is `cache_is_not_truth`.
require truth_is_primary on concept where truth_object.class != projection step 7 {
  truth_object.primary
  otherwise error "the truth of {name} is no primary state" hint "name an object that passes the validity test"
}

/// The truth is one object, not only words about it.
require truth_names_object on concept where source_of_truth_truth is given step 7 {
  truth_object is not absent
  otherwise warning "the truth of {name} is in words only" hint "write the object that holds it behind the words"
}

/// The truth is an object that the baseline keeps.
require truth_is_kept on concept where truth_object is not absent step 7 {
  truth_object.candidate_needed_for_c1_r1 and truth_object.candidate_decomposition_action == keep_as_candidate
  otherwise error "the truth of {name} is {truth_object.name}, which the baseline does not keep" hint "name what took its place, or keep it"
}

/// It is said what a concept is to its truth.
require concept_kind_given on concept step 7 {
  concept_kind is given
  otherwise error "nothing says what kind of concept {name} is" hint "say concept_kind: source_concept, projection_concept, aggregate_concept, relationship_concept or status_concept"
  ask "what is {name} to its truth?"
}

/// What serves a concept is a read.
require concept_is_served_by_read on concept where served_by is not absent step 7 {
  served_by.priority_class in {R1, R2}
  otherwise error "{name} is served by {served_by.name}, which is no read" hint "name the read that shows it, or leave served_by out"
}

/// A concept that is read from a projection is no source.
require source_concept_is_read_from_source on concept where concept_kind == source_concept and served_by is not absent step 7 {
  served_by.operation != read_projection and not (served_by.read_path in {materialized_view, denormalized_row})
  otherwise warning "{name} is called a source, but {served_by.name} reads it from a projection" hint "concept_kind: projection_concept, with its rebuild_path"
}

/// What is written belongs to primary state; projections follow from it.
require projection_is_not_written on state_reference
  where state_interaction_kind in {create_target, update_target, delete_target} and path.priority_class in {C1, C2} step 7 {
  object.class != projection
  otherwise warning "{path.name} writes the projection {object.name}, so there are two truths" hint "write its source, and derive it from there"
}

/// What is derived can be made again.
/// Reading: a concept that is read from a projection is derived, whatever its kind.
require rebuild_given on concept where concept_kind in {projection_concept, aggregate_concept} or served_by.operation == read_projection step 7 {
  rebuild_path is given
  otherwise error "{name} is derived, but nothing says how it is rebuilt" hint "say from what, and how"
  ask "from what, and how, is {name} rebuilt?"
}
