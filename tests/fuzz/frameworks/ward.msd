/// Beds of a ward: small, and with every kind of declaration and expression in it.
framework ward 1.2

enum state "State" { free, taken, closed "Out of use" }
enum need { quiet, oxygen, window }

row ward "Ward" single named by bed.of
row bed "Bed" { id "B{n}" where usable  written "bed {name} {state}" }
row stay "Stay" in bed as stays back lies_in { written "stay {guest} {length}" }

field ward.night : bool "Yes" "No" given from "clock" as external default no
field ward.spare : int 0 .. 40 given from "list" as external step 1 ask "how many beds are spare?"
field ward.rule_text : text given from "board" as external
field bed.of : optional ward given from "plan" as external
field bed.state : state given from "round" as external
field bed.needs : set of need given from "round" as external
field bed.usable : bool derived judged from state default yes
field bed.next : optional bed chosen from state inverse before
field stay.guest : id given from "list" as external
field stay.length : decimal 0 h .. 40 d given from "list" as external
field stay.moved_from : list of bed given from "list" as external
field stay.note : text chosen from guest, length, reason
field stay.reason : text given from "list" as external
field bed.turn : need classified from state, needs, ward.night step 2
field bed.risk : state classified from stays.length, next.state
field bed.tags : set of need derived from needs, turn
field bed.guests : int 0 .. 90 derived from stays.guest
field bed.last : optional stay derived from stays.length
field bed.crowded : bool derived from guests, ward.spare, of, state, usable, next, stays.moved_from, last
field bed.told : bool derived from ward.rule_text, stays.note, needs, tags, stays.guest
field bed.apart : bool derived from state, next, usable, turn, needs, tags
field bed.called : set of need derived from turn, tags

classify bed.turn where state != free {
  dark     when ward.night and not (needs has window)   => quiet
  breath   when needs has {oxygen, quiet}              => oxygen
  broken   when state == closed                        => reject "{name} is out of use"
  otherwise window
}
classify bed.risk unique {
  long     when some stays where length >= 1.5 * 4 d   => taken
  next     when no stays where length >= 6 d and next.state is absent   => free
  otherwise closed
}
attach bed.tags from needs {
  a when turn == oxygen        => oxygen
  b when tags has oxygen       => quiet, window
}
derive bed.guests = distinct guest of stays
derive bed.last = first stays where length > 2 h otherwise absent
derive bed.crowded = if guests > ward.spare then every stays.moved_from satisfies (usable or state in {free, closed}) else next.of != of or count stays >= 2 or last is absent
derive bed.told = ward.rule_text uses loud or tags == needs or some stays where (note fits and guest == "smith" and note is given)
derive bed.apart = state == next.state or needs has turn or needs has tags or count bed where (usable) > 3
attach bed.called from tags {
  more when tags has window => oxygen, turn
}

lexicon loud { now, "at once" }
template stay.note for length > 1 d
  "Guest {guest} stays for {reason} until told."
step 1 "Round" minutes 2 .. 5 "see each bed"
step 2 "Plan" "say who turns whom"

require beds_known on bed where usable step 1 {
  state is given
  otherwise error "{name} has no state, next to {next.name}" hint "go and look" ask "what about {name}?"
}
require ward_quiet on ward { not night or spare > 2  otherwise warning "only {spare} beds" }
checklist done "Done" { seen "all seen" needs beds_known, ward_quiet }
sheet beds "Beds" for bed where usable {
  "Bed" = [id, name, state]
  "Stays" = each stays [guest, length, lies_in.name]
  "Why" = why usable
  "Note" = "{name}: {turn} {risk}"
}
sheet facts "Ward" for fields of ward { night, spare }
sheet talk "Talk" prose {
  "We have {spare} beds and it is {night}."
  "Free are {free}, {many} in all."
    with free = each bed where state == free ["{name}", each stays where length > 1 d "{guest}" otherwise "nobody"] otherwise "none"
    with many = count bed where (state == free)
}

/// A guest who is moved on.
archetype moving "Moving on" in rounds {
  shape "a bed is left for the next one"
  role from_bed "From" : bed {
    must usable and some stays where (length > 2 h)
    usually turn == oxygen because "whoever needs air is moved first"
    expects followed (next == to_bed) otherwise "{name} does not lead to {to_bed.name}" insert "next: {to_bed.name}"
  }
  role to_bed "To" : bed { must state == free or state == from_bed.state }
  optional role left "Left" : stay { must lies_in == from_bed }
  example "from the window to the door"
}
system night_round "Night round" { moving }
/// the fewer the better
prefer fewest count bed where (usable) "usable beds" step 2

test "oxygen first" {
  ward { night: yes  spare: 3 }
  bed one taken { needs: {oxygen, quiet} }
  bed two { next: one  state: ? }
  expect one.turn possible {quiet}
}
