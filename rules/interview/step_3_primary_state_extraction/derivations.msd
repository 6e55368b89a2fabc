derive object.candidate_object_label = name

// The fourth question of the validity test: what can be computed from the rest may be deleted, so it carries no truth.
derive object.derivability_test = class != projection

// Primary? is the outcome of the validity test, never a choice. One clear owner: somebody writes it (a derived owner is
// nobody). One dominant evolution and a clear scope: the answer is there, as one value of a closed set, and the design does
// not take it back.
derive object.primary =
  derivability_test
  and owner != derived and one_clear_owner
  and evolution is given and one_dominant_evolution
  and scope_kind is given and clear_correctness_scope
