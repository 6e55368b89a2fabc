// Step 4: invariants. The slots of the six sentence forms are outputs like the sentence itself.

/// What a violation costs.
field invariant.tier "Tier" : tier
  classified stated from path.requirement, path.priority_class, context.stated_nfrs_constraints
  step 4
  ask "does a violation falsify business truth, or is it only late or ugly?"

/// What the invariant is about.
field invariant.type "Type" : type
  classified stated from path.requirement, path.operation, state_reference.state_target_label
  step 4
  ask "is it about eligibility, uniqueness, ordering, accounting, authorization or freshness?"
  allow(parent_is_output) because "the registry lists the label of the touched state as a parent, and labels are outputs"

/// Whether it protects its path: a hard one, or one over the key of an attempt.
field invariant.protects "Protects its path" : bool
  derived from tier, type
  step 4

/// The form that the sentence takes.
field invariant.invariant_template "Invariant template" : invariant_template
  classified from type
  step 4

/// The sentence: write it whole, or write its slots.
field invariant.invariant_statement "Invariant statement" : text
  output from "Path ID" as path.path_id, tier, type, invariant_template, "primary objects" as object.primary
  step 4
  ask "which sentence, in the form of its type, must stay true?"

/// Whether it has to hold at the very moment of the write.
/// It has no default: it is asked for only where the answer decides whether owners must agree on one write.
field invariant.invariant_synchronous "Holds synchronously" : bool
  derived judged from tier, type
  step 4
  ask "must it hold at the moment of the write, or may it be repaired later?"

/// eligibility: what is attempted
field invariant.action : text output from type  step 4
/// eligibility, authorization: what has to be true
field invariant.predicate : text output from type  step 4
/// eligibility, uniqueness, ordering, accounting: the range it is true in
field invariant.scope : text output from type  step 4
/// uniqueness: what identifies one attempt
field invariant.key : text output from type  step 4
/// uniqueness: what there is at most one of
field invariant.outcome : text output from type  step 4
/// ordering: what is put in order
field invariant.instances : text output from type  step 4
/// ordering: by what
field invariant.relation : text output from type  step 4
/// accounting: the figure
field invariant.aggregate : text output from type  step 4
/// accounting: how it is computed
field invariant.function : text output from type  step 4
/// accounting: from what
field invariant.source_set "source set" : text output from type  step 4
/// authorization: who may
field invariant.permitted_actor "actor" : text output from type  step 4
/// authorization: do what
field invariant.permitted_operation "operation" : text output from type  step 4
/// authorization: to what
field invariant.protected_object "object" : text output from type  step 4
/// freshness: what lags
field invariant.read_model "read model" : text output from type  step 4
/// freshness: behind what
field invariant.source : text output from type  step 4
/// freshness: by how much at most
field invariant.bound : text output from type  step 4
