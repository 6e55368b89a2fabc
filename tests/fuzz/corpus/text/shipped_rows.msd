// The kinds of row that a worksheet has, and how a design writes them.

/// Where the paths run and what they may assume.
/// Reading: the values of step 5 are those of the context that a path is in; there is one, unless a design names more.
row context "Execution context" single named by path.in

/// One normalized requirement.
/// Reading: the ids count the requirements that are retained, in the design's order.
row path "Path" {
  id "P{n}" where retained
  written "path {name} {path_label}"
}

/// One piece of state that a path touches; counted anew in each path.
row state_reference "State touched" in path as touches back path {
  id "S{n}"
  written "touches {object} as {state_interaction_kind}"
}

/// A candidate object: it may turn out to be primary state, a projection, or nothing.
row object "Candidate object" {
  written "object {name}"
}

/// A sentence that has to stay true while a path runs.
row invariant "Invariant" in path as invariants back path {
  written "invariant {tier} {type} {invariant_statement}"
}

/// Something that users read, with the place where its truth lives: a line of the source-of-truth table.
row concept "Concept" {
  id "C{n}"
  written "concept {name} {concept_label}"
}

/// A pressure that grows with the load.
row hotspot "Hotspot" {
  written "hotspot {name} {hotspot_type}"
}

/// A technology or a topic that the design brings in.
row component "Component" {
  written "component {name} {technology}"
}
