test "a full report of the worst kind holds" {
  desk { on_call: 2 }
  release { channel: stable  time_left: 1 d  traffic: 3 k/s  error_budget: 0.1 % }
  module Cart middle_layer { steward: squad "checkout" }
  report burning "The cart crashes" {
    found_in: Cart  symptom: crash  people_hit: 70 %  filed_by: zoe  outside_grade: 9.5
    answer: "Mended in the cart by rollback; still to come: the summer discount."
    attempt reproduced on lab by ana
  }
  expect burning.remedy == rollback
  expect burning.mended_part == "the cart"
  expect burning.leftover == "the summer discount"
  expect held tried_once on burning
  expect held second_pair_of_eyes on burning
  expect held answer_in_form on burning
  expect held grade_heard on burning
  expect held somebody_on_call
  expect no findings
}

test "slots make the sentence that waits" {
  module Cart middle_layer {}
  report ugly "The cart is crooked" {
    found_in: Cart  symptom: cosmetic  people_hit: 1 %
    excuse: "nobody is harmed"  leftover: "it stays crooked"
  }
  expect ugly.answer == "Not mended yet, because nobody is harmed; until then it stays crooked."
}

test "the worst, badly handled" {
  release { traffic: 3 k/s  error_budget: 0.1 % }
  module Cart middle_layer {}
  module Till front_end    { rests_on: Cart  failing: 2 % }
  report burning "Unbelievable, drop everything" {
    found_in: Cart  symptom: crash  people_hit: 70 %  filed_by: zoe
    answer: "we are on it"
    attempt aborted on lab by zoe
  }
  expect broken tried_once on burning
  expect warning second_pair_of_eyes on burning
  expect warning calm_words on burning
  expect warning nothing_shaky_above on burning
  expect error answer_in_form on burning
  expect error sentence_misfit on burning
}

test "two graders differ" {
  module Cart middle_layer {}
  report ugly "The cart is crooked" { found_in: Cart  symptom: cosmetic  people_hit: 1 %  outside_grade: 9 }
  report fine "The cart is blue"    { found_in: Cart  symptom: cosmetic  people_hit: 1 % }
  expect note grade_heard on ugly
  expect fine.outside_grade is absent
}

test "blank reports ask" {
  module Cart middle_layer {}
  report blank   {}
  report burning { found_in: Cart  symptom: crash  people_hit: 70 % }
  expect open headline_written on blank
  expect open place_known on blank
  expect open calm_words on blank
  expect open answer_written on burning
}
