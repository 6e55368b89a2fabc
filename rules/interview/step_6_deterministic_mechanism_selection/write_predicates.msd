// What the write tables ask, as far as it follows from what a design states. The other predicates are judged.

// Reading: of several objects, the one written under the rule: the first update target, else the first created or deleted one.
derive path.written_object =
  first object of touches where state_interaction_kind == update_target
  otherwise (first object of touches where state_interaction_kind in {create_target, delete_target} otherwise absent)

derive path.evolution = written_object.evolution

// Five clauses and no more; the topology is not asked.
// Reading: a path is HARD if any of its invariants is. Different owners: not all the same, by kind and identity.
derive path.cross_service_atomicity_required =
  (some invariants where tier == HARD)
  and count touches.object where primary > 1
  and distinct (owner, owner_name) of touches.object where primary > 1
  and (some invariants where (tier == HARD and invariant_synchronous))
  and context.compensation_acceptable == no
