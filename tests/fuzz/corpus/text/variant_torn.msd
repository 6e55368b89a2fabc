variant other 1.0 of ward
remove
before require x
change enum need { add ; remove "x" }
change field bed.state { replace : ; add from
replace classify bed.turn { a when
