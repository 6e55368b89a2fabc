/// A night on which nothing may page anybody: a variant of a variant.
variant quiet_triage 1.0 of night_triage 2.0

remove require wishes_wait
change classify report.severity { remove pager; after alarm add hush when symptom == crash => S2 }
change enum symptom { remove flicker }
replace test "a crash pages at night" {
  report a "it crashed" { found_in: m  symptom: crash  people_hit: 1 % }
  module m storage { steward: nobody }
  expect a.severity by hush
}
