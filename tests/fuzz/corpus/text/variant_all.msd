/// Changes of every kind.
variant other 1.0 of ward 1.2
field ward.late : bool given from "clock" as external default no
remove sheet talk
replace step 2 "Plan" minutes 1 .. 2 "say it"
before require ward_quiet add require spare_beds on ward step 1 { spare > 1  otherwise note "few" }
after sheet facts add sheet words prose { "It is {night}." }
replace template stay.note for length > 1 d "Guest {guest} stays because of {reason}."
remove test "oxygen first"
change enum need "Needs" { before quiet add calm "calm"; replace oxygen "air"; remove calm }
change row bed { replace id "K{n}"; remove written; add single }
change row bed { remove single }
change field ward.spare "Spare beds" {
  replace : int 0 .. 50
  add default 3
  remove ask
  add from "board" as external
  remove from "list"
  add allow(unread_parent) because "so"
  remove allow(unread_parent)
}
change derive bed.guests { replace = count stays; add where usable; remove where }
change classify bed.turn {
  remove breath
  before dark add bright when needs has window => window
  replace otherwise quiet
  replace where state != closed
}
change attach bed.tags { remove from; add c when tags has quiet => window }
change require beds_known { replace holds state is given and usable; remove hint; replace otherwise note "x"; replace step 2 }
change lexicon loud { remove now; add "right now" }
change checklist done "Ready" { replace seen "seen" needs beds_known; add seen needs ward_quiet; after seen add quiet "quiet" needs ward_quiet }
change sheet beds { remove "Why"; before "Bed" add "No" = id; replace where not usable }
change sheet facts { remove night; add rule_text }
