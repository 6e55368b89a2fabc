require beds_known on bed where usable step 1 {
  state is given
  otherwise error "{name} has no state, next to {next.name}" hint "go and look" ask "what about {name}?"
}
