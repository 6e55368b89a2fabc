// What a report says.

/// What is wrong, in one line.
field report.headline "Headline" : text
  given from "tracker" as external
  step 1
  ask "what is wrong, in one line?"

/// Who sent it.
field report.filed_by "Filed by" : optional id
  given from "tracker" as external
  step 1

/// The number that the desk gives it.
field report.ticket "Ticket" : text
  output from "order in the tracker" as external
  step 1
  allow(hidden_assumption) because "the order of the reports is no field; the row counts itself"

/// Where it goes wrong.
field report.found_in "Found in" : module
  given from "tracker" as external
  inverse reports
  step 1
  ask "which module goes wrong?"

/// The report that already says the same.
field report.duplicate_of "Duplicate of" : optional report
  given from "tracker" as external
  inverse duplicates
  step 1

/// The build that it is about, where that is not the usual one.
field report.shipped_in "Shipped in" : optional release
  given from "tracker" as external
  inverse complaints
  step 1

/// What kind of wrong it is.
field report.symptom "Symptom" : symptom
  classified stated from headline
  step 1
  ask "wrong data, a crash, a hang, slowness, a flaw in the looks, or a wish?"

/// The share of people who meet it.
field report.people_hit "People hit" : decimal 0 % .. 100 %
  given from "dashboard" as external
  step 1
  ask "which share of people meets it?"

/// How long they wait, where waiting is the trouble.
field report.delay "Delay" : optional decimal 0 ms .. 1 h
  given from "dashboard" as external
  step 1

/// A grade that somebody else has given, from 0 to 10.
field report.outside_grade "Outside grade" : optional decimal 0 .. 10
  given  step 1

// What the attempts say.

/// Whether anybody at all has seen it again.
field report.confirmed "Confirmed?" : bool "Confirmed" "Not confirmed"
  derived from attempt.seen
  step 2

/// Whether every attempt in the lab shows it.
field report.steady "Steady in the lab?" : bool
  derived from attempt.rig, attempt.result
  step 2

/// Whether nobody has brought an attempt to its end.
field report.untried "Untried?" : bool
  derived from attempt.result
  step 2

/// Whether it shows on more than one rig.
field report.on_many_rigs "On many rigs?" : bool
  derived from attempt.rig, attempt.seen
  step 2

/// How often it was seen again.
field report.sightings "Sightings" : int 0 .. 1000
  derived from attempt.seen
  step 2

/// On how many rigs by how many people, taken together.
field report.circumstances "Circumstances" : int 0 .. 1000
  derived from attempt.rig, attempt.made_by, attempt.seen
  step 2

/// Where it was seen first.
field report.first_rig "First rig" : rig
  derived from attempt.rig, attempt.seen
  step 2

/// The attempt to show to others.
field report.exhibit "Exhibit" : optional attempt
  derived from attempt.seen
  step 2

// What the desk makes of it.

/// Whether it is worked on under its own name.
field report.accepted "Accepted?" : bool "Accepted" "Closed as duplicate"
  derived from duplicate_of
  step 1

/// Whether people can get around it.
field report.has_detour "Way around?" : bool "Way around" "No way around"
  derived judged from headline
  default no
  step 3
  ask "is there a way around it that people will find?"

/// What it does to people.
field report.impact "Impact" : impact
  classified from accepted, "what people feel" as (symptom, delay, has_detour), "where it hurts" as (module.holds, module.usual_delay)
  step 3

/// How soon many will meet it.
field report.urgency "Urgency" : urgency
  classified from "exposure" as (people_hit, release.traffic)
  step 3

/// How bad it is.
field report.severity "Severity" : severity
  classified from accepted, impact, urgency, confirmed
  step 3

/// When it is to be mended.
field report.fix_window "Fix window" : fix_window
  classified from severity, release.frozen
  step 3

/// How long the mending may take.
field report.allowance "Allowance" : decimal 0 d .. 90 d
  derived from severity, release.time_left
  step 3

/// What the modules rest on that carries the defect.
field report.foundations "Foundations" : list of module
  derived from found_in, module.rests_on
  step 3

/// Tags that the desk adds by itself.
field report.chosen_tags "Chosen tags" : set of tag
  chosen from headline  default {}
  step 3

/// All tags.
field report.tags "Tags" : set of tag
  derived from chosen_tags, severity, module.holds, confirmed, steady, on_many_rigs
  step 3

// What people hear back. The slots of the two sentences are outputs like the sentences.

/// The form of the answer.
field report.answer_form "Form of the answer" : answer_form
  classified from accepted, fix_window
  step 4

/// The sentence that goes back.
field report.answer "Answer" : text
  output from answer_form, fix_window
  step 4
  ask "what do the people who sent it hear?"

/// What the rest of the world hears.
field report.notice "Notice" : text
  output judged from tags
  step 4

/// fixed: in what
field report.mended_part : text output from answer_form  step 4
/// fixed: by what
field report.remedy "Remedy" : remedy output stated from answer_form  step 4
/// fixed, deferred: what people have to live with
field report.leftover : text output from answer_form  step 4
/// deferred: why
field report.excuse : text output from answer_form  step 4
