// No mechanism is chosen over a gap here: what the tables need and nobody declared leaves their result open.

/// How execution is laid out is declared.
require topology_given on context step 5 {
  topology is given
  otherwise error "the topology is not declared" hint "say topology: and why"
  ask "one process, one distributed service, or several services?"
}

/// How far writes coordinate is declared.
require coordination_given on context step 5 {
  write_coordination_scope is given
  otherwise error "the write coordination scope is not declared" hint "say write_coordination_scope: and why"
  ask "how far do writes have to agree?"
}

/// How fresh reads must be is declared.
require read_target_given on context step 5 {
  read_consistency_target is given
  otherwise error "the read consistency target is not declared" hint "say read_consistency_target: and why"
  ask "may reads lag?"
}

/// What may hold a claim is declared.
require holder_given on context step 5 {
  holder_model is given
  otherwise error "the holder model is not declared" hint "say holder_model: and why, also if it is none"
  ask "does anything hold a claim for a while?"
}

/// Whether repair is good enough is declared.
require compensation_given on context step 5 {
  compensation_acceptable is given
  otherwise error "nothing says whether compensation is acceptable" hint "say compensation_acceptable: and why"
  ask "may partial success be repaired later?"
}

/// No mechanism counts before the table is filled.
require context_before_mechanism on path where priority_class == C1 step 5 {
  base_mechanism is absent
    or (context.topology is given and context.write_coordination_scope is given and context.read_consistency_target is given
      and context.holder_model is given and context.compensation_acceptable is given)
  otherwise error "{name} has a mechanism before its context is declared" hint "fill the context first"
}

/// Writes can coordinate between services only if there are several.
require coordination_fits_topology on context where write_coordination_scope == cross_service step 5 {
  topology == multi_service
  otherwise warning "writes coordinate between services, but there is only one" hint "say per_object_scope, or topology: multi_service"
}

/// What is claimed is held by somebody.
require claim_has_holder on path where priority_class == C1 and exclusive_claim_required step 5 {
  context.holder_model != none
  otherwise warning "{name} needs one exclusive holder, but the holder model is none" hint "say what holds the claim: a thread, a process, a worker or a node"
}
