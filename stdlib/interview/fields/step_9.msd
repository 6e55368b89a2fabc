// Step 9: hotspots, and what a design brings in.

/// What gives way first.
field hotspot.hotspot_type "Hotspot type" : hotspot_type
  classified stated from context.stated_nfrs_constraints, "workload shape" as external
  step 9
  ask "is it reads, write throughput, contention, fan-out or storage growth?"

/// The move that the table gives for it.
field hotspot.table_response "Response by the table" : table_response
  classified from hotspot_type
  step 9

/// The first move, in words.
/// Reading: a response is a text beside the baseline; it never feeds back into the classification.
field hotspot.first_response "First response" : text
  output from hotspot_type, path.read_path, path.base_mechanism, table_response
  step 9
  ask "what is the first move against it?"

/// Whether that move replaces the mechanism that guards the truth.
field hotspot.changes_mechanism "Changes the mechanism of the truth" : bool
  classified stated from context.stated_nfrs_constraints
  default no
  step 9

/// The scenario of the design that tries that move.
field hotspot.tried_in "Tried in" : optional scenario
  given from "scenarios of the design" as external
  step 9
  ask "which scenario tries that move?"

/// What is brought in.
field component.technology "Technology" : technology
  chosen from context.stated_nfrs_constraints
  step 9

/// Whether the interviewer asked for it.
field component.asked_for "Asked for" : bool
  given from "prompt" as external
  default no
  step 9

/// The paths that are to be kept apart by it.
field component.separates "Separates" : list of path
  given from "prompt" as external
  inverse separated_by
  default {}
  step 9
