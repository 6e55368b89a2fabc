// The lines of the registry that a row already has: its name and its display id.
// The registry's `Why` is no field of its own: every value may carry a `because`, and a sheet shows it with `why`.

/// Which of its path's states this is.
field state_reference.state_reference_id "State reference ID" : id
  derived from "normalized requirement row order" as external, "per-row state order" as external
  step 1
  allow(hidden_assumption) because "the registry derives it from the order of the rows, which no field holds; the row counts itself"

/// Which of the retained requirements this is.
field path.path_id "Path ID" : id
  derived from "normalized requirement row order" as external
  step 2
  allow(hidden_assumption) because "the registry derives it from the order of the rows, which no field holds; the row counts itself"

/// Which line of the source-of-truth table this is.
field concept.concept_id "Concept ID" : id
  derived from "source-of-truth table row order" as external
  step 7
  allow(hidden_assumption) because "the registry derives it from the order of the rows, which no field holds; the row counts itself"

derive state_reference.state_reference_id = id
derive path.path_id = id
derive concept.concept_id = id
