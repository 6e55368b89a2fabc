// The six sentence forms of an invariant, one for each type.
// Reading: a design writes the sentence or its slots; each is made from the other. A sentence that does not fit is an error.

template invariant.invariant_statement for type == eligibility
  "Action {action} is valid only if {predicate} holds on {scope} at decision time."

template invariant.invariant_statement for type == uniqueness
  "Key {key} maps to at most one logical outcome {outcome} within {scope}."

template invariant.invariant_statement for type == ordering
  "Instances {instances} are ordered by {relation} within {scope}."

template invariant.invariant_statement for type == accounting
  "Aggregate {aggregate} equals {function} over {source_set} within {scope}."

template invariant.invariant_statement for type == authorization
  "Actor {permitted_actor} may perform {permitted_operation} on {protected_object} only if {predicate} holds."

template invariant.invariant_statement for type == freshness
  "Read model {read_model} reflects {source} within {bound}."
