/// What a storage fault does to those above it; one of the claims holds, the others do not.
design ripples "Ripples" uses triage 1.2 {
  like ripple { complaint: lost_order }
  like ripple { origin: Till  complaint: lost_order }
  like will_o_the_wisp
  like ripple { echo: empty_cart }

  release { channel: stable  time_left: 4 d  traffic: 700 /s  error_budget: 0.5 % }
  module Vault storage { steward: squad "keepers" }
  module Cart middle_layer { steward: squad "checkout"  rests_on: Vault }
  module Till front_end { steward: squad "checkout"  rests_on: Cart }
  report lost_order "An order is missing" { found_in: Cart  symptom: wrong_data  people_hit: 2 % }
  report empty_cart "The cart \"forgets\"" {
    found_in: Cart  symptom: hang  people_hit: 20 %
    attempt not_reproduced on lab by ben
  }
  report slow_till "The till is slow" {
    found_in: Till  symptom: sluggish  people_hit: ?
    attempt reproduced on lab by ben }
}
