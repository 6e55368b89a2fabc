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

/// The truth is primary state.
require truth_is_primary on concept step 7 {
  truth_object is absent or truth_object.primary
  otherwise error "the truth of {name} is no primary state" hint "name an object that passes the validity test"
}

/// What is derived can be made again.
require rebuild_given on concept where concept_kind in {projection_concept, aggregate_concept} step 7 {
  rebuild_path is given
  otherwise error "{name} is derived, but nothing says how it is rebuilt" hint "say from what, and how"
  ask "from what, and how, is {name} rebuilt?"
}
