// Where candidates come from. The table of sources and what a candidate turns out to be must not contradict each other.
// Reading: the text gives each source a name and no table to classes, so that all but a read model's class is advice.

/// A constraint on what may happen later is an intent, or the process that carries it out.
require constraint_is_intent on object
  where candidate_source == future_constraint and candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate step 3 {
  class in {intent, process}
  otherwise warning "{name} comes from a future constraint, but its class is {class}" hint "what is declared now and happens later is an intent"
}

/// An edge between two objects is a relationship, or the process that runs between them.
require edge_is_relationship on object
  where candidate_source == relationship_edge and candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate step 3 {
  class in {relationship, process}
  otherwise warning "{name} comes from a relationship edge, but its class is {class}" hint "an edge with a life of its own is a relationship"
}

/// A hidden write target is written by somebody.
require hidden_target_is_written on object where candidate_source == hidden_write_target and candidate_needed_for_c1_r1 step 3 {
  some touched_by where state_interaction_kind in {hidden_write_target, create_target, update_target, delete_target}
  otherwise warning "{name} is a hidden write target, but no path writes it" hint "let the path that writes it touch it as hidden_write_target"
}

/// What is read as a projection is one.
require projection_target_is_projection on state_reference where state_interaction_kind == read_projection_target step 3 {
  object.class == projection
  otherwise error "{path.name} reads {object.name} as a projection, but its class is {object.class}" hint "touch it as read_source_target, or name the projection"
}

/// What is read as the source is none.
require source_target_is_source on state_reference where state_interaction_kind == read_source_target step 3 {
  object.class != projection
  otherwise error "{path.name} reads {object.name} as its source, but that is a projection" hint "touch it as read_projection_target, or read the source itself"
}

/// The read of a projection gives a candidate of its own: the read model.
require projection_read_has_model on path where operation == read_projection and priority_class == R1 and (some touches) step 3 {
  some touches.object where candidate_source == derived_read_model
  otherwise warning "{name} reads a projection, but none of its candidates comes from a derived read model" hint "its projection has candidate_source: derived_read_model"
}

/// The baseline keeps the candidates that it needs, and only these.
/// Reading: a direct noun is used by the words of its requirement, as Bid is in the worked example; and what a path works on
/// beside a needed object is used, as the source of a projection is.
require needed_is_used on object
  where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate and candidate_source != direct_noun step 3 {
  (some touched_by.path.touches.object.touched_by.path where priority_class in {C1, R1}) or (some truth_of)
  otherwise warning "{name} is marked as needed, but no critical write and no important read comes near it" hint "say candidate_needed_for_c1_r1: no, or let the path that needs it touch it"
}
