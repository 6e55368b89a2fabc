// The four questions of the validity test. Each No has its own way out: split, downgrade to a projection, or discard.
// Only candidates that are kept as if they were primary are asked; a projection has been downgraded already.

/// Several owners: split.
require owner_is_one on object
  where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate and class != projection step 3 {
  one_clear_owner
  otherwise error "{name} fails the validity test: no one clear owner writes it" hint "split it, one candidate for each owner: candidate_decomposition_action: split_candidate"
}

/// Nobody writes it: downgrade.
require somebody_writes_it on object
  where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate and class != projection step 3 {
  owner != derived
  otherwise error "{name} fails the validity test: it is derived, so nobody writes it" hint "downgrade it: class: projection"
}

/// Several ways of changing: split.
require evolution_is_one on object
  where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate and class != projection step 3 {
  one_dominant_evolution
  otherwise error "{name} fails the validity test: it changes in more than one way" hint "split it: what is only added apart from what moves through states or is overwritten"
}

/// No clear range: discard, or find what it belongs to.
require scope_is_clear on object
  where candidate_needed_for_c1_r1 and candidate_decomposition_action == keep_as_candidate and class != projection step 3 {
  clear_correctness_scope
  otherwise error "{name} fails the validity test: the range in which it must be correct is not clear" hint "if it only exists on a screen, discard it: reject_as_ui_artifact; else split it until each part has a range"
}

/// Truth must survive the loss of all projections: a read model cannot be kept as primary state.
require read_model_is_projection on object
  where candidate_source == derived_read_model and candidate_decomposition_action == keep_as_candidate step 3 {
  class == projection
  otherwise error "{name} is a derived read model, but its class is {class}" hint "downgrade it: class: projection; or name the source that it really comes from"
}
