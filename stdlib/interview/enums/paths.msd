// Closed sets of steps 1 and 2: who starts a path, what it does, what it touches, how much it matters.

/// Who sets a path going.
enum actor "Actor" {
  user "User", client "Client", service "Service", worker "Worker",
  scheduler "Scheduler", admin "Admin", partner "Partner", system "System"
}

/// What a requirement does to state, once its product wording is gone.
enum operation "Operation" {
  /// changes state only if a condition holds at that moment
  conditional_write
  /// adds a record and leaves the others alone
  append_event
  /// puts a new value in place of the old one
  overwrite_state
  /// moves something from one state of its life to the next
  state_transition
  /// reads the authoritative state
  read_source
  /// reads something that was computed from it
  read_projection
  /// sends something later, outside the request
  async_deliver
  /// works on something later, outside the request
  async_process
}

/// How a path treats one piece of state.
enum state_interaction_kind "State interaction kind" {
  create_target
  update_target
  delete_target
  read_source_target
  read_projection_target
  async_side_effect_target "async side-effect target"
  /// written, though the requirement does not say so
  hidden_write_target
}

/// How much a path matters to the baseline.
enum priority_class "Priority class" {
  /// a write whose fault falsifies business truth
  C1
  /// a write that helps another
  C2
  /// a read that the product stands on
  R1
  /// a read that can wait
  R2
  /// a notification, or other work in the background
  N1
}

/// What later tables call a path.
enum path_kind "Path kind" { write_path, read_path, background_path }
