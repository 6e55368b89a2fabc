test "people and their data come first" {
  module Vault storage      { holds: {customer_data, telemetry} }
  module Cart  middle_layer { usual_delay: 400 ms }
  report gone        { found_in: Vault  symptom: wrong_data }
  report down        { found_in: Cart   symptom: crash }
  report stuck       { found_in: Cart   symptom: hang  has_detour: true }
  report false_sum   { found_in: Cart   symptom: wrong_data }
  report late        { found_in: Cart   symptom: sluggish  delay: 1 s }
  report a_bit_late  { found_in: Cart   symptom: sluggish  delay: 999 ms }
  report hardly_late { found_in: Cart   symptom: sluggish }
  report crooked     { found_in: Cart   symptom: cosmetic }
  expect gone.impact == harmful
  expect gone.impact by leak
  expect down.impact by standing
  expect stuck.impact by limping
  expect false_sum.impact == degrading
  expect late.impact by waiting
  expect a_bit_late.impact by otherwise
  expect hardly_late.impact == nuisance
  expect crooked.impact by otherwise
}

test "a wish is turned away, and so is all that reads it" {
  module Cart middle_layer {}
  report dark "Please add a dark look" { found_in: Cart  symptom: wish  people_hit: 90 % }
  expect dark.impact is rejected
  expect dark.impact by planning
  expect dark.severity is rejected
  expect dark.fix_window is rejected
  expect dark.urgency == now
}

test "a crowd makes haste" {
  release { traffic: 2 k/s }
  release canary { traffic: 48 k/min }
  report all       { people_hit: 50 % }
  report many      { people_hit: 5 % }
  report some_beta { people_hit: 5 %  shipped_in: canary }
  report few       { people_hit: 4.9 % }
  expect all.urgency by flood
  expect many.urgency == now
  expect some_beta.urgency by stream
  expect some_beta.urgency == soon
  expect few.urgency by otherwise
  expect few.urgency != soon
}

test "what nobody knows stays open as far as it has to" {
  release { traffic: 10 /s }
  module Vault storage      { holds: customer_data }
  module Cart  middle_layer {}
  report gone { found_in: Vault  symptom: wrong_data }
  report down { found_in: Cart   symptom: crash  has_detour: ?  people_hit: 80 % }
  report odd  { found_in: Cart   symptom: cosmetic  people_hit: ? }
  expect gone.people_hit is unknown
  expect gone.urgency possible {now, soon, later}
  expect gone.urgency needs {gone.people_hit}
  expect gone.severity == S1
  expect down.impact possible {blocking, degrading}
  expect down.impact needs {down.has_detour}
  expect down.severity possible {S1, S2}
  expect odd.severity == S4
  expect held severity_settled on gone
}
