// The test of the priority class, as far as it follows from what a design states: C1 and C2 are writes, R1 and R2 are reads,
// N1 is background work; and what would falsify business truth is C1.

/// A critical or supporting write is a write.
/// Reading: work in the background that changes business truth is the write that it makes; its worker is the actor.
require critical_is_a_write on path where priority_class in {C1, C2} step 2 {
  operation in {conditional_write, append_event, overwrite_state, state_transition}
  otherwise error "{name} is {priority_class}, a write, but its operation is {operation}" hint "if it changes the truth, name the write that it makes; if not, it is R1, R2 or N1"
}

/// An important or optional read is a read.
require important_is_a_read on path where priority_class in {R1, R2} step 2 {
  operation in {read_source, read_projection}
  otherwise error "{name} is {priority_class}, a read, but its operation is {operation}" hint "a write is C1 if its fault falsifies the truth, else C2; background work is N1"
}

/// Background work runs outside of the request.
require background_is_async on path where priority_class == N1 step 2 {
  operation in {async_deliver, async_process}
  otherwise warning "{name} is N1, background work, but its operation is {operation}" hint "if its fault only delays somebody: async_deliver or async_process; if it falsifies the truth, it is C1"
}

/// A violation of a hard invariant changes business truth, and a path that can do so is C1.
/// Reading: a hard invariant of an R1 path says what is the truth of that read; it does not make the read critical.
require hard_means_critical on invariant where tier == HARD step 2 {
  path.priority_class in {C1, R1}
  otherwise error "{path.name} is {path.priority_class}, but breaking its {type} invariant would change business truth" hint "make it C1, or the invariant SOFT"
}

/// Background work is kept as far as the story needs it: something in the baseline sets it off.
/// Reading: it works on what a critical write or an important read touches, or a critical write publishes.
require background_is_set_off on path where priority_class == N1 and not asked_for step 2 {
  (some touches.object.touched_by.path where priority_class in {C1, R1})
    or (some path where priority_class == C1 satisfies (required_companions has outbox or required_companions has cdc))
  otherwise warning "nothing in the baseline sets {name} off" hint "leave it out, or let the critical write that it follows publish through an outbox or CDC"
}
