// Step 1: what the prompt says, rewritten as operations over state.

/// What the product shall do, as the prompt has it.
field path.requirement "Requirement" : text
  given from "prompt" as external
  step 1
  ask "what does the prompt ask for here?"

/// Everything the prompt says about speed, freshness, load, uptime, places and law.
field context.stated_nfrs_constraints "stated NFRs / constraints" : text
  given from "prompt" as external
  step 1
  ask "which latency, load, consistency, availability or legal limits does the prompt state?"

/// Reads that the prompt expects, all paths together.
field context.reads : optional decimal 0 /s .. 1000 M/s
  given from "prompt" as external
  step 1

/// Writes that the prompt expects, all paths together.
field context.writes : optional decimal 0 /s .. 1000 M/s
  given from "prompt" as external
  step 1

/// Who starts the path.
field path.actor "Actor" : actor
  classified stated from requirement
  step 1
  ask "who starts this path?"

/// What the path does to state.
field path.operation "Operation" : operation
  classified stated from requirement
  step 1
  ask "which one operation over state is this?"

/// The candidate object that the reference points at.
field state_reference.object "Target object" : object
  given from "prompt" as external
  inverse touched_by
  step 1
  ask "which candidate object is it?"

/// What the path does to this piece of state.
field state_reference.state_interaction_kind "State interaction kind" : state_interaction_kind
  classified stated from path.operation
  step 1
  ask "is this state created, updated, deleted, read, or touched on the side?"

/// What the state is called: the name of the object that it points at.
field state_reference.state_target_label "State target label" : id
  output from path.requirement
  step 1
  allow(unread_parent) because "the registry has the label come from the requirement; a design writes it once, as the name of the object"

/// Whether the requirement has to be solved now.
field path.critical_now "Critical now?" : bool "Yes" "No"
  output from priority_class
  step 1

/// The context that the path runs in, where it is not the design's only one.
field path.in "Runs in" : optional context
  given from "prompt" as external
  step 1
