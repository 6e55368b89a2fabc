// Step 3: candidates, and which of them are primary state.

/// What the candidate is called: its name in the design.
field object.candidate_object_label "Candidate object label" : id
  output from path.requirement, state_reference.state_target_label
  step 3
  allow(unread_parent) because "the registry has the label come from requirements; a design writes it once, as the name of the row"

/// What made somebody think of the candidate.
field object.candidate_source "Candidate source" : candidate_source
  classified stated from path.requirement, path.operation, state_reference.state_interaction_kind
  step 3
  ask "where in the requirements does this candidate come from?"

/// Whether a critical write or an important read needs the candidate.
field object.candidate_needed_for_c1_r1 "Candidate needed for C1/R1?" : bool "Yes" "No"
  classified stated from path.priority_class, path.requirement
  default yes
  step 3

/// What is done with the candidate before it is tested.
field object.candidate_decomposition_action "Candidate decomposition action" : candidate_decomposition_action
  classified stated from candidate_object_label, state_reference.state_target_label
  default keep_as_candidate
  step 3
  allow(parent_is_output) because "the registry lists two labels as parents, and labels are outputs"

/// The candidate that this one takes the place of, after a split.
field object.replaces "Replaces" : optional object
  given from "prompt" as external
  inverse replacements
  step 3

/// What sort of thing the object is.
field object.class "Class" : class
  classified stated from candidate_object_label
  step 3
  ask "is it an entity, an event, a process, an intent, a relationship or a projection?"
  allow(parent_is_output) because "the registry lists a label as the parent, and labels are outputs"

/// Who writes the object.
/// Reading: the owner is one of the closed values and, if it helps, the identity of that owner (`service "ledger"`).
field object.owner "Owner" : owner
  classified stated from candidate_object_label, state_reference.state_target_label
  with owner_name
  step 3
  ask "who writes it?"
  allow(parent_is_output) because "the registry lists two labels as parents, and labels are outputs"

/// Which user, service, worker … it is, where more than one exists.
field object.owner_name "Owner identity" : optional id
  classified stated from path.requirement
  step 3

/// The way in which the object mostly changes.
field object.evolution "Evolution" : evolution
  classified stated from candidate_object_label
  step 3
  ask "is it only appended to, overwritten, moved through states, or merged?"
  allow(parent_is_output) because "the registry lists a label as the parent, and labels are outputs"

/// The range within which the object has to be correct.
field object.scope_kind "Scope kind" : scope_kind
  classified stated from candidate_object_label, state_reference.state_target_label
  with scope_value
  step 3
  ask "within which range must it be correct: one instance, a relation, a time, a region, a collection, everything?"
  allow(parent_is_output) because "the registry lists two labels as parents, and labels are outputs"

/// That range in the words of the design, such as the name of a key.
field object.scope_value "Scope value" : text
  output from scope_kind, state_reference.state_target_label
  step 3

/// The first question of the validity test.
/// Reading: the first three are answered Yes unless the design says No; a closed value (one owner, one evolution, one scope) says Yes already.
field object.one_clear_owner "Is there one clear owner of writes?" : bool "Yes" "No"
  classified stated from path.requirement
  default yes
  step 3

/// The second question of the validity test.
field object.one_dominant_evolution "Does it evolve in one dominant way?" : bool "Yes" "No"
  classified stated from path.requirement
  default yes
  step 3

/// The third question of the validity test.
field object.clear_correctness_scope "Is the correctness scope clear?" : bool "Yes" "No"
  classified stated from path.requirement
  default yes
  step 3

/// Whether truth would be lost with the object, as nothing else could give it back.
field object.derivability_test "Derivability test" : bool "Yes" "No"
  derived from class
  step 3

/// Whether the object is primary state.
field object.primary "Primary?" : bool "Yes" "No"
  derived from owner, evolution, scope_kind, "derivability test" as derivability_test, one_clear_owner, one_dominant_evolution,
    clear_correctness_scope
  step 3
