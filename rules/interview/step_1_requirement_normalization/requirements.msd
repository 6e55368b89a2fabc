/// A path stands for something that the prompt asks for.
require requirement_given on path step 1 {
  requirement is given
  otherwise error "{name} has no requirement" hint "write the wish of the prompt that this path serves"
  ask "which requirement does {name} serve?"
}

/// One requirement, one operation; whoever needs two writes two paths.
require operation_given on path step 1 {
  operation is given
  otherwise error "{name} has no operation" hint "if two operations seem to be needed, make two paths of it"
  ask "which one operation does {name} perform?"
}

/// Somebody starts the path.
require actor_given on path step 1 {
  actor is given
  otherwise error "nothing says who starts {name}" hint "say actor: user, client, service, worker, scheduler, admin, partner or system"
  ask "who starts {name}?"
}

/// An operation works on some state.
require state_named on path step 1 {
  some touches
  otherwise error "{name} touches no state" hint "name the object that it creates, changes, deletes or reads"
}

/// Nothing stays in the language of screens.
/// Reading: a word of the user interface is a warning only, since the operation is what counts.
require product_language on path step 1 {
  not (requirement uses ui_words)
  otherwise warning "the requirement of {name} speaks of the user interface" hint "say what happens to state instead"
}

/// Each piece of state is treated in one way.
require interaction_given on state_reference step 1 {
  state_interaction_kind is given
  otherwise error "{path.name} does not say what it does to {object.name}" hint "write: touches {object.name} as …"
  ask "what does {path.name} do to {object.name}?"
}
