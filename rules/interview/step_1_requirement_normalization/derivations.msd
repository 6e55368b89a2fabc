// The labels are the names that the design already wrote.
derive state_reference.state_target_label = state_reference.object.name

// What is solved now is the critical writes; the text's own table says No of an important read.
derive path.critical_now = priority_class == C1
