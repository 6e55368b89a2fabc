test "attempts are counted in each report" {
  module Cart middle_layer {}
  report lost "The cart is empty" {
    found_in: Cart  symptom: cosmetic  people_hit: 1 %
    attempt aborted        on lab
    attempt reproduced     on staging by ana
    attempt reproduced     on lab     by ben
    attempt reproduced     on lab     by ben
    attempt not_reproduced on field_device
  }
  report slow "The cart is late" {
    found_in: Cart
    attempt aborted
  }
  expect attempt_2.seen == yes
  expect attempt_2.made_by == ana
  expect attempt_5.seen == no
  expect attempt_6.rig == anywhere
  expect attempt_6.made_by is absent
  expect lost.confirmed == yes
  expect lost.steady == no
  expect lost.untried == no
  expect lost.on_many_rigs == yes
  expect lost.sightings == 3
  expect lost.circumstances == 2
  expect lost.first_rig == staging
  expect lost.exhibit == attempt_2
  expect lost.tags has intermittent
  expect lost.tags by unsteady
  expect lost.tags has all_rigs
  expect lost.tags by wide
  expect slow.confirmed == no
  expect slow.untried == yes
  expect slow.sightings == 0
  expect slow.first_rig == anywhere
  expect slow.exhibit is absent
}

test "what was seen was seen somewhere" {
  module Cart middle_layer {}
  report lost "The cart is empty" {
    found_in: Cart
    attempt reproduced
    attempt reproduced on lab
  }
  expect broken rig_named on attempt_1
  expect note rig_named on attempt_1
  expect held rig_named on attempt_2
  expect lost.on_many_rigs == yes
  expect lost.steady == yes
}

test "no attempt in the lab is no failure in the lab" {
  report lost "The cart is empty" {
    attempt not_reproduced on staging
  }
  expect lost.steady == yes
  expect lost.on_many_rigs == no
}
