test "from alarm to trifle" {
  release { channel: beta  time_left: 9 d  traffic: 100 /s }
  module Cart middle_layer {}
  report burning   { found_in: Cart  symptom: crash       people_hit: 70 % }
  report heavy     { found_in: Cart  symptom: crash       people_hit: 1 % }
  report spreading { found_in: Cart  symptom: wrong_data  people_hit: 10 % }
  report rumoured  { found_in: Cart  symptom: wrong_data  people_hit: 1 % }
  report known {
    found_in: Cart  symptom: wrong_data  people_hit: 1 %
    attempt reproduced on lab by ana
  }
  report ugly {
    found_in: Cart  symptom: cosmetic  people_hit: 1 %
    attempt reproduced on lab by ana
  }
  expect burning.severity by alarm
  expect burning.fix_window by at_once
  expect burning.allowance == 4 h
  expect burning.answer_form by good_news
  expect burning.tags == {page_on_call, postmortem}
  expect burning.tags by worst
  expect heavy.severity by grave
  expect heavy.fix_window by in_time
  expect heavy.allowance == 9 d
  expect spreading.severity == S2
  expect rumoured.severity by rumour
  expect rumoured.fix_window by otherwise
  expect rumoured.answer_form by otherwise
  expect known.severity by plain
  expect known.fix_window by too_late
  expect known.answer_form == wait_form
  expect ugly.severity by otherwise
  expect ugly.tags == {}
}

test "a frozen build waits for nobody but the worst" {
  release { channel: stable  time_left: 2 d  traffic: 100 /s }
  module Cart middle_layer {}
  report burning { found_in: Cart  symptom: crash  people_hit: 70 % }
  report heavy   { found_in: Cart  symptom: crash  people_hit: 1 % }
  expect burning.fix_window == hotfix
  expect heavy.fix_window == following_release
  expect heavy.fix_window by too_late
}

test "tags call for tags" {
  desk { on_call: 0 }
  module Vault storage { holds: customer_data }
  report gone { found_in: Vault  symptom: wrong_data  chosen_tags: {regression} }
  report odd  { found_in: Vault  symptom: cosmetic    chosen_tags: postmortem }
  expect gone.tags == {privacy, page_on_call, postmortem, public_notice, regression}
  expect odd.tags == {privacy, postmortem, public_notice}
  expect odd.tags by keep_quiet
  expect odd.tags by aftermath
  expect error somebody_on_call
}

test "a duplicate is judged with its original" {
  module Cart middle_layer {}
  report first_one "Empty cart"    { found_in: Cart  symptom: crash  people_hit: 1 % }
  report again     "Cart is empty" { found_in: Cart  symptom: crash  duplicate_of: first_one }
  report once_more "No cart"       { found_in: Cart  symptom: crash  duplicate_of: again }
  report last_one  "Cart is late"  { found_in: Cart  symptom: crash  people_hit: 1 % }
  expect again.accepted == no
  expect again.impact is absent
  expect again.severity is absent
  expect again.fix_window is absent
  expect again.allowance is absent
  expect again.answer_form is absent
  expect held original_is_open on again
  expect broken original_is_open on once_more
  expect first_one.ticket == "R1"
  expect last_one.ticket == "R2"
}

test "what lies below what lies below" {
  module Disk  storage      {}
  module Vault storage      { rests_on: Disk }
  module Files storage      { rests_on: Disk }
  module Cart  middle_layer { rests_on: {Vault, Files} }
  report lost { found_in: Cart }
  expect lost.foundations == {Disk}
}
