/// What to say, in the order of the steps.
sheet script "Talk track" prose {
  "First I restate what is asked as writes, reads and work in the background."
  "Next come the writes that must never be wrong; what is computed from them has to wait."
  "I look for the fewest objects that carry the truth."
  "For each of those writes I say what must always hold."
  "I declare where this runs: {topology}, writes coordinated {write_coordination_scope}, reads {read_consistency_target}, claims held by: {holder_model}."
  "From there the tables give each write its shape, its mechanism and its companions."
  "Everything that is read gets one place of truth and a way to be rebuilt."
  "Last I answer retries, duplicates and crashes, and then the load."
}
