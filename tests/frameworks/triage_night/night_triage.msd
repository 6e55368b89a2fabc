/// The triage of the night shift: few people, so less is asked, and pages go out sooner.
variant night_triage 2.1 of triage 1.2

// ---- plain declarations add

/// Whether somebody sleeps beside the phone.
field desk.standby "On standby" : bool
  given from "rota" as external
  default no
  step 4

/// Whether the build went out behind its day.
field release.shipped_late "Shipped late" : bool
  given from "calendar" as external
  default no
  step 1

test "a crash pages at night" {
  report a "it crashed" { found_in: m  symptom: crash  people_hit: 1 % }
  module m storage { steward: nobody }
  expect a.severity by pager
  expect a.severity == S1
  expect a.fix_window == hotfix
}

// ---- whole declarations

// What the day shift's tests say of what is different at night.
remove test "attempts are counted in each report"
remove test "no attempt in the lab is no failure in the lab"
remove test "people and their data come first"
remove test "what nobody knows stays open as far as it has to"
remove test "a full report of the worst kind holds"
remove test "slots make the sentence that waits"
remove test "the worst, badly handled"
remove test "from alarm to trifle"
remove test "a frozen build waits for nobody but the worst"
remove test "a duplicate is judged with its original"
replace test "two graders differ" {
  report a "slow" { found_in: m  symptom: sluggish  people_hit: 60 % }
  module m storage { usual_delay: 100 ms }
  expect a.impact by waiting
  expect a.delay == 1 s
}

remove require second_pair_of_eyes
replace derive report.untried = no attempts where result == reproduced
/// Nobody is woken for a wish.
after require tried_once add require wishes_wait on report where symptom == wish step 3 {
  severity != S1
  otherwise warning "{name} wakes somebody for a wish"
}
before require tried_once add require phone_beside_bed on desk step 4 {
  standby or on_call >= 1
  otherwise note "nobody sleeps beside the phone"
}
replace template report.answer for answer_form == wait_form
  "Not now, because {excuse}; until then {leftover}."
replace step 3 "Judgement" minutes 1 .. 2 "be quick"

// ---- members of each kind

change enum symptom "What goes wrong" {
  /// it eats power
  before cosmetic add hungry "eats the battery"
  replace hang "hangs"
  add flicker
}
change enum remedy { remove replacement; after patch add workaround }

change row module {
  replace id "MOD{n}" where shaky
}

change field report.delay "Wait" {
  replace : optional decimal 0 ms .. 2 h
  add ask "how long do they wait?"
  replace from "stop watch" as external
  add default 1 s
}
change field report.tags { remove from on_many_rigs }
change field report.severity {
  add from untried
  before impact add from symptom
}

change derive report.allowance { remove where }
change derive report.steady { replace = every attempts where rig == staging satisfies result == reproduced }

change classify report.severity {
  before alarm add pager when symptom == crash => S1
  replace rumour when not confirmed or untried => S4
  remove plain
  replace otherwise S3
  replace where accepted and symptom is given
}
change attach report.tags {
  remove wide
  add nightly when confirmed => regression
}

change require calm_words {
  replace otherwise error "{name} shouts"
  replace holds not (headline uses loud_words) or symptom == wrong_data
  remove step
  remove hint
}
change lexicon loud_words {
  add wtf
  remove "drop everything"
  add "right now"
}
change checklist handover "Ready for the morning" {
  remove tried
  replace judged "every report has its severity" needs severity_settled
  add described needs vendor_named
  remove answered needs answer_in_form
  after described add rested "somebody can be reached" needs phone_beside_bed
}

change sheet board {
  remove "Tags"
  before "Severity" add "Waits" = delay
  replace "Report" = headline
  replace where accepted and confirmed
}
change sheet build_facts { remove download; before traffic add shipped_late }
change sheet shift_talk {
  replace "A brace is written twice, {{ so, where it opens no slot." with "It is quiet."
  add "Good night."
}
