// The closed sets of the triage.

/// What goes wrong, in the eyes of whoever sent the report.
enum symptom "Symptom" {
  /// something that was stored is gone or false
  wrong_data
  crash
  hang
  /// right, but late
  sluggish
  cosmetic "cosmetic flaw"
  /// nothing is broken: something is missed
  wish
}

/// What the defect does to people.
enum impact "Impact" { harmful, blocking, degrading, nuisance }

/// How soon many of them will meet it.
enum urgency "Urgency" { now, soon, later }

/// The one letter and digit that all others look at.
enum severity "Severity" { S1 "S1 blocker", S2 "S2 major", S3 "S3 minor", S4 "S4 trivial" }

/// When the defect is to be mended.
enum fix_window "Fix window" { hotfix, this_release, following_release "release after this", backlog }

/// How mature the build is that people run.
enum channel "Channel" { nightly, beta, stable }

/// Which layer of the product a module belongs to.
enum layer "Layer" { front_end "front end", middle_layer, storage }

/// What a module keeps that must not leak.
enum data_kind "Kind of data" { customer_data, credentials, telemetry }

/// Who looks after a module.
enum steward "Steward" { squad, vendor, nobody }

/// How an attempt to see the defect again went.
enum attempt_result "Result" { reproduced, not_reproduced, aborted }

/// Where it was tried.
enum rig "Rig" { lab, staging, field_device, anywhere }

/// What is stuck on a report so that others find it.
enum tag "Tag" {
  privacy, intermittent, all_rigs "seen on several rigs", page_on_call "page on-call", postmortem, public_notice,
  regression
}

/// The form of the answer.
enum answer_form "Form of the answer" { fix_form, wait_form }

/// What mends it.
enum remedy "Remedy" { patch, rollback, replacement }
