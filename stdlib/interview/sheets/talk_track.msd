/// What to say, in the order of the steps.
sheet script "Talk track" prose {
  "First I restate what is asked: writes ({writing}), reads ({reading}) and work in the background ({background})."
    with writing = each path where operation in {conditional_write, append_event, overwrite_state, state_transition} "{path_label}" otherwise "none so far"
    with reading = each path where operation in {read_source, read_projection} "{path_label}" otherwise "none so far"
    with background = each path where operation in {async_deliver, async_process} "{path_label}" otherwise "none so far"

  "Next come the writes that must never be wrong: {critical}; what is computed from them has to wait: {later}."
    with critical = each path where priority_class == C1 "{path_label}" otherwise "none named so far"
    with later = each path where priority_class in {R1, R2, N1} "{path_label}" otherwise "nothing so far"

  "The fewest objects that carry the truth: {primary}; what can be computed or left out: {rest}."
    with primary = each object where primary "{name} ({class}, written by {owner}, {evolution})" otherwise "none found yet"
    with rest = each object where primary == no "{name}" otherwise "nothing"

  "For each of those writes I say what must always hold, {total} in all: {hard}."
    with total = count invariant where (tier == HARD)
    with hard = each path where priority_class == C1 ["{path_label} keeps", each invariants where tier == HARD "{type}" otherwise "no rule yet"]
    otherwise "none, as long as there is no such write"

  "I declare where this runs: {topology}, writes coordinated {write_coordination_scope}, reads {read_consistency_target}, claims held by: {holder_model}."

  "From there the tables give each write its shape, its mechanism and its companions: {chosen}."
    with chosen = each path where priority_class in {C1, C2} "{path_label} is {write_shape} by {base_mechanism}, with {required_companions}"
    otherwise "no write needs one yet"

  "Everything that is read gets one place of truth and a way to be rebuilt: {concepts}."
    with concepts = each concept "{concept_label} has its truth in {source_of_truth_truth}, is read by {served_by.read_path} and rebuilt so: {rebuild_path}"
    otherwise "nothing is read yet"

  "Last I answer retries, duplicates and crashes, and then the load: {answers}; {pressure}."
    with answers = each path where priority_class == C1 "{path_label} knows a repeat by {retry}, two writers at once: {competing_writers}, after a crash: {crash_after_commit}"
    otherwise "no write needs an answer yet"
    with pressure = each hotspot "{name} is met with {first_response}" otherwise "no hotspot is named"
}
