variant other 1.0 of ward 1.2
remove require nothing
remove field bed.state
remove field bed.state
change enum need { remove quiet; add quiet; remove quiet; before gone add x }
change classify bed.turn { replace dark when window => quiet; replace dark when quiet => dark }
replace attach bed.turn { a when night => quiet }
before sheet talk add require y on ward { night otherwise note "n" }
require ward_quiet on ward { night otherwise note "n" }
change field bed.needs { before x add default {}; replace with y; remove nothing; remove from }
