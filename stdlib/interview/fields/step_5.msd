// Step 5: the five commitments that every mechanism rests on, and what follows from them.

/// How execution is laid out.
field context.topology "Topology" : topology
  chosen from stated_nfrs_constraints
  step 5
  ask "one process, one service on many machines, or several services?"

/// How far writes have to agree.
field context.write_coordination_scope "Write coordination scope" : write_coordination_scope
  chosen from "Invariant" as (invariant.tier, invariant.type), topology
  step 5
  ask "must writes agree locally, per object, or between services?"
  allow(chosen_from_computed) because "the registry lets this choice depend on the invariants, whose tier and type are classified"

/// How fresh reads have to be.
field context.read_consistency_target "Read consistency target" : read_consistency_target
  chosen from stated_nfrs_constraints
  step 5
  ask "must reads always be current, or may they lag within a bound?"

/// What may hold a piece of work for a while.
field context.holder_model "Holder model" : holder_model
  chosen from topology, "path execution model" as external
  step 5
  ask "does anything hold a claim for a while: nothing, a thread, a process, a worker, a node?"

/// Whether a half-done change may be repaired afterwards.
/// Reading: `Compensation acceptable?` and `compensation_acceptable` are this one boolean; Yes and No are its labels.
field context.compensation_acceptable "Compensation acceptable?" : bool "Yes" "No"
  chosen from "Invariant" as (invariant.tier, invariant.type), "business semantics" as external
  step 5
  ask "may a change that succeeded only in part be repaired later?"
  allow(chosen_from_computed) because "the registry lets this choice depend on the invariants, whose tier and type are classified"

/// Whether what holds a claim can vanish without letting go.
field context.holder_may_crash : bool "true" "false"
  derived from holder_model
  step 5

/// Whether the path writes what several services own.
field path.cross_service_write : bool "true" "false"
  derived from context.topology, object.owner, "Invariant" as (invariant.tier, invariant.type), object.owner_name
  step 5
  allow(unread_parent, undeclared_read) because "the registry lists the invariant, which the rule does not read, and leaves out `Primary?`, which it does"

/// Whether a read may lag within a bound.
field context.bounded_staleness_allowed : bool "true" "false"
  derived from read_consistency_target
  step 5
