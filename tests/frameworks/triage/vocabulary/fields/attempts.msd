/// How the attempt went.
field attempt.result "Result" : attempt_result
  given from "notes of the tester" as external
  step 2
  ask "was the defect seen again?"

/// Where it was tried.
field attempt.rig "Rig" : rig
  given from "notes of the tester" as external  default anywhere
  step 2

/// Who tried.
field attempt.made_by "Made by" : optional id
  given from "notes of the tester" as external
  step 2

/// Whether the defect showed.
field attempt.seen "Seen?" : bool "seen" "not seen"
  derived from result
  step 2
