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
