/// A critical write has a shape.
require write_shape_settled on path where priority_class == C1 step 6 {
  write_shape is given
  otherwise error "{name} has no write shape" hint "answer the predicates of its shape"
}

/// A critical write has a mechanism.
require mechanism_settled on path where priority_class == C1 step 6 {
  base_mechanism is given
  otherwise error "{name} has no base mechanism" hint "answer the predicates of its mechanism"
}

/// What a design adds by itself is part of what it needs.
require companions_attached on path where priority_class == C1 step 6 {
  required_companions has declared_companions
  otherwise error "{name} declares companions that its set does not hold"
}

/// Reading: a sequence authority means one source for the history and for the live path.
require one_sequence_source on path where required_companions has sequence_authority step 6 {
  sequence_source is given
  otherwise error "{name} has a sequence authority, but not one source for history and live path" hint "name it: sequence_source"
}

/// An important read has a path.
require read_path_settled on path where priority_class == R1 step 6 {
  read_path is given
  otherwise error "{name} has no read path" hint "answer the predicates of its read"
}
