// The order of work. A phase of the time budget that spans several steps gives its minutes to the step that carries it:
// step 1 clarifies for step 2 as well, step 4 holds the critical writes of steps 3 and 6, step 8 the scaling of step 9.

step 1 "Requirement normalization" minutes 5 .. 7 "say what the prompt wants as operations over state"
step 2 "Critical path selection" "separate what must be right from what may wait"
step 3 "Primary state extraction" "keep the smallest set of objects that carries the truth"
step 4 "Invariant extraction" minutes 12 .. 15 "state what each critical write must never break"
step 5 "Execution context declaration" minutes 3 .. 5 "say what the mechanisms may assume"
step 6 "Deterministic mechanism selection" "let the tables give shape, mechanism, companions and read path"
step 7 "Read-model derivation" minutes 8 .. 10 "give everything that is read one place of truth and a way back to it"
step 8 "Failure handling" minutes 8 .. 10 "answer what a critical write does when things go wrong"
step 9 "Scale adjustments" "relieve the hotspots without touching the truth"
