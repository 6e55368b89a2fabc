// Step 7: what users read, and where its truth lives.

/// The read that serves the concept.
field concept.served_by "Served by" : optional path
  given from "prompt" as external
  inverse concepts
  step 7

/// What the concept is to its truth.
field concept.concept_kind "Concept kind" : concept_kind
  classified stated from "source-of-truth modeling" as external
  step 7
  ask "is it a source, a projection, an aggregate, a relationship or a status?"
  allow(hidden_assumption) because "the registry derives it from an activity, not from a field"

/// A short name for people.
field concept.concept_label "Concept label" : text
  output from "source-of-truth modeling" as external
  step 7
  allow(hidden_assumption) because "the registry derives it from an activity, not from a field"

/// Where the authoritative state is, in words, and the object that it is.
field concept.source_of_truth_truth "Source of truth / Truth" : text
  chosen from "primary objects" as object.primary, "ownership boundary" as object.owner
  with truth_object
  step 7
  ask "where does the truth of this concept live?"
  allow(chosen_from_computed) because "the registry lets this choice depend on `Primary?` and on owners, which are computed"

/// The object that holds the truth, so that the rules can look at it.
field concept.truth_object "Truth object" : optional object
  given from "prompt" as external
  inverse truth_of
  step 7

/// Whether a read of the concept may lag.
/// Reading: by the context of the path that serves it; by the design's own where no path does.
field concept.staleness_allowed "Staleness allowed?" : bool "Yes" "No"
  derived from context.bounded_staleness_allowed, path.staleness_allowed
  step 7
  allow(undeclared_read) because "which path serves the concept is a relation of the design, and the registry lists no relations here"

/// How the projection is made again from the truth.
field concept.rebuild_path "Rebuild path" : text
  output from source_of_truth_truth, path.read_path
  step 7
  ask "from what, and how, is it rebuilt?"
