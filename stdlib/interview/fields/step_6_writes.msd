// Step 6, writes: the predicates, the write shape, the mechanism, the companions.
// Reading: the judged predicates are independent facts, none implies another; each is `no` unless stated, and `?` keeps it open.

/// The object that the path writes under its rule.
field path.written_object "Written object" : optional object
  derived from state_reference.object, state_reference.state_interaction_kind
  step 6

/// The evolution that the mechanism table looks at.
/// Reading: of several objects, that of the one written under the rule.
field path.evolution "Evolution of the written object" : evolution
  derived from object.evolution, written_object
  step 6

/// Whether several owners have to agree at the moment of the write, beyond repair.
field path.cross_service_atomicity_required : bool "true" "false"
  derived from invariant.tier, "primary objects on path" as object.primary, object.owner, context.compensation_acceptable,
    object.owner_name, invariant.invariant_synchronous
  step 6

/// Whether there may be only one active holder at a time.
field path.exclusive_claim_required : bool "true" "false"
  derived judged from "Invariant" as (invariant.tier, invariant.invariant_synchronous), invariant.type
  default no
  step 6
  ask "may only one claimer, holder or executor be active for a while?"

/// Whether concurrent writes can all be kept, in any order and grouping.
field path.merge_safe : bool "true" "false"
  derived judged from "Invariant" as (invariant.tier, invariant.type), evolution
  default no
  step 6
  ask "may concurrent writes all succeed, merge in any order, and nobody lose?"

/// Whether the write counts only if the present state allows it.
field path.guarded_by_current_state : bool "true" "false"
  derived judged from "Invariant" as (invariant.tier, invariant.type), evolution
  default no
  step 6
  ask "is the write valid only while something is true of the current state?"

/// Whether the write simply puts a new value where one was.
field path.replaces_current_value : bool "true" "false"
  derived judged from operation, evolution
  default no
  step 6
  ask "does the write replace a value, with nobody losing but by plain overwriting?"

/// Whether the write adds a record that stays, and disturbs no other.
field path.records_immutable_fact : bool "true" "false"
  derived judged from operation, evolution
  default no
  step 6
  ask "does the write add a record for good, without invalidating its peers?"

/// How the write changes state.
field path.write_shape "Write shape" : write_shape
  classified from "write-shape predicates above" as (cross_service_atomicity_required, exclusive_claim_required, merge_safe,
    guarded_by_current_state, replaces_current_value, records_immutable_fact)
  step 6
  allow(undeclared_read) because "only writes have a write shape, and the registry does not list the priority class"

/// Whether one writer owns all that has to be correct for the path.
field path.single_writer_scope : bool "true" "false"
  derived judged from object.owner, context.write_coordination_scope, context.topology
  default no
  step 6
  ask "does exactly one writer own everything that this write has to keep correct?"

/// Whether each partition of it has one writer, and partitions run side by side.
field path.partition_routed_single_writer : bool "true" "false"
  derived judged from object.owner, object.scope_kind, context.write_coordination_scope, context.topology
  default no
  step 6
  ask "is every write routed to the one writer of its partition?"

/// What keeps concurrent writes in order.
field path.base_mechanism "Base mechanism" : base_mechanism
  classified from write_shape, evolution, "mechanism predicates above" as (single_writer_scope, partition_routed_single_writer,
    context.holder_may_crash, cross_service_write, context.compensation_acceptable)
  step 6
  allow(unread_parent) because "cross_service_write is among the predicates of the mechanism table, but none of its rules asks for it"

/// Companions that the design adds by itself, each with its reason.
field path.declared_companions "Declared companions" : set of companion
  chosen from context.stated_nfrs_constraints
  default {}
  step 6

/// All that goes with the mechanism.
/// Reading: the closure of the companion rows over the mechanism's own and the declared ones.
field path.required_companions "Required companions" : set of companion
  chosen from base_mechanism, "failure model" as context.holder_model, declared_companions
  step 6
  allow(chosen_from_computed, chosen_has_rule, unread_parent) because "the registry calls the set chosen, yet it follows mechanically from the mechanism, and no row of the companion table asks for the failure model"

/// The one source that both the history and the live path read.
field path.sequence_source "Sequence source" : optional text
  chosen from requirement
  step 6
