// The graph of fields: each field traces back to something given, lists what its rule reads and nothing else, and no output
// is the parent of what is not one. Each change names the finding that had to be allowed before.

// hidden_assumption: a row counts itself, and its display id is a field that it has.
change field path.path_id { replace from id; remove allow(hidden_assumption) }
change field state_reference.state_reference_id { replace from id; remove allow(hidden_assumption) }
change field concept.concept_id { replace from id; remove allow(hidden_assumption) }

// unread_parent: the two labels are names of rows, whatever the requirement says.
change field state_reference.state_target_label { replace from object.name; remove allow(unread_parent) }
change field object.candidate_object_label { replace from name; remove allow(unread_parent) }

// parent_is_output: what is said of a candidate is read off its name and the requirements, not off a label that is printed.
change field object.candidate_decomposition_action { replace from name; remove allow(parent_is_output) }
change field object.class { replace from name; remove allow(parent_is_output) }
change field object.owner { replace from name, path.requirement; remove allow(parent_is_output) }
change field object.evolution { replace from name; remove allow(parent_is_output) }
change field object.scope_kind { replace from name, path.requirement; remove allow(parent_is_output) }
change field invariant.type {
  replace from path.requirement, path.operation, state_reference.object
  remove allow(parent_is_output)
}

// unread_parent: the path kind follows from the priority class alone.
change field path.path_kind { remove from operation; remove allow(unread_parent) }

// chosen_from_computed: a choice rests on what is given and on earlier choices. That invariants have to hold does not make
// them a parent; what they ask for is checked once the choice is made.
change field context.write_coordination_scope {
  replace from topology, stated_nfrs_constraints
  remove allow(chosen_from_computed)
}
change field context.compensation_acceptable {
  replace from stated_nfrs_constraints, "business semantics" as external
  remove allow(chosen_from_computed)
}

// unread_parent, undeclared_read: the rule reads which objects are primary and who owns them, and no invariant.
change field path.cross_service_write {
  replace from context.topology, object.owner, object.owner_name, "Primary?" as object.primary
  remove allow(unread_parent, undeclared_read)
}

// hidden_assumption: a concept is found in a requirement, not in an activity.
change field concept.concept_kind { replace from path.requirement; remove allow(hidden_assumption) }
change field concept.concept_label { replace from path.requirement; remove allow(hidden_assumption) }

// chosen_from_computed: where the truth lives is read off the objects that passed the validity test; nobody chooses it.
change field concept.source_of_truth_truth {
  replace derived stated
  remove allow(chosen_from_computed)
}

// undeclared_read: which path serves a concept decides how old it may be.
change field concept.staleness_allowed { add from served_by; remove allow(undeclared_read) }

// undeclared_read: the priority class decides whether a path has a write shape or a read path at all.
change field path.write_shape { add from priority_class; remove allow(undeclared_read) }
change field path.read_path { add from priority_class; remove allow(undeclared_read) }

// unread_parent: no mechanism depends on whether a write crosses services; the atomicity predicate asks for that already.
change field path.base_mechanism {
  remove from "mechanism predicates above"
  add from single_writer_scope, partition_routed_single_writer, context.holder_may_crash, context.compensation_acceptable
  remove allow(unread_parent)
}

// chosen_from_computed, chosen_has_rule, unread_parent: the companions follow from the mechanism by a table, and nothing in
// it asks for the failure model.
change field path.required_companions {
  replace derived
  remove from "failure model"
  remove allow(chosen_from_computed, chosen_has_rule, unread_parent)
}
