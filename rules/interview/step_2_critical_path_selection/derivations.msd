// The baseline keeps critical writes, important reads and background paths; the rest only when asked for.
derive path.retained = priority_class in {C1, R1, N1} or asked_for

// Reading: the path kind follows from the priority class alone.
classify path.path_kind {
  write     when priority_class in {C1, C2} => write_path
  read      when priority_class in {R1, R2} => read_path
  otherwise background_path
}
