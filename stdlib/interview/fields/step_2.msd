// Step 2: which paths count.

/// How much the path matters.
field path.priority_class "Priority class" : priority_class
  classified judged from requirement, operation, context.stated_nfrs_constraints
  step 2
  ask "does a wrong or stale run of this path falsify business truth, or does it only delay somebody?"

/// Whether the interviewer asked for the path, though the baseline would leave it out.
field path.asked_for "Asked for" : bool
  given from "prompt" as external
  default no
  step 2

/// Whether the path stays in the worksheet.
field path.retained "Retained" : bool
  derived from priority_class, asked_for
  step 2

/// What later tables call the path.
field path.path_kind "Path kind" : path_kind
  classified from priority_class, operation
  step 2
  allow(unread_parent) because "the registry lists the operation, but the rule of step 2 looks at the priority class alone"

/// A short name for people.
field path.path_label "Path label" : text
  output from requirement
  step 2
